"""The backup file: a plain ZIP in which every byte is covered by a SHA-256.

    README.txt           what this is, for whoever finds the file
    secret-key.txt       the installation's SECRET_KEY
    database/TABLE.csv   every row, as PostgreSQL's COPY writes CSV: UTF-8, a header, NULL an empty field without quotes
    objects/KEY          every object that a row names, byte by byte, not compressed
    objects.csv          key,size,sha256 of each of them
    manifest.json        `Manifest`: tables, migrations, versions, digests of the files above

The ZIP's comment is the SHA-256 of the file itself as it is without a comment. It is put there last.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Final

import msgspec

from judging.csvfile import FileProblem
from judging.errors import N_

FORMAT: Final = 1
CHUNK: Final = 1024 * 1024
_LABEL: Final = b"sha256 "
_COMMENT: Final = len(_LABEL) + 64
_LENGTH: Final = struct.Struct("<H")
_TAIL: Final = _LENGTH.size + _COMMENT
MANIFEST, OBJECTS, README, SECRET = "manifest.json", "objects.csv", "README.txt", "secret-key.txt"
UNFINISHED = N_("is not a whole backup (its end is missing or is something else); take another one")
#: Of what zipfile and its helpers raise on bytes that are not as they were written, nothing is promised.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, LookupError, EOFError, RuntimeError, ValueError, OSError)
DAMAGED = N_("is damaged: %(member)s is not as it was written; take another backup")


class TableFacts(msgspec.Struct, frozen=True):
    """`columns` as they stand in the file; `sha256` of the CSV, whose rows are in a fixed order."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    format: int
    version: str  # of this program
    made_at: datetime
    database: str  # the server's version
    migrations: tuple[tuple[str, str], ...]  # (room, migration), as they stood applied
    sequences: dict[str, int]
    tables: tuple[TableFacts, ...]
    files: dict[str, str]  # SHA-256 of the other files
    objects: int
    bytes: int  # of all objects
    missing: tuple[str, ...] = ()  # named by a row, and not in the store when the backup was made
    damaged: tuple[str, ...] = ()  # in the store with other bytes than the row says


class Stored(msgspec.Struct, frozen=True):
    """An object in the file."""

    key: str
    size: int
    sha256: str


class Writer:
    """Writes the file in one go, from the front to the end; `close` makes it valid."""

    def __init__(self, path: Path, made_at: datetime) -> None:
        self._path, self._date = path, made_at.timetuple()[:6]
        self._stream = _Digesting(path.open("wb"))
        self._zip = zipfile.ZipFile(self._stream, "w")

    @contextmanager
    def member(self, name: str, *, compress: bool = True, size: int | None = None) -> Iterator[IO[bytes]]:
        info = zipfile.ZipInfo(name, self._date)
        info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        info.file_size = size or 0
        with self._zip.open(info, "w", force_zip64=size is None or size > 2**30) as out:
            yield out

    def add(self, name: str, data: bytes) -> str:
        """A small file. Returns its SHA-256."""
        with self.member(name, size=len(data)) as out:
            out.write(data)
        return hashlib.sha256(data).hexdigest()

    def close(self) -> None:
        self._zip.close()
        self._stream.close()
        with self._path.open("r+b") as file:
            file.seek(-_LENGTH.size, io.SEEK_END)
            file.write(_LENGTH.pack(_COMMENT) + _LABEL + self._stream.digest.hexdigest().encode())

    def give_up(self) -> None:
        """Closes the file as it is, without making it valid."""
        self._stream.close()


class _Digesting:
    """What zipfile writes to. It cannot be sought in, so nothing that is digested is written over later."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        self.digest.update(data)
        return self.file.write(data)

    def flush(self) -> None:
        self.file.flush()

    def close(self) -> None:
        self.file.close()


class Reader:
    """An existing backup. Raises FileProblem where it cannot be one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            if error.filename is None:  # the file could be opened
                raise FileProblem(path, None, UNFINISHED) from None
            raise FileProblem(
                path, None, "cannot be read (%(why)s); check the name and the rights", why=error.strerror
            ) from None
        except _BROKEN:
            raise FileProblem(path, None, UNFINISHED) from None
        if len(self._zip.comment) != _COMMENT:
            raise FileProblem(path, None, UNFINISHED)
        try:
            self.manifest = msgspec.json.decode(self._zip.read(MANIFEST), type=Manifest)
        except _BROKEN:  # msgspec's errors are ValueErrors
            raise FileProblem(path, None, DAMAGED, member=MANIFEST) from None
        if self.manifest.format != FORMAT:
            raise FileProblem(path, None, "was made by a newer version of this program; install that one")

    def small(self, name: str) -> bytes:
        """A file of the archive, checked against the manifest."""
        with self.checked(name, self.manifest.files.get(name, "")) as chunks:
            return b"".join(chunks)

    def stored(self) -> Iterator[Stored]:
        for line in self.small(OBJECTS).decode().splitlines()[1:]:
            key, size, sha256 = line.rsplit(",", 2)
            yield Stored(key, int(size), sha256)

    @contextmanager
    def checked(self, name: str, sha256: str) -> Iterator[Iterator[bytes]]:
        """A member's chunks. Raises FileProblem at the end of them unless they have this SHA-256."""
        with self._whole(name):
            stream = self._zip.open(name)
        with stream:
            yield self._chunks(name, stream, sha256)

    def _chunks(self, name: str, stream: IO[bytes], sha256: str) -> Iterator[bytes]:
        digest = hashlib.sha256()
        while chunk := self._read(name, stream):
            digest.update(chunk)
            yield chunk
        if digest.hexdigest() != sha256:
            raise FileProblem(self.path, None, DAMAGED, member=name)

    def _read(self, name: str, stream: IO[bytes]) -> bytes:
        with self._whole(name):
            return stream.read(CHUNK)

    @contextmanager
    def _whole(self, name: str) -> Iterator[None]:
        try:
            yield
        except _BROKEN:
            raise FileProblem(self.path, None, DAMAGED, member=name) from None

    def is_as_written(self) -> bool:
        """Whether the whole file, with all that stands between and around its members, has the digest at its end."""
        digest, left = hashlib.sha256(), self.path.stat().st_size - _TAIL
        with self.path.open("rb") as file:
            while left and (chunk := file.read(min(CHUNK, left))):
                digest.update(chunk)
                left -= len(chunk)
            tail = file.read()
        digest.update(_LENGTH.pack(0))
        return tail == _LENGTH.pack(_COMMENT) + _LABEL + digest.hexdigest().encode()

    def close(self) -> None:
        self._zip.close()
