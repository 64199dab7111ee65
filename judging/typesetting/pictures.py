"""How large a JPEG or PNG is in pixels, read from its first bytes without decoding it."""

from __future__ import annotations

import struct
from pathlib import Path

from judging.errors import Invalid

_NO_LENGTH = {0x01, *range(0xD0, 0xD9)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def pixel_size(picture: Path) -> tuple[int, int]:
    """(width, height) in pixels. Raises Invalid for anything but JPEG and PNG."""
    with picture.open("rb") as file:
        head = file.read(24)
        if head.startswith(b"\x89PNG\r\n\x1a\n") and len(head) == 24:
            width, height = struct.unpack(">II", head[16:24])
            return width, height
        if head.startswith(b"\xff\xd8"):
            file.seek(2)
            while (marker := file.read(2))[:1] == b"\xff" and len(marker) == 2:
                if marker[1] == 0xFF:
                    file.seek(-1, 1)
                elif marker[1] in _FRAMES:
                    _, height, width = struct.unpack(">xxBHH", file.read(7))
                    return width, height
                elif marker[1] not in _NO_LENGTH:
                    (length,) = struct.unpack(">H", file.read(2))
                    file.seek(length - 2, 1)
    raise Invalid("%(file)s is neither a JPEG nor a PNG.", file=picture.name)
