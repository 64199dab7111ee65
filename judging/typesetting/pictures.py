"""How large a JPEG or PNG is in pixels, read from its first bytes without decoding it."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

from judging.errors import Invalid

_NO_LENGTH = {0x01, *range(0xD0, 0xD9)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


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


def _read(file: BinaryIO) -> tuple[int, int]:
    """(width, height), or (0, 0) where the file is something else; struct.error where it is cut off."""
    head = file.read(24)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        width, height = struct.unpack(">II", head[16:24])
        return width, height
    if not head.startswith(b"\xff\xd8"):
        return 0, 0
    file.seek(2)
    while (marker := file.read(2)).startswith(b"\xff") and len(marker) == 2:
        if marker[1] == 0xFF:
            file.seek(-1, 1)
        elif marker[1] in _FRAMES:
            _, height, width = struct.unpack(">xxBHH", file.read(7))
            return width, height
        elif marker[1] not in _NO_LENGTH:
            (length,) = struct.unpack(">H", file.read(2))
            file.seek(max(length - 2, 0), 1)
    return 0, 0
