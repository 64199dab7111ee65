"""A service that can never start again: the supervisor gives up, says why, and leaves nothing running."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

import psutil
import pytest

from judging import embedded


@pytest.fixture
def home() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="bangvang-fault-"))
    folder.chmod(0o711)
    return folder


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
    embedded.erase(home)
