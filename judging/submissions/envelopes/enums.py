"""How a file came to its pupil, and how far a pupil's row is."""

from __future__ import annotations

from enum import StrEnum


class MatchedBy(StrEnum):
    """`SLIP` is the QR code in the photo; `CODE` and `NAME` stood in the file's name."""

    SLIP = "slip"
    CODE = "code"
    NAME = "name"
    HAND = "hand"


class RowState(StrEnum):
    """`READY` has exactly one file; `SENT` is an entry with a receipt."""

    NO_FILE = "no_file"
    SEVERAL_FILES = "several_files"
    READY = "ready"
    REFUSED = "refused"
    SENT = "sent"
