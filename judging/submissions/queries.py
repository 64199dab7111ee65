"""Reads of entries for the other rooms.

`BlindWork` and `JudgeableEntry` never touch the authorship table. `authors`, `units` and `cap_keys` do: their callers
answer for it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

import msgspec

from judging.db import fetch
from judging.errors import NotFound
from judging.submissions.enums import EntryState, NameMode


class JudgeableEntry(msgspec.Struct, frozen=True):
    id: uuid.UUID
    blind_code: str
    language: str | None


class StoredRendition(msgspec.Struct, frozen=True):
    """`key` is its address in the object store."""

    role: str
    key: str
    content_type: str
    width: int | None
    height: int | None
    size: int


class BlindWork(msgspec.Struct, frozen=True):
    """A work as the jury knows it."""

    id: uuid.UUID
    blind_code: str
    category_id: uuid.UUID
    title: str
    title_en: str | None
    language: str | None
    age_group: str | None
    details: Mapping[str, str]
    facts: Mapping[str, Any]
    renditions: Mapping[str, StoredRendition]


class Author(msgspec.Struct, frozen=True):
    """Who made an entry. Only after names are open, or for those whose office it is."""

    entry_id: uuid.UUID
    code: str
    person_id: uuid.UUID
    name: str
    sort_key: str
    unit: str
    class_name: str | None
    birth_year: int | None
    teacher: str | None
    co_authors: str | None
    credits: str | None
    name_mode: NameMode
    may_publish: bool


class EntryCounts(msgspec.Struct, frozen=True):
    """How many entries of a category are in which state."""

    by_state: Mapping[str, int]

    @property
    def accepted(self) -> int:
        return self.by_state.get(EntryState.ACCEPTED, 0)

    @property
    def quarantined(self) -> int:
        return self.by_state.get(EntryState.QUARANTINED, 0)

    @property
    def waiting(self) -> int:
        return self.by_state.get(EntryState.RECEIVED, 0)


async def judgeable(contest_id: uuid.UUID, category_id: uuid.UUID) -> list[JudgeableEntry]:
    """The entries that count, in the order of their blind codes (which tells nothing)."""
    rows = await fetch(
        "SELECT id, blind_code, language FROM entry WHERE contest = $1 AND category = $2 AND state = 'accepted'"
        " ORDER BY blind_code",
        contest_id, category_id,
    )  # fmt: skip
    return [JudgeableEntry(**row) for row in rows]


#: What the jury may know of an entry `e` with its accepted file `f`, for the statements of other rooms too.
BLIND_COLUMNS = """
    e.id, e.blind_code, e.category, e.title, e.title_en, e.language, e.age_group, e.details, f.facts,
    (SELECT coalesce(json_agg(json_build_object('role', r.role, 'key', r.storage_key, 'content_type', r.content_type,
         'width', r.width, 'height', r.height, 'size', r.size)), '[]')
     FROM rendition r WHERE r.file = f.id) AS renditions
"""
ACCEPTED_FILE = "JOIN work_file f ON f.entry = e.id AND f.state = 'accepted'"
_BLIND = f"SELECT {BLIND_COLUMNS} FROM entry e {ACCEPTED_FILE}"  # noqa: S608 - constants


def blind_work_of(row: Mapping[str, Any]) -> BlindWork:
    """From a row with BLIND_COLUMNS."""
    renditions = msgspec.json.decode(row["renditions"], type=list[StoredRendition])
    return BlindWork(
        id=row["id"],
        blind_code=row["blind_code"],
        category_id=row["category"],
        title=row["title"],
        title_en=row["title_en"],
        language=row["language"],
        age_group=row["age_group"],
        details=json.loads(row["details"]),
        facts=json.loads(row["facts"]) if row["facts"] else {},
        renditions={one.role: one for one in renditions},
    )


async def blind_works(contest_id: uuid.UUID) -> dict[uuid.UUID, BlindWork]:
    """All works that count, by entry: for printing and the exhibition."""
    rows = await fetch(_BLIND + " WHERE e.contest = $1 AND e.state = 'accepted'", contest_id)
    return {row["id"]: blind_work_of(row) for row in rows}


async def blind_works_of(contest_id: uuid.UUID, blind_codes: list[str]) -> dict[str, BlindWork]:
    """Some of the works that count, by blind code."""
    rows = await fetch(
        _BLIND + " WHERE e.contest = $1 AND e.state = 'accepted' AND e.blind_code = ANY($2)", contest_id, blind_codes
    )
    return {row["blind_code"]: blind_work_of(row) for row in rows}


async def blind_rendition(contest_id: uuid.UUID, blind_code: str, role: str) -> StoredRendition:
    """A judging copy of a work that counts, asked for by blind code alone. Raises NotFound."""
    rows = await fetch(
        "SELECT r.role, r.storage_key AS key, r.content_type, r.width, r.height, r.size FROM entry e"
        " JOIN work_file f ON f.entry = e.id AND f.state = 'accepted' JOIN rendition r ON r.file = f.id"
        " WHERE e.contest = $1 AND e.state = 'accepted' AND e.blind_code = $2 AND r.role = $3",
        contest_id, blind_code, role,
    )  # fmt: skip
    if not rows:
        raise NotFound("There is no such picture, sound or page.")
    return StoredRendition(**rows[0])


async def rendition_key(entry_id: uuid.UUID, role: str) -> tuple[str, str]:
    """(key in the store, content type). Raises NotFound."""
    rows = await fetch(
        "SELECT r.storage_key, r.content_type FROM rendition r JOIN work_file f ON f.id = r.file"
        " WHERE f.entry = $1 AND f.state = 'accepted' AND r.role = $2",
        entry_id, role,
    )  # fmt: skip
    if not rows:
        raise NotFound("There is no such picture, sound or page.")
    return rows[0]["storage_key"], rows[0]["content_type"]


async def units(contest_id: uuid.UUID, category_id: uuid.UUID) -> dict[uuid.UUID, tuple[str, str]]:
    """{entry: (unit, teacher)} of the entries that count: to find conflicts of interest, never shown to a juror."""
    rows = await fetch(
        "SELECT e.id, a.unit, coalesce(a.teacher, '') AS teacher FROM entry e JOIN authorship a ON a.entry = e.id"
        " WHERE e.contest = $1 AND e.category = $2 AND e.state = 'accepted'",
        contest_id, category_id,
    )  # fmt: skip
    return {row["id"]: (row["unit"], row["teacher"]) for row in rows}


async def sent_by(contest_id: uuid.UUID, category_id: uuid.UUID, people: list[uuid.UUID]) -> list[dict[str, uuid.UUID]]:
    """`{"entry", "person"}` of the entries that count and were sent in by one of these people, a teacher's envelope
    among them: a juror may not judge those. Never shown to a juror."""
    return await fetch(
        "SELECT e.id AS entry, a.person FROM entry e JOIN authorship a ON a.entry = e.id"
        " WHERE e.contest = $1 AND e.category = $2 AND e.state = 'accepted' AND a.person = ANY($3)"
        " UNION SELECT e.id, v.owner FROM entry e JOIN envelope_row r ON r.entry = e.id"
        " JOIN envelope v ON v.id = r.envelope"
        " WHERE e.contest = $1 AND e.category = $2 AND e.state = 'accepted' AND v.owner = ANY($3)",
        contest_id, category_id, people,
    )  # fmt: skip


async def cap_keys(contest_id: uuid.UUID) -> dict[uuid.UUID, tuple[str, str]]:
    """{entry: (entrant, unit)} of the entries that count, for the caps on prizes; opaque to whoever decides.

    Children of one family, or pupils of one teacher, may share an account: the entrant is the account and the name.
    """
    rows = await fetch(
        "SELECT e.id, a.person || ' ' || a.sort_key AS entrant, a.unit FROM entry e JOIN authorship a ON a.entry = e.id"
        " WHERE e.contest = $1 AND e.state = 'accepted'",
        contest_id,
    )
    return {row["id"]: (row["entrant"], row["unit"]) for row in rows}


async def authors(contest_id: uuid.UUID) -> dict[uuid.UUID, Author]:
    """Who made the entries that count. The caller has made sure that names are open."""
    rows = await fetch(
        "SELECT e.id AS entry_id, e.code, a.person AS person_id, a.name, a.sort_key, a.unit, a.class_name,"
        " a.birth_year, a.teacher, a.co_authors, a.credits, a.name_mode, a.consents ? 'publication' AS may_publish"
        " FROM entry e JOIN authorship a ON a.entry = e.id WHERE e.contest = $1 AND e.state = 'accepted'",
        contest_id,
    )
    return {row["entry_id"]: Author(**{**row, "name_mode": NameMode(row["name_mode"])}) for row in rows}


async def counts(contest_id: uuid.UUID) -> dict[uuid.UUID, EntryCounts]:
    """By category id; categories without entries are missing."""
    rows = await fetch(
        "SELECT category, state, count(*) AS n FROM entry WHERE contest = $1 GROUP BY category, state", contest_id
    )
    found: dict[uuid.UUID, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["category"], {})[row["state"]] = row["n"]
    return {category: EntryCounts(by_state) for category, by_state in found.items()}
