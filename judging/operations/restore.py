"""Makes a system out of a backup, whole or not at all.

Objects first: they lie under their content's digest, and without rows nobody sees them. Then the tables as they were,
all rows in one transaction. A data folder is filled beside its place and takes its name when all in it is right.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import BinaryIO, Final, cast

import asyncpg

from judging import embedded
from judging.csvfile import FileProblem
from judging.embedded.home import Home, new_secrets
from judging.errors import Refused
from judging.operations import checking, snapshot
from judging.operations.archive import SECRET, Reader
from judging.operations.progress import Bars
from judging.operations.schema import UNKNOWN
from judging.settings import read
from judging.storage import store_of
from media_store.objects import ObjectStore, StoreUnavailable

_AT_ONCE: Final = 6
_SMALL: Final = 4 * 1024 * 1024  # objects up to this size are held in memory, a few at a time
_MIGRATE: Final = "import asyncio; from judging.db import migrate; asyncio.run(migrate())"

Say = Callable[[str], None]


def into_folder(path: Path, home: Path, bars: Bars, say: Say) -> None:
    """A new data folder, which is there only when it is whole. Raises Refused, FileProblem, ServiceFailed."""
    home = home.resolve()
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Refused("%(home)s is not empty; restore into a new folder: --home NEW.", home=home)
    reader = _trusted(path, bars, say)
    part = home.with_name(f".{home.name}.restoring")
    if part.exists():
        embedded.erase(part)  # what a killed restore left; one that still runs is named instead
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        begun = Home(part)
        with begun.held():
            begun.begin(new_secrets(home, reader.small(SECRET).decode()))
        with embedded.running(part, given=_plain_environment()) as environment:
            _fill(reader, environment, bars)
        part.rename(home)
    except BaseException:
        if part.exists():
            embedded.erase(part)
        raise
    finally:
        reader.close()


def into_servers(path: Path, bars: Bars, say: Say) -> None:
    """The servers that the environment names, which must be empty. Raises Refused, FileProblem."""
    reader = _trusted(path, bars, say)
    try:
        if os.environ.get("SECRET_KEY") != reader.small(SECRET).decode():
            raise Refused(
                "SECRET_KEY is not the one of the backup, with which results are signed and PINs made; set it to what"
                " “bangvang restore --print-key %(path)s” prints.",
                path=path,
            )
        _fill(reader, dict(os.environ), bars)
    finally:
        reader.close()


def _trusted(path: Path, bars: Bars, say: Say) -> Reader:
    """The backup, read once from end to end before anything is touched."""
    for fault in checking.faults(path, bars):
        raise Refused("%(fault)s. Nothing was restored.", fault=fault)
    reader = Reader(path)
    say(checking.contents(reader.manifest))
    return reader


def _plain_environment() -> dict[str, str]:
    """Nothing of a server: the new folder gets its own."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH", "TMPDIR") if name in os.environ}


def _fill(reader: Reader, environment: Mapping[str, str], bars: Bars) -> None:
    system = read(environment)
    _run([sys.executable, "-m", "judging.operations.schema", "--known"], reader, environment)
    asyncio.run(_make_ready(system.database_url))
    store = store_of(system)
    try:
        store.ensure_bucket()
        _put_objects(reader, store, bars)
    except StoreUnavailable as error:
        raise Refused("The object store cannot be written to (%(why)s).", why=error) from None
    _run([sys.executable, "-m", "judging.operations.schema"], reader, environment)
    asyncio.run(_load(reader, system.database_url))
    _run([sys.executable, "-c", _MIGRATE], reader, environment)


async def _make_ready(url: str) -> None:
    """Takes away the tables of a system that was started and never used; a used one is refused."""
    async with snapshot.connected(url) as connection:
        if not await snapshot.is_empty(connection):
            raise Refused("There are data in this system already; restore into an empty database, or with --home NEW.")
        if await snapshot.applied(connection) or await snapshot.tables(connection):
            try:
                await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            except asyncpg.PostgresError as error:
                raise Refused(
                    "The empty tables that are there cannot be taken away (%(why)s); give an empty database.", why=error
                ) from None


def _put_objects(reader: Reader, store: ObjectStore, bars: Bars) -> None:
    step, running = bars.stage("works and their copies", reader.manifest.bytes), set[Future[None]]()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for one in reader.stored():
            with reader.checked(f"objects/{one.key}", one.sha256) as chunks:
                if one.size <= _SMALL:
                    running.add(pool.submit(store.put_bytes, one.key, b"".join(chunks)))
                else:
                    store.put_stream(one.key, cast(BinaryIO, _Joined(chunks)), one.size)
                    deque(chunks, maxlen=0)  # the digest is compared behind the last byte
            step(one.size)
            if len(running) >= 2 * _AT_ONCE:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                _results(done)
        _results(running)


def _results(done: set[Future[None]]) -> None:
    for one in done:
        one.result()


class _Joined:
    """Chunks as a file to read from."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._left = chunks, b""

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._left) < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            self._left += chunk
        taken, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        return taken


def _run(command: list[str], reader: Reader, environment: Mapping[str, str]) -> None:
    """Migrations run in a process of their own, whose settings are the new system's."""
    done = subprocess.run(
        command, env=dict(environment), input=json.dumps(reader.manifest.migrations), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode == UNKNOWN:
        raise FileProblem(reader.path, None, "was made by a newer version of this program; install that one")
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise Refused("The tables could not be made (%(why)s); nothing was restored.", why=why)


async def _load(reader: Reader, url: str) -> None:
    """All rows, or none."""
    async with snapshot.connected(url) as connection, connection.transaction():
        facts = {table.name: table for table in reader.manifest.tables}
        known = await snapshot.tables(connection)
        for name in (snapshot.OF_THE_HOUSE - {snapshot.MIGRATIONS}) & known.keys():
            await connection.execute(f"DELETE FROM {name}")  # noqa: S608 - a name of ours
        # A table that somebody else keeps beside ours is not ours to make; its rows stay in the file.
        for name in await snapshot.in_order(connection, [name for name in facts if name in known]):
            await snapshot.copy_in(connection, reader, facts[name])
        await snapshot.set_sequences(connection, reader.manifest.sequences)
