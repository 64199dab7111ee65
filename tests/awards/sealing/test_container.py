"""Not one byte of a bundle is loose, whatever it is packed in."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.awards.sealing.packing import pack, unpack
from judging.awards.sealing.standalone.container import CENTRAL, END, LARGEST, LOCAL, read_bundle, read_zip
from judging.awards.sealing.standalone.documents import MANIFEST, SIGNATURE
from judging.awards.sealing.standalone.faults import Failure
from judging.awards.sealing.standalone.steps import verify_files
from tests.awards.sealing.conftest import Contest, signed

FILES = {"a.json": b"{}\n", "b.txt": b"some text " * 20, "c.py": b""}
PACKED = pack(FILES)
NAMES = st.text("abcdefgh.-_", min_size=1, max_size=9)


def repacked(files: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """As a person's program would do it: with today's times."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(Failure) as caught:
        read_zip(data)
    return str(caught.value)


@given(st.dictionaries(NAMES, st.binary(max_size=200), min_size=1, max_size=6))
def test_what_is_packed_is_read_and_the_order_does_not_matter(files: dict[str, bytes]) -> None:
    data = pack(files)
    assert data == pack(dict(reversed(files.items())))
    assert read_zip(data) == (dict(sorted(files.items())), "packed as published")
    assert unpack(data) == files


def test_packed_anew_by_hand_the_same_files_are_the_same(tmp_path: Path) -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        assert read_zip(repacked(FILES, method)) == (FILES, "packed anew by somebody, with the same files")
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    assert read_bundle(tmp_path) == (FILES, "unpacked into a folder")


def test_how_hard_a_packer_tried_is_its_own_affair() -> None:
    """`zip -9` notes it in the flags of both headers."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b"{}\n")
    data = bytearray(buffer.getvalue())
    data[6] = data[data.index(b"PK\x01\x02") + 8] = 2
    assert read_zip(bytes(data))[0] == {"a.json": b"{}\n"}
    data[6] = 4
    assert "two headers that differ" in refused(bytes(data))
    data[6] = data[data.index(b"PK\x01\x02") + 8] = 1
    assert "packed in a way that is not read here" in refused(bytes(data))


def test_every_single_byte_of_the_packing_is_looked_at() -> None:
    """Flipped in one bit or in all: it is refused, or (never here) reads as other files than before."""
    for data in (PACKED, repacked(FILES)):
        for at in range(len(data)):
            for bits in (0x01, 0x80, 0xFF):
                changed = data[:at] + bytes([data[at] ^ bits]) + data[at + 1 :]
                with pytest.raises(Failure):
                    read_zip(changed)


def test_every_single_byte_of_a_small_bundle_is_covered(small: Contest) -> None:
    """The files' bytes too, where whoever changes one mends the packing: the list or the signature tells."""
    files = unpack(signed({**small.files(), "verify.py": b"pass\n"}))
    assert [found.record for found in verify_files(files, None)] == [""] * 14
    for name, data in files.items():
        # Each look checks a signature. Of what the list covers by digests, places all over are enough.
        for at in range(0, len(data), 7 if name in (MANIFEST, SIGNATURE) else max(7, len(data) // 50)):
            changed = {**files, name: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]}
            last = list(verify_files(changed, None))[-1]
            assert last.record, (name, at)
            assert last.step in ("manifest", "signature")


@pytest.mark.parametrize(
    "attack",
    [
        lambda data: data + b"x",
        lambda data: b"x" + data,
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda _: b"",
        lambda _: b"PK\x03\x04",
        lambda _: b"not a bundle at all",
        lambda data: data + data,
    ],
    ids=["behind", "before", "cut", "half", "empty", "mark", "text", "twice"],
)
def test_bytes_around_the_files_are_refused(attack: Callable[[bytes], bytes]) -> None:
    assert refused(attack(PACKED))


def test_comments_extra_fields_and_gaps_are_refused() -> None:
    buffer = io.BytesIO(PACKED)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"hello"
    assert "does not end with its directory" in refused(buffer.getvalue())
    for part in ("comment", "extra"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            info = zipfile.ZipInfo("a.json", (1980, 1, 1, 0, 0, 0))
            setattr(info, part, struct.pack("<HH", 0x7075, 0) if part == "extra" else b"hidden")
            archive.writestr(info, b"{}\n")
        assert "carries a comment or an extra field" in refused(buffer.getvalue())
    mark, *rest = END.unpack_from(PACKED, len(PACKED) - END.size)
    begin = rest[5]
    gap = PACKED[:begin] + b"gap" + PACKED[begin : -END.size] + END.pack(mark, *rest[:5], begin + 3, 0)
    assert "belong to no file" in refused(gap)
    moved = PACKED[:begin] + b"gap" + PACKED[begin:]
    assert "belong to no file" in refused(moved)


def test_a_name_twice_and_hidden_members_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.json", b"{}\n")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.json", b"{1}")
    assert "twice" in refused(buffer.getvalue())
    mark, disk, first, here, count, size, offset, comment = END.unpack_from(PACKED, len(PACKED) - END.size)
    one = CENTRAL.size + len("a.json")
    hidden = PACKED[:offset] + PACKED[offset + one : -END.size]
    hidden += END.pack(mark, disk, first, here - 1, count - 1, size - one, offset, comment)
    assert "does not follow" in refused(hidden)
    parts = PACKED[:offset] + PACKED[offset : offset + one] + PACKED[offset : -END.size]
    parts += END.pack(mark, disk, first, here + 1, count + 1, size + one, offset, comment)
    assert "twice" in refused(parts)


def test_a_compressed_file_with_more_than_itself_is_refused() -> None:
    packer = zlib.compressobj(wbits=-15)
    content = b"text"
    body = packer.compress(content) + packer.flush() + b"smuggled"
    common = (20, 0, 8, 0, 0x21, zlib.crc32(content), len(body), len(content))
    local = LOCAL.pack(b"PK\x03\x04", *common, 1, 0) + b"a" + body
    central = CENTRAL.pack(b"PK\x01\x02", 0x314, *common, 1, 0, 0, 0, 0, 0, 0) + b"a"
    data = local + central + END.pack(b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)
    assert "packed with more than itself" in refused(data)
    broken = data.replace(body, b"\xff" * len(body))
    assert "is damaged" in refused(broken)


def test_folders_hold_plain_files_only(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"{}\n")
    (tmp_path / ".hidden").write_bytes(b"x")
    assert set(read_bundle(tmp_path)[0]) == {"a.json", ".hidden"}
    (tmp_path / "link").symlink_to(tmp_path / "a.json")
    with pytest.raises(Failure, match="not a plain file"):
        read_bundle(tmp_path)
    (tmp_path / "link").unlink()
    (tmp_path / "folder").mkdir()
    with pytest.raises(Failure, match="folder"):
        read_bundle(tmp_path)


def test_what_is_no_file_and_what_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="neither a file nor a folder"):
        read_bundle(Path(os.devnull))
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"")
    data = bytearray(bomb.read_bytes())
    for at, mark in ((22, b"PK\x03\x04"), (24, b"PK\x01\x02")):  # the size that both headers promise
        begins = data.index(mark) + at
        data[begins : begins + 4] = (LARGEST + 1).to_bytes(4, "little")
    bomb.write_bytes(data)
    with pytest.raises(Failure, match="unpacks to more"):
        read_bundle(bomb)
