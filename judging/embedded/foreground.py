"""`bangvang up`: the supervisor in the foreground, with the services' logs, until a signal or a failure."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from judging.embedded.home import Home
from judging.embedded.logs import Follower
from judging.embedded.processes import ServiceFailed
from judging.embedded.supervisor import Plan, Supervisor

DEFAULT_PORT = 8000


def run(home: Path, *, port: int | None, quiet: bool, practice: bool = False) -> int:
    """Returns the exit code: 0 after a signal. Raises AlreadyRunning, Refused, ServiceFailed."""
    plan = Plan(
        home=home, worker=True, web=True, port=port or DEFAULT_PORT, strict_port=port is not None,
        given=_own_environment(), say=_say,
    )  # fmt: skip
    supervisor = Supervisor(plan)
    asked = _stop_on_signals(supervisor)
    follower = None if quiet else Follower(Home(home).path / "logs")
    try:
        with supervisor:
            if follower is not None:
                follower.start()
            _greet(supervisor, practice=practice)
            supervisor.wait()
        if supervisor.failure is not None:
            raise supervisor.failure
    except ServiceFailed:
        if not asked:
            raise
    finally:
        if follower is not None:
            follower.stop()
    _say("everything is stopped")
    return 0


def _own_environment() -> dict[str, str]:
    """Ours, without a data folder that `--home` has overruled."""
    return {name: value for name, value in os.environ.items() if name != "BANGVANG_HOME"}


def _stop_on_signals(supervisor: Supervisor) -> list[int]:
    """Ctrl-C, SIGTERM and a closed terminal stop everything in order; the list tells which of them came."""
    asked: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        supervisor.ask_to_stop()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    return asked


def _greet(supervisor: Supervisor, *, practice: bool) -> None:
    address = supervisor.environment["PUBLIC_URL"]
    lines = [f"Bảng Vàng is at {address}"]
    if not supervisor.environment.get("SMTP_URL"):
        lines.append(f"Letters that it would send lie at {address}/mailbox")
    lines += _first_steps(supervisor.environment, practice=practice)
    lines.append("Ctrl-C stops it.")
    _say("\n".join(lines))


def _first_steps(environment: Mapping[str, str], *, practice: bool) -> list[str]:
    """Who signs in where, asked of a program of its own: this process never opens the database."""
    command = [sys.executable, "-m", "judging.demo.practice", *(["--practice"] if practice else [])]
    done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return [f"The first steps could not be prepared: {done.stderr.strip().splitlines()[-1]}"]
    return done.stdout.splitlines()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
