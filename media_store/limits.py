"""How much one file may cost, and how the decoding process holds itself to it."""

from __future__ import annotations

import resource
from pathlib import Path

import msgspec

MIB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True):
    """Bounds for one file, and what the rebuilt documents are set in. Seconds, bytes, pixels, characters.

    `cpu_seconds` of processor time decide, for they are the file's own doing; the clock only ends what waits for ever,
    and a file that it ends may be tried again.
    """

    max_bytes: int = 200 * MIB
    max_pixels: int = 120_000_000
    max_pages: int = 60
    max_characters: int = 500_000
    max_audio_seconds: int = 10 * 60
    max_unpacked: int = 300 * MIB
    memory: int = 1024 * MIB
    cpu_seconds: int = 8
    wall_seconds: float = 120.0
    written: int = 512 * MIB
    font_folders: tuple[Path, ...] = ()
    font_families: tuple[str, ...] = ()


def confine_process(limits: Limits) -> None:
    """Bind the calling process, for good, to its memory and file sizes. Processor time is granted job by job."""
    for what, amount in (
        (resource.RLIMIT_DATA, limits.memory),
        (resource.RLIMIT_AS, 4 * limits.memory),  # libraries and reserved, never touched ranges count here
        (resource.RLIMIT_FSIZE, limits.written),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (amount, amount))


def grant_processor_time(seconds: int) -> None:
    """Let the calling process use `seconds` more of processor time; past them the kernel ends it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds + 1, hard))
