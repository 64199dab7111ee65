"""The objects of a PDF as they stand in the file, those of earlier versions and those that nothing leads to as well."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

_NUMBERS = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+\Z")
_LONGEST_NUMBERS = 24
_STREAM = re.compile(rb">>\s*stream\r?\n")
_TOKEN = re.compile(
    rb"(?P<remark>%[^\r\n]*)|(?P<open><<|\[)|(?P<close>>>|\])|/(?P<name>[^\s\0()<>\[\]{}/%]*)|(?P<literal>\()"
    rb"|<(?P<hexadecimal>[0-9a-fA-F\s]*)>"
)
_IN_LITERAL = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r\n|\r|\n)")
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"(": b"(", b")": b")", b"\\": b"\\"}
_MOST_OBJECTS, _MOST_HEAD, _MOST_STREAM = 50_000, 256 * 1024, 8 * 1024 * 1024
_MOST_PACKED = 64 * 1024 * 1024


class Text(NamedTuple):
    """A string of an object, with the key before it, or the nearest one above where it stands in a list."""

    key: str
    value: bytes


class PdfObject(NamedTuple):
    """`head`: the object without its stream. `stream`: packed, as it stands; None where there is none."""

    number: int
    head: bytes
    stream: bytes | None

    @property
    def names(self) -> frozenset[bytes]:
        return frozenset(re.findall(rb"/([A-Za-z0-9]+)", self.head))

    def texts(self) -> Iterator[Text]:
        return _texts(self.head)

    def unpacked(self) -> bytes:
        """At most 8 MiB; empty where the packing is not the usual one or broken."""
        if self.stream is None or b"DCTDecode" in self.head:
            return b""
        if b"FlateDecode" not in self.head and b"/Fl" not in self.head:
            return self.stream[:_MOST_STREAM] if b"/Filter" not in self.head else b""
        try:
            return zlib.decompressobj().decompress(self.stream, _MOST_STREAM)
        except zlib.error:
            return b""


def pdf_objects(data: bytes) -> Iterator[PdfObject]:
    """All of them, packed ones too, in the order of the file."""
    packed = _MOST_PACKED
    at, told = 0, 0
    while (at := data.find(b"obj", at)) >= 0 and told < _MOST_OBJECTS:
        numbers = _NUMBERS.search(data[max(0, at - _LONGEST_NUMBERS) : at])
        at += 3
        if not numbers:
            continue
        told += 1
        each = _object(data, int(numbers.group(1)), at)
        yield each
        if b"/ObjStm" in each.head and packed > 0:
            content = each.unpacked()
            packed -= len(content)
            yield from _packed_objects(each.head, content)


def _object(data: bytes, number: int, start: int) -> PdfObject:
    end = data.find(b"endobj", start)
    end = len(data) if end < 0 else end
    stream = _STREAM.search(data, start, min(end, start + _MOST_HEAD))
    if not stream:
        return PdfObject(number, data[start : min(end, start + _MOST_HEAD)], None)
    stop = data.find(b"endstream", stream.end())
    stop = len(data) if stop < 0 else stop
    return PdfObject(number, data[start : stream.start() + 2], data[stream.end() : stop])


def _packed_objects(head: bytes, content: bytes) -> Iterator[PdfObject]:
    first = re.search(rb"/First\s+(\d+)", head)
    if not first:
        return
    begin = int(first.group(1))
    numbers = [int(each) for each in re.findall(rb"\d+", content[:begin])]
    places = list(zip(numbers[::2], numbers[1::2], strict=False))
    ends = [at for _, at in places[1:]] + [len(content) - begin]
    for (number, at), end in zip(places, ends, strict=True):
        yield PdfObject(number, content[begin + at : begin + min(end, at + _MOST_HEAD)], None)


def _texts(head: bytes) -> Iterator[Text]:
    keys: list[str] = []
    key = ""
    at = 0
    while token := _TOKEN.search(head, at):
        kind, at = token.lastgroup, token.end()
        if kind == "name":
            key = _name(token.group("name"))
        elif kind == "open":
            keys.append(key)
        elif kind == "close":
            key = keys.pop() if keys else ""
        elif kind == "literal":
            end = _end_of_literal(head, at)
            yield Text(key, _unescaped(head[at:end]))
            at = end + 1
        elif kind == "hexadecimal":
            digits = re.sub(rb"\s", b"", token.group("hexadecimal"))
            yield Text(key, bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))


def _end_of_literal(head: bytes, at: int) -> int:
    """Where its own bracket closes; brackets in pairs may stand inside."""
    depth = 1
    for sign in _IN_LITERAL.finditer(head, at):
        depth += {b"(": 1, b")": -1}.get(sign.group(), 0)
        if not depth:
            return sign.start()
    return len(head)


def _name(name: bytes) -> str:
    return re.sub(rb"#([0-9a-fA-F]{2})", lambda each: bytes([int(each[1], 16)]), name).decode("latin-1")


def _unescaped(literal: bytes) -> bytes:
    def sign(found: re.Match[bytes]) -> bytes:
        what = found.group(1)
        return bytes([int(what, 8) & 255]) if what[:1].isdigit() else _SIGNS.get(what, b"")

    return _ESCAPE.sub(sign, literal)
