"""A child process that answers in lines: started bare, watched by the clock, ended with all that it started."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
import weakref
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Self

import msgspec

import media_store
from media_store.limits import MIB, Limits
from media_store.wire import HOME_PREFIX, Answer, Job, Ready, read_answer, write

# Memory of one picture is kept for the next one: getting it anew costs a tenth of the time.
TUNING = {
    "PILLOW_BLOCKS_MAX": "8",  # of 16 MiB: what 12 megapixels and their copies take
    "MALLOC_MMAP_THRESHOLD_": str(64 * MIB),
    "MALLOC_TRIM_THRESHOLD_": str(128 * MIB),
    "OPENBLAS_NUM_THREADS": "1",
}
_START_SECONDS = 60.0
_MAX_ANSWER = 8 * 1024 * 1024


class DecoderBroken(Exception):
    """The child cannot be started: the installation is at fault, not a file."""


class ChildTooSlow(Exception):
    """No answer by the deadline."""


class ChildEnded(Exception):
    """The child died. `out_of_time`: the kernel ended it because its processor time was used up."""

    def __init__(self, status: int) -> None:
        self.out_of_time = status == -signal.SIGXCPU
        super().__init__(f"status {status}")


class HelperProcess:
    """One running child; `start` waits until it stands."""

    def __init__(self, process: subprocess.Popen[bytes], home: Path) -> None:
        self._process = process
        self._buffer = b""
        # Called once: by `end`, else when nobody holds this object any more, at the latest at the end of the program.
        self.end = weakref.finalize(self, _end, process, home, os.getpid())

    @classmethod
    def start(cls, limits: Limits) -> Self:
        home = Path(mkdtemp(prefix=HOME_PREFIX))
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": str(Path(media_store.__file__).parent.parent),
            "HOME": str(home),
            "TMPDIR": str(home),
            "LANG": "C.UTF-8",
            **TUNING,
        }
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-m", "media_store.child"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                cwd=home, env=environment, start_new_session=True, bufsize=0,
            )  # fmt: skip
        child = cls(process, home)
        try:
            child._write(write(limits))
            if not isinstance(child.answer(time.monotonic() + _START_SECONDS), Ready):
                raise ChildEnded(0)
        except (ChildEnded, ChildTooSlow) as error:
            log_text = (home / "log").read_text(errors="replace")[-1000:]
            child.end()
            raise DecoderBroken(f"the decoding process does not start: {log_text}") from error
        return child

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def send(self, job: Job) -> None:
        self._write(write(job))

    def answer(self, deadline: float) -> Answer:
        """The next line. Raises ChildTooSlow past `deadline` (monotonic), ChildEnded when there is no more to come."""
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        poller = select.poll()
        poller.register(pipe, select.POLLIN)
        while b"\n" not in self._buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not poller.poll(left * 1000):
                raise ChildTooSlow
            chunk = os.read(pipe, 1 << 16)
            if not chunk or len(self._buffer) > _MAX_ANSWER:
                raise ChildEnded(self._status())
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\n")
        try:
            return read_answer(line)
        except msgspec.DecodeError as error:
            raise ChildEnded(0) from error

    def _status(self) -> int:
        try:
            return self._process.wait(1)
        except subprocess.TimeoutExpired:  # it closed its end and lives on: whoever asked will end it
            return 0

    def _write(self, line: bytes) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line)
        except BrokenPipeError:  # it died between two files: the reading side will tell how
            return


def _end(process: subprocess.Popen[bytes], home: Path, owner: int) -> None:
    """Kill the child with everything in its session; it holds nothing that would have to be saved.

    A process forked from its owner only lets go of the pipes.
    """
    ours = os.getpid() == owner
    if ours:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
    if ours:
        process.wait()
        rmtree(home, ignore_errors=True)
