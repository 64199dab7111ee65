"""A picture in tiles for looking close, kept as one object: a Single-file Zoomable Image.

That is a ZIP without compression of Deep Zoom tiles, which other viewers open too. One tile is one range of its bytes;
the list at the end of the archive says which.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

ROLE = "tiles.szi"
CONTENT_TYPE = "application/zip"
EDGE = 512
"""Pixels of a tile's side; those at the right and lower edge are smaller. Tiles do not overlap."""
SUFFIX = ".jpeg"

Place = tuple[int, int, int]
"""Level (0 is a single pixel, each doubles the one before), column, row."""
TileIndex = dict[Place, tuple[int, int]]
"""Offset and length of every tile in the object."""

DESCRIPTOR_NAME = "work/work.dzi"
_TILES = "work/work_files/"
_DESCRIPTOR = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Image xmlns="http://schemas.microsoft.com/deepzoom/2008" Format="jpeg" Overlap="0" TileSize="{edge}">'
    '<Size Width="{width}" Height="{height}"/></Image>\n'
)
_NAME = re.compile(rf"([0-9]{{1,5}})_([0-9]{{1,5}}){re.escape(SUFFIX)}")
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_HEADER = 30
_TAIL = 64 * 1024  # holds the list of some eight hundred tiles


def descriptor(width: int, height: int) -> str:
    return _DESCRIPTOR.format(edge=EDGE, width=width, height=height)


def deepest(width: int, height: int) -> int:
    """Number of the level that has all the pixels."""
    return (max(width, height) - 1).bit_length()


def tile_name(place: Place) -> str:
    """Path of a tile in the archive."""
    level, column, row = place
    return f"{_TILES}{level}/{column}_{row}{SUFFIX}"


def place_of(level: int, name: str) -> Place | None:
    """From a level and `column_row.jpeg`, as viewers ask; None where that names no tile."""
    found = _NAME.fullmatch(name)
    return (level, int(found[1]), int(found[2])) if found else None


def read_index(read: Callable[[int, int], bytes], size: int) -> TileIndex:
    """Where each tile lies in an archive of `size` bytes; `read(offset, length)` gives its bytes, asked once or twice.

    Raises ValueError where the object is not such an archive.
    """
    start = max(0, size - _TAIL)
    tail = read(start, size - start)
    if len(tail) < _END.size or not tail.startswith(b"PK\5\6", len(tail) - _END.size):
        raise ValueError("the object is no archive of tiles")
    *_, count, length, offset, _ = _END.unpack_from(tail, len(tail) - _END.size)
    entries = tail[offset - start :] if offset >= start else read(offset, length)
    index: TileIndex = {}
    at = 0
    for _ in range(count):
        fields = _ENTRY.unpack_from(entries, at)
        stored, name_length, header = fields[8], fields[10], fields[16]
        name = entries[at + _ENTRY.size : at + _ENTRY.size + name_length].decode("ascii")
        if name.startswith(_TILES):
            index[_place(name)] = (header + _HEADER + name_length, stored)
        at += _ENTRY.size + name_length
    return index


def _place(name: str) -> Place:
    level, tile = name.removeprefix(_TILES).removesuffix(SUFFIX).split("/")
    column, row = tile.split("_")
    return int(level), int(column), int(row)
