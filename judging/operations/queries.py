"""What is known of the stored works, for the organisers' overview and for the command line."""

from __future__ import annotations

import uuid
from datetime import datetime

import msgspec

from judging.db import fetch

_DESCRIBED = """
    SELECT f.storage_key AS key, 'original' AS what, e.code, e.contest FROM work_file f JOIN entry e ON e.id = f.entry
    UNION ALL
    SELECT r.storage_key, r.role, e.code, e.contest
    FROM rendition r JOIN work_file f ON f.id = r.file JOIN entry e ON e.id = f.entry
    UNION ALL
    SELECT b.storage_key, 'bundle', c.slug, c.id FROM bundle b JOIN contest c ON c.id = b.contest
"""


class Fault(msgspec.Struct, frozen=True):
    """`what` is "original", the role of a judging copy, "bundle", or "" where no room tells; `code` the entry's."""

    key: str
    problem: str
    what: str
    code: str


class Integrity(msgspec.Struct, frozen=True):
    """Of a contest: when all was last verified (None: not yet), how many originals that concerns, what is wrong now."""

    verified_at: datetime | None
    originals: int
    faults: list[Fault]

    @property
    def broken_originals(self) -> list[str]:
        return sorted({one.code for one in self.faults if one.what == "original"})

    @property
    def broken_copies(self) -> list[str]:
        return sorted({one.code for one in self.faults if one.what not in ("original", "bundle", "")})


async def integrity(contest_id: uuid.UUID) -> Integrity:
    walks = await fetch(
        "SELECT begun_at, finished_at FROM store_check WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 1"
    )
    rows = await fetch(
        f"SELECT s.key, s.problem, d.what, d.code FROM store_fault s JOIN ({_DESCRIBED}) d ON d.key = s.key"  # noqa: S608
        " WHERE d.contest = $1 ORDER BY d.code, d.what",
        contest_id,
    )
    faults = [Fault(**row) for row in rows]
    if not walks:
        return Integrity(None, 0, faults)
    counted = await fetch(
        "SELECT count(*) AS n FROM work_file f JOIN entry e ON e.id = f.entry"
        " WHERE e.contest = $1 AND f.received_at <= $2",
        contest_id, walks[0]["begun_at"],
    )  # fmt: skip
    return Integrity(walks[0]["finished_at"], counted[0]["n"], faults)


async def faults() -> list[Fault]:
    """Of all contests; an object that several files share is told for each of them."""
    rows = await fetch(
        "SELECT s.key, s.problem, coalesce(d.what, '') AS what, coalesce(d.code, '') AS code"  # noqa: S608
        f" FROM store_fault s LEFT JOIN ({_DESCRIBED}) d ON d.key = s.key ORDER BY d.code, d.what, s.key"
    )
    return [Fault(**row) for row in rows]
