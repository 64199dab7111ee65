"""Reads of the board's meeting and motions: blind codes, titles, and the members' own names."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from judging.awards.deliberation.decisions import Breach, Carried, Change
from judging.awards.deliberation.enums import Kind, Outcome, Vote
from judging.contests.queries import ContestView
from judging.db import fetch
from judging.errors import NotFound
from judging.web.actor import Role


class Member(msgspec.Struct, frozen=True):
    id: uuid.UUID
    name: str


class Meeting(msgspec.Struct, frozen=True):
    """Who sat on it. `present` are members of the board, the chair among them."""

    chair: Member
    present: list[Member]
    guests: list[str]
    minute_taker: str
    place: str
    began_at: datetime


class VoteView(msgspec.Struct, frozen=True):
    person_id: uuid.UUID
    name: str
    vote: Vote
    at: datetime


class MotionView(msgspec.Struct, frozen=True):
    """A motion with its votes, in the order in which they were given. `titles` are those of its works, by code."""

    id: uuid.UUID
    number: int
    category: str
    kind: Kind
    tier: str | None
    undoes: int | None
    changes: tuple[Change, ...]
    titles: Mapping[str, str]
    reason: str
    breaches: tuple[Breach, ...]
    proposer: Member
    proposed_at: datetime
    outcome: Outcome | None
    members: int | None
    closed_by: str | None
    closed_at: datetime | None
    in_effect: bool
    votes: list[VoteView]

    @property
    def given(self) -> list[Vote]:
        return [one.vote for one in self.votes]

    def count(self, vote: str) -> int:
        return self.given.count(Vote(vote))

    def names(self, vote: str) -> list[str]:
        return [one.name for one in self.votes if one.vote == vote]

    def vote_of(self, person_id: uuid.UUID) -> str:
        return next((str(one.vote) for one in self.votes if one.person_id == person_id), "")


async def members(contest_id: uuid.UUID) -> list[Member]:
    """The advisory board, by name: who was appointed for this contest, or, where nobody was, for all contests."""
    rows = await fetch(
        "SELECT DISTINCT p.id, p.name, m.contest_id IS NOT NULL AS own FROM person p"
        " JOIN membership m ON m.person = p.id"
        " WHERE m.role = $2 AND (m.contest_id = $1 OR m.contest_id IS NULL) AND p.disabled_at IS NULL"
        " ORDER BY p.name, p.id",
        contest_id, Role.BOARD.value,
    )  # fmt: skip
    own = [row for row in rows if row["own"]]
    return [Member(row["id"], row["name"]) for row in own or rows]


async def meeting(contest_id: uuid.UUID) -> Meeting | None:
    """The newest note of it; None before anybody has noted who sits."""
    rows = await fetch(
        "SELECT m.chair, m.present, m.guests, m.minute_taker, m.place, m.began_at FROM board_meeting m"
        " WHERE m.contest = $1 ORDER BY m.at DESC, m.id LIMIT 1",
        contest_id,
    )
    if not rows:
        return None
    row = rows[0]
    ids = [uuid.UUID(one) for one in json.loads(row["present"])]
    people = await fetch("SELECT id, name FROM person WHERE id = ANY($1) ORDER BY name, id", [*ids, row["chair"]])
    named = {one["id"]: Member(one["id"], one["name"]) for one in people}
    return Meeting(
        chair=named[row["chair"]],
        present=[one for one in named.values() if one.id in ids],
        guests=row["guests"].splitlines(),
        minute_taker=row["minute_taker"],
        place=row["place"],
        began_at=row["began_at"],
    )


async def open_motion(contest_id: uuid.UUID) -> int | None:
    """The number of the motion that is being voted on: one matter after another."""
    rows = await fetch("SELECT number FROM motion WHERE contest = $1 AND outcome IS NULL", contest_id)
    return int(rows[0]["number"]) if rows else None


async def carried(contest_id: uuid.UUID) -> list[Carried]:
    """The adopted motions, in their order."""
    rows = await fetch(
        "SELECT number, changes FROM motion WHERE contest = $1 AND outcome = $2 ORDER BY number",
        contest_id, Outcome.CARRIED.value,
    )  # fmt: skip
    return [Carried(row["number"], _changes(row["changes"])) for row in rows]


async def motions(view: ContestView) -> list[MotionView]:
    """All of them, the oldest first."""
    rows = await fetch(
        "SELECT m.*, p.name AS proposer_name, c.name AS closer FROM motion m JOIN person p ON p.id = m.proposer"
        " LEFT JOIN person c ON c.id = m.closed_by WHERE m.contest = $1 ORDER BY m.number",
        view.id,
    )
    votes = await fetch(
        "SELECT v.motion, v.person AS person_id, p.name, v.vote, v.at FROM motion_vote v"
        " JOIN motion m ON m.id = v.motion JOIN person p ON p.id = v.person WHERE m.contest = $1 ORDER BY v.at, p.name",
        view.id,
    )
    by_motion: dict[uuid.UUID, list[VoteView]] = defaultdict(list)
    for vote in votes:
        by_motion[vote["motion"]].append(VoteView(vote["person_id"], vote["name"], Vote(vote["vote"]), vote["at"]))
    codes = sorted({change.code for row in rows for change in _changes(row["changes"])})
    found = await fetch(
        "SELECT blind_code, title FROM entry WHERE contest = $1 AND blind_code = ANY($2)", view.id, codes
    )
    titles = {row["blind_code"]: row["title"] for row in found}
    return [_motion(view, row, by_motion[row["id"]], titles) for row in rows]


async def motion(view: ContestView, number: int) -> MotionView:
    """Raises NotFound."""
    found = next((one for one in await motions(view) if one.number == number), None)
    if found is None:
        raise NotFound("There is no such motion.")
    return found


def _motion(view: ContestView, row: Mapping[str, Any], votes: list[VoteView], titles: Mapping[str, str]) -> MotionView:
    changes = _changes(row["changes"])
    return MotionView(
        id=row["id"],
        number=row["number"],
        category=view.category_key(row["category"]),
        kind=Kind(row["kind"]),
        tier=row["tier"],
        undoes=row["undoes"],
        changes=changes,
        titles={one.code: titles.get(one.code, "") for one in changes},
        reason=row["reason"],
        breaches=tuple(msgspec.json.decode(row["breaches"], type=list[Breach])),
        proposer=Member(row["proposer"], row["proposer_name"]),
        proposed_at=row["proposed_at"],
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        members=row["members"],
        closed_by=row["closer"],
        closed_at=row["closed_at"],
        in_effect=row["in_effect"],
        votes=votes,
    )


def _changes(stored: str) -> tuple[Change, ...]:
    return tuple(msgspec.json.decode(stored, type=list[Change]))
