"""Verbs of likeness: a new file is compared with those that are here, and the secretary decides about each pair."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Iterator
from enum import StrEnum

import msgspec
import numpy as np

from judging import audit, clock
from judging.db import UnitOfWork, execute_many, fetch, unit_of_work
from judging.errors import Invalid, NotFound
from judging.submissions.desk_service import DESK
from judging.submissions.likeness import pictures, texts
from judging.submissions.likeness.prints import Print, grey_of
from judging.web.actor import Actor
from judging.web.i18n import N_

_LOCK = 7_241_118  # with the contest's number: two copies that are checked at once must see each other


class Decision(StrEnum):
    DIFFERENT = "different"
    SAME = "same"


class Match(msgspec.Struct, frozen=True):
    """A file that an other one is like. `score` is 1 for the same one."""

    file: uuid.UUID
    kind: str
    score: float


async def compare(_work: UnitOfWork, *, contest_id: uuid.UUID, file_id: uuid.UUID, found: Print | None) -> None:
    """Keeps the fingerprint of a file that is accepted in this unit of work, and notes which earlier ones it is like.

    A file sent again by its own entry is not compared with the one it takes the place of.
    """
    await fetch("SELECT pg_advisory_xact_lock($1, hashtext($2))", _LOCK, str(contest_id))
    matches = {match.file: match for match in await _like(contest_id, file_id, found)}
    matches |= {match.file: match for match in await _same_bytes(contest_id, file_id)}
    if found is not None:
        await fetch(
            "INSERT INTO work_print (id, file, contest, kind, hashes, grey, marks) VALUES ($1, $2, $3, $4, $5, $6, $7)"
            " ON CONFLICT (file) DO NOTHING",
            uuid.uuid4(), file_id, contest_id, found.kind, found.hashes, found.grey, found.marks,
        )  # fmt: skip
    now = clock.now()
    if matches:
        await execute_many(
            "INSERT INTO likeness (id, contest, first, second, kind, score, found_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (first, second) DO NOTHING",
            [(uuid.uuid4(), contest_id, one.file, file_id, one.kind, one.score, now) for one in matches.values()],
        )


async def _like(contest_id: uuid.UUID, file_id: uuid.UUID, found: Print | None) -> list[Match]:
    if found is None:
        return []
    if found.marks is not None:
        return [match async for match in _like_text(contest_id, file_id, found.marks)]
    return [match async for match in _like_picture(contest_id, file_id, found)]


#: Fingerprints of the contest's other entries, as long as their files stand.
_OTHERS = """
    FROM work_print p JOIN work_file f ON f.id = p.file AND f.state = 'accepted'
    WHERE p.contest = $1 AND f.entry <> (SELECT entry FROM work_file WHERE id = $2)
"""


async def _like_text(contest_id: uuid.UUID, file_id: uuid.UUID, marks: list[int]) -> AsyncIterator[Match]:
    rows = await fetch(f"SELECT p.file, p.marks {_OTHERS} AND p.marks && $3", contest_id, file_id, marks)
    for row in rows:
        score = texts.sameness(marks, row["marks"])
        if score >= texts.SAME:
            yield Match(row["file"], "text", score)


async def _like_picture(contest_id: uuid.UUID, file_id: uuid.UUID, found: Print) -> AsyncIterator[Match]:
    """Near hashes first, which is quick; then the few that are left are laid upon each other."""
    rows = await fetch(
        f"SELECT p.file, p.hashes {_OTHERS} AND p.kind = 'picture'", contest_id, file_id
    )  # fmt: skip
    if not rows or found.grey is None:
        return
    grey = grey_of(found.grey)
    hashes = np.array([np.frombuffer(row["hashes"], dtype="<u8") for row in rows])
    near = [
        row["file"] for row, bits in zip(rows, pictures.nearest(grey, hashes), strict=True) if bits <= pictures.NEAR
    ]
    for row in (
        await fetch("SELECT file, grey FROM work_print WHERE file = ANY($1) ORDER BY file", near) if near else []
    ):
        score = pictures.sameness(grey, grey_of(row["grey"]))
        if score >= pictures.SAME:
            yield Match(row["file"], "picture", score)


async def _same_bytes(contest_id: uuid.UUID, file_id: uuid.UUID) -> list[Match]:
    """Other entries that were sent the very same file, of whatever kind."""
    rows = await fetch(
        "SELECT o.id FROM work_file f JOIN work_file o ON o.sha256 = f.sha256 AND o.entry <> f.entry"
        " JOIN entry e ON e.id = o.entry WHERE f.id = $2 AND e.contest = $1 AND o.state = 'accepted'",
        contest_id, file_id,
    )  # fmt: skip
    return [Match(row["id"], "file", 1.0) for row in rows]


async def decide(*, actor: Actor, contest_id: uuid.UUID, pair_id: uuid.UUID, decision: str) -> None:
    """Different works, or the same one; "" takes an earlier decision back. It takes nobody out of the contest: that is
    `desk_service.disqualify`, with its reason. Raises NotAllowed, NotFound, Invalid."""
    actor.must_be(contest_id, *DESK)
    if decision and decision not in list(Decision):
        raise Invalid(N_("Please choose one of the answers."), field="decision")
    async with unit_of_work() as work:
        rows = await fetch(
            "UPDATE likeness SET decision = $3, decided_by = $4, decided_at = $5 WHERE id = $2 AND contest = $1"
            " RETURNING"
            " (SELECT e.code FROM entry e JOIN work_file f ON f.entry = e.id WHERE f.id = likeness.first) AS one,"
            " (SELECT e.code FROM entry e JOIN work_file f ON f.entry = e.id WHERE f.id = likeness.second) AS other",
            contest_id, pair_id, decision or None, actor.person_id if decision else None,
            clock.now() if decision else None,
        )  # fmt: skip
        if not rows:
            raise NotFound("There is no such pair.")
        for code, other in _both(rows[0]):
            audit.record(
                work, actor=str(actor.person_id), action="likeness.decided" if decision else "likeness.reopened",
                subject=code, contest_id=contest_id, other=other, decision=decision or None,
            )  # fmt: skip


def _both(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield row["one"], row["other"]
    yield row["other"], row["one"]
