"""Databases, workers and brokers that die at work: what was acknowledged is there, what was owed is done, once."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import asyncpg
import psutil
import pytest

from judging import embedded

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ACTS = 400
PAINTINGS = 16


def _start(program: str, environment: dict[str, str], count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, HERE / program, str(count)],
        env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


async def _rows(environment: dict[str, str], sql: str, *args: Any) -> list[asyncpg.Record]:
    """Asks again while the database is still coming back."""
    async with asyncio.timeout(60):
        while True:
            try:
                connection = await asyncpg.connect(environment["DATABASE_URL"])
                try:
                    return await connection.fetch(sql, *args)  # type: ignore[no-any-return]
                finally:
                    await connection.close()
            except (OSError, asyncpg.PostgresError):
                await asyncio.sleep(0.1)


def _kill(pid: int) -> None:
    """A process with all that it has started, at once."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    for each in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            os.kill(each.pid, signal.SIGKILL)


@pytest.mark.timeout(240)
async def test_nothing_acknowledged_is_lost_when_the_database_is_killed(home: Path) -> None:
    told: list[list[str]] = []
    with embedded.Supervisor(embedded.Plan(home=home, given={})) as supervisor:
        await asyncio.to_thread(supervisor.migrate)
        with _start("acknowledge.py", supervisor.environment, ACTS) as program:
            assert program.stdout is not None
            kills = {ACTS // 5, ACTS // 2, ACTS * 3 // 4}
            while line := await asyncio.to_thread(program.stdout.readline):
                told.append(line.split())
                if len(told) in kills:
                    _kill(supervisor.pids()["postgres"])
        assert program.returncode == 0
        codes = {row["code"] for row in await _rows(supervisor.environment, "SELECT code FROM entry")}
        ballots = await _rows(
            supervisor.environment,
            "SELECT e.blind_code, s.juror_key, b.version FROM ballot b"
            " JOIN entry e ON e.id = b.entry JOIN panel_juror s ON s.id = b.panel_juror",
        )
    marks = Counter((code, juror) for kind, *rest in told if kind == "mark" for code, juror, _ in [rest])
    receipts = {rest[0] for kind, *rest in told if kind == "receipt"}
    assert len(told) == ACTS + 1
    assert receipts <= codes
    # Every save that was acknowledged has counted the ballot's version up by one.
    saved = {(row["blind_code"], row["juror_key"]): row["version"] for row in ballots}
    assert {ballot: count for ballot, count in marks.items() if saved[ballot] < count} == {}


async def _time_passes(environment: dict[str, str]) -> None:
    """The lease of a killed worker runs out, and reminders fall due."""
    await _rows(environment, "UPDATE job SET lease_until = now(), due_at = now() WHERE state IN ('queued', 'leased')")


async def _done(environment: dict[str, str]) -> int:
    rows = await _rows(environment, "SELECT count(*) AS n FROM job WHERE kind = 'process_file' AND state = 'done'")
    return int(rows[0]["n"])


async def _until_done(environment: dict[str, str], count: int) -> None:
    while await _done(environment) < count:  # noqa: ASYNC110 - in another process
        await asyncio.sleep(0.1)


@pytest.mark.timeout(240)
async def test_every_file_is_checked_once_when_workers_are_killed_and_the_broker_is_wiped(home: Path) -> None:
    with embedded.Supervisor(embedded.Plan(home=home, worker=True, workers=2, given={})) as supervisor:
        environment = supervisor.environment
        sender = _start("send_paintings.py", environment, PAINTINGS)
        await _until_done(environment, 2)
        _kill(supervisor.pids()["worker"])
        await asyncio.to_thread(sender.communicate)
        assert sender.returncode == 0
        await _time_passes(environment)
        await _until_done(environment, PAINTINGS // 2)
        _kill(supervisor.pids()["worker"])
        shutil.rmtree(home / "broker" / "queue")
        (home / "broker" / "queue").mkdir()
        await _time_passes(environment)
        await _until_done(environment, PAINTINGS)
        entries = await _rows(environment, "SELECT state FROM entry")
        lines = await _rows(environment, "SELECT subject FROM audit_line WHERE action = 'file.accepted'")
        copies = await _rows(environment, "SELECT file, count(*) AS n FROM rendition GROUP BY file")
        dead = await _rows(environment, "SELECT kind, error FROM job WHERE state = 'dead'")
    assert [row["state"] for row in entries] == ["accepted"] * PAINTINGS
    assert len(lines) == len({row["subject"] for row in lines}) == PAINTINGS
    assert len(copies) == PAINTINGS
    assert len({row["n"] for row in copies}) == 1
    assert dead == []
