"""Collecting what a file tells about a person: decoded, shortened, readable, each thing once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from media_store.markup import Element, local_name, parse_xml
from media_store.outcome import Leak

Found = tuple[str, object]

_LONGEST = 300
_MOST = 200
_LOOKED_AT = 64 * 1024  # bytes of one value
_SILENT = frozenset({"", "0", "1", "none", "unknown", "undefined"})
# What programs write about themselves and the file.
_XMP_TECHNICAL = frozenset({
    "about", "lang", "parseType", "xmptk", "type", "NPages", "format", "InstanceID", "DocumentID", "OriginalDocumentID",
    "RenditionClass", "PDFVersion", "language", "part", "conformance", "CreateDate", "ModifyDate",
    "MetadataDate", "Orientation",
})  # fmt: skip
_DATE = re.compile(r"[\d\s:.,+\-/TZ]*")
_PROGRAM = re.compile(
    r"(lav[fc]|libav|ffmpeg|lame|xiph|libvorbis|lib?flac|reference libflac|libopus|opus|aotuv|itunes|qaac|nero|audacity"
    r"|com\.apple|pillow|pil\b|gimp|adobe (photoshop|acrobat|indesign|illustrator|pdf|xmp)|imagemagick|inkscape|krita"
    r"|microsoft|libreoffice|openoffice|google docs|typst|pdftex|xetex|ghostscript|cairo|skia|mozilla|canva)"
    r"[\w\s.,:;()®©™/+\-#~]{0,80}",
    re.IGNORECASE,
)


def as_leaks(found: Iterable[Found]) -> tuple[Leak, ...]:
    """Leaks in the order found, without empty values and repetitions; at most 200 of at most 300 characters."""
    seen: dict[Leak, None] = {}
    for channel, value in found:
        text = readable(value)
        if text.lower() not in _SILENT:
            seen[Leak(readable(channel), text)] = None
        if len(seen) >= _MOST:
            break
    return tuple(seen)


def within(prefix: str, found: Iterable[Found]) -> Iterator[Found]:
    """The same, as found inside something else: `docx:word/media/image1.jpeg:exif:Artist`."""
    for channel, value in found:
        yield f"{prefix}:{channel}", value


def readable(value: object) -> str:
    """Text of a metadata value, whatever its encoding: composed, control characters become spaces."""
    text = decoded(value) if isinstance(value, bytes | bytearray | memoryview) else str(value)[:_LOOKED_AT]
    text = unicodedata.normalize("NFC", text.replace("\0", " "))
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:_LONGEST]


def decoded(data: bytes | bytearray | memoryview) -> str:
    """By the byte order mark, else UTF-16 where every second byte is empty, else UTF-8, else Latin-1."""
    data = bytes(data[:_LOOKED_AT])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if len(data) >= 4 and data[1::2].count(0) > len(data) // 4:
        return data.decode("utf-16-le", "replace")
    if len(data) >= 4 and data[0::2].count(0) > len(data) // 4:
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data[: error.start].decode("utf-8") if error.start > len(data) - 4 else data.decode("latin-1")


def is_date(value: object) -> bool:
    """Digits and their signs only: a point in time, which names nobody."""
    return _DATE.fullmatch(readable(value)) is not None


def is_program(value: object) -> bool:
    """The name of a well-known program, with its version."""
    return _PROGRAM.fullmatch(readable(value)) is not None


def xmp_leaks(packet: bytes | str) -> Iterator[Found]:
    """Every property with text in an XMP packet, as `xmp:creator`."""
    data = packet.encode() if isinstance(packet, str) else bytes(packet)
    start, end = data.find(b"<x:xmpmeta"), data.rfind(b">")
    try:
        root = parse_xml(data[start : end + 1] if start >= 0 else data.strip(b"\0 \r\n"), forgiving=True)
    except ValueError:
        yield "xmp", data
        return
    for element in root.iter():
        for name, value in element.attrib.items():
            if _tells(local_name(name), value):
                yield f"xmp:{local_name(name)}", value
        if element.text and element.text.strip() and _tells(_property(element), element.text):
            yield f"xmp:{_property(element)}", element.text


def _tells(name: str, value: str) -> bool:
    if name in ("CreatorTool", "Producer", "softwareAgent") and is_program(value):
        return False
    return name not in _XMP_TECHNICAL and not (name.endswith(("Date", "Time", "when")) and is_date(value))


def _property(element: Element) -> str:
    """The name of the property around rdf:li, rdf:Alt and the like."""
    while element is not None and local_name(element.tag) in ("li", "Alt", "Seq", "Bag", "value", "Description"):
        element = element.getparent()
    return local_name(element.tag) if element is not None else "text"
