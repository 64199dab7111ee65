"""The worker's side: a limited child decodes; whatever happens to it becomes a verdict, never an error here."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from types import TracebackType
from typing import Self

import msgspec

from media_store.helper_process import ChildEnded, ChildTooSlow, HelperProcess
from media_store.identify import misleading_name
from media_store.limits import Limits
from media_store.outcome import Format, Outcome, Rendition
from media_store.reasons import UNNAMED_FORMAT, Reason, Refusal
from media_store.wire import Identified, Job, Refused, Taken


class Decoder:
    """Keeps one child for many files; made anew after `recycle_after` files or any fault.

    Usable in a prefork worker (no multiprocessing, nothing shared over a fork) and by threads, one file at a time.
    """

    def __init__(self, limits: Limits | None = None, *, recycle_after: int = 60) -> None:
        self.limits = limits or Limits()
        self._recycle_after = recycle_after
        self._lock = threading.Lock()
        self._child: HelperProcess | None = None
        self._served = 0
        self._owner = os.getpid()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child. The next file would start another."""
        if self._child and self._owner == os.getpid():
            self._child.end()
        self._child = None

    @property
    def child_pid(self) -> int | None:
        """Process id of the living child, for those who watch over it."""
        return self._child.pid if self._child else None

    def process(self, path: Path, *, out_dir: Path, name: str = "", glance: bool = False) -> Outcome:
        """Identify, decode and rebuild one file; renditions appear in `out_dir` only when it is accepted.

        With `glance`, a picture gets a thumbnail and its QR codes are read; nothing else is done.

        `name` is what the sender called it (the path's own name by default); it decides nothing. Raises OSError where
        the path cannot be read or `out_dir` not written, DecoderBroken where no child can be started at all. BUSY and
        NO_ROOM are no reasons against the file: the clock ran out, or the disk is full.
        """
        began = time.perf_counter()
        size, digest = path.stat().st_size, _sha256(path)
        out_dir.mkdir(parents=True, exist_ok=True)
        work = Path(mkdtemp(prefix=".work-", dir=out_dir))
        try:
            with self._lock:
                found, answer = self._ask(Job(path.absolute(), work, glance))
            outcome = _verdict(size, digest, found, answer, name or path.name)
            outcome = msgspec.structs.replace(outcome, renditions=_published(outcome.renditions, work, out_dir))
        finally:
            rmtree(work, ignore_errors=True)
        return msgspec.structs.replace(outcome, seconds=round(time.perf_counter() - began, 3))

    def _ask(self, job: Job) -> tuple[Format | None, Taken | Refused]:
        found, answer = self._try(job)
        if found is None and isinstance(answer, Refused) and answer.refusal.code is Reason.CRASHED:
            # It died before it had looked at the file (somebody ended it): the next one shall look.
            found, answer = self._try(job)
        return found, answer

    def _try(self, job: Job) -> tuple[Format | None, Taken | Refused]:
        found: Format | None = None
        child = self._ready_child()
        child.send(job)
        deadline = time.monotonic() + self.limits.wall_seconds
        try:
            while True:
                answer = child.answer(deadline)
                if isinstance(answer, Identified):
                    found = answer.format
                elif isinstance(answer, Taken | Refused):
                    break
        except ChildTooSlow:
            answer = _fault(Reason.BUSY, found)  # its processor time is not used up: the machine is slow, not the file
        except ChildEnded as ended:
            answer = _fault(Reason.TOO_SLOW if ended.out_of_time else Reason.CRASHED, found)
        self._served += 1
        if (isinstance(answer, Refused) and answer.spent) or self._served >= self._recycle_after:
            self.close()
        return found, answer

    def _ready_child(self) -> HelperProcess:
        if self._owner != os.getpid():  # a fork: the child belongs to the parent
            self._child, self._owner = None, os.getpid()
        if self._child and not self._child.alive:
            self.close()
        if self._child is None:
            self._child, self._served = HelperProcess.start(self.limits), 0
        return self._child


def process_file(path: Path, *, out_dir: Path, limits: Limits | None = None) -> Outcome:
    """One file in a child of its own; for many files keep a Decoder."""
    with Decoder(limits) as decoder:
        return decoder.process(path, out_dir=out_dir)


def _sha256(path: Path) -> str:
    """Of the whole file, even of one that is too large to be looked at: its receipt needs it."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _fault(reason: Reason, found: Format | None) -> Refused:
    return Refused(Refusal(reason, {"format": found.upper() if found else UNNAMED_FORMAT}), spent=True)


def _verdict(size: int, sha256: str, found: Format | None, answer: Taken | Refused, name: str) -> Outcome:
    kind = found.kind if found else None
    if isinstance(answer, Refused):
        return Outcome(size=size, sha256=sha256, verdict="quarantined", kind=kind, format=found, reason=answer.refusal)
    decoded = answer.decoded
    return Outcome(
        size=size,
        sha256=sha256,
        verdict="accepted",
        kind=kind,
        format=found,
        note=misleading_name(name, found) if found else None,
        facts=decoded.facts,
        leaks=decoded.leaks,
        renditions=decoded.renditions,
        codes=decoded.codes,
    )


def _published(renditions: tuple[Rendition, ...], work: Path, out_dir: Path) -> tuple[Rendition, ...]:
    """Move the files out of the work folder. Only names are taken from the child, no paths."""
    names = [Path(each.role).name for each in renditions]
    for name in names:
        (work / name).replace(out_dir / name)
    return tuple(
        msgspec.structs.replace(each, path=out_dir / name) for each, name in zip(renditions, names, strict=True)
    )
