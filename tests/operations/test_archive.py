"""The backup file by itself: what is written is read again, and no byte can change unseen."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from judging.csvfile import FileProblem
from judging.operations.archive import OBJECTS, README, SECRET, Manifest, Reader, Stored, TableFacts, Writer
from judging.operations.checking import faults
from judging.operations.progress import Bars

import msgspec  # isort: skip

MOMENT = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)
ROWS = b"id,title\n1,Su\xe1\xbb\x91i\n2,\n"
WORK = bytes(range(256))


def write(path: Path) -> None:
    writer = Writer(path, MOMENT)
    files = {README: writer.add(README, b"a backup"), SECRET: writer.add(SECRET, b"k" * 40)}
    with writer.member("database/work.csv") as out:
        out.write(ROWS)
    with writer.member("objects/originals/ab", compress=False, size=len(WORK)) as out:
        out.write(WORK)
    sha256 = hashlib.sha256(WORK).hexdigest()
    files[OBJECTS] = writer.add(OBJECTS, f"key,size,sha256\noriginals/ab,{len(WORK)},{sha256}\n".encode())
    manifest = Manifest(
        format=1, version="1", made_at=MOMENT, database="18.0", migrations=(("house", "1"),),
        sequences={"job_id_seq": 3},
        tables=(TableFacts("work", ("id", "title"), 2, hashlib.sha256(ROWS).hexdigest()),), files=files, objects=1,
        bytes=len(WORK),
    )  # fmt: skip
    writer.add("manifest.json", msgspec.json.encode(manifest))
    writer.close()


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    path = tmp_path / "backup.zip"
    write(path)
    return path


def found(path: Path) -> list[str]:
    try:
        return list(faults(path, Bars()))
    except FileProblem as problem:
        return [str(problem)]


def test_what_is_written_is_read_again(backup: Path) -> None:
    assert found(backup) == []
    reader = Reader(backup)
    assert list(reader.stored()) == [Stored("originals/ab", len(WORK), hashlib.sha256(WORK).hexdigest())]
    with reader.checked("database/work.csv", reader.manifest.tables[0].sha256) as chunks:
        assert b"".join(chunks) == ROWS
    assert reader.small(SECRET) == b"k" * 40
    reader.close()


def test_the_same_content_gives_the_same_bytes(backup: Path, tmp_path: Path) -> None:
    write(tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == backup.read_bytes()


def test_every_flipped_byte_is_found(backup: Path) -> None:
    whole = backup.read_bytes()
    for place in range(len(whole)):
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        assert found(backup) != [], f"byte {place} changed unseen"


def test_a_flipped_byte_of_a_work_is_named(backup: Path) -> None:
    whole = backup.read_bytes()
    place = whole.index(WORK) + 100
    backup.write_bytes(whole[:place] + b"\xff" + whole[place + 1 :])
    [fault] = found(backup)
    assert "objects/originals/ab is not as it was written" in fault


def test_every_beginning_of_a_backup_is_refused(backup: Path) -> None:
    whole = backup.read_bytes()
    for length in [*range(0, len(whole), 7), len(whole) - 1]:
        backup.write_bytes(whole[:length])
        assert found(backup) != [], f"the first {length} bytes passed for a backup"


def test_another_zip_and_no_zip_are_refused(tmp_path: Path) -> None:
    for content in (b"", b"PK\x05\x06" + b"\0" * 18, b"text\n"):
        path = tmp_path / "other"
        path.write_bytes(content)
        assert "is not a whole backup" in found(path)[0]
    assert "cannot be read" in found(tmp_path / "none")[0]
