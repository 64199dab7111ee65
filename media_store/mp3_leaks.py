"""MP3: tags before, behind and among the frames of sound, and everything else that is no frame."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import mutagen
from mutagen.apev2 import APEv2

from media_store.found_words import words_in
from media_store.framing import id3_length, mp3_frame_length
from media_store.id3_leaks import cover_leaks, id3_leaks, old_tag_leaks
from media_store.image_leaks import BROKEN
from media_store.leaks import Found, is_program

_MOST_BETWEEN = 4 * 1024 * 1024
_APE_HEAD = 32


def mp3_leaks(data: bytes) -> Iterator[Found]:
    """`id3:TPE1`, `id3v1:artist`, `ape:Artist`, `lyrics3`; words elsewhere as `mp3:between`, `mp3:behind-the-end`."""
    for start, end in _besides_sound(data):
        yield from _tags(bytes(data[start : min(end, start + _MOST_BETWEEN)]), at_end=end == len(data))


def _besides_sound(data: bytes) -> Iterator[tuple[int, int]]:
    """Stretches that are no frames of sound."""
    at = began = 0
    while at < len(data):
        length = id3_length(data[at : at + 10]) or mp3_frame_length(data[at : at + 4])
        if data[at : at + 3] != b"ID3" and length and at + length <= len(data):
            if at > began:
                yield began, at
            at += length
            began = at
        elif length:
            at += length
        else:
            found = _next_start(data, at + 1)
            at = len(data) if found < 0 else found
    if began < len(data):
        yield began, len(data)


def _next_start(data: bytes, at: int) -> int:
    """Where two frames stand one behind the other; a single one may be chance."""
    while (at := data.find(b"\xff", at)) >= 0:
        length = mp3_frame_length(data[at : at + 4])
        if length and mp3_frame_length(data[at + length : at + length + 4]):
            return at
        at += 1
    return -1


def _tags(block: bytes, *, at_end: bool) -> Iterator[Found]:
    """Tags are taken out one after another; what is left over is looked through for words."""
    while (length := id3_length(block[:10])) and block:
        yield from id3_leaks(block[:length])
        block = block[length:]
    if at_end and block[-128:-125] == b"TAG":
        yield from old_tag_leaks(block[-128:])
        block = block[:-128]
    for start, end in list(_ape_places(block)):
        yield from _ape_leaks(block[start:end])
        block = block[:start] + bytes(end - start) + block[end:]
    begin, stop = block.find(b"LYRICSBEGIN"), max(block.rfind(b"LYRICS200"), block.rfind(b"LYRICSEND"))
    if 0 <= begin < stop:
        yield from (("lyrics3", words) for words in words_in(block[begin + 11 : stop]))
        block = block[:begin] + block[stop + 9 :]
    channel = "mp3:behind-the-end" if at_end else "mp3:between"
    yield from ((channel, words) for words in words_in(block.strip(b"\0")))


def _ape_places(block: bytes) -> Iterator[tuple[int, int]]:
    at = -1
    while (at := block.find(b"APETAGEX", at + 1)) >= 0:
        length = int.from_bytes(block[at + 12 : at + 16], "little")
        is_footer = not int.from_bytes(block[at + 20 : at + 24], "little") & 0x20000000
        if is_footer and 0 < length <= at + _APE_HEAD:
            start = at + _APE_HEAD - length
            headed = block[start - _APE_HEAD : start].startswith(b"APETAGEX") if start >= _APE_HEAD else False
            yield start - (_APE_HEAD if headed else 0), at + _APE_HEAD


def _ape_leaks(tag: bytes) -> Iterator[Found]:
    try:
        items: Any = APEv2(io.BytesIO(tag))  # type: ignore[no-untyped-call]  # mutagen is half typed
    except (mutagen.MutagenError, *BROKEN):
        yield from (("ape:broken", words) for words in words_in(tag))
        return
    for name, value in items.items():
        if value.kind == 1:  # a file: its name, then its bytes
            title, _, content = bytes(value.value).partition(b"\0")
            yield from cover_leaks(f"ape:{name}", content, title.decode("utf-8", "replace"))
        elif not is_program(str(value)):
            yield f"ape:{name}", str(value)
