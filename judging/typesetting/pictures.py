"""How large a JPEG or PNG is in pixels, read from its first bytes without decoding it."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from judging.errors import Invalid

_NO_LENGTH = {0x01, *range(0xD0, 0xD9)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_SCAN = 0xDA
_PROFILE_OR_TURN = {0xE1, 0xE2, 0xEE}
"""Exif may turn a picture, ICC and Adobe segments change what its numbers mean."""


class Frame(msgspec.Struct, frozen=True):
    """A picture's width and height in pixels and its channels (1 grey, 3 colour)."""

    width: int
    height: int
    channels: int


def pixel_size(picture: Path) -> tuple[int, int]:
    """(width, height) in pixels, both above 0. Raises Invalid for anything but JPEG and PNG, and for a missing file."""
    try:
        with picture.open("rb") as file:
            width, height = _read(file)
    except (OSError, struct.error):
        width, height = 0, 0
    if not width or not height:
        raise Invalid("%(file)s is not a readable JPEG or PNG.", file=picture.name)
    return width, height


def plain_jpeg(picture: Path) -> Frame | None:
    """The frame of a whole JPEG in grey or sRGB that every reader shows as it is stored; None for anything else."""
    try:
        with picture.open("rb") as file:
            if file.read(2) != b"\xff\xd8":
                return None
            segments = dict(_segments(file))
            file.seek(-2, os.SEEK_END)
            whole = file.read(2) == b"\xff\xd9"
    except (OSError, struct.error):
        return None
    frame = next((body for marker, body in segments.items() if marker in _FRAMES), b"")
    if not whole or len(frame) < 6 or segments.keys() & _PROFILE_OR_TURN:
        return None
    _, height, width, channels = struct.unpack(">BHHB", frame[:6])
    return Frame(width, height, channels) if width and height and channels in (1, 3) else None


def _read(file: BinaryIO) -> tuple[int, int]:
    """(width, height), or (0, 0) where the file is something else; struct.error where it is cut off."""
    head = file.read(24)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        width, height = struct.unpack(">II", head[16:24])
        return width, height
    if not head.startswith(b"\xff\xd8"):
        return 0, 0
    file.seek(2)
    for marker, body in _segments(file):
        if marker in _FRAMES:
            height, width = struct.unpack(">xHH", body[:5])
            return width, height
    return 0, 0


def _segments(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(marker, content) of a JPEG's segments up to its first scan; the file stands behind the start marker."""
    while (marker := file.read(2)).startswith(b"\xff") and len(marker) == 2 and marker[1] != _SCAN:
        if marker[1] == 0xFF:
            file.seek(-1, os.SEEK_CUR)
        elif marker[1] not in _NO_LENGTH:
            (length,) = struct.unpack(">H", file.read(2))
            yield marker[1], file.read(max(length - 2, 0))
