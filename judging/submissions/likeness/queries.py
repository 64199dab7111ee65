"""Reads of likeness: the pairs, undecided ones first."""

from __future__ import annotations

import uuid
from datetime import datetime

import msgspec

from judging.db import fetch

PAGE = 20


class Side(msgspec.Struct, frozen=True):
    """One of two works. `picture` is the role of a copy to look at, `text` the key of its text in the store."""

    code: str
    title: str
    author: str
    unit: str
    state: str
    received_at: datetime | None
    picture: str | None
    text: str | None


class Pair(msgspec.Struct, frozen=True):
    id: uuid.UUID
    kind: str
    score: float
    decision: str | None
    decided_at: datetime | None
    decided_by: str | None
    sides: tuple[Side, Side]


class PairPage(msgspec.Struct, frozen=True):
    """`next` is the pair below which the next page goes on; None on the last."""

    pairs: list[Pair]
    next: uuid.UUID | None


_PAIR = """
    FROM likeness l JOIN work_file x ON x.id = l.first AND x.state = 'accepted' JOIN entry e ON e.id = x.entry
    JOIN work_file y ON y.id = l.second AND y.state = 'accepted' JOIN entry o ON o.id = y.entry
    WHERE l.contest = $1
"""
_OPEN = "l.decision IS NULL AND e.state = 'accepted' AND o.state = 'accepted'"


def _side(entry: str, file: str) -> str:
    """The columns of one work as a JSON object."""
    return (
        f"(SELECT json_build_object('code', {entry}.code, 'title', {entry}.title, 'author', a.name, 'unit', a.unit,"  # noqa: S608
        f" 'state', {entry}.state, 'received_at', {entry}.received_at, 'picture', (SELECT r.role FROM rendition r"
        f" WHERE r.file = {file}.id AND r.role IN ('medium.webp', 'small.webp', 'page-1.webp', 'thumb.webp')"
        "  ORDER BY r.role NOT LIKE 'medium%', r.role NOT LIKE 'small%', r.role LIMIT 1),"
        f" 'text', (SELECT r.storage_key FROM rendition r WHERE r.file = {file}.id AND r.role = 'text.txt'))"
        f" FROM authorship a WHERE a.entry = {entry}.id)"
    )


#: How many pairs of contest $1 wait for the secretary, as a part of a statement.
COUNT_OPEN = f"(SELECT count(*) {_PAIR} AND {_OPEN})"


async def pairs(contest_id: uuid.UUID, *, settled: bool = False, after: uuid.UUID | None = None) -> PairPage:
    """The newest first: those that wait for a decision, or, with `settled`, all others."""
    rows = await fetch(
        f"SELECT l.id, l.kind, l.score, l.decision, l.decided_at, p.name AS decided_by, {_side('e', 'x')} AS one,"  # noqa: S608
        f" {_side('o', 'y')} AS other {_PAIR.replace('WHERE', 'LEFT JOIN person p ON p.id = l.decided_by WHERE')}"
        f" AND ({_OPEN}) = $2 AND ($3::uuid IS NULL OR (l.found_at, l.id) <"
        "  (SELECT n.found_at, n.id FROM likeness n WHERE n.id = $3)) ORDER BY l.found_at DESC, l.id DESC LIMIT $4",
        contest_id, not settled, after, PAGE + 1,
    )  # fmt: skip
    found = [
        Pair(
            row["id"], row["kind"], row["score"], row["decision"], row["decided_at"], row["decided_by"],
            (msgspec.json.decode(row["one"], type=Side), msgspec.json.decode(row["other"], type=Side)),
        )
        for row in rows[:PAGE]
    ]  # fmt: skip
    return PairPage(found, found[-1].id if len(rows) > PAGE else None)


async def open_pairs(contest_id: uuid.UUID) -> int:
    """How many pairs wait for the secretary."""
    return int((await fetch(f"SELECT {COUNT_OPEN} AS n", contest_id))[0]["n"])
