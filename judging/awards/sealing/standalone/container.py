"""A bundle's files, from the ZIP file as it was published, packed anew, or unpacked into a folder.

The ZIP is read byte by byte, from its first to its last, by its own rules: nothing may stand before, between or behind
the files, in comments or in extra fields, and what is written twice must be the same twice. Names and bytes of the
files are then compared with the signed list.
"""

from __future__ import annotations

import stat
import struct
import zlib
from pathlib import Path
from typing import NamedTuple

from judging.awards.sealing.standalone.faults import Failure, demand

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
STORED, DEFLATED = 0, 8
HARDER = (2, 4, 6)
"""Flags by which packers note how hard they tried to deflate; they change nothing."""
EPOCH = 0x21
"""1 January 1980, the day that a published bundle gives to all its files."""
ZIP = "ZIP file"
LARGEST = 1 << 30
"""Bytes of a bundle, packed and unpacked: some five million ballots. More is a trap for whoever checks it."""


class Packed(NamedTuple):
    """What the directory at the end of the file says of one member."""

    name: str
    made_by: int
    common: tuple[int, ...]  # version needed, flags, method, time, date, crc, packed size, size
    inner: int
    outer: int
    offset: int


def read_bundle(path: Path) -> tuple[dict[str, bytes], str]:
    """The files by name, and how they were packed. Raises Failure, OSError."""
    if path.is_dir():
        return read_folder(path), "unpacked into a folder"
    demand(stat.S_ISREG(path.stat().st_mode), path.name, "is neither a file nor a folder")
    demand(path.stat().st_size <= LARGEST, ZIP, "is larger than any bundle")
    return read_zip(path.read_bytes())


def read_folder(path: Path) -> dict[str, bytes]:
    """Every file of the folder, hidden ones too; folders within and links are refused."""
    files = {}
    for inside in sorted(path.iterdir()):
        demand(inside.is_file() and not inside.is_symlink(), ascii(inside.name), "is not a plain file; take it away")
        files[inside.name] = inside.read_bytes()
    return files


def read_zip(data: bytes) -> tuple[dict[str, bytes], str]:
    """Raises Failure for every byte that is not part of the directory or of a file."""
    demand(data[:4] == b"PK\x03\x04", ZIP, "does not begin with its first file (is it a bundle at all?)")
    demand(len(data) >= END.size, ZIP, "is cut off")
    mark, disk, first_disk, here, count, size, offset, comment = END.unpack_from(data, len(data) - END.size)
    demand(
        mark == b"PK\x05\x06" and comment == 0, ZIP, "does not end with its directory: it is cut off, or more follows"
    )
    demand(disk == first_disk == 0 and here == count, ZIP, "says that it is one part of several")
    demand(offset + size + END.size == len(data), ZIP, "has bytes that belong to no file")
    members = zip_directory(data, offset, size, count)
    demand(sum(member.common[-1] for member in members) <= LARGEST, ZIP, "unpacks to more than any bundle holds")
    files, at = {}, 0
    for member in members:
        demand(member.name not in files, member.name, "is in the ZIP file twice")
        demand(member.offset == at, member.name, "does not follow the file before it")
        files[member.name], at = zip_member(data, member, offset)
    demand(at == offset, ZIP, "has bytes that belong to no file")
    for what in ("made_by", "inner", "outer"):
        demand(len({getattr(one, what) for one in members}) < 2, ZIP, "has attributes that differ from file to file")
    return files, "packed as published" if as_published(members) else "packed anew by somebody, with the same files"


def zip_directory(data: bytes, offset: int, size: int, count: int) -> list[Packed]:
    members, at = [], offset
    for _ in range(count):
        demand(at + CENTRAL.size <= offset + size, ZIP, "has a directory that is cut off")
        mark, made_by, *common, name_size, extra, comment, disk, inner, outer, begins = CENTRAL.unpack_from(data, at)
        name = data[at + CENTRAL.size : at + CENTRAL.size + name_size].decode("ascii", "backslashreplace")
        demand(
            mark == b"PK\x01\x02" and made_by >> 8 in (0, 3) and made_by & 255 <= 63,
            name,
            "has a wrong entry in the directory",
        )
        demand(extra == comment == disk == 0, name, "carries a comment or an extra field")
        demand(inner in (0, 1) and outer & 0xFFFF in (0, 0x20), name, "has attributes that hide something")
        members.append(Packed(name, made_by, tuple(common), inner, outer, begins))
        at += CENTRAL.size + name_size
    demand(at == offset + size, ZIP, "has a directory with more than its files")
    return members


def zip_member(data: bytes, member: Packed, limit: int) -> tuple[bytes, int]:
    """(content, where the next member begins)."""
    version, flags, method, _, _, crc, packed, size = member.common
    demand(member.offset + LOCAL.size <= limit, member.name, "is cut off")
    mark, *common, name_size, extra = LOCAL.unpack_from(data, member.offset)
    begins = member.offset + LOCAL.size + name_size
    name = data[member.offset + LOCAL.size : begins].decode("ascii", "backslashreplace")
    demand(mark == b"PK\x03\x04" and extra == 0, member.name, "has a wrong header, or an extra field")
    demand(name == member.name and tuple(common) == member.common, member.name, "has two headers that differ")
    plain = flags == 0 or (method == DEFLATED and flags in HARDER)
    demand(version in (10, 20) and plain, member.name, "is packed in a way that is not read here")
    demand(begins + packed <= limit, member.name, "is cut off")
    content = data[begins : begins + packed]
    if method == DEFLATED:
        content = inflated(member.name, content, size)
    else:
        demand(method == STORED, member.name, "is packed in a way that is not read here")
    demand(len(content) == size and zlib.crc32(content) == crc, member.name, "is damaged")
    return content, begins + packed


def inflated(name: str, content: bytes, size: int) -> bytes:
    reader = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = reader.decompress(content, size + 1)
    except zlib.error:
        raise Failure(name, "is damaged") from None
    demand(
        reader.eof and not reader.unused_data and not reader.unconsumed_tail, name, "is packed with more than itself"
    )
    return found


def as_published(members: list[Packed]) -> bool:
    names = [member.name for member in members]
    plain = all(
        member.common[:5] == (20, 0, STORED, 0, EPOCH) and (member.made_by, member.outer) == (0x314, 0o644 << 16)
        for member in members
    )
    return plain and names == sorted(names)
