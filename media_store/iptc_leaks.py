"""What Photoshop's image resources and the IPTC records in them say."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from media_store.found_words import words_in
from media_store.icc_leaks import icc_leaks
from media_store.leaks import Found, is_date, xmp_leaks

_NAMES = {
    5: "ObjectName", 7: "EditStatus", 15: "Category", 25: "Keywords", 40: "SpecialInstructions",
    65: "OriginatingProgram", 80: "By-line", 85: "By-lineTitle", 90: "City", 92: "Sub-location", 95: "Province-State",
    101: "Country", 103: "OriginalTransmissionReference", 105: "Headline", 110: "Credit", 115: "Source",
    116: "CopyrightNotice", 118: "Contact", 120: "Caption", 122: "Writer",
}  # fmt: skip
# Character set, version, language: of the record, not of a person.
_TECHNICAL = frozenset({(1, 90), (1, 0), (2, 0), (2, 135)})
_IPTC, _CAPTION, _ICC, _XMP, _EXIF = 0x0404, 0x03F0, 0x040F, 0x0424, 0x0422
# Screens, grids, versions, previews, print flags, and digests: numbers.
_NUMBERS = frozenset({0x03ED, 0x03E9, 0x03F3, 0x03F5, 0x03F8, 0x0408, 0x0409, 0x040C, 0x0414, 0x0425, 0x0426, 0x0428})


def photoshop_leaks(resources: bytes) -> Iterator[Found]:
    """Resources as they stand in an APP13 segment or TIFF tag, each after its `8BIM`."""
    from media_store.exif_leaks import exif_leaks

    at = 0
    while (at := resources.find(b"8BIM", at)) >= 0 and at + 12 <= len(resources):
        number = int.from_bytes(resources[at + 4 : at + 6], "big")
        named = resources[at + 6] if at + 6 < len(resources) else 0
        name = resources[at + 7 : at + 7 + named]
        start = at + 6 + (named + 2) // 2 * 2
        length = int.from_bytes(resources[start : start + 4], "big")
        data = resources[start + 4 : start + 4 + length]
        yield "photoshop:name", name
        if number == _IPTC:
            yield from iptc_leaks(data)
        elif number == _XMP:
            yield from xmp_leaks(data)
        elif number == _EXIF:
            yield from exif_leaks(data)
        elif number == _ICC:
            yield from icc_leaks(data)
        elif number not in _NUMBERS:
            for words in words_in(data):
                yield "photoshop:Caption" if number == _CAPTION else f"photoshop:0x{number:04x}", words
        at = max(start + 4 + min(length, len(resources)), at + 4)


def iptc_leaks(records: bytes) -> Iterator[Found]:
    """Every dataset with text, as `iptc:By-line`."""
    at = records.find(b"\x1c")
    while at >= 0 and at + 5 <= len(records) and records[at] == 0x1C:
        record, number, length = struct.unpack_from(">BBH", records, at + 1)
        at += 5
        if length & 0x8000:  # an extended dataset: the length of its length
            wide = length & 0x7FFF
            length, at = int.from_bytes(records[at : at + min(wide, 8)], "big"), at + wide
        value = records[at : at + length]
        if (record, number) not in _TECHNICAL and not is_date(value):
            name = _NAMES.get(number, f"2:{number}") if record == 2 else f"{record}:{number}"
            yield f"iptc:{name}", value
        at += length
