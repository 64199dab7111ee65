"""What recordings tell besides their sound: tags of every kind, covers, chapters, private blocks, what lies behind."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av

from media_store.box_leaks import box_leaks
from media_store.flac_leaks import flac_leaks
from media_store.found_words import words_in
from media_store.image_leaks import BROKEN
from media_store.leaks import Found, as_leaks
from media_store.mp3_leaks import mp3_leaks
from media_store.mp4_leaks import tag_leaks
from media_store.ogg_leaks import ogg_leaks
from media_store.outcome import Format, Leak
from media_store.wav_leaks import wav_leaks

_MOST_LINES = 50


def audio_leaks(path: Path, found: Format, container: Any) -> tuple[Leak, ...]:
    """Every tag with text, named as its own format names it, and whatever else rides along."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return as_leaks([*_told(_READERS[found], data), *_seen_by_demuxer(container)])


def _told(reader: Callable[[Any], Iterator[Found]], data: Any) -> Iterator[Found]:
    """What is too broken to be read is too broken to tell."""
    try:
        yield from reader(data)
    except BROKEN:
        return


def _mp4_leaks(data: bytes) -> Iterator[Found]:
    yield from _told(tag_leaks, data)
    yield from box_leaks(data, "mp4")


def _seen_by_demuxer(container: Any) -> Iterator[Found]:
    """Titles of streams and chapters, and lines of text that run beside the sound."""
    for stream in [each for each in container.streams if each.type != "video"]:  # a cover's names are those of its tag
        for name in ("title", "comment", "artist"):
            if name in stream.metadata and container.format.name != "ogg":
                yield f"stream:{name}", stream.metadata[name]
    for chapter in container.chapters():
        yield "chapter:title", chapter.get("metadata", {}).get("title", "")
    lines = [stream for stream in container.streams if stream.type in ("subtitle", "data")]
    if lines:
        yield from _lines(container, lines)
        container.seek(0)


def _lines(container: Any, streams: list[Any]) -> Iterator[Found]:
    told = 0
    try:
        for packet in container.demux(streams):
            for words in words_in(bytes(packet)):
                yield "stream:text", words
            told += 1
            if told >= _MOST_LINES:
                return
    except (av.error.FFmpegError, ValueError):
        return


_READERS: dict[Format, Callable[[Any], Iterator[Found]]] = {
    Format.MP3: mp3_leaks,
    Format.WAV: wav_leaks,
    Format.FLAC: flac_leaks,
    Format.M4A: _mp4_leaks,
    Format.OGG: ogg_leaks,
    Format.OPUS: ogg_leaks,
}
