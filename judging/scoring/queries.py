"""Reads of the jury. Nothing here joins the authorship table: a juror's page can ask for blind codes only."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from judging.contests.enums import Stage
from judging.contests.queries import ContestView
from judging.db import fetch
from judging.errors import NotFound, Refused
from judging.scoring.enums import ANSWERED, BallotState
from judging.submissions.queries import ACCEPTED_FILE, BLIND_COLUMNS, BlindWork, StoredRendition, blind_work_of
from judging.web.actor import Actor

_ANSWERED = [str(state) for state in ANSWERED]
REACH = 12  # neighbours shown on either side of a work
PAGE = 60


class PanelSeat(msgspec.Struct, frozen=True):
    """One of a juror's panels, with how far the juror has come."""

    panel_id: uuid.UUID
    seat_id: uuid.UUID
    contest_id: uuid.UUID
    category_id: uuid.UUID
    round_key: str
    number: int
    finished_at: datetime | None
    assigned: int
    answered: int
    next_code: str | None


class FilmFrame(msgspec.Struct, frozen=True):
    """A work in the juror's own order."""

    position: int
    blind_code: str
    title: str
    state: BallotState
    flagged: bool


class MyBallot(msgspec.Struct, frozen=True):
    """A juror's ballot with its work and its place in the juror's order."""

    panel_id: uuid.UUID
    category_key: str
    rules_sha256: str
    blind_code: str
    position: int
    state: BallotState
    scores: Mapping[str, int]
    note: str
    flagged: bool
    version: int
    saved_at: datetime | None
    finished: bool
    round_open: bool
    total: int
    answered: int
    work: BlindWork
    film: list[FilmFrame]  # this work and its neighbours

    @property
    def previous_code(self) -> str | None:
        return self._code_at(self.position - 1)

    @property
    def next_code(self) -> str | None:
        return self._code_at(self.position + 1)

    def _code_at(self, position: int) -> str | None:
        return next((frame.blind_code for frame in self.film if frame.position == position), None)


class SealedBallot(msgspec.Struct, frozen=True):
    entry_id: uuid.UUID
    panel_juror_id: uuid.UUID
    juror_number: int
    state: BallotState
    scores: Mapping[str, int]
    at: datetime | None  # when it was handed in


class JurorProgress(msgspec.Struct, frozen=True):
    seat_id: uuid.UUID
    number: int
    name: str
    assigned: int
    answered: int
    recused: int
    finished_at: datetime | None


class PanelProgress(msgspec.Struct, frozen=True):
    """Counts only: while a round is open not even the organiser sees a mark."""

    panel_id: uuid.UUID
    category_id: uuid.UUID
    round_key: str
    assigned_at: datetime | None
    report: Mapping[str, Any] | None
    jurors: list[JurorProgress]

    @property
    def assigned(self) -> int:
        return sum(juror.assigned for juror in self.jurors)

    @property
    def answered(self) -> int:
        return sum(juror.answered for juror in self.jurors)


async def my_panels(juror: Actor, panel_id: uuid.UUID | None = None) -> list[PanelSeat]:
    """All of a juror's panels, or the one."""
    rows = await fetch(
        "SELECT p.id AS panel_id, s.id AS seat_id, p.contest AS contest_id, p.category AS category_id, p.round_key,"
        " s.number, s.finished_at, s.assigned, s.answered,"
        # Two walks along an index that stop at the first row: sorting all ballots would read every one of them.
        " coalesce((SELECT e.blind_code FROM ballot n JOIN entry e ON e.id = n.entry WHERE n.panel_juror = s.id"
        "           AND n.state <> ALL($2) ORDER BY n.position LIMIT 1),"
        "          (SELECT e.blind_code FROM ballot n JOIN entry e ON e.id = n.entry WHERE n.panel_juror = s.id"
        "           ORDER BY n.position LIMIT 1)) AS next_code"
        " FROM panel_juror s JOIN panel p ON p.id = s.panel"
        " WHERE s.person = $1 AND ($3::uuid IS NULL OR p.id = $3) ORDER BY p.id",
        juror.person_id, _ANSWERED, panel_id,
    )  # fmt: skip
    return [PanelSeat(**row) for row in rows]


_FRAME = "'position', n.position, 'blind_code', o.blind_code, 'title', o.title, 'state', n.state, 'flagged', n.flagged"
# One statement for the whole page: what a juror waits for at every work is mostly the way to the database and back.
_MY_BALLOT = f"""
SELECT s.panel AS panel_id, k.key AS category_key, c.rules_sha256, b.position, b.state, b.scores, b.note, b.flagged,
       b.version, b.saved_at, s.finished_at IS NOT NULL AS finished,
       c.stage = 'judging' AS round_open, s.assigned AS total, s.answered, {BLIND_COLUMNS},
       (SELECT json_agg(json_build_object({_FRAME}) ORDER BY n.position) FROM ballot n JOIN entry o ON o.id = n.entry
        WHERE n.panel_juror = s.id AND n.position BETWEEN b.position - {REACH} AND b.position + {REACH}) AS film
FROM entry e {ACCEPTED_FILE}
JOIN ballot b ON b.entry = e.id
JOIN panel_juror s ON s.id = b.panel_juror
JOIN panel p ON p.id = s.panel
JOIN category k ON k.id = p.category
JOIN contest c ON c.id = p.contest
WHERE e.blind_code = $3 AND s.panel = $1 AND s.person = $2
"""  # noqa: S608 - constants


async def my_ballot(juror: Actor, panel_id: uuid.UUID, blind_code: str) -> MyBallot:
    """Raises NotFound for a work not assigned to this juror, who cannot tell it from one that is not there."""
    rows = await fetch(_MY_BALLOT, panel_id, juror.person_id, blind_code)
    if not rows:
        raise NotFound("There is no such work among those assigned to you.")
    row = rows[0]
    same = (
        "panel_id", "category_key", "rules_sha256", "blind_code", "position", "flagged", "version", "saved_at",
        "finished", "round_open", "total", "answered",
    )  # fmt: skip
    return MyBallot(
        **{name: row[name] for name in same},
        state=BallotState(row["state"]),
        scores=json.loads(row["scores"]),
        note=row["note"] or "",
        work=blind_work_of(row),
        film=msgspec.json.decode(row["film"], type=list[FilmFrame]),
    )


async def my_works(juror: Actor, panel_id: uuid.UUID, *, after: int = 0) -> list[FilmFrame]:
    """The next PAGE works of the juror's own order, behind the position `after`; positions have no gaps."""
    rows = await fetch(
        "SELECT b.position, e.blind_code, e.title, b.state, b.flagged FROM ballot b"
        " JOIN panel_juror s ON s.id = b.panel_juror JOIN entry e ON e.id = b.entry"
        " WHERE s.panel = $1 AND s.person = $2 AND b.position > $3 AND b.position <= $4 ORDER BY b.position",
        panel_id, juror.person_id, after, after + PAGE,
    )  # fmt: skip
    return [FilmFrame(**{**row, "state": BallotState(row["state"])}) for row in rows]


class WorkToKeep(msgspec.Struct, frozen=True):
    """What of a work a device keeps for scoring without a network: `size` in bytes, as far as it is media."""

    blind_code: str
    roles: list[str]
    size: int


async def my_works_to_keep(juror: Actor, panel_id: uuid.UUID) -> list[WorkToKeep]:
    """All works of the juror's own order. Texts and waveforms are part of their pages; the largest picture stands in
    for the sizes between."""
    rows = await fetch(
        "SELECT e.blind_code, array_remove(array_agg(r.role ORDER BY r.role), NULL) AS roles,"
        " coalesce(sum(r.size), 0)::bigint AS size"
        " FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror JOIN entry e ON e.id = b.entry"
        " LEFT JOIN work_file f ON f.entry = e.id AND f.state = 'accepted'"
        " LEFT JOIN rendition r ON r.file = f.id AND (r.role = ANY($3) OR r.role LIKE 'page-%')"
        " WHERE s.panel = $1 AND s.person = $2 GROUP BY b.position, e.blind_code ORDER BY b.position",
        panel_id, juror.person_id, ["large.webp", "small.webp", "thumb.webp", "listen.m4a"],
    )  # fmt: skip
    return [WorkToKeep(**row) for row in rows]


async def my_rendition(juror: Actor, panel_id: uuid.UUID, blind_code: str, role: str) -> StoredRendition:
    """A judging copy, only if the work is assigned to this juror."""
    rows = await fetch(
        "SELECT r.role, r.storage_key AS key, r.content_type, r.width, r.height, r.size"
        " FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror"
        " JOIN entry e ON e.id = b.entry JOIN work_file f ON f.entry = e.id AND f.state = 'accepted'"
        " JOIN rendition r ON r.file = f.id"
        " WHERE s.panel = $1 AND s.person = $2 AND e.blind_code = $3 AND r.role = $4",
        panel_id, juror.person_id, blind_code, role,
    )  # fmt: skip
    if not rows:
        raise NotFound("There is no such picture, sound or page.")
    return StoredRendition(**rows[0])


async def progress(contest_id: uuid.UUID) -> list[PanelProgress]:
    rows = await fetch(
        "SELECT p.id AS panel_id, p.category, p.round_key, p.assigned_at, p.report, s.id AS seat_id, s.number, n.name,"
        " s.finished_at, s.assigned, s.answered, (SELECT count(*) FROM ballot b WHERE b.panel_juror = s.id"
        " AND b.state = 'recused') AS recused"
        " FROM panel p JOIN category c ON c.id = p.category LEFT JOIN panel_juror s ON s.panel = p.id"
        " LEFT JOIN person n ON n.id = s.person WHERE p.contest = $1 ORDER BY c.position, s.number",
        contest_id,
    )
    panels: dict[uuid.UUID, PanelProgress] = {}
    for row in rows:
        panel = panels.setdefault(
            row["panel_id"],
            PanelProgress(
                panel_id=row["panel_id"],
                category_id=row["category"],
                round_key=row["round_key"],
                assigned_at=row["assigned_at"],
                report=json.loads(row["report"]) if row["report"] else None,
                jurors=[],
            ),
        )
        if row["seat_id"] is not None:
            fields = ("seat_id", "number", "name", "assigned", "answered", "recused", "finished_at")
            panel.jurors.append(JurorProgress(**{name: row[name] for name in fields}))
    return list(panels.values())


async def sealed_ballots(view: ContestView, category_key: str) -> list[SealedBallot]:
    """All ballots of the deciding round. Raises Refused while the round is open: scores stay sealed until it closes."""
    if not view.reached(Stage.BOARD):
        raise Refused("Scores are sealed until the round is closed.")
    rows = await fetch(
        "SELECT b.entry AS entry_id, s.id AS panel_juror_id, s.number AS juror_number, b.state, b.scores,"
        " b.submitted_at AS at FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror JOIN panel p ON p.id = s.panel"
        " JOIN entry e ON e.id = b.entry AND e.state = 'accepted'"
        " WHERE p.category = $1 AND p.round_key = $2 ORDER BY e.blind_code, s.number",
        view.category_ids[category_key], view.rules.final_round.key,
    )  # fmt: skip
    return [
        SealedBallot(**{**row, "state": BallotState(row["state"]), "scores": json.loads(row["scores"])}) for row in rows
    ]
