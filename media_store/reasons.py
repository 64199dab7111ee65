"""Why a file was not taken, as codes with parameters. The sentences are msgids: pages translate them."""

from __future__ import annotations

import errno
from enum import StrEnum

import msgspec


def N_(msgid: str) -> str:  # noqa: N802 - the name by which gettext tools find msgids
    """Mark a msgid for the catalogue; translation happens where the language of the reader is known."""
    return msgid


class Reason(StrEnum):
    """BUSY and NO_ROOM are reasons against the machine; all others against the file."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    CANNOT_OPEN = "cannot_open"
    UNSUPPORTED = "unsupported"
    UNKNOWN = "unknown"
    DAMAGED = "damaged"
    TRUNCATED = "truncated"
    TOO_MANY_PIXELS = "too_many_pixels"
    EXPANDS_TOO_MUCH = "expands_too_much"
    TOO_MANY_PAGES = "too_many_pages"
    ENCRYPTED = "encrypted"
    LEGACY_ENCODING = "legacy_encoding"
    NOTHING_INSIDE = "nothing_inside"
    TEXT_TOO_LONG = "text_too_long"
    AUDIO_TOO_LONG = "audio_too_long"
    NO_SOUND = "no_sound"
    CRASHED = "crashed"
    TOO_SLOW = "too_slow"
    BUSY = "busy"
    NO_ROOM = "no_room"
    TOO_MUCH_MEMORY = "too_much_memory"
    RENAMED = "renamed"


MESSAGES: dict[Reason, str] = {
    Reason.EMPTY: N_(
        "The file is empty. Open it on your device to see whether it is the right one, then send it again."
    ),
    Reason.TOO_LARGE: N_("The file has %(size)s MB; the limit is %(limit)s MB. Send a smaller version."),
    Reason.CANNOT_OPEN: N_("The file cannot be opened (%(why)s). Check its name and place."),
    Reason.UNSUPPORTED: N_("The content is %(found)s, which is not accepted, whatever the file is called. %(advice)s"),
    Reason.UNKNOWN: N_(
        "The content is of no kind that is accepted, whatever the file is called. "
        "Send a picture as JPEG or PNG, a song as MP3 or WAV, a text as DOCX, PDF or TXT."
    ),
    Reason.DAMAGED: N_(
        "The content begins like %(format)s but cannot be read. Save or export the work again and send the new file."
    ),
    Reason.TRUNCATED: N_(
        "The %(format)s file is cut off: its end is missing. "
        "Send it again, from the device on which it was made if you can."
    ),
    Reason.TOO_MANY_PIXELS: N_(
        "The picture has %(width)s × %(height)s pixels; the limit is %(limit)s million. "
        "Send a smaller version, for example 4000 pixels wide."
    ),
    Reason.EXPANDS_TOO_MUCH: N_(
        "The %(format)s file unpacks to far more than a document holds. "
        "Save it again without large embedded objects, or send it as PDF."
    ),
    Reason.TOO_MANY_PAGES: N_("The document has %(pages)s pages; the limit is %(limit)s. Send a shorter version."),
    Reason.ENCRYPTED: N_("The file is protected by a password. Save it without a password and send it again."),
    Reason.LEGACY_ENCODING: N_(
        "The text is not in Unicode, so its letters cannot be told for certain. "
        "Save it as UTF-8 (or as DOCX) and send it again."
    ),
    Reason.NOTHING_INSIDE: N_(
        "The %(format)s file can be read, but there is nothing in it to judge. Check that it is the right one."
    ),
    Reason.TEXT_TOO_LONG: N_("The text has %(characters)s characters; the limit is %(limit)s. Send a shorter version."),
    Reason.AUDIO_TOO_LONG: N_(
        "The recording lasts %(seconds)s seconds; the limit is %(limit)s. Send a shorter version."
    ),
    Reason.NO_SOUND: N_(
        "The %(format)s file holds no sound. Export the recording again and listen to it before sending."
    ),
    Reason.CRASHED: N_(
        "Reading the %(format)s file failed. "
        "Save or export the work again, in another format if you can, and send that."
    ),
    Reason.TOO_SLOW: N_("Reading the %(format)s file took too long. Send a smaller or simpler version."),
    Reason.BUSY: N_(
        "Our machine was too busy to read the %(format)s file. Nothing is wrong with it as far as we know: try again."
    ),
    Reason.NO_ROOM: N_(
        "Our machine had no room left to work on the %(format)s file. Nothing is wrong with it as far as we know: "
        "try again."
    ),
    Reason.TOO_MUCH_MEMORY: N_("Reading the %(format)s file needs too much memory. Send a smaller version."),
    Reason.RENAMED: N_("The file is named .%(suffix)s but its content is %(format)s; the content counts."),
}

UNNAMED_FORMAT = N_("unknown")


class Refusal(msgspec.Struct, frozen=True):
    """A reason with what fills its placeholders. Values that are msgids themselves (`found`, `advice`) too."""

    code: Reason
    params: dict[str, str | int] = {}

    @property
    def msgid(self) -> str:
        return MESSAGES[self.code]

    def __str__(self) -> str:
        return self.msgid % self.params if self.params else self.msgid


class Quarantine(Exception):
    """Raised by a decoder when the file in hand cannot be taken."""

    def __init__(self, code: Reason, /, **params: str | int) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, params)


def is_full_disk(error: Exception) -> bool:
    """Nothing that a file could be blamed for."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
