"""Words in bytes whose meaning is not known: private blocks, notes of makers, what lies behind the end of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MOST = 20
_SMALL, _LARGE = 4096, 256 * 1024
_LOOKED_AT = 4 * 1024 * 1024
_LETTER = rb"(?:[\x20-\x7e]|[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf3][\x80-\xbf]{3})"
# Of two bytes: Latin with its Vietnamese blocks, and Tai Viet.
_WIDE_LE = rb"(?:[\x20-\x7e\xc0-\xff]\x00|[\x00-\xff][\x01\x03\x1e]|[\x80-\xdf]\xaa)"
_WIDE_BE = rb"(?:\x00[\x20-\x7e\xc0-\xff]|[\x01\x03\x1e][\x00-\xff]|\xaa[\x80-\xdf])"


def _patterns(shortest: int) -> tuple[tuple[str, re.Pattern[bytes]], ...]:
    times = b"{%d,}" % shortest
    return tuple(
        (encoding, re.compile(letter + times))
        for encoding, letter in (("utf-8", _LETTER), ("utf-16-le", _WIDE_LE), ("utf-16-be", _WIDE_BE))
    )


# Among many bytes chance makes short words; in a small block even a short one was written by somebody.
_IN_FEW, _IN_MANY, _IN_MASSES = _patterns(5), _patterns(12), _patterns(20)


def words_in(data: bytes) -> Iterator[str]:
    """Readable runs in UTF-8 and UTF-16, at most 20: of five letters in small blocks, of more in larger ones."""
    data = bytes(data[:_LOOKED_AT])
    told = 0
    for encoding, pattern in _IN_FEW if len(data) <= _SMALL else _IN_MANY if len(data) <= _LARGE else _IN_MASSES:
        for run in pattern.finditer(data):
            text = run.group().decode(encoding, "replace").strip()
            if _is_written(text):
                yield text
                told += 1
            if told >= _MOST:
                return


def _is_written(text: str) -> bool:
    """Mostly letters, digits and spaces, and not one sign over and over."""
    written = sum(each.isalnum() or each in " .,-_@" for each in text)
    return written >= 0.8 * len(text) and any(each.isalnum() for each in text) and len(set(text)) > 3
