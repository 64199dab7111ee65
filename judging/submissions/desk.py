"""Reads of the secretary's desk: the list of entries, one entry with what its file tells, and the figures of a contest.

These name authors, for those whose office it is to know them; they never tell a blind code, which would join the two.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from judging.collation import word_key
from judging.db import fetch
from judging.errors import NotFound
from judging.submissions.enums import EntryState, NameMode
from judging.submissions.likeness.queries import COUNT_OPEN
from judging.typed import unaccented

PAGE = 50
NEWEST = 24


class DeskEntry(msgspec.Struct, frozen=True):
    """A line of the list. `leaks` counts what was found in the original."""

    code: str
    category_id: uuid.UUID
    state: EntryState
    title: str
    author: str
    unit: str
    received_at: datetime | None
    leaks: int
    picture: str | None
    reason: Mapping[str, Any] | None
    here: bool


class DeskPage(msgspec.Struct, frozen=True):
    """`next` is the code below which the next page goes on; None on the last."""

    entries: list[DeskEntry]
    next: str | None


class Found(msgspec.Struct, frozen=True):
    """Something of a person inside the original."""

    channel: str
    value: str


class Happening(msgspec.Struct, frozen=True):
    at: datetime
    action: str


class DeskDetail(msgspec.Struct, frozen=True):
    """Everything about one entry, its author included. `roles` are its judging copies."""

    id: uuid.UUID
    code: str
    category_id: uuid.UUID
    state: EntryState
    title: str
    title_en: str | None
    language: str | None
    age_group: str | None
    details: Mapping[str, str]
    reason: Mapping[str, Any] | None
    name: str
    unit: str
    class_name: str | None
    birth_year: int | None
    teacher: str | None
    guardian: str | None
    phone: str | None
    email: str | None
    co_authors: str | None
    credits: str | None
    name_mode: NameMode
    consents: Mapping[str, str]
    file_name: str
    size: int
    sha256: str
    received_at: datetime | None
    format: str | None
    facts: Mapping[str, Any]
    leaks: list[Found]
    roles: list[str]
    history: list[Happening]


class Newest(msgspec.Struct, frozen=True):
    """An entry that was checked lately, with the role of its small picture."""

    code: str
    title: str
    role: str


class Attention(msgspec.Struct, frozen=True):
    """Counts of what the desk has to look at."""

    quarantined: int
    waiting: int
    leaking: int
    disqualified: int
    alike: int = 0


async def entries(
    contest_id: uuid.UUID,
    *,
    search: str = "",
    states: Sequence[str] = (),
    category_id: uuid.UUID | None = None,
    unit: str = "",
    here: bool | None = None,
    after: str | None = None,
    limit: int = PAGE,
) -> DeskPage:
    """The newest first. Every word of `search` must stand in name, unit, title or code; diacritics do not matter.

    `here` asks for those whose original has, or has not, been checked in.
    """
    words = [f"%{_literal(word)}%" for word in unaccented(search).split()]
    rows = await fetch(
        "SELECT e.code, e.category AS category_id, e.state, e.title, e.reason, a.name AS author, a.unit, e.received_at,"
        " coalesce(jsonb_array_length(f.leaks), 0) AS leaks,"
        " (SELECT r.role FROM rendition r WHERE r.file = f.id AND r.content_type LIKE 'image/%'"
        "  ORDER BY r.role NOT LIKE 'thumb%', r.width, r.role DESC LIMIT 1) AS picture, k.id IS NOT NULL AS here"
        " FROM entry e JOIN authorship a ON a.entry = e.id LEFT JOIN check_in k ON k.entry = e.id"
        " LEFT JOIN work_file f ON f.entry = e.id AND f.state <> 'replaced'"
        " WHERE e.contest = $1 AND (cardinality($2::text[]) = 0 OR e.state = ANY($2))"
        " AND ($3::uuid IS NULL OR e.category = $3)"
        " AND (a.search_key || ' ' || lower(e.code)) LIKE ALL($4::text[])"
        " AND ($5::text IS NULL OR (e.received_at, e.code) <"
        "  (SELECT l.received_at, l.code FROM entry l WHERE l.code = $5))"
        " AND ($7 = '' OR a.unit = $7) AND ($8::boolean IS NULL OR (k.id IS NOT NULL) = $8)"
        " ORDER BY e.received_at DESC, e.code DESC LIMIT $6",
        contest_id, [str(state) for state in states], category_id, words, after, limit + 1, unit, here,
    )  # fmt: skip
    found = [
        DeskEntry(
            **{
                **row,
                "state": EntryState(row["state"]),
                "reason": json.loads(row["reason"]) if row["reason"] else None,
            }
        )
        for row in rows[:limit]
    ]
    return DeskPage(found, found[-1].code if len(rows) > limit else None)


async def units(contest_id: uuid.UUID) -> list[str]:
    """Every unit that works came from, in Vietnamese order."""
    rows = await fetch(
        "SELECT DISTINCT a.unit FROM entry e JOIN authorship a ON a.entry = e.id WHERE e.contest = $1", contest_id
    )
    return sorted((row["unit"] for row in rows), key=word_key)


def _literal(word: str) -> str:
    """A word in which LIKE sees no pattern."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def entry(contest_id: uuid.UUID, code: str) -> DeskDetail:
    """By the entrant's code. Raises NotFound."""
    rows = await fetch(
        "SELECT e.id, e.code, e.category AS category_id, e.state, e.title, e.title_en, e.language, e.age_group,"
        " e.details, e.reason, a.name, a.unit, a.class_name, a.birth_year, a.teacher, a.guardian, a.phone, a.email,"
        " a.co_authors, a.credits, a.name_mode, a.consents, f.file_name, f.size, f.sha256, f.received_at, f.format,"
        " f.facts, f.leaks, ARRAY(SELECT r.role FROM rendition r WHERE r.file = f.id ORDER BY r.width, r.role) AS roles"
        " FROM entry e JOIN authorship a ON a.entry = e.id"
        " JOIN work_file f ON f.entry = e.id AND f.state <> 'replaced' WHERE e.contest = $1 AND e.code = $2",
        contest_id, code,
    )  # fmt: skip
    if not rows:
        raise NotFound("There is no entry with this code.")
    row = rows[0]
    history = await fetch(
        "SELECT at, action FROM audit_line WHERE contest_id = $1 AND subject = $2 ORDER BY seq", contest_id, code
    )
    return DeskDetail(
        **{
            **row,
            "state": EntryState(row["state"]),
            "name_mode": NameMode(row["name_mode"]),
            "details": json.loads(row["details"]),
            "reason": json.loads(row["reason"]) if row["reason"] else None,
            "consents": json.loads(row["consents"]),
            "facts": json.loads(row["facts"]) if row["facts"] else {},
            "leaks": msgspec.json.decode(row["leaks"], type=list[Found]) if row["leaks"] else [],
            "history": [Happening(**line) for line in history],
        }
    )


async def rendition(contest_id: uuid.UUID, code: str, role: str) -> tuple[str, str, int]:
    """(key in the store, content type, size) of a judging copy. Raises NotFound."""
    rows = await fetch(
        "SELECT r.storage_key, r.content_type, r.size FROM entry e"
        " JOIN work_file f ON f.entry = e.id AND f.state = 'accepted' JOIN rendition r ON r.file = f.id"
        " WHERE e.contest = $1 AND e.code = $2 AND r.role = $3",
        contest_id, code, role,
    )  # fmt: skip
    if not rows:
        raise NotFound("There is no such picture, sound or page.")
    return rows[0]["storage_key"], rows[0]["content_type"], rows[0]["size"]


async def small_pictures(contest_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """Of accepted pictures, by entry: the address of the smallest copy, as "<code>/media/<role>"."""
    rows = await fetch(
        "SELECT DISTINCT ON (e.id) e.id, e.code || '/media/' || r.role AS address FROM entry e"
        " JOIN work_file f ON f.entry = e.id AND f.state = 'accepted' AND f.kind = 'image'"
        " JOIN rendition r ON r.file = f.id AND r.content_type LIKE 'image/%' WHERE e.contest = $1"
        " ORDER BY e.id, r.width, r.role DESC",
        contest_id,
    )
    return {row["id"]: row["address"] for row in rows}


async def newest(contest_id: uuid.UUID, limit: int = NEWEST) -> list[Newest]:
    """Accepted works that have a picture, the last received first."""
    rows = await fetch(
        "SELECT e.code, e.title,"
        " (SELECT r.role FROM rendition r WHERE r.file = f.id AND r.content_type LIKE 'image/%'"
        "  ORDER BY r.role NOT LIKE 'thumb%', r.width, r.role DESC LIMIT 1) AS role FROM entry e"
        " JOIN work_file f ON f.entry = e.id AND f.state = 'accepted' AND f.kind = 'image'"
        " WHERE e.contest = $1 AND e.state = 'accepted' ORDER BY e.received_at DESC LIMIT $2",
        contest_id, limit,
    )  # fmt: skip
    return [Newest(**row) for row in rows if row["role"]]


async def attention(contest_id: uuid.UUID) -> Attention:
    rows = await fetch(
        "SELECT count(*) FILTER (WHERE e.state = 'quarantined') AS quarantined,"  # noqa: S608 - a constant
        " count(*) FILTER (WHERE e.state = 'received') AS waiting,"
        " count(*) FILTER (WHERE e.state = 'disqualified') AS disqualified,"
        " count(*) FILTER (WHERE e.state = 'accepted' AND jsonb_array_length(f.leaks) > 0) AS leaking,"
        f" {COUNT_OPEN} AS alike"
        " FROM entry e LEFT JOIN work_file f ON f.entry = e.id AND f.state <> 'replaced' WHERE e.contest = $1",
        contest_id,
    )
    return Attention(**rows[0])
