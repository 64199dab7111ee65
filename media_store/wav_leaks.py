"""WAV: every chunk beside the samples: INFO, cues, broadcast notes, iXML, ID3, XMP and those of no known name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from media_store.chunk_leaks import behind, riff_chunks
from media_store.found_words import words_in
from media_store.id3_leaks import id3_leaks
from media_store.leaks import Found, is_date, is_program, xmp_leaks
from media_store.markup import local_name, parse_xml

_NUMBERS = frozenset(
    {b"fmt ", b"data", b"fact", b"PEAK", b"cue ", b"smpl", b"inst", b"ds64", b"levl", b"minf", b"elm1"}
)
# (start, end) in a broadcast chunk.
_BROADCAST = (("description", 0, 256), ("originator", 256, 288), ("reference", 288, 320), ("history", 602, 70_000))
_CODING = re.compile(r"([A-Z]=[\w./ -]*,?\s*)+")


def wav_leaks(data: bytes) -> Iterator[Found]:
    """`riff:IART`, `bext:originator`, `ixml:NOTE`, `id3:TPE1`, `riff:labl`, …"""
    declared = 8 + int.from_bytes(data[4:8], "little")
    end = declared if declared > 12 and data[:4] == b"RIFF" else len(data)
    for name, content, after in riff_chunks(data, 12, end):
        end = max(end, min(after, len(data))) if name == b"data" else end
        if name not in _NUMBERS:
            yield from _chunk(name, content)
    yield from behind("riff", data, end + (end & 1))


def _chunk(name: bytes, content: bytes) -> Iterator[Found]:
    if name == b"LIST":
        yield from _list(content)
    elif name == b"bext":
        for part, start, end in _BROADCAST:
            text = content[start:end].split(b"\0")[0]
            if not (part == "history" and _CODING.fullmatch(text.decode("latin-1").strip())):
                yield f"bext:{part}", text
        yield from (("bext:reserved", words) for words in words_in(content[348:602]))
    elif name in (b"id3 ", b"ID3 "):
        yield from id3_leaks(content)
    elif name in (b"_PMX", b"XMP "):
        yield from xmp_leaks(content)
    elif name in (b"iXML", b"axml"):
        yield from _markup(name.decode().lower(), content)
    else:
        yield from ((f"riff:{name.decode('latin-1').strip()}", words) for words in words_in(content))


def _list(content: bytes) -> Iterator[Found]:
    kind = content[:4]
    for name, value, _ in riff_chunks(content, 4):
        channel = f"riff:{name.decode('latin-1').strip()}"
        if kind == b"adtl":  # the number of the cue stands before its label
            yield channel, value[20 if name == b"ltxt" else 4 :]
        elif kind != b"INFO":
            yield from ((channel, words) for words in words_in(value))
        elif not (name == b"ISFT" and is_program(value)) and not (name in (b"ICRD", b"IDIT") and is_date(value)):
            text, _, rest = value.partition(b"\0")
            yield channel, value if len(text) < 2 else text
            yield from ((channel, words) for words in words_in(rest))


def _markup(family: str, content: bytes) -> Iterator[Found]:
    try:
        root = parse_xml(content.rstrip(b"\0 "), forgiving=True)
    except ValueError:
        yield from ((family, words) for words in words_in(content))
        return
    for element in root.iter():
        if element.text and element.text.strip() and not is_date(element.text):
            yield f"{family}:{local_name(element.tag)}", element.text
        for name, value in element.attrib.items():
            yield f"{family}:{local_name(name)}", value
