"""Everything is killed at once, pages and worker too: the next start finds all of it, and nothing in its way."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

import msgspec
import psutil

from judging.embedded.home import State
from tests.embedded.starting import is_healthy, read, up, write
from tests.services import Services


async def test_everything_killed(home: Path, services: Services) -> None:
    with up(home, services) as (process, _):
        state = msgspec.json.decode((home / "state.json").read_bytes(), type=State)
        await write(state.environment, "a")
        family = [process.pid, *(child.pid for child in psutil.Process(process.pid).children(recursive=True))]
        for pid in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    with up(home, services) as (process, lines):
        assert is_healthy(lines)
        state = msgspec.json.decode((home / "state.json").read_bytes(), type=State)
        assert await read(state.environment) == (["a"], ["a"])
    assert process.returncode == 0
