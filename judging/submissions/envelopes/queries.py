"""Reads of envelopes, for the teacher who owns them and for the organisers' office."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from judging.db import fetch
from judging.errors import NotFound
from judging.submissions.envelopes.enums import MatchedBy, RowState
from judging.submissions.envelopes.grid import Grid
from judging.submissions.envelopes.rules import Finding, Given
from judging.web.actor import Actor


class EnvelopeView(msgspec.Struct, frozen=True):
    id: uuid.UUID
    contest_id: uuid.UUID
    owner: uuid.UUID
    unit: str
    class_name: str
    teacher: str
    phone: str
    created_at: datetime

    @property
    def given(self) -> Given:
        return Given(self.unit, self.class_name, self.teacher, self.phone)

    @property
    def name(self) -> str:
        """`Trường THCS Chiềng Lề · 5A`."""
        return " · ".join(filter(None, (self.unit, self.class_name)))


class Refusal(msgspec.Struct, frozen=True):
    """A roster that was not taken: as it was sent, and what is to be corrected."""

    file_name: str
    at: datetime
    grid: Grid
    findings: tuple[Finding, ...]
    columns: Mapping[str, int]
    unread: tuple[str, ...] = ()

    @property
    def by_line(self) -> dict[int, list[Finding]]:
        """The findings of every faulty line, in order."""
        found: dict[int, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.line, []).append(finding)
        return found

    def text(self, line: int, key: str) -> str:
        """What stands in a line's column."""
        cells = next((each.cells for each in self.grid.lines if each.number == line), {})
        return cells.get(self.columns.get(key, -1), "")


class WaitingFile(msgspec.Struct, frozen=True):
    """`doubt` says why nobody was found for it: {"message", "params"}."""

    id: uuid.UUID
    row_id: uuid.UUID | None
    file_name: str
    size: int
    sha256: str
    added_at: datetime
    matched_by: MatchedBy | None
    doubt: Mapping[str, Any] | None
    looked_at: datetime | None
    slip: str | None
    thumbnail_key: str | None

    @property
    def has_thumbnail(self) -> bool:
        return self.thumbnail_key is not None


class Row(msgspec.Struct, frozen=True):
    """A pupil's work. `entry_state` and `received_at` are those of the entry that it became."""

    id: uuid.UUID
    position: int
    code: str
    name: str
    class_name: str
    birth_year: int | None
    category_id: uuid.UUID
    title: str
    answers: Mapping[str, str]
    entry: uuid.UUID | None
    pupil: uuid.UUID | None
    refusal: Mapping[str, Any] | None
    entry_state: str | None
    entry_code: str | None
    entry_reason: Mapping[str, Any] | None
    received_at: datetime | None
    sha256: str | None
    file_name: str | None
    files: tuple[WaitingFile, ...] = ()

    @property
    def state(self) -> RowState:
        if self.entry is not None:
            return RowState.SENT
        if len(self.files) > 1:
            return RowState.SEVERAL_FILES
        if not self.files:
            return RowState.NO_FILE
        return RowState.REFUSED if self.refusal else RowState.READY


class Contents(msgspec.Struct, frozen=True):
    """An envelope's rows in the order of the roster, and the files that belong to nobody yet."""

    rows: list[Row]
    loose: list[WaitingFile]

    def count(self, *states: RowState) -> int:
        return sum(row.state in states for row in self.rows)

    @property
    def sendable(self) -> list[Row]:
        return [row for row in self.rows if row.state in (RowState.READY, RowState.REFUSED)]

    @property
    def sent(self) -> list[Row]:
        return [row for row in self.rows if row.state == RowState.SENT]


class EnvelopeLine(msgspec.Struct, frozen=True):
    """An envelope in a list, with its counts."""

    id: uuid.UUID
    contest_id: uuid.UUID
    unit: str
    class_name: str
    teacher: str
    phone: str
    created_at: datetime
    rows: int
    files: int
    sent: int


_ENVELOPE = (
    "SELECT id, contest AS contest_id, owner, unit, coalesce(class_name, '') AS class_name, teacher, phone, created_at"
    " FROM envelope WHERE id = $1"
)


async def envelope(actor: Actor, envelope_id: uuid.UUID) -> EnvelopeView:
    """The owner's own; for anybody else, and for a session by code and PIN, there is none. Raises NotFound."""
    rows = await fetch(_ENVELOPE, envelope_id)
    if not rows or rows[0]["owner"] != actor.person_id or actor.entry_id is not None:
        raise NotFound("There is no such envelope.")
    return EnvelopeView(**rows[0])


async def refusal(envelope_id: uuid.UUID) -> Refusal | None:
    rows = await fetch("SELECT checked FROM envelope WHERE id = $1", envelope_id)
    return msgspec.json.decode(rows[0]["checked"], type=Refusal) if rows and rows[0]["checked"] else None


async def contents(envelope_id: uuid.UUID) -> Contents:
    """Two statements, however many pupils."""
    rows = await fetch(
        "SELECT r.id, r.position, r.code, r.name, coalesce(r.class_name, '') AS class_name, r.birth_year,"
        " r.category AS category_id, r.title, r.answers, r.entry, r.pupil, r.refusal, e.state AS entry_state,"
        " e.code AS entry_code, e.reason AS entry_reason, e.received_at, f.sha256, f.file_name"
        " FROM envelope_row r LEFT JOIN entry e ON e.id = r.entry"
        " LEFT JOIN work_file f ON f.entry = e.id AND f.state <> 'replaced'"
        " WHERE r.envelope = $1 ORDER BY r.position, r.id",
        envelope_id,
    )
    files = await fetch(
        "SELECT id, row_id, file_name, size, sha256, added_at, matched_by, doubt, looked_at, slip,"
        " thumbnail_key FROM envelope_file WHERE envelope = $1"
        " ORDER BY file_name, added_at, id",
        envelope_id,
    )
    waiting = [_file(each) for each in files]
    by_row: dict[uuid.UUID, list[WaitingFile]] = {}
    for file in waiting:
        if file.row_id is not None:
            by_row.setdefault(file.row_id, []).append(file)
    return Contents(
        [_row(each, tuple(by_row.get(each["id"], ()))) for each in rows],
        [file for file in waiting if file.row_id is None],
    )


def _row(row: Mapping[str, Any], files: tuple[WaitingFile, ...]) -> Row:
    documents = {name: json.loads(row[name]) if row[name] else None for name in ("refusal", "entry_reason")}
    return Row(**{**row, **documents, "answers": json.loads(row["answers"]), "files": files})


def _file(row: Mapping[str, Any]) -> WaitingFile:
    matched = MatchedBy(row["matched_by"]) if row["matched_by"] else None
    doubt = json.loads(row["doubt"]) if row["doubt"] else None
    return WaitingFile(**{**row, "matched_by": matched, "doubt": doubt})


async def thumbnail_key(envelope_id: uuid.UUID, file_id: uuid.UUID) -> str:
    """Raises NotFound."""
    rows = await fetch(
        "SELECT thumbnail_key FROM envelope_file WHERE envelope = $1 AND id = $2 AND thumbnail_key IS NOT NULL",
        envelope_id, file_id,
    )  # fmt: skip
    if not rows:
        raise NotFound("There is no such picture, sound or page.")
    return str(rows[0]["thumbnail_key"])


_LINES = """
    SELECT v.id, v.contest AS contest_id, v.unit, coalesce(v.class_name, '') AS class_name, v.teacher, v.phone,
           v.created_at, count(DISTINCT r.id) AS rows, count(DISTINCT r.entry) AS sent,
           (SELECT count(*) FROM envelope_file f WHERE f.envelope = v.id) AS files
    FROM envelope v LEFT JOIN envelope_row r ON r.envelope = v.id
"""


async def envelopes_of(actor: Actor) -> list[EnvelopeLine]:
    """A person's own, the newest first; none for a session by code and PIN."""
    if actor.entry_id is not None:
        return []
    rows = await fetch(_LINES + " WHERE v.owner = $1 GROUP BY v.id ORDER BY v.created_at DESC, v.id", actor.person_id)
    return [EnvelopeLine(**row) for row in rows]


async def envelopes_in(contest_id: uuid.UUID) -> list[EnvelopeLine]:
    """All of a contest by school and class: for the organisers' office."""
    rows = await fetch(
        _LINES + " WHERE v.contest = $1 GROUP BY v.id ORDER BY lower(v.unit), lower(v.class_name), v.created_at",
        contest_id,
    )
    return [EnvelopeLine(**row) for row in rows]


async def envelope_of_entry(contest_id: uuid.UUID, code: str) -> EnvelopeLine | None:
    """The envelope by which an entry came: for the organisers' office."""
    rows = await fetch(
        "SELECT r.envelope FROM envelope_row r JOIN entry e ON e.id = r.entry WHERE e.contest = $1 AND e.code = $2",
        contest_id, code,
    )  # fmt: skip
    if not rows:
        return None
    lines = await fetch(_LINES + " WHERE v.id = $1 GROUP BY v.id", rows[0]["envelope"])
    return EnvelopeLine(**lines[0])
