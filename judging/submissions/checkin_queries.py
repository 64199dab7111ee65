"""Reads of check-in: what is here, what is not, and where it lies."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import msgspec

from judging.collation import word_key
from judging.db import fetch

LATEST = 12
PAGE = 100

_EXPECTED = "e.category = ANY($1) AND e.state IN ('received', 'accepted', 'quarantined')"


class Here(msgspec.Struct, frozen=True):
    """An original that has come. Sizes in centimetres, as measured."""

    arrived_at: datetime
    by: str
    width_cm: Decimal | None
    height_cm: Decimal | None
    stated_width: str | None
    stated_height: str | None
    condition: str | None
    shelf: str | None


class Arrived(msgspec.Struct, frozen=True):
    code: str
    title: str
    unit: str
    arrived_at: datetime
    shelf: str | None


class UnitCount(msgspec.Struct, frozen=True):
    unit: str
    expected: int
    arrived: int

    @property
    def missing(self) -> int:
        return self.expected - self.arrived


class Absent(msgspec.Struct, frozen=True):
    code: str
    title: str
    author: str
    class_name: str | None
    teacher: str | None
    phone: str | None


class AbsentPage(msgspec.Struct, frozen=True):
    """`next` is the code after which the next page goes on; None on the last."""

    works: list[Absent]
    next: str | None


class Tally(msgspec.Struct, frozen=True):
    """Originals that are expected, and those of them that are here."""

    expected: int
    arrived: int

    @property
    def missing(self) -> int:
        """None are missed while nothing was checked in: a contest may do without originals."""
        return self.expected - self.arrived if self.arrived else 0


async def here(contest_id: uuid.UUID, code: str) -> Here | None:
    rows = await fetch(
        "SELECT k.arrived_at, p.name AS by, k.width_cm, k.height_cm, k.stated_width, k.stated_height, k.condition,"
        " k.shelf FROM check_in k JOIN entry e ON e.id = k.entry JOIN person p ON p.id = k.person"
        " WHERE e.contest = $1 AND e.code = $2",
        contest_id, code,
    )  # fmt: skip
    return Here(**rows[0]) if rows else None


async def tally(categories: Sequence[uuid.UUID]) -> Tally:
    rows = await fetch(
        "SELECT count(*) AS expected, count(k.id) AS arrived FROM entry e"  # noqa: S608 - a constant
        f" LEFT JOIN check_in k ON k.entry = e.id WHERE {_EXPECTED}",
        list(categories),
    )
    return Tally(**rows[0])


async def latest(categories: Sequence[uuid.UUID], limit: int = LATEST) -> list[Arrived]:
    """The last ones first."""
    rows = await fetch(
        "SELECT e.code, e.title, a.unit, k.arrived_at, k.shelf FROM check_in k JOIN entry e ON e.id = k.entry"
        " JOIN authorship a ON a.entry = e.id WHERE e.category = ANY($1) ORDER BY k.arrived_at DESC, e.code LIMIT $2",
        list(categories), limit,
    )  # fmt: skip
    return [Arrived(**row) for row in rows]


async def by_unit(categories: Sequence[uuid.UUID]) -> list[UnitCount]:
    """Those with something missing first, each group in Vietnamese order."""
    rows = await fetch(
        "SELECT a.unit, count(*) AS expected, count(k.id) AS arrived FROM entry e"  # noqa: S608 - a constant
        " JOIN authorship a ON a.entry = e.id LEFT JOIN check_in k ON k.entry = e.id"
        f" WHERE {_EXPECTED} GROUP BY a.unit",
        list(categories),
    )
    return sorted(
        (UnitCount(**row) for row in rows),
        key=lambda one: (not one.missing, word_key(one.unit)),
    )


async def absent(categories: Sequence[uuid.UUID], *, unit: str = "", after: str = "", limit: int = PAGE) -> AbsentPage:
    """What has not come, of one unit or of all, in the order of codes."""
    rows = await fetch(
        "SELECT e.code, e.title, a.name AS author, a.class_name, a.teacher, a.phone FROM entry e"  # noqa: S608
        " JOIN authorship a ON a.entry = e.id"
        f" WHERE {_EXPECTED} AND ($2 = '' OR a.unit = $2) AND e.code > $3"
        " AND NOT EXISTS (SELECT 1 FROM check_in k WHERE k.entry = e.id) ORDER BY e.code LIMIT $4",
        list(categories), unit, after, limit + 1,
    )  # fmt: skip
    works = [Absent(**row) for row in rows[:limit]]
    return AbsentPage(works, works[-1].code if len(rows) > limit else None)


async def not_here(entries: Sequence[uuid.UUID]) -> int:
    """How many of these entries' originals have never come."""
    rows = await fetch(
        "SELECT count(*) AS n FROM unnest($1::uuid[]) AS e(id)"
        " WHERE NOT EXISTS (SELECT 1 FROM check_in k WHERE k.entry = e.id)",
        list(entries),
    )
    return int(rows[0]["n"])
