"""Whether the end of a file is missing, told from its own framing; many decoders would not notice."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from media_store.framing import OUTER_BOXES, id3_length
from media_store.outcome import Format

_TAIL = 64 * 1024


def is_cut_off(path: Path, found: Format) -> bool:
    """True where the framing promises more bytes than there are, or the mark of the end is not there."""
    check = _CHECKS.get(found)
    if check is None:
        return False
    size = path.stat().st_size
    with path.open("rb") as stream:
        try:
            return check(stream, size)
        except struct.error:
            return True


def _riff(stream: BinaryIO, size: int) -> bool:
    """All chunks up to the samples or pixels must be there whole; live recorders write length 0 or -1."""
    stream.seek(12)
    at = 12
    while at + 8 <= size:
        stream.seek(at)
        name, length = struct.unpack("<4sI", stream.read(8))
        if name == b"data" and length in (0, 0xFFFFFFFF):
            return False
        at += 8 + length + (length & 1)
        if at > size + 1:
            return True
        if name == b"data":
            return False
    return at < 20


def _boxes(stream: BinaryIO, size: int) -> bool:
    """What is no box behind the last one is ballast, not a box that is cut."""
    at = 0
    while at + 8 <= size:
        stream.seek(at)
        length, name = struct.unpack(">I4s", stream.read(8))
        if length == 1:
            (length,) = struct.unpack(">Q", stream.read(8))
        if length == 0:
            return False
        at += max(length, 8)
        if at > size:
            return name in OUTER_BOXES - {b"free", b"skip"}
    return False


def _tiff(stream: BinaryIO, size: int) -> bool:
    order = "<" if stream.read(2) == b"II" else ">"
    (version,) = struct.unpack(order + "H", stream.read(2))
    stream.seek(8 if version == 43 else 4)
    (first,) = struct.unpack(order + ("Q" if version == 43 else "I"), stream.read(8 if version == 43 else 4))
    return bool(first >= size)


def _ogg(stream: BinaryIO, size: int) -> bool:
    """The last page must be whole."""
    tail = _tail(stream, size)
    at = tail.rfind(b"OggS")
    if at < 0 or len(tail) - at < 27:
        return True
    segments = tail[at + 27 : at + 27 + tail[at + 26]]
    return len(segments) < tail[at + 26] or len(tail) - at < 27 + len(segments) + sum(segments)


def _mp3(stream: BinaryIO, size: int) -> bool:
    """Encoders note how many bytes of sound there are, in the first frame, under one of these names."""
    start = id3_length(stream.read(10))
    stream.seek(start)
    first = stream.read(2048)
    at = max(first.find(b"Xing"), first.find(b"Info"))
    flags = int.from_bytes(first[at + 4 : at + 8], "big") if at >= 0 else 0
    noted = at + (12 if flags & 1 else 8)
    return bool(flags & 2) and start + int.from_bytes(first[noted : noted + 4], "big") > size


def _pdf(stream: BinaryIO, size: int) -> bool:
    """Ballast may lie behind the last mark of the end, but no object: that is a newer version, cut off."""
    tail = _tail(stream, size, 16 * _TAIL)
    end = tail.rfind(b"%%EOF")
    return end < 0 or re.search(rb"\d\s+\d+\s+obj\b", tail[end:]) is not None


def _ending(mark: bytes, within: int) -> Callable[[BinaryIO, int], bool]:
    return lambda stream, size: mark not in _tail(stream, size, within)


def _tail(stream: BinaryIO, size: int, length: int = _TAIL) -> bytes:
    stream.seek(max(0, size - length))
    return stream.read(length)


_CHECKS: dict[Format, Callable[[BinaryIO, int], bool]] = {
    Format.JPEG: _ending(b"\xff\xd9", _TAIL),
    Format.PNG: _ending(b"IEND", _TAIL),
    Format.WEBP: _riff,
    Format.WAV: _riff,
    Format.AVIF: _boxes,
    Format.HEIC: _boxes,
    Format.M4A: _boxes,
    Format.MP3: _mp3,
    Format.TIFF: _tiff,
    Format.OGG: _ogg,
    Format.OPUS: _ogg,
    Format.PDF: _pdf,
}
