"""One service's process: started, watched, stopped, and found again after a crash."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from judging.embedded.home import Process
from judging.errors import DomainError

LAUNCHER = Path(__file__).with_name("launch.py")
PAUSE = 0.03  # seconds between two looks
_GRACE = 3.0  # seconds
_LOG_LIMIT = 20_000_000  # bytes


class ServiceFailed(DomainError):
    """A service did not start, or keeps dying."""


@dataclass(frozen=True, kw_only=True)
class Service:
    """How one service is run. `ready` is asked again and again after the start; it may raise OSError for "not yet"."""

    name: str
    program: list[str]
    log: Path
    ready: Callable[[], bool]
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    folder: Path | None = None
    user: tuple[int, int] | None = None  # uid, gid
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 10.0  # seconds to stop in
    patience: float = 60.0  # seconds to start in
    clean: Callable[[], None] = lambda: None  # removes what a killed process leaves in the way


class Running:
    """A started service."""

    def __init__(self, service: Service) -> None:
        self.service = service
        _shorten(service.log)
        service.clean()
        uid, gid = service.user or (-1, -1)
        self.log_begins = service.log.stat().st_size if service.log.exists() else 0
        with service.log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-I",
                    "-S",
                    str(LAUNCHER),
                    str(os.getpid()),
                    str(int(service.stop_signal)),
                    str(uid),
                    str(gid),
                    *service.program,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=service.folder,
                env=dict(service.environment),
                close_fds=True,
            )
        started = psutil.Process(self._process.pid).create_time()
        self.known = Process(self._process.pid, started, service.stop_signal)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def wait_ready(self, gives_up: Callable[[], bool]) -> None:
        """Returns when the service really answers. Raises ServiceFailed with the end of its log."""
        deadline = time.monotonic() + self.service.patience
        while True:
            with contextlib.suppress(OSError):
                if self.service.ready():
                    return
            if not self.alive:
                raise ServiceFailed(f"{self.service.name} ended while starting:\n{self.last_lines()}")
            if gives_up():
                raise ServiceFailed(f"{self.service.name} was stopped while starting")
            if time.monotonic() > deadline:
                raise ServiceFailed(
                    f"{self.service.name} did not answer within {self.service.patience:.0f} s:\n{self.last_lines()}"
                )
            time.sleep(PAUSE)

    def last_lines(self, count: int = 12) -> str:
        with self.service.log.open("rb") as log:
            log.seek(max(self.log_begins, self.service.log.stat().st_size - 8000))
            lines = log.read().decode(errors="replace").splitlines()
        return "\n".join(f"  {line}" for line in lines[-count:])

    def stop(self) -> None:
        """Asks, waits, then kills; also what the service started itself."""
        if self.alive:
            self._process.send_signal(self.service.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(self.service.grace)
        end_leftovers([self.known], grace=0)
        self._process.wait()
        self.service.clean()


def end_leftovers(known: Iterable[Process], *, grace: float = _GRACE) -> None:
    """Ends processes of a supervisor that was killed: those it recorded, and all in the sessions these led."""
    found = [(process, each.stop_signal) for each in known for process in _session(each)]
    for process, stop_signal in found:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(stop_signal)
    kill_after([process for process, _ in found], grace)


def kill_after(processes: Iterable[psutil.Process], grace: float) -> None:
    """Waits for their end; kills those that are still there after `grace` seconds."""
    _, stubborn = psutil.wait_procs(processes, timeout=grace)
    for process in stubborn:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(stubborn)


def _session(leader: Process) -> list[psutil.Process]:
    """The recorded process, if it is still that one, and the processes that share its session."""
    with contextlib.suppress(psutil.NoSuchProcess):
        if abs(psutil.Process(leader.pid).create_time() - leader.started) > 1:
            return []  # the number was given to somebody else, which the kernel does only when the session is empty
    found = []
    for pid in psutil.pids():
        with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError, PermissionError):
            if os.getsid(pid) == leader.pid or pid == leader.pid:
                process = psutil.Process(pid)
                if process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
    return found


def _shorten(log: Path) -> None:
    """Keeps one old log beside the new one."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_suffix(".old.log"))
