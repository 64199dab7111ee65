"""What recordings tell besides their sound: ID3, Vorbis comments, MP4 atoms, RIFF INFO, covers, chapters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mutagen

from media_store.leaks import as_leaks
from media_store.outcome import Leak

# Written by programs about themselves.
_TECHNICAL = frozenset({
    "encoder", "tsse", "tenc", "©too", "major_brand", "minor_version", "compatible_brands", "handler_name", "vendor_id",
    "language", "creation_time", "duration", "tlen", "isft",
})  # fmt: skip


def audio_leaks(path: Path, container: Any) -> tuple[Leak, ...]:
    """Every tag with text, named as its own format names it, and every picture that rides along."""
    return as_leaks(
        (channel, value)
        for channel, value in [*_tags(path), *_seen_by_demuxer(container)]
        if channel.rpartition(":")[2].lower() not in _TECHNICAL
    )


def _tags(path: Path) -> Iterator[tuple[str, object]]:
    try:
        file = mutagen.File(path)
    except (mutagen.MutagenError, ValueError, KeyError, IndexError):
        return
    if file is None:
        return
    family = {"ID3": "id3", "_WaveID3": "id3", "MP4Tags": "mp4"}.get(type(file.tags).__name__, "vorbis")
    for name, value in (file.tags or {}).items() if hasattr(file.tags, "items") else file.tags or ():
        yield from _tag(f"{family}:{name.split(':')[0]}", value)
    for picture in getattr(file, "pictures", ()):
        yield f"{family}:picture", picture.desc or "a picture"


def _tag(channel: str, value: Any) -> Iterator[tuple[str, object]]:
    for each in value if isinstance(value, list) else [value]:
        if hasattr(each, "imageformat") or channel == "id3:APIC":
            yield channel, getattr(each, "desc", "") or "a picture"
        elif hasattr(each, "text") and not isinstance(each.text, list):
            yield channel, each.text
        elif isinstance(each, bool | int | float | tuple):
            continue
        elif isinstance(each, bytes):
            yield channel, bytes(each)
        elif channel.endswith(("metadata_block_picture", "coverart")):
            yield channel, "a picture"
        else:
            yield channel, getattr(each, "data", None) or each


def _seen_by_demuxer(container: Any) -> Iterator[tuple[str, object]]:
    """Only what the tag reader has no name for: RIFF INFO above all, and titles of streams and chapters."""
    if container.format.name == "wav":
        for name, value in container.metadata.items():
            yield f"riff:{name}", value
    for stream in container.streams:
        for name in ("title", "comment", "artist"):
            if name in stream.metadata and container.format.name != "ogg":
                yield f"stream:{name}", stream.metadata[name]
    for chapter in container.chapters():
        yield "chapter:title", chapter.get("metadata", {}).get("title", "")
