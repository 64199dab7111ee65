"""Ogg: the header packets of every stream in the file, chained ones too, and bytes that belong to no page."""

from __future__ import annotations

from collections.abc import Iterator

from media_store.found_words import words_in
from media_store.leaks import Found
from media_store.vorbis_comments import comment_leaks

_HEADERS = 3
_MOST_PACKET = 16 * 1024 * 1024
_FIRSTS = (b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex", b"\x80theora")


def ogg_leaks(data: bytes) -> Iterator[Found]:
    """`vorbis:artist` and so on; `ogg:between` and `ogg:behind-the-end` for what no player hears."""
    open_packets: dict[bytes, list[bytes]] = {}
    at = 0
    while at < len(data):
        if data[at : at + 4] != b"OggS":
            found = data.find(b"OggS", at)
            end = len(data) if found < 0 else found
            channel = "ogg:behind-the-end" if end == len(data) else "ogg:between"
            yield from ((channel, words) for words in words_in(data[at:end]))
            at = end
            continue
        table = data[at + 27 : at + 27 + data[at + 26]]
        start = at + 27 + len(table)
        if data[at + 5] & 2:
            open_packets[data[at + 14 : at + 18]] = [b""]
        pieces = open_packets.get(data[at + 14 : at + 18])
        if pieces is not None:
            yield from _collect(pieces, table, data[start : start + sum(table)])
            if len(pieces) > _HEADERS:
                del open_packets[data[at + 14 : at + 18]]
        at = start + sum(table)


def _collect(packets: list[bytes], table: bytes, body: bytes) -> Iterator[Found]:
    """Put the segments of a page to the packet that is open; tell of each header as it is whole."""
    at = 0
    for length in table:
        if len(packets[-1]) < _MOST_PACKET:
            packets[-1] += body[at : at + length]
        at += length
        if length < 255:
            yield from _header(packets[-1], first=packets[0])
            packets.append(b"")
            if len(packets) > _HEADERS:
                return


def _header(packet: bytes, *, first: bytes) -> Iterator[Found]:
    if packet.startswith((b"\x03vorbis", b"\x81theora")):
        yield from comment_leaks(packet[7:])
    elif packet.startswith(b"OpusTags"):
        yield from comment_leaks(packet[8:])
    elif first.startswith(b"\x7fFLAC") and packet[:1] in (b"\x04", b"\x84"):
        yield from comment_leaks(packet[4:])
    elif packet is first and not packet.startswith(_FIRSTS):  # a stream of another kind, such as a skeleton
        yield from (("ogg:stream", words) for words in words_in(packet))
