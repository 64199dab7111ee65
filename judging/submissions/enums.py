"""States of an entry and of its file."""

from __future__ import annotations

from enum import StrEnum


class EntryState(StrEnum):
    """`RECEIVED` has a receipt; only `ACCEPTED` is an entry that is judged."""

    DRAFT = "draft"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    QUARANTINED = "quarantined"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"


class FileState(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    QUARANTINED = "quarantined"
    REPLACED = "replaced"


class NameMode(StrEnum):
    """How the public may see an author: chosen by entry, obeyed everywhere."""

    FULL = "full"
    INITIALS = "initials"
    UNIT = "unit"
