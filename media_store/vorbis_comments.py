"""Comments as FLAC, Vorbis and Opus write them, and the pictures in them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from media_store.found_words import words_in
from media_store.id3_leaks import cover_leaks
from media_store.leaks import Found, is_date, is_program

_PROGRAMS = frozenset({"encoder", "encoded-by", "encoder_options", "encoding"})
_NUMBERS = frozenset({"date", "year", "tracknumber", "discnumber", "tracktotal", "language"})
_MOST = 2000


def comment_leaks(block: bytes) -> Iterator[Found]:
    """`vorbis:artist` and so on, the vendor where it is no known program, and what stands behind the last comment."""
    length = int.from_bytes(block[:4], "little")
    vendor = block[4 : 4 + length]
    if not is_program(vendor):
        yield "vorbis:vendor", vendor
    at = 4 + length
    count, at = int.from_bytes(block[at : at + 4], "little"), at + 4
    for _ in range(min(count, _MOST)):
        if at + 4 > len(block):
            break
        length = int.from_bytes(block[at : at + 4], "little")
        yield from _comment(block[at + 4 : at + 4 + length])
        at += 4 + length
    yield from (("vorbis:behind-the-comments", words) for words in words_in(block[at:]))


def _comment(comment: bytes) -> Iterator[Found]:
    key, _, value = comment.partition(b"=")
    name = key.decode("ascii", "replace").lower()
    if name == "metadata_block_picture":
        yield from picture_block_leaks(_unpacked(value))
    elif name == "coverart":
        yield from cover_leaks("vorbis:coverart", _unpacked(value))
    elif not (name in _PROGRAMS and is_program(value)) and not (name in _NUMBERS and is_date(value)):
        yield f"vorbis:{name}", value


def picture_block_leaks(block: bytes) -> Iterator[Found]:
    """A picture block: its description, its MIME type where that is none, and what stands inside the picture."""
    at = 8 + int.from_bytes(block[4:8], "big")
    mime = block[8:at]
    if not mime.startswith((b"image/", b"-->")) or len(mime) > 30:
        yield "vorbis:picture:type", mime
    length = int.from_bytes(block[at : at + 4], "big")
    description = block[at + 4 : at + 4 + length].decode("utf-8", "replace")
    at += 4 + length + 16
    size = int.from_bytes(block[at : at + 4], "big")
    yield from cover_leaks("vorbis:picture", block[at + 4 : at + 4 + size], description)
    yield from (("vorbis:picture", words) for words in words_in(block[at + 4 + size :]))


def _unpacked(text: bytes) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""
