"""A real worker in a process of its own: it takes jobs from the broker, and finds those that the broker lost."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from judging import outbox, worker
from judging.db import fetch
from tests.cast import make_contest, make_entry
from tests.services import Services

ROOT = Path(__file__).parents[1]
POLL = 0.05
PATIENCE = 60  # seconds that something may take on a busy machine


@contextmanager
def running(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker with its beat, as the supervisor starts one."""
    command = [
        sys.executable, "-m", "celery", "--app", "judging.worker", "worker", "--beat", "--concurrency", "1",
        "--schedule", str(folder / "beat"), "--queues", "bangvang",
    ]  # fmt: skip
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process
    finally:
        family = [*psutil.Process(process.pid).children(recursive=True)] if process.poll() is None else []
        process.terminate()
        process.wait(PATIENCE)
        psutil.wait_procs(family, timeout=PATIENCE)


@pytest.fixture(autouse=True)
async def own_queue(pool: None, services: Services) -> None:
    """Nothing in the broker and nothing owed from other tests."""
    await fetch("UPDATE job SET state = 'done' WHERE state IN ('queued', 'leased')")
    wipe(services)


def wipe(services: Services) -> None:
    for message in (services.home / "broker" / "queue").glob("*"):
        message.unlink()


async def reached(job_key: str, *states: str) -> dict[str, object]:
    """The job's state and attempts, when it has come to one of these states."""
    async with asyncio.timeout(PATIENCE):
        while True:
            rows = await fetch("SELECT state, attempts FROM job WHERE key = $1", job_key)
            if rows[0]["state"] in states:
                return rows[0]
            await asyncio.sleep(POLL)


async def finished(job_key: str) -> dict[str, object]:
    return await reached(job_key, "done", "dead")


async def last_job() -> str:
    return str((await fetch("SELECT key FROM job ORDER BY id DESC LIMIT 1"))[0]["key"])


async def test_a_sent_job_a_lost_one_and_one_whose_worker_was_killed(tmp_path: Path, services: Services) -> None:
    play = await make_contest()
    worker.connect_sender()
    try:
        sent = await make_entry(play, checked=False)
        sent_job = await last_job()
    finally:
        outbox.send_with(None)
    lost = await make_entry(play, checked=False)
    lost_job = await last_job()
    killed = await make_entry(play, checked=False)
    killed_job = await last_job()
    await fetch("UPDATE job SET due_at = now() WHERE key = $1", lost_job)
    await fetch(
        "UPDATE job SET state = 'leased', attempts = 1, due_at = now(), lease_until = now() WHERE key = $1", killed_job
    )
    with running(tmp_path):
        assert await finished(sent_job) == {"state": "done", "attempts": 1}
        assert await finished(lost_job) == {"state": "done", "attempts": 1}
        assert await finished(killed_job) == {"state": "done", "attempts": 2}
    rows = await fetch("SELECT state FROM entry WHERE id = ANY($1)", [made.id for made in (sent, lost, killed)])
    assert [row["state"] for row in rows] == ["accepted"] * 3


async def test_a_worker_killed_outright_leaves_its_job_to_the_next(tmp_path: Path, services: Services) -> None:
    play = await make_contest()
    made = await make_entry(play, checked=False)
    job = await last_job()
    await fetch("UPDATE job SET due_at = now() WHERE key = $1", job)
    with running(tmp_path) as process:
        await reached(job, "leased", "done")
        os.killpg(process.pid, signal.SIGKILL)
    wipe(services)
    await fetch(
        "UPDATE job SET due_at = now(), lease_until = now() WHERE key = $1 AND state IN ('queued', 'leased')", job
    )
    with running(tmp_path):
        assert (await finished(job))["state"] == "done"
    assert await fetch("SELECT state FROM entry WHERE id = $1", made.id) == [{"state": "accepted"}]
    effects = await fetch(
        "SELECT count(*) AS n FROM audit_line WHERE action = 'file.accepted' AND subject = $1", made.receipt.code
    )
    assert effects == [{"n": 1}]


def test_a_task_outside_a_worker_says_so() -> None:
    for task in (lambda: worker.run_job(1), worker.remind):
        with pytest.raises(RuntimeError, match="needs a worker process"):
            task()
