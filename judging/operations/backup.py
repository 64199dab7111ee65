"""Makes a backup while the system runs: the database as it is at one moment first, then every object that it names.

An object lies under the digest of its content and is stored before the row that names it is written; so whatever was
acknowledged before that moment is in the file, and no object can change between its row and its copy.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO

import msgspec

from judging import clock
from judging.csvfile import FileProblem, to_csv
from judging.errors import Refused
from judging.operations import snapshot
from judging.operations.archive import FORMAT, MANIFEST, OBJECTS, README, SECRET, Manifest, Stored, Writer
from judging.operations.progress import Bars, Step
from judging.operations.snapshot import Named
from judging.settings import Settings
from judging.storage import store_of
from media_store.objects import ObjectMissing, ObjectStore, StoreUnavailable

PART = ".unfinished"
_SMALL = 1024 * 1024  # objects up to this size are fetched several at a time
_AT_ONCE, _AHEAD = 6, 24
_README = """\
Bang Vang: a backup of %(made)s (UTC)

This file holds names, addresses, works and marks of people, and the key with which results are signed. Keep it where
only those can read it who may see all of that.

  bangvang restore --check FILE         is every byte as it was written?
  bangvang restore FILE --home NEW      a new system with all of it

Without that program: every table is a CSV file in database/, every stored file lies in objects/ under its SHA-256.
"""


class Missed(msgspec.Struct, frozen=True):
    """What the store did not have as the database names it, by key. The backup holds everything else."""

    missing: tuple[str, ...]
    damaged: tuple[str, ...]


async def make(target: Path, system: Settings, bars: Bars) -> tuple[Manifest, int]:
    """Writes the file, which is there only when it is whole. Returns what is in it and its size.

    Raises Refused, FileProblem, OSError; then there is no file.
    """
    with _appearing(target) as part:
        writer = Writer(part, made_at := clock.system_now())
        try:
            files = {README: writer.add(README, (_README % {"made": f"{made_at:%Y-%m-%d %H:%M}"}).encode())}
            files[SECRET] = writer.add(SECRET, system.secret_key.encode())
            async with snapshot.one_moment(system.database_url) as connection:
                named = await snapshot.named_objects(connection)
                _look_for_room(part, sum(one.size or 0 for one in named))
                tables = await snapshot.copy_out(connection, writer)
                migrations, sequences = await snapshot.applied(connection), await snapshot.sequences(connection)
                server = ".".join(map(str, connection.get_server_version()[:2]))
            if not migrations:
                raise Refused("There are no tables yet; start the system once, then there is something to back up.")
            stored, missed = _copy_objects(writer, store_of(system), named, bars)
            lines = ((one.key, one.size, one.sha256) for one in stored)
            files[OBJECTS] = writer.add(OBJECTS, to_csv(("key", "size", "sha256"), lines))
            manifest = Manifest(
                format=FORMAT, version=_version(), made_at=made_at, database=server, migrations=migrations,
                sequences=sequences, tables=tables, files=files, objects=len(stored),
                bytes=sum(one.size for one in stored), missing=missed.missing, damaged=missed.damaged,
            )  # fmt: skip
            writer.add(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
            writer.close()
        except BaseException:
            writer.give_up()
            raise
        return manifest, part.stat().st_size


def _version() -> str:
    """This program's; in an image it lies beside Python without having been installed."""
    try:
        return version("bangvang")
    except PackageNotFoundError:
        return "unknown"


def _copy_objects(writer: Writer, store: ObjectStore, named: list[Named], bars: Bars) -> tuple[list[Stored], Missed]:
    step = bars.stage("works and their copies", sum(one.size or 0 for one in named))
    stored, missing, damaged = [], [], []
    try:
        for one, chunks in _contents(store, named):
            if chunks is None:
                if not one.waiting:
                    missing.append(one.key)
                continue
            with writer.member(f"objects/{one.key}", compress=False, size=one.size) as out:
                size, sha256 = _copy(chunks, out, step)
            stored.append(Stored(one.key, size, sha256))
            if one.sha256 not in (None, sha256):
                damaged.append(one.key)
    except StoreUnavailable as error:
        raise Refused("The object store cannot be read (%(why)s); nothing was written.", why=error) from None
    return stored, Missed(tuple(missing), tuple(damaged))


def _copy(chunks: Iterator[bytes], out: IO[bytes], step: Step) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for chunk in chunks:
        out.write(chunk)
        digest.update(chunk)
        size += len(chunk)
        step(len(chunk))
    return size, digest.hexdigest()


def _contents(store: ObjectStore, named: list[Named]) -> Iterator[tuple[Named, Iterator[bytes] | None]]:
    """Every object's bytes in turn, None for one that is not there. Small ones are fetched ahead, large ones stream."""
    ahead: deque[tuple[Named, Future[bytes] | None]] = deque()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for one in named:
            small = one.size is not None and one.size <= _SMALL
            ahead.append((one, pool.submit(store.get_bytes, one.key) if small else None))
            if len(ahead) > _AHEAD:
                yield from _next(store, *ahead.popleft())
        while ahead:
            yield from _next(store, *ahead.popleft())


def _next(
    store: ObjectStore, one: Named, small: Future[bytes] | None
) -> Iterator[tuple[Named, Iterator[bytes] | None]]:
    with contextlib.ExitStack() as stack:
        try:
            chunks = iter([small.result()]) if small else stack.enter_context(store.open_range(one.key))
        except ObjectMissing:
            yield one, None
        else:
            yield one, chunks


@contextmanager
def _appearing(target: Path) -> Iterator[Path]:
    """A file beside the target that takes its name when the block ends well, and is gone when it does not.

    What a killed backup left in that folder is cleared away: nobody holds it any more.
    """
    must_be_free(target)
    for left in target.parent.glob(f".*{PART}"):
        _remove_abandoned(left)
    part = target.with_name(f".{target.name}.{os.getpid()}{PART}")
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield part
        os.fsync(handle)
        _give_name(part, target)
        folder = os.open(target.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    finally:
        part.unlink(missing_ok=True)
        os.close(handle)


def _give_name(part: Path, target: Path) -> None:
    """Under a name that is still free: a link cannot replace a file, a rename could."""
    try:
        os.link(part, target)
    except FileExistsError:
        must_be_free(target)
    except OSError:  # no links on this kind of disk
        must_be_free(target)
        part.rename(target)


def must_be_free(target: Path) -> None:
    if target.exists():
        raise FileProblem(target, None, "is there already and stays as it is; give the backup another name")
    if not target.parent.is_dir():
        raise FileProblem(target.parent, None, "is no folder; make it first, or choose another place")


def _remove_abandoned(left: Path) -> None:
    with contextlib.suppress(OSError):
        handle = os.open(left, os.O_RDWR)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()
        finally:
            os.close(handle)


def _look_for_room(part: Path, needed: int) -> None:
    free = shutil.disk_usage(part.parent).free
    if free < needed:
        raise FileProblem(
            part.parent, None, "has %(free)s GB free and the backup needs %(needed)s GB; choose another place",
            free=f"{free / 1e9:.1f}", needed=f"{needed / 1e9:.1f}",
        )  # fmt: skip
