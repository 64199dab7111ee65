"""FLAC: comments, pictures, private blocks, cue sheets and padding; ID3 tags before and behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from media_store.found_words import words_in
from media_store.framing import id3_length
from media_store.id3_leaks import id3_leaks, old_tag_leaks
from media_store.leaks import Found
from media_store.vorbis_comments import comment_leaks, picture_block_leaks

_STREAM_INFO, _PADDING, _SEEK_TABLE, _COMMENT, _CUES, _PICTURE = 0, 1, 3, 4, 5, 6
_TAIL = 64 * 1024
_READABLE_END = re.compile(rb"(?:[\x20-\x7e\r\n\t\0]|[\xc3-\xf3][\x80-\xbf]{1,3})+\Z")


def flac_leaks(data: bytes) -> Iterator[Found]:
    """`vorbis:artist`, `vorbis:picture`, `flac:application`, `flac:padding`, `flac:cuesheet`, `id3:…`."""
    at = 0
    while length := id3_length(data[at : at + 10]):
        yield from id3_leaks(bytes(data[at : at + length]))
        at += length
    at = data.find(b"fLaC", at) + 4
    last = False
    while not last and 4 <= at < len(data):
        last, kind = data[at] >= 128, data[at] & 127
        length = int.from_bytes(data[at + 1 : at + 4], "big")
        yield from _block(kind, bytes(data[at + 4 : at + 4 + length]))
        at += 4 + length
    yield from _tail(bytes(data[max(at, len(data) - _TAIL) :]))


def _block(kind: int, content: bytes) -> Iterator[Found]:
    if kind == _COMMENT:
        yield from comment_leaks(content)
    elif kind == _PICTURE:
        yield from picture_block_leaks(content)
    elif kind not in (_STREAM_INFO, _SEEK_TABLE):
        name = {_PADDING: "padding", 2: "application", _CUES: "cuesheet"}.get(kind, f"block-{kind}")
        yield from ((f"flac:{name}", words) for words in words_in(content))


def _tail(tail: bytes) -> Iterator[Found]:
    """Behind the last frame: a tag of the old kind, or long words; frames themselves are chance."""
    if tail[-128:-125] == b"TAG":
        yield from old_tag_leaks(tail[-128:])
        tail = tail[:-128]
    at = tail.find(b"ID3")
    if at >= 0 and id3_length(tail[at : at + 10]) <= len(tail) - at:
        yield from id3_leaks(tail[at:])
    else:
        # Up to the last byte: in packed sound chance makes words, but none that go on to the end.
        written = _READABLE_END.search(tail)
        yield from (("flac:behind-the-end", words) for words in words_in(written.group() if written else b""))
