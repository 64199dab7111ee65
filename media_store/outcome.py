"""What is known of a file after it was looked at: values that travel from child to worker to pages."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Literal

import msgspec

from media_store.reasons import Refusal


class Kind(StrEnum):
    IMAGE = "image"
    AUDIO = "audio"
    TEXT = "text"


class Format(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    AVIF = "avif"
    HEIC = "heic"
    TIFF = "tiff"
    MP3 = "mp3"
    WAV = "wav"
    FLAC = "flac"
    M4A = "m4a"
    OGG = "ogg"
    OPUS = "opus"
    TXT = "txt"
    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"

    @property
    def kind(self) -> Kind:
        return _KINDS[self]

    @property
    def content_type(self) -> str:
        return _CONTENT_TYPES[self]


_CONTENT_TYPES = {
    Format.JPEG: "image/jpeg",
    Format.PNG: "image/png",
    Format.WEBP: "image/webp",
    Format.AVIF: "image/avif",
    Format.HEIC: "image/heic",
    Format.TIFF: "image/tiff",
    Format.MP3: "audio/mpeg",
    Format.WAV: "audio/wav",
    Format.FLAC: "audio/flac",
    Format.M4A: "audio/mp4",
    Format.OGG: "audio/ogg",
    Format.OPUS: "audio/ogg",
    Format.TXT: "text/plain",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.ODT: "application/vnd.oasis.opendocument.text",
    Format.PDF: "application/pdf",
}
_KINDS = {
    each: Kind(mime.split("/")[0]) if mime.startswith(("image/", "audio/")) else Kind.TEXT
    for each, mime in _CONTENT_TYPES.items()
}

# Names under which each content may go about without anyone being surprised.
SUFFIXES: dict[Format, frozenset[str]] = {
    Format.JPEG: frozenset({"jpg", "jpeg", "jpe", "jfif"}),
    Format.PNG: frozenset({"png", "apng"}),
    Format.WEBP: frozenset({"webp"}),
    Format.AVIF: frozenset({"avif"}),
    Format.HEIC: frozenset({"heic", "heif", "hif"}),
    Format.TIFF: frozenset({"tif", "tiff"}),
    Format.MP3: frozenset({"mp3"}),
    Format.WAV: frozenset({"wav", "wave"}),
    Format.FLAC: frozenset({"flac"}),
    Format.M4A: frozenset({"m4a", "mp4", "m4b"}),
    Format.OGG: frozenset({"ogg", "oga"}),
    Format.OPUS: frozenset({"opus", "ogg", "oga"}),
    Format.TXT: frozenset({"txt", "text", "md"}),
    Format.DOCX: frozenset({"docx"}),
    Format.ODT: frozenset({"odt"}),
    Format.PDF: frozenset({"pdf"}),
}


class Leak(msgspec.Struct, frozen=True):
    """Something of a person inside the original: `channel` says where (`exif:Artist`), `value` what, shortened."""

    channel: str
    value: str


class Rendition(msgspec.Struct, frozen=True):
    """A rebuilt copy on disk; `role` is also its file name (`large.jpg`, `page-1.webp`, `listen.m4a`, `text.txt`)."""

    role: str
    path: Path
    content_type: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None


class Facts(msgspec.Struct, frozen=True):
    """Measures of the work: pixels as seen (after orientation), seconds of sound, pages and characters of text."""

    width: int | None = None
    height: int | None = None
    duration: float | None = None
    pages: int | None = None
    characters: int | None = None


class Decoded(msgspec.Struct, frozen=True):
    """What a decoder hands back for a file that can be judged. `codes`: texts of QR codes, after a glance only."""

    facts: Facts
    leaks: tuple[Leak, ...]
    renditions: tuple[Rendition, ...]
    codes: tuple[str, ...] = ()


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on one file. `reason` is set exactly when quarantined; `note` may say that the name misleads."""

    size: int
    sha256: str
    verdict: Literal["accepted", "quarantined"]
    kind: Kind | None = None
    format: Format | None = None
    reason: Refusal | None = None
    note: Refusal | None = None
    facts: Facts = Facts()
    leaks: tuple[Leak, ...] = ()
    renditions: tuple[Rendition, ...] = ()
    codes: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def accepted(self) -> bool:
        return self.verdict == "accepted"
