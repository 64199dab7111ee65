"""The whole demo, killed in the middle twice: the same command goes on, and the same 38 works win."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import msgspec
import psutil
import pytest

from judging.embedded.home import State

BANGVANG = Path(sys.executable).with_name("bangvang")
SENT, ANSWERED = "SELECT count(*) FROM entry", "SELECT count(*) FROM ballot WHERE state = 'submitted'"
ENTRIES, WINNERS = 290, 38


def _play(home: Path, out: Path) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    with out.with_suffix(".log").open("ab") as log:
        return subprocess.Popen(
            [BANGVANG, "demo", "--home", home, "--out", out], env=environment, stdout=log, stderr=log
        )


async def _count(home: Path, sql: str) -> int:
    """0 while there is nothing to ask."""
    try:
        state = msgspec.json.decode((home / "state.json").read_bytes(), type=State)
        connection = await asyncpg.connect(state.environment["DATABASE_URL"])
    except (OSError, KeyError, asyncpg.PostgresError):
        return 0
    try:
        return int(await connection.fetchval(sql))
    except asyncpg.PostgresError:
        return 0
    finally:
        await connection.close()


async def _kill_when(process: subprocess.Popen[bytes], home: Path, sql: str, count: int) -> None:
    while await _count(home, sql) < count:
        assert process.poll() is None, "the demo ended before it could be killed"
        await asyncio.sleep(0.2)
    for each in [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(each.pid, signal.SIGKILL)
    process.wait()


def _winners(out: Path) -> dict[str, str]:
    records = json.loads((out / "result.json").read_text("utf-8"))
    assert len(records) == ENTRIES
    return {record["code"]: record["prize"] for record in records if record["prize"]}


@pytest.mark.timeout(1500)
async def test_killed_demo_ends_with_the_same_winners(home: Path) -> None:
    killed, whole = home.with_name("killed"), home.with_name("whole")
    await _kill_when(_play(home, killed), home, SENT, 60)
    await _kill_when(_play(home, killed), home, ANSWERED, 300)
    assert await asyncio.to_thread(_play(home, killed).wait) == 0
    other = home.with_name("other")
    assert await asyncio.to_thread(_play(other, whole).wait) == 0
    assert len(_winners(killed)) == WINNERS
    assert _winners(killed) == _winners(whole)
    for out in (killed, whole):
        assert await asyncio.to_thread(subprocess.call, [BANGVANG, "verify", out / "result-bundle.zip"]) == 0
