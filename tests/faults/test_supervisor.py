"""Services and supervisors that are killed: what is left is found, what can start again does, nothing is lost."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import asyncpg
import psutil

from judging import embedded
from tests.embedded.starting import hold, read, write


async def test_services_end_with_a_killed_supervisor(home: Path) -> None:
    with hold(home) as first:
        await write(first.environment, "a")
        first.kill()
        first.wait_until_gone()
    with embedded.running(home, given={}) as environment:
        assert await read(environment) == (["a"], ["a"])


async def test_next_start_ends_what_a_killed_supervisor_left(home: Path) -> None:
    with hold(home) as first:
        await write(first.environment, "a")
        # A stopped process cannot obey the signal that tells of its supervisor's end: it lingers.
        os.kill(first.pids["objects"], signal.SIGSTOP)
        first.kill()
        with embedded.running(home, given={}) as environment:
            assert not psutil.pid_exists(first.pids["objects"])
            assert await read(environment) == (["a"], ["a"])


async def test_killed_service_comes_back(home: Path) -> None:
    with embedded.Supervisor(embedded.Plan(home=home, given={})) as supervisor:
        await write(supervisor.environment, "a")
        before = supervisor.pids()
        for pid in before.values():
            os.kill(pid, signal.SIGKILL)
        async with asyncio.timeout(60):
            while True:
                try:
                    assert await read(supervisor.environment) == (["a"], ["a"])
                except (OSError, asyncpg.PostgresError):
                    await asyncio.to_thread(supervisor.ended.wait, 0.1)
                else:
                    break
        assert set(supervisor.pids().values()).isdisjoint(before.values())
        assert supervisor.failure is None


def test_service_that_keeps_dying_stops_everything(home: Path) -> None:
    supervisor = embedded.Supervisor(embedded.Plan(home=home, given={}))
    supervisor.start()
    pids = supervisor.pids()
    (home / "postgres" / "data" / "PG_VERSION").write_text("9.6\n")
    os.kill(pids["postgres"], signal.SIGKILL)
    supervisor.wait()
    assert isinstance(supervisor.failure, embedded.ServiceFailed)
    assert "postgres keeps ending; everything is stopped" in str(supervisor.failure)
    assert "9.6" in str(supervisor.failure)
    assert not psutil.pid_exists(pids["objects"])
    supervisor.stop()
