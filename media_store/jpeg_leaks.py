"""JPEG: every segment beside the coefficients, between the scans too, and what lies behind the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from media_store.chunk_leaks import behind
from media_store.exif_leaks import exif_leaks
from media_store.found_words import words_in
from media_store.icc_leaks import icc_leaks
from media_store.iptc_leaks import photoshop_leaks
from media_store.leaks import Found, xmp_leaks

_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_XMP, _MORE_XMP = b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"
_MARKER = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")
_MOST_SEGMENTS = 10_000


def jpeg_leaks(data: bytes) -> Iterator[Found]:
    """Comments, EXIF, XMP, IPTC, colour profile, and the words of every other application's segment."""
    profile, xmp = b"", b""
    end = len(data)
    for mark, content, at in _segments(data):
        if mark == _END:
            end = at
        elif mark == 0xE1 and content.startswith(_MORE_XMP):
            xmp += content[len(_MORE_XMP) + 40 :]
        elif mark == 0xE2 and content.startswith(b"ICC_PROFILE\0"):
            profile += content[14:]
        elif mark == _COMMENT:
            yield "jpeg:comment", content
        elif 0xE0 <= mark <= 0xEF:
            yield from _application(mark, content)
    if profile:
        yield from icc_leaks(profile)
    if xmp:
        yield from xmp_leaks(xmp)
    yield from behind("jpeg", data, end)


def _application(mark: int, content: bytes) -> Iterator[Found]:
    if content.startswith(b"Exif\0"):
        yield from exif_leaks(content[6:])
    elif content.startswith(_XMP):
        yield from xmp_leaks(content[len(_XMP) :])
    elif content.startswith(b"Photoshop 3.0\0"):
        yield from photoshop_leaks(content[14:])
    elif not content.startswith(b"MPF\0"):
        usual = {0xE0: 14, 0xEE: 12}.get(mark, 0) if content.startswith((b"JFIF\0", b"JFXX\0", b"Adobe")) else 0
        for words in words_in(content[usual:]):
            yield f"jpeg:APP{mark - 0xE0}", words


def _segments(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """(marker, content, where it ends), up to the end of the picture; coefficients are stepped over."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        found = _MARKER.search(data, at)
        if not found:
            return
        mark, at = found.group(1)[0], found.end()
        if mark == _END:
            yield mark, b"", at
            return
        if mark in (0x01, 0xD8):
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        yield mark, b"" if mark == _SCAN else bytes(data[at + 2 : at + length]), at + length
        at += max(length, 2)
