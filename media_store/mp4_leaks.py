"""The list of tags in an M4A recording."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import mutagen
from mutagen.mp4 import MP4

from media_store.found_words import words_in
from media_store.id3_leaks import cover_leaks
from media_store.leaks import Found, is_date, is_program

_PROGRAMS = frozenset({"©too", "©enc", "----:com.apple.iTunes:iTunSMPB", "----:com.apple.iTunes:iTunNORM",
                       "----:com.apple.iTunes:Encoding Params", "----:com.apple.iTunes:cdec"})  # fmt: skip


def tag_leaks(data: bytes) -> Iterator[Found]:
    """`mp4:©ART`, `mp4:covr`, `mp4:----:org.example:SCHOOL`; what mutagen cannot read is looked through for words."""
    try:
        tags: Any = MP4(_File(data)).tags  # type: ignore[no-untyped-call]  # mutagen is half typed
    except mutagen.MutagenError:
        tags = None
    if tags is None:
        return
    for name, values in tags.items():
        for value in values if isinstance(values, list) else [values]:
            yield from _tag(name, value)
    for name, blocks in tags._failed_atoms.items():
        for block in blocks:
            yield from ((f"mp4:{name.decode('latin-1')}", words) for words in words_in(block))


def _tag(name: str, value: Any) -> Iterator[Found]:
    if name == "covr":
        yield from cover_leaks("mp4:covr", bytes(value))
    elif isinstance(value, bool | int | float | tuple):
        return
    elif name in _PROGRAMS or name.startswith("----:com.apple.iTunes:iTun"):
        text = bytes(value) if isinstance(value, bytes) else value
        if not is_program(text) and (name == "©too" or not _is_hexadecimal(text)):
            yield f"mp4:{name}", text
    elif not (name in ("©day", "purd") and is_date(value)):
        yield f"mp4:{name}", bytes(value) if isinstance(value, bytes) else value


def _is_hexadecimal(value: object) -> bool:
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    return all(each in "0123456789ABCDEFabcdef \n" for each in text)


class _File(io.RawIOBase):
    """Mapped bytes as mutagen wants to read them, without a copy."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def read(self, size: int | None = -1) -> bytes:
        end = len(self._data) if size is None or size < 0 else self._at + size
        piece = bytes(self._data[self._at : end])
        self._at += len(piece)
        return piece

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = max(0, (0, self._at, len(self._data))[whence] + offset)
        return self._at

    def tell(self) -> int:
        return self._at
