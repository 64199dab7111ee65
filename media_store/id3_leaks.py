"""ID3 tags, whose frames carry words, links, files and pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import mutagen
from mutagen.id3 import ID3

from media_store.found_words import words_in
from media_store.image_leaks import BROKEN, is_picture, picture_leaks
from media_store.leaks import Found, is_date, is_program, within

# Programs about themselves; lengths, speeds, dates and languages of the sound.
_PROGRAMS = frozenset({"TSSE", "TENC"})
_NUMBERS = frozenset({"TLEN", "TBPM", "TKEY", "TLAN", "TFLT", "TRCK", "TPOS", "TCMP", "TDLY", "TSIZ", "MLLT", "RVA2"})
_DATES = frozenset({"TDRC", "TDEN", "TDTG", "TDRL", "TDOR", "TYER", "TDAT", "TIME", "TORY"})
_OWN = ("desc", "owner", "filename", "email", "text", "url", "contact", "sellername", "people", "data", "sig")


def id3_leaks(tag: bytes) -> Iterator[Found]:
    """One whole ID3v2 tag: each frame, those of no known name, and what stands in its padding."""
    try:
        frames: Any = ID3(io.BytesIO(tag), translate=False)  # type: ignore[no-untyped-call]  # mutagen is half typed
    except (mutagen.MutagenError, *BROKEN):
        yield from (("id3:broken", words) for words in words_in(tag))
        return
    for frame in frames.values():
        yield from _frame(frame)
    for unknown in frames.unknown_frames:
        yield from ((f"id3:{unknown[:4].decode('latin-1')}", words) for words in words_in(unknown[10:]))
    padding = frames._padding  # told nowhere else
    if padding > 0:
        yield from (("id3:padding", words) for words in words_in(tag[-padding:]))


def _frame(frame: Any) -> Iterator[Found]:
    channel = f"id3:{frame.FrameID}"
    if frame.FrameID in ("APIC", "PIC"):
        yield from cover_leaks(channel, frame.data, frame.desc)
        return
    if frame.FrameID in ("CHAP", "CTOC"):
        yield channel, frame.element_id
        for inner in frame.sub_frames.values():
            yield from _frame(inner)
        return
    for name in _OWN:
        value = getattr(frame, name, None)
        for each in value if isinstance(value, list) else [value]:
            if each and not _is_technical(frame.FrameID, each):
                yield channel if name in ("text", "data", "url") else f"{channel}:{name}", _plain(each)
    if frame.FrameID in ("GEOB", "PRIV", "AENC", "ENCR", "GRID") and is_picture(getattr(frame, "data", b"")):
        yield from within(channel, picture_leaks(frame.data))


def _plain(value: Any) -> object:
    if isinstance(value, bytes):
        return "; ".join(words_in(value)) or value
    return ": ".join(str(each) for each in value) if isinstance(value, tuple | list) else value


def _is_technical(frame: str, value: Any) -> bool:
    return (
        (frame in _PROGRAMS and is_program(value))
        or (frame in _DATES and is_date(value))
        or (frame in _NUMBERS and (is_date(value) or len(str(value)) <= 3))
    )


def cover_leaks(channel: str, data: bytes, description: str = "") -> Iterator[Found]:
    """That there is a picture, what is written to it, and what stands inside it."""
    yield channel, "a picture"
    yield f"{channel}:description", description
    if is_picture(data):
        yield from within(channel, picture_leaks(data))
    else:
        yield from ((channel, words) for words in words_in(data))


def old_tag_leaks(tag: bytes) -> Iterator[Found]:
    """ID3v1: the 128 bytes at the end of a file."""
    for name, start, end in (("title", 3, 33), ("artist", 33, 63), ("album", 63, 93), ("comment", 97, 127)):
        yield f"id3v1:{name}", tag[start:end].split(b"\0\0")[0].rstrip(b"\0 ")
