"""Reads of the jury for the organiser: who has come in, which conflicts are known, what nobody has been given."""

from __future__ import annotations

import uuid

import msgspec

from judging.db import fetch

MOST = 300


class JurorContact(msgspec.Struct, frozen=True):
    """`arrived` when the juror has used an invitation or a sign-in link."""

    seat_id: uuid.UUID
    email: str | None
    arrived: bool


class ConflictLine(msgspec.Struct, frozen=True):
    """By blind code: the organiser of the jury need not know whose work it is."""

    category_id: uuid.UUID
    number: int
    name: str
    blind_code: str
    source: str
    reason: str


async def contacts(contest_id: uuid.UUID) -> dict[uuid.UUID, JurorContact]:
    """By seat."""
    rows = await fetch(
        "SELECT s.id AS seat_id, n.email,"
        " EXISTS (SELECT 1 FROM sign_in_link l WHERE l.person = n.id AND l.used_at IS NOT NULL) AS arrived"
        " FROM panel_juror s JOIN panel p ON p.id = s.panel JOIN person n ON n.id = s.person WHERE p.contest = $1",
        contest_id,
    )
    return {row["seat_id"]: JurorContact(**row) for row in rows}


async def conflicts(contest_id: uuid.UUID, limit: int = MOST) -> list[ConflictLine]:
    """Suggested from units and declared by jurors, by category and juror."""
    rows = await fetch(
        "SELECT p.category AS category_id, s.number, n.name, e.blind_code, c.source, c.reason FROM conflict c"
        " JOIN panel_juror s ON s.id = c.panel_juror JOIN panel p ON p.id = s.panel JOIN person n ON n.id = s.person"
        " JOIN entry e ON e.id = c.entry JOIN category k ON k.id = p.category WHERE p.contest = $1"
        " ORDER BY k.position, s.number, e.blind_code LIMIT $2",
        contest_id, limit,
    )  # fmt: skip
    return [ConflictLine(**row) for row in rows]


async def unassigned(contest_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """Accepted entries that no juror has, by category; categories without one are missing."""
    rows = await fetch(
        "SELECT e.category, count(*) AS n FROM entry e WHERE e.contest = $1 AND e.state = 'accepted'"
        " AND NOT EXISTS (SELECT 1 FROM ballot b WHERE b.entry = e.id) GROUP BY e.category",
        contest_id,
    )
    return {row["category"]: row["n"] for row in rows}
