"""Files made of boxes (ISO base media): HEIC and AVIF pictures, M4A recordings."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from media_store.chunk_leaks import behind
from media_store.exif_leaks import exif_leaks
from media_store.found_words import words_in
from media_store.framing import OUTER_BOXES
from media_store.icc_leaks import icc_leaks
from media_store.leaks import Found, xmp_leaks

_HOLDING = frozenset({
    b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"edts", b"dinf", b"moof", b"traf", b"mvex", b"iprp",
    b"ipco", b"grpl", b"tref", b"gmhd",
})  # fmt: skip
# Tables of numbers, codec settings, samples; and the list of tags, which mutagen reads.
_NUMBERS = frozenset({
    b"ftyp", b"styp", b"mdat", b"mvhd", b"tkhd", b"mdhd", b"smhd", b"vmhd", b"nmhd", b"stts", b"stsc", b"stsz", b"stco",
    b"co64", b"ctts", b"stss", b"sdtp", b"sgpd", b"sbgp", b"saio", b"saiz", b"elst", b"dref", b"stsd", b"pitm", b"iloc",
    b"iref", b"ispe", b"pixi", b"hvcC", b"av1C", b"irot", b"imir", b"clap", b"pasp", b"auxC", b"ipma", b"clli", b"mdcv",
    b"iods", b"tfhd", b"trun", b"tfdt", b"mfhd", b"sidx", b"trex", b"mehd", b"chap", b"ilst", b"iinf", b"idat", b"gmin",
    b"text", b"mfra", b"tfra", b"mfro", b"cdsc", b"dimg", b"thmb", b"altr", b"ster", b"lsel", b"a1lx", b"a1op", b"amve",
})  # fmt: skip
_XMP_ID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_HANDLERS = ("soundhandler", "core media audio", "apple sound media handler", "apple alias data handler", "handler",
             "audio", "pict", "mdir", "mdirappl", "libheif", "data handler", "core media data handler",
             "apple audio", "bento4 sound handler", "iso media file produced by google", "gpac")  # fmt: skip
_MOST_BOXES, _MOST_ITEM = 20_000, 8 * 1024 * 1024


class Box(NamedTuple):
    name: bytes
    start: int
    end: int


def boxes(data: bytes, at: int, end: int) -> Iterator[Box]:
    """Boxes one after another; the last may be cut by `end`."""
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        length, name = struct.unpack(">I4s", data[at : at + 8])
        start = at + 8
        if length == 1 and start + 8 <= end:
            (length,) = struct.unpack(">Q", data[start : start + 8])
            start += 8
        after = end if length == 0 else at + length
        if after < start:
            return
        yield Box(name, start, min(after, end))
        at = after


def box_leaks(data: bytes, family: str) -> Iterator[Found]:
    """Items (EXIF, XMP), profiles, names, free space, private boxes, and what lies behind the last box."""
    end = _whole(data)
    for box in boxes(data, 0, end):
        yield from _box(data, box, family, depth=0)
    yield from behind(family, data, end)


def _whole(data: bytes) -> int:
    """Where the last proper box ends: its name is printable, and it does not go on behind the end of the file."""
    at = 0
    while at + 8 <= len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        fits = length == 0 or 8 <= length <= len(data) - at
        if not (fits or name in OUTER_BOXES) or not all(32 <= each < 127 or each == 0xA9 for each in name):
            return at
        at = at + length if length and fits else len(data)
    return at


def _box(data: bytes, box: Box, family: str, depth: int) -> Iterator[Found]:
    if box.name in _HOLDING and depth < 12:
        for inner in boxes(data, box.start, box.end):
            yield from _box(data, inner, family, depth + 1)
    elif box.name == b"meta":
        # QuickTime's has no version field before its boxes.
        start = box.start if data[box.start + 4 : box.start + 8] == b"hdlr" else box.start + 4
        inside = list(boxes(data, start, box.end))
        for inner in inside:
            yield from _box(data, inner, family, depth + 1)
        if any(inner.name == b"iloc" for inner in inside):
            yield from _item_leaks(data, inside, family)
    elif box.name not in _NUMBERS:
        yield from _leaf(box.name, bytes(data[box.start : min(box.end, box.start + _MOST_ITEM)]), family)


def _leaf(name: bytes, content: bytes, family: str) -> Iterator[Found]:
    channel = f"{family}:{name.decode('latin-1').strip()}"
    if name == b"uuid" and content[:16] == _XMP_ID:
        yield from xmp_leaks(content[16:])
    elif name == b"XMP_":
        yield from xmp_leaks(content)
    elif name == b"colr":
        yield from icc_leaks(content[4:])
    elif name == b"hdlr":
        yield from ((channel, words) for words in words_in(content[24:]) if words.lower() not in _HANDLERS)
    else:
        yield from ((channel, words) for words in words_in(content))


def _item_leaks(data: bytes, inside: list[Box], family: str) -> Iterator[Found]:
    """EXIF, XMP and other items that are no pictures, with the names that items may bear."""
    within_box = {box.name: box for box in inside}
    places = _places(data, within_box)
    for number, kind, name, content_type in _infos(data, within_box.get(b"iinf")):
        if name and name.lower() not in (b"exif", b"xmp", b"color", b"alpha", b"image", b"hevc image", b"thumbnail"):
            yield f"{family}:item-name", name
        content = places.get(number, b"")
        if kind == b"Exif":
            yield from exif_leaks(content[4 + int.from_bytes(content[:4], "big") :])
        elif kind == b"mime" and b"xml" in content_type:
            yield from xmp_leaks(content)
        elif kind in (b"mime", b"uri "):
            yield from ((f"{family}:item", words) for words in words_in(content_type + b"\0" + content))


def _infos(data: bytes, box: Box | None) -> Iterator[tuple[int, bytes, bytes, bytes]]:
    """(number, type, name, content type) of each item."""
    if box is None:
        return
    version = data[box.start]
    for entry in boxes(data, box.start + (6 if version == 0 else 8), box.end):
        version = data[entry.start]
        if entry.name == b"infe" and version >= 2:
            at = entry.start + 4
            wide = 2 if version == 2 else 4
            number = int.from_bytes(data[at : at + wide], "big")
            kind = bytes(data[at + wide + 2 : at + wide + 6])
            name, _, rest = bytes(data[at + wide + 6 : entry.end]).partition(b"\0")
            yield number, kind, name, rest


def _places(data: bytes, inside: dict[bytes, Box]) -> dict[int, bytes]:
    """Bytes of the items that are small enough to be words, by number."""
    at = inside[b"iloc"].start
    version, sizes, bases = data[at], data[at + 4], data[at + 5]
    wide = 2 if version < 2 else 4
    at += 6
    count = int.from_bytes(data[at : at + wide], "big")
    at += wide
    found: dict[int, bytes] = {}

    def take(size: int) -> int:
        nonlocal at
        at += size
        return int.from_bytes(data[at - size : at], "big")

    for _ in range(min(count, 2000)):
        number = take(wide)
        method = take(2) & 15 if version else 0
        _reference, base = take(2), take(bases >> 4)
        pieces = []
        for _ in range(min(take(2), 100)):
            if version:
                take(bases & 15)
            start, length = base + take(sizes >> 4), take(sizes & 15)
            if method == 1 and b"idat" in inside:
                start += inside[b"idat"].start
            pieces.append(bytes(data[start : start + min(length, _MOST_ITEM)]) if method < 2 else b"")
        found[number] = b"".join(pieces)
    return found
