"""Files made of named chunks: PNG and GIF pictures, and RIFF, in which WebP and WAV come."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator

from media_store.exif_leaks import exif_leaks
from media_store.found_words import words_in
from media_store.icc_leaks import icc_leaks
from media_store.iptc_leaks import iptc_leaks, photoshop_leaks
from media_store.leaks import Found, decoded, is_date, is_program, xmp_leaks

_MOST_INFLATED = 4 * 1024 * 1024
_MOST_CHUNKS = 20_000
_PNG_TECHNICAL = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT", b"bKGD", b"hIST",
    b"tIME", b"acTL", b"fcTL", b"fdAT", b"cICP", b"mDCV", b"cLLI", b"oFFs", b"sTER", b"iDOT", b"CgBI",
})  # fmt: skip
_RAW_PROFILE = "Raw profile type "
_PROFILES: dict[str, Callable[[bytes], Iterator[Found]]] = {
    "exif": exif_leaks, "APP1": exif_leaks, "xmp": xmp_leaks, "icc": icc_leaks, "icm": icc_leaks,
}  # fmt: skip


def png_leaks(data: bytes) -> Iterator[Found]:
    """Text chunks under their keys, profiles, private chunks under their names, and what lies behind IEND."""
    at = 8
    for _ in range(_MOST_CHUNKS):
        head = data[at : at + 8]
        if len(head) < 8:
            return
        length, name = struct.unpack(">I4s", head)
        if name not in _PNG_TECHNICAL:
            yield from _png_chunk(name, data[at + 8 : at + 8 + length])
        at += 12 + length
        if name == b"IEND":
            break
    yield from behind("png", data, at)


def _png_chunk(name: bytes, data: bytes) -> Iterator[Found]:
    if name in (b"tEXt", b"zTXt", b"iTXt"):
        yield from _png_text(name, data)
    elif name == b"eXIf":
        yield from exif_leaks(data)
    elif name == b"iCCP":
        title, _, rest = data.partition(b"\0")
        if not title.lower().startswith((b"icc", b"srgb", b"photoshop icc", b"adobe")):
            yield from (("icc:name", words) for words in words_in(title))
        yield from icc_leaks(inflated(rest[1:]))
    else:
        yield from ((f"png:{name.decode('latin-1')}", words) for words in words_in(data))


def _png_text(name: bytes, data: bytes) -> Iterator[Found]:
    key, _, rest = data.partition(b"\0")
    keyword = key.decode("latin-1")
    if name == b"zTXt":
        rest = inflated(rest[1:])
    elif name == b"iTXt":
        packed, (language, translated, rest) = rest[:1] == b"\1", [*rest[2:].split(b"\0", 2), b"", b""][:3]
        rest = inflated(rest) if packed else rest
        yield f"png:{keyword}:keyword", translated
        if len(language) > 10:
            yield f"png:{keyword}:language", language
    if keyword == "XML:com.adobe.xmp":
        yield from xmp_leaks(rest)
    elif keyword.startswith(_RAW_PROFILE):
        yield from _raw_profile(keyword.removeprefix(_RAW_PROFILE), rest)
    elif not is_date(rest) and not (keyword == "Software" and is_program(rest)):
        yield f"png:{keyword}", rest


def _raw_profile(kind: str, data: bytes) -> Iterator[Found]:
    """As ImageMagick writes them: a name, a length, then the profile in hexadecimal digits."""
    try:
        profile = bytes.fromhex(re.sub(rb"\s", b"", data.lstrip(b"\n").split(b"\n", 2)[2]).decode("latin-1"))
    except (ValueError, IndexError):
        profile = data
    if profile.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
        kind, profile = "xmp", profile[29:]
    reader = _PROFILES.get(kind)
    if reader:
        yield from reader(profile)
    elif kind in ("iptc", "8bim"):
        yield from photoshop_leaks(profile) if b"8BIM" in profile[:200] else iptc_leaks(profile)
    else:
        yield from ((f"png:{kind}", words) for words in words_in(profile))


def gif_leaks(data: bytes) -> Iterator[Found]:
    """Comments, plain texts and applications' blocks."""
    at = 13 + _palette(data[10:11])
    for _ in range(_MOST_CHUNKS):
        mark = data[at : at + 1]
        if mark == b"!":
            kind, (body, after) = data[at + 1], _sub_blocks(data, at + 2)
            if kind == 0xFE:
                yield "gif:comment", body
            elif kind == 0xFF and body.startswith(b"XMP Data"):
                yield from xmp_leaks(data[at + 14 : data.find(b"?>", at) + 2 or None])
            elif kind == 0x01 or (kind == 0xFF and not body.startswith((b"NETSCAPE2.0", b"ANIMEXTS1.0"))):
                yield from (("gif:application" if kind == 0xFF else "gif:text", words) for words in words_in(body))
            at = after
        elif mark == b",":
            _, at = _sub_blocks(data, at + 11 + _palette(data[at + 9 : at + 10]))
        else:
            break
    yield from behind("gif", data, at + 1)


def _palette(flags: bytes) -> int:
    return 3 * 2 ** ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _sub_blocks(data: bytes, at: int) -> tuple[bytes, int]:
    pieces = []
    while at < len(data) and data[at]:
        pieces.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    return b"".join(pieces), at + 1


def riff_chunks(data: bytes, at: int = 12, end: int | None = None) -> Iterator[tuple[bytes, bytes, int]]:
    """(name, content, where it ends) of each chunk; content is cut to what is there."""
    end = len(data) if end is None else min(end, len(data))
    for _ in range(_MOST_CHUNKS):
        if at + 8 > end:
            return
        name, length = struct.unpack("<4sI", data[at : at + 8])
        after = at + 8 + length + (length & 1)
        # Samples may fill gigabytes: nobody looks for words in them.
        yield name, b"" if name in (b"data", b"VP8 ", b"VP8L") else data[at + 8 : min(at + 8 + length, end)], after
        at = after


def webp_leaks(data: bytes) -> Iterator[Found]:
    end = 8 + int.from_bytes(data[4:8], "little")
    for name, content, _ in riff_chunks(data, 12, end):
        if name == b"EXIF":
            yield from exif_leaks(content)
        elif name == b"XMP ":
            yield from xmp_leaks(content)
        elif name == b"ICCP":
            yield from icc_leaks(content)
        elif name not in (b"VP8X", b"ALPH", b"ANIM", b"ANMF"):
            yield from ((f"webp:{name.decode('latin-1').strip()}", words) for words in words_in(content))
    yield from behind("webp", data, end + (end & 1))


def behind(family: str, data: bytes, end: int) -> Iterator[Found]:
    """Words behind the end of the file proper, where viewers do not look; another picture is looked into."""
    from media_store.image_leaks import is_picture, picture_leaks

    rest = bytes(data[end : end + _MOST_INFLATED]).lstrip(b"\0")
    if is_picture(rest):
        yield f"{family}:behind-the-end", "another picture"
        for channel, value in picture_leaks(rest):
            yield f"{family}:behind-the-end:{channel}", value
        return
    for words in words_in(rest) if len(rest) > 40 else [decoded(rest)]:
        yield f"{family}:behind-the-end", words


def inflated(data: bytes) -> bytes:
    """At most 4 MiB of what is packed; what can be unpacked of a broken stream."""
    try:
        return zlib.decompressobj().decompress(bytes(data), _MOST_INFLATED)
    except zlib.error:
        return b""
