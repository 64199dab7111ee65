"""Contents that are recognised only to be refused by their name, with advice on what to send instead."""

from __future__ import annotations

from typing import NamedTuple

from media_store.reasons import N_


class Foreign(NamedTuple):
    """`found` and `advice` are msgids."""

    found: str
    advice: str


_PICTURE = N_("Save the picture as JPEG or PNG.")
_SOUND = N_("Export the recording as MP3, M4A or WAV.")
_TEXT = N_("Save the text as DOCX, PDF or TXT.")
_FILM = N_("Send the sound alone, as MP3 or M4A.")
_UNPACK = N_("Unpack it and send the files that are inside.")
_WORK = N_("Send the work itself.")

_STARTS: tuple[tuple[bytes, Foreign], ...] = (
    (b"GIF8", Foreign(N_("a GIF picture"), _PICTURE)),
    (b"BM", Foreign(N_("a BMP picture"), _PICTURE)),
    (b"8BPS", Foreign(N_("a Photoshop file"), _PICTURE)),
    (b"\0\0\x01\0", Foreign(N_("an icon"), _PICTURE)),
    (b"\0\0\0\x0cJXL ", Foreign(N_("a JPEG XL picture"), _PICTURE)),
    (b"\xff\x0a", Foreign(N_("a JPEG XL picture"), _PICTURE)),
    (b"\0\0\0\x0cjP  ", Foreign(N_("a JPEG 2000 picture"), _PICTURE)),
    (b"%!PS", Foreign(N_("a PostScript file"), _TEXT)),
    (b"\xd0\xcf\x11\xe0", Foreign(N_("an old Word file, or one with a password"), _TEXT)),
    (b"{\\rtf", Foreign(N_("an RTF text"), _TEXT)),
    (b"FORM", Foreign(N_("an AIFF recording"), _SOUND)),
    (b"#!AMR", Foreign(N_("an AMR recording"), _SOUND)),
    (b"ADIF", Foreign(N_("a bare AAC recording"), _SOUND)),
    (b"\xff\xf1", Foreign(N_("a bare AAC recording"), _SOUND)),
    (b"\xff\xf9", Foreign(N_("a bare AAC recording"), _SOUND)),
    (b"MThd", Foreign(N_("a MIDI file"), _SOUND)),
    (b"\x30\x26\xb2\x75", Foreign(N_("a Windows Media file"), _SOUND)),
    (b"\x1aE\xdf\xa3", Foreign(N_("a Matroska or WebM film"), _FILM)),
    (b"OggS", Foreign(N_("an Ogg film or speech file"), _FILM)),
    (b"RIFF", Foreign(N_("an AVI film or another RIFF file"), _FILM)),
    (b"Rar!", Foreign(N_("a RAR archive"), _UNPACK)),
    (b"7z\xbc\xaf", Foreign(N_("a 7z archive"), _UNPACK)),
    (b"\x1f\x8b", Foreign(N_("a packed archive"), _UNPACK)),
    (b"PK\x03\x04", Foreign(N_("a ZIP archive or another office file"), _UNPACK)),
    (b"PK\x05\x06", Foreign(N_("an empty ZIP archive"), _UNPACK)),
    (b"MZ", Foreign(N_("a program"), _WORK)),
    (b"\x7fELF", Foreign(N_("a program"), _WORK)),
    (b"#!", Foreign(N_("a program"), _WORK)),
)
_MARKUP: tuple[tuple[bytes, Foreign], ...] = (
    (b"<svg", Foreign(N_("an SVG drawing"), _PICTURE)),
    (b"<html", Foreign(N_("a web page"), _TEXT)),
    (b"<!doctype html", Foreign(N_("a web page"), _TEXT)),
    (b"<office:document", Foreign(N_("a flat office file"), _TEXT)),
    (b"<?xml", Foreign(N_("an XML file"), _TEXT)),
)


_READABLE = (b"%!PS", b"{\\rtf", b"#!")


def name_foreign(head: bytes) -> Foreign | None:
    """The name of a content that is known but not accepted, from the first bytes of the file."""
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide"):
        return Foreign(N_("a film"), _FILM)
    for start, foreign in _STARTS:
        # Without a NUL it is a text that happens to begin so, unless the format is itself written as text.
        if head.startswith(start) and (0 in head or start in _READABLE):
            return foreign
    text = head[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if not text.startswith((b"<?xml", b"<!", b"<svg", b"<html")):
        return None
    return next((foreign for mark, foreign in _MARKUP if mark in text), None)
