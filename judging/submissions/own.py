"""Reads for the owner of an entry. The caller asks `belongs_to` before anything is shown."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from judging.db import fetch
from judging.errors import NotFound
from judging.submissions.enums import EntryState
from judging.web.actor import Actor

#: What an owner may look at and listen to again: small copies only, the first that there is.
PREVIEWS = ("small.jpg", "small.webp", "small.png", "listen.m4a", "page-1.webp")

_COLUMNS = """
    SELECT e.id, e.code, e.contest AS contest_id, e.category AS category_id, a.person AS person_id, a.name, a.unit,
           e.state, e.title, e.reason, e.received_at, f.file_name, f.size, f.sha256,
           (SELECT r.role FROM rendition r WHERE r.file = f.id AND r.role = ANY($2)
            ORDER BY array_position($2, r.role::text) LIMIT 1) AS preview_role
    FROM entry e JOIN authorship a ON a.entry = e.id JOIN work_file f ON f.entry = e.id AND f.state <> 'replaced'
"""


class EntryStatus(msgspec.Struct, frozen=True):
    """What the owner of an entry sees of it."""

    id: uuid.UUID
    code: str
    contest_id: uuid.UUID
    category_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    unit: str
    state: EntryState
    title: str
    reason: Mapping[str, Any] | None
    received_at: datetime
    file_name: str
    size: int
    sha256: str
    preview_role: str | None

    def belongs_to(self, actor: Actor) -> bool:
        """A session by code and PIN opens its own entry only."""
        return self.person_id == actor.person_id and actor.entry_id in (None, self.id)


async def entry_status(code: str) -> EntryStatus:
    """By the entrant's code. Raises NotFound."""
    rows = await fetch(_COLUMNS + " WHERE e.code = $1", code, list(PREVIEWS))
    if not rows:
        raise NotFound("There is no entry with this code.")
    return _status(rows[0])


async def entries_of(actor: Actor) -> list[EntryStatus]:
    """The newest first."""
    rows = await fetch(
        _COLUMNS + " WHERE a.person = $1 AND ($3::uuid IS NULL OR e.id = $3) ORDER BY e.received_at DESC, e.code",
        actor.person_id, list(PREVIEWS), actor.entry_id,
    )  # fmt: skip
    return [_status(row) for row in rows]


def _status(row: Mapping[str, Any]) -> EntryStatus:
    reason = json.loads(row["reason"]) if row["reason"] else None
    return EntryStatus(**{**row, "state": EntryState(row["state"]), "reason": reason})
