"""Collecting what a file tells about a person: shortened, readable, each thing once."""

from __future__ import annotations

from collections.abc import Iterable

from media_store.markup import Element, local_name, parse_xml
from media_store.outcome import Leak

_LONGEST = 300
_MOST = 200
_SILENT = frozenset({"", "0", "1", "none", "unknown", "undefined"})
# What programs write about themselves and the file.
_XMP_TECHNICAL = frozenset({
    "about", "lang", "parseType", "xmptk", "type", "NPages", "format", "InstanceID", "DocumentID", "OriginalDocumentID",
    "RenditionClass", "PDFVersion", "CreatorTool", "language", "part", "conformance", "CreateDate", "ModifyDate",
    "MetadataDate", "Orientation",
})  # fmt: skip


def as_leaks(found: Iterable[tuple[str, object]]) -> tuple[Leak, ...]:
    """Leaks in the order found, without empty values and repetitions; at most 200 of at most 300 characters."""
    seen: dict[Leak, None] = {}
    for channel, value in found:
        text = readable(value)
        if text.lower() not in _SILENT:
            seen[Leak(channel, text)] = None
        if len(seen) >= _MOST:
            break
    return tuple(seen)


def readable(value: object) -> str:
    """Text of a metadata value, whatever its encoding; control characters become spaces."""
    if isinstance(value, bytes):
        value = _decoded(value)
    text = str(value).replace("\0", " ")
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:_LONGEST]


def _decoded(value: bytes) -> str:
    if len(value) >= 4 and value[1::2].count(0) > len(value) // 4:
        return value.decode("utf-16-le", "replace")
    if len(value) >= 4 and value[0::2].count(0) > len(value) // 4:
        return value.decode("utf-16-be", "replace")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def xmp_leaks(packet: bytes | str) -> Iterable[tuple[str, object]]:
    """Every property with text in an XMP packet, as `xmp:creator`."""
    data = packet.encode() if isinstance(packet, str) else packet
    start, end = data.find(b"<x:xmpmeta"), data.rfind(b">")
    try:
        root = parse_xml(data[start : end + 1] if start >= 0 else data, forgiving=True)
    except ValueError:
        yield "xmp", data
        return
    for element in root.iter():
        for name, value in element.attrib.items():
            if local_name(name) not in _XMP_TECHNICAL:
                yield f"xmp:{local_name(name)}", value
        if element.text and element.text.strip() and _property(element) not in _XMP_TECHNICAL:
            yield f"xmp:{_property(element)}", element.text


def _property(element: Element) -> str:
    """The name of the property around rdf:li, rdf:Alt and the like."""
    while element is not None and local_name(element.tag) in ("li", "Alt", "Seq", "Bag", "value", "Description"):
        element = element.getparent()
    return local_name(element.tag) if element is not None else "text"
