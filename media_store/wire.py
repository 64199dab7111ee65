"""What the worker and its decoding child say to each other: one JSON line each."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from media_store.limits import Limits
from media_store.outcome import Decoded, Format
from media_store.reasons import Refusal

# Working folders of children begin so.
HOME_PREFIX = "media-child-"


class Job(msgspec.Struct, frozen=True):
    """Look at `path`; put renditions into the empty folder `work`. `glance`: a thumbnail and QR codes only."""

    path: Path
    work: Path
    glance: bool = False


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The child stands, within its limits."""


class Identified(msgspec.Struct, frozen=True, tag=True):
    """Said before decoding begins, so that a crash can still be told by the name of the format."""

    format: Format


class Taken(msgspec.Struct, frozen=True, tag=True):
    decoded: Decoded


class Refused(msgspec.Struct, frozen=True, tag=True):
    """`spent`: the child is no longer to be trusted with another file."""

    refusal: Refusal
    spent: bool = False


Answer = Ready | Identified | Taken | Refused


def _as_path(_: type, value: str) -> Path:
    """Names of files need not be Unicode: their bytes travel as letters of Latin-1."""
    return Path(os.fsdecode(value.encode("latin-1")))


def _from_path(path: Path) -> str:
    return os.fsencode(path).decode("latin-1")


_answers = msgspec.json.Decoder(Answer, dec_hook=_as_path)
_jobs = msgspec.json.Decoder(Job, dec_hook=_as_path)
_limits = msgspec.json.Decoder(Limits, dec_hook=_as_path)


def write(message: Answer | Job | Limits) -> bytes:
    return msgspec.json.encode(message, enc_hook=_from_path) + b"\n"


def read_answer(line: bytes) -> Answer:
    answer: Answer = _answers.decode(line)
    return answer


def read_job(line: bytes) -> Job:
    return _jobs.decode(line)


def read_limits(line: bytes) -> Limits:
    return _limits.decode(line)
