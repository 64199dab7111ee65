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
from tests.cast import Made, Play, make_contest, make_entry
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


async def make_job(play: Play) -> tuple[Made, str]:
    """A work that has been sent in and not yet read, and the key of its job."""
    made = await make_entry(play, checked=False)
    return made, str((await fetch("SELECT key FROM job ORDER BY id DESC LIMIT 1"))[0]["key"])


async def test_every_job_is_done_once_though_workers_die_and_messages_are_lost(
    tmp_path: Path, services: Services
) -> None:
    play = await make_contest()
    worker.connect_sender()
    try:
        sent, sent_job = await make_job(play)
        broken, broken_job = await make_job(play)
    finally:
        outbox.send_with(None)
    lost, lost_job = await make_job(play)
    # However long the first worker takes: it is not reminded of this one.
    await fetch("UPDATE job SET due_at = now() + interval '1 day' WHERE key = $1", lost_job)
    with running(tmp_path) as process:
        assert await finished(sent_job) == {"state": "done", "attempts": 1}
        await reached(broken_job, "leased", "done")
        os.killpg(process.pid, signal.SIGKILL)
    wipe(services)
    await fetch("UPDATE job SET due_at = now(), lease_until = now() WHERE state IN ('queued', 'leased')")
    with running(tmp_path):
        assert await finished(lost_job) == {"state": "done", "attempts": 1}
        assert (await finished(broken_job))["state"] == "done"
    for made in (sent, broken, lost):
        assert await fetch("SELECT state FROM entry WHERE id = $1", made.id) == [{"state": "accepted"}]
        assert await fetch(
            "SELECT count(*) AS n FROM audit_line WHERE action = 'file.accepted' AND subject = $1", made.receipt.code
        ) == [{"n": 1}]


def test_a_task_outside_a_worker_says_so() -> None:
    for task in (lambda: worker.run_job(1), worker.remind):
        with pytest.raises(RuntimeError, match="a task needs a worker process"):
            task()
