"""EXIF blocks and TIFF files: every directory, every tag with words, previews, and bytes that no tag leads to."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from media_store.exif_names import GPS_NAMES, NAMES, TECHNICAL, names_device
from media_store.found_words import words_in
from media_store.icc_leaks import icc_leaks
from media_store.iptc_leaks import iptc_leaks, photoshop_leaks
from media_store.leaks import Found, decoded, is_date, is_program, readable, xmp_leaks

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_LEADS_ON = {34665: "exif", 34853: "gps", 40965: "exif", 330: "sub"}
_XMP, _ICC, _IPTC, _PHOTOSHOP, _LAYERS, _MAKER_NOTE = 700, 34675, 33723, 34377, 37724, 37500
_XP = frozenset(range(0x9C9B, 0x9CA0))
# (starts, lengths): strips, tiles, and previews.
_PIXELS = ((273, 279), (324, 325), (513, 514))
_MOST_TAGS, _MOST_BLOCKS, _MOST_VALUE = 2000, 1000, 16 * 1024 * 1024
_CODES = (b"ASCII", b"UNICODE", b"JIS", b"")


class _Tag(NamedTuple):
    block: str
    number: int
    kind: int
    data: bytes


@dataclass
class _Reader:
    """Walks directories; what was read is noted in `covered`."""

    data: bytes
    order: str
    big: bool
    covered: list[tuple[int, int]] = field(default_factory=list)

    def number(self, kind: str, at: int) -> int:
        return int(struct.unpack_from(self.order + kind, self.data, at)[0])

    def blocks(self, first: int, prefix: str) -> Iterator[list[_Tag]]:
        """All directories that can be reached from the first, none twice."""
        waiting, seen = [(first, prefix)], set[int]()
        while waiting and len(seen) < _MOST_BLOCKS:
            at, name = waiting.pop(0)
            if at in seen or not 0 < at < len(self.data):
                continue
            seen.add(at)
            tags, after = self._block(at, name)
            for tag in tags:
                if tag.number in _LEADS_ON:
                    leads_to = _LEADS_ON[tag.number]
                    inner = name if leads_to == "sub" else leads_to
                    waiting += [(each, inner) for each in self.numbers(tag)[:16]]
            if name not in ("gps", "exif") or name == prefix:
                waiting.append((after, prefix))
            yield tags

    def _block(self, at: int, name: str) -> tuple[list[_Tag], int]:
        head, entry = (8, 20) if self.big else (2, 12)
        count = min(self.number("Q" if self.big else "H", at), _MOST_TAGS)
        end = at + head + count * entry
        self.covered.append((at, end + (8 if self.big else 4)))
        tags = [tag for each in range(at + head, end, entry) if (tag := self._tag(each, name))]
        try:
            return tags, self.number("Q" if self.big else "I", end)
        except struct.error:
            return tags, 0

    def _tag(self, at: int, block: str) -> _Tag | None:
        if at + (20 if self.big else 12) > len(self.data):
            return None
        number, kind = self.number("H", at), self.number("H", at + 2)
        length = _SIZES.get(kind, 1) * self.number("Q" if self.big else "I", at + 4)
        start = at + (12 if self.big else 8)
        if length > (8 if self.big else 4):
            start = self.number("Q" if self.big else "I", start)
            self.covered.append((start, start + length))
        return _Tag(block, number, kind, bytes(self.data[start : start + min(length, _MOST_VALUE)]))

    def numbers(self, tag: _Tag) -> list[int]:
        letter = {3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}.get(tag.kind)
        count = len(tag.data) // _SIZES[tag.kind] if letter else 0
        return list(struct.unpack_from(f"{self.order}{count}{letter}", tag.data)) if letter else []


def exif_leaks(data: bytes, prefix: str = "exif", *, whole: bool = False) -> Iterator[Found]:
    """Of an EXIF block, or of a TIFF file when `whole`: then bytes that nothing leads to are looked at too."""
    if data[:6] == b"Exif\0\0":
        data = data[6:]
    order = {b"II": "<", b"MM": ">"}.get(bytes(data[:2]))
    if order is None:
        return
    try:
        reader = _Reader(data, order, big=struct.unpack_from(order + "H", data, 2)[0] == 43)
        first = reader.number("Q", 8) if reader.big else reader.number("I", 4)
        for tags in reader.blocks(first, prefix):
            yield from _block_leaks(reader, tags)
    except struct.error:
        return
    if whole:
        for start, end in _gaps([(0, 16 if reader.big else 8), *reader.covered], len(data)):
            channel = f"{prefix}:behind-the-end" if end == len(data) else f"{prefix}:between"
            yield from ((channel, words) for words in words_in(data[start:end]))


def _block_leaks(reader: _Reader, tags: list[_Tag]) -> Iterator[Found]:
    by_number = {tag.number: tag for tag in tags}
    if tags and tags[0].block == "gps":
        yield "exif:GPS", _position(reader, by_number)
    for starts, lengths in _PIXELS:
        if starts in by_number and lengths in by_number:
            pairs = zip(reader.numbers(by_number[starts]), reader.numbers(by_number[lengths]), strict=False)
            places = [(start, start + length) for start, length in pairs]
            reader.covered += places
            if starts == 513 and places and places[0][1] > places[0][0]:
                yield from _preview(reader, *places[0])
    for tag in tags:
        yield from _tag_leaks(tag)


def _preview(reader: _Reader, start: int, end: int) -> Iterator[Found]:
    from media_store.image_leaks import picture_leaks

    yield "exif:Thumbnail", "a preview picture"
    for channel, value in picture_leaks(bytes(reader.data[start : min(end, start + _MOST_VALUE)])):
        yield f"exif:Thumbnail:{channel}", value


def _tag_leaks(tag: _Tag) -> Iterator[Found]:
    if tag.number == _XMP:
        yield from xmp_leaks(tag.data)
    elif tag.number == _ICC:
        yield from icc_leaks(tag.data)
    elif tag.number == _IPTC:
        yield from iptc_leaks(tag.data)
    elif tag.number == _PHOTOSHOP:
        yield from photoshop_leaks(tag.data)
    else:
        family = "exif" if tag.block == "gps" else tag.block
        names = GPS_NAMES if tag.block == "gps" else NAMES
        name = names.get(tag.number)
        for value in _words(tag, name):
            yield f"{family}:{name or f'0x{tag.number:04x}'}", value


def _words(tag: _Tag, name: str | None) -> Iterator[object]:
    if name in TECHNICAL or (tag.block == "gps" and tag.number < 8):
        return
    if tag.number in _XP:
        yield tag.data.decode("utf-16-le", "replace")
    elif name in ("UserComment", "GPSProcessingMethod", "GPSAreaInformation"):
        yield tag.data[8:] if tag.data[:8].rstrip(b"\0 ") in _CODES else tag.data
    elif tag.kind == 2:
        if not (is_date(tag.data) and name and ("Date" in name or "Time" in name)) and not _is_device(name, tag.data):
            yield tag.data
    elif tag.number in (_MAKER_NOTE, _LAYERS) or (name is None and tag.kind != 5) or tag.kind in (1, 7):
        yield from words_in(tag.data)


def _is_device(name: str | None, data: bytes) -> bool:
    text = readable(data)
    return (name in ("Make", "Model", "LensMake", "LensModel") and names_device(text)) or (
        name in ("Software", "ProcessingSoftware", "HostComputer") and is_program(text)
    )


def _position(reader: _Reader, tags: dict[int, _Tag]) -> str:
    parts = []
    for side, angle in ((1, 2), (3, 4)):
        if side in tags and angle in tags and len(tags[angle].data) >= 24:
            values = struct.unpack_from(reader.order + "6I", tags[angle].data)
            degrees = sum(values[at] / (values[at + 1] or 1) / 60 ** (at // 2) for at in (0, 2, 4))
            parts.append(f"{decoded(tags[side].data).strip(chr(0))} {degrees:.5f}")
    return " ".join(parts)


def _gaps(covered: list[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in sorted(covered):
        if start > at and start < size:
            yield at, start
        at = max(at, end)
    if at < size:
        yield at, size
