"""Verbs of jurors: save, submit, abstain, recuse. A save that was answered is in the database."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime

import msgspec

from judging import audit, clock
from judging.contests.enums import Stage
from judging.contests.queries import rules_by_digest
from judging.contests.rules import CategoryRules, Scale
from judging.db import UnitOfWork, fetch, unit_of_work
from judging.errors import Invalid, NotFound, Refused
from judging.scoring import ballots
from judging.scoring.enums import ANSWERED, BallotState
from judging.web.actor import Actor

LONGEST_NOTE = 4000


class Saved(msgspec.Struct, frozen=True):
    """What the page shows as safe: when the server had it, and the ballot's version from now on."""

    at: datetime
    version: int
    state: BallotState
    total: str
    missing: list[str]


class OpenBallot(msgspec.Struct, frozen=True):
    """A juror's own ballot, locked for writing."""

    id: uuid.UUID
    entry_id: uuid.UUID
    seat_id: uuid.UUID
    code: str
    state: BallotState
    version: int
    contest_id: uuid.UUID
    category: CategoryRules
    scale: Scale


async def _ballot(juror: Actor, panel_id: uuid.UUID, blind_code: str) -> OpenBallot:
    """Only the juror's own, only while the round is open. Raises NotFound, Refused.

    The seat and the contest are held too: neither handing in nor closing the round can overtake a mark.
    """
    rows = await fetch(
        "SELECT b.id, b.entry, b.state, b.version, s.id AS seat, s.finished_at, e.blind_code, c.id AS contest, c.stage,"
        " c.rules_sha256, k.key FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror JOIN panel p ON p.id = s.panel"
        " JOIN entry e ON e.id = b.entry JOIN contest c ON c.id = p.contest JOIN category k ON k.id = p.category"
        " WHERE s.panel = $1 AND s.person = $2 AND e.blind_code = $3 FOR UPDATE OF b, s FOR SHARE OF c",
        panel_id, juror.person_id, blind_code,
    )  # fmt: skip
    if not rows:
        raise NotFound("There is no such work among those assigned to you.")
    row = rows[0]
    if row["stage"] != Stage.JUDGING:
        raise Refused("The round is not open; marks can no longer be changed.")
    if row["finished_at"] is not None:
        raise Refused("You have handed in all your ballots; ask the organisers if one must be changed.")
    rules = await rules_by_digest(row["rules_sha256"])
    return OpenBallot(
        id=row["id"],
        entry_id=row["entry"],
        seat_id=row["seat"],
        code=row["blind_code"],
        state=BallotState(row["state"]),
        version=row["version"],
        contest_id=row["contest"],
        category=rules.category(row["key"]),
        scale=rules.final_round.scale,
    )


async def save_ballot(
    *,
    juror: Actor,
    panel_id: uuid.UUID,
    blind_code: str,
    scores: Mapping[str, int],
    note: str = "",
    flagged: bool = False,
    version: int | None = None,
) -> Saved:
    """Keeps a draft; a ballot that was handed in and is still complete stays handed in, with the new marks.

    With `version` (of the page's last save) a page older than the server's ballot is refused.
    """
    async with unit_of_work() as work:
        ballot = await _ballot(juror, panel_id, blind_code)
        _check_version(ballot, version)
        whole = ballot.state == BallotState.SUBMITTED and not ballots.missing(ballot.category, scores)
        state = BallotState.SUBMITTED if whole else BallotState.DRAFT
        saved = await _write(ballot, scores=scores, note=note, flagged=flagged, state=state)
        if whole:
            _record(work, juror, ballot, "ballot.submitted", version=saved.version)
        return saved


def _check_version(ballot: OpenBallot, version: int | None) -> None:
    if version is not None and version < ballot.version:
        raise Refused(
            "This work was marked on another page meanwhile; that page's marks were kept. Reload to see them."
        )


async def submit_ballot(
    *,
    juror: Actor,
    panel_id: uuid.UUID,
    blind_code: str,
    scores: Mapping[str, int],
    note: str = "",
    flagged: bool = False,
    version: int | None = None,
) -> Saved:
    """Hands a complete ballot in; it may be changed until the juror has finished. Raises Invalid on a missing mark, and
    Refused as `save_ballot` does."""
    async with unit_of_work() as work:
        ballot = await _ballot(juror, panel_id, blind_code)
        _check_version(ballot, version)
        lacking = ballots.missing(ballot.category, scores)
        if lacking:
            raise Invalid("Please give a mark for every criterion, or choose “Do not score”.", field=lacking[0])
        saved = await _write(ballot, scores=scores, note=note, flagged=flagged, state=BallotState.SUBMITTED)
        _record(work, juror, ballot, "ballot.submitted", version=saved.version)
    return saved


async def abstain(*, juror: Actor, panel_id: uuid.UUID, blind_code: str, reason: str, conflict: bool = False) -> Saved:
    """Does not score this work: no mark counts for it. With `conflict` the juror recuses (own pupil, own family)."""
    reason = reason.strip()
    if not reason:
        raise Invalid("Please say in a few words why you do not score this work.", field="reason")
    state = BallotState.RECUSED if conflict else BallotState.ABSTAINED
    async with unit_of_work() as work:
        ballot = await _ballot(juror, panel_id, blind_code)
        saved = await _write(ballot, scores={}, note=reason, flagged=False, state=state)
        if conflict:
            await fetch(
                "INSERT INTO conflict (id, panel_juror, entry, source, reason, at)"
                " VALUES ($1, $2, $3, 'declared', $4, $5) ON CONFLICT DO NOTHING",
                uuid.uuid4(), ballot.seat_id, ballot.entry_id, reason[:300], clock.now(),
            )  # fmt: skip
        _record(work, juror, ballot, f"ballot.{state}", version=saved.version)
    return saved


async def finish(*, juror: Actor, panel_id: uuid.UUID) -> int:
    """Hands everything in for good. Raises Refused while works are unanswered. Returns the number of ballots."""
    async with unit_of_work() as work:
        seats = await fetch(
            "SELECT s.id, s.assigned, s.answered, p.contest FROM panel_juror s JOIN panel p ON p.id = s.panel"
            " WHERE s.panel = $1 AND s.person = $2 FOR UPDATE OF s",
            panel_id, juror.person_id,
        )  # fmt: skip
        if not seats:
            raise NotFound("You do not sit on this panel.")
        total, answered = seats[0]["assigned"], seats[0]["answered"]
        if answered < total:
            raise Refused("%(open)s of %(total)s works are not answered yet.", open=total - answered, total=total)
        await fetch("UPDATE panel_juror SET finished_at = $2 WHERE id = $1", seats[0]["id"], clock.now())
        audit.record(
            work, actor=str(juror.person_id), action="panel.finished", subject=str(panel_id),
            contest_id=seats[0]["contest"], ballots=total,
        )  # fmt: skip
    return int(total)


async def _write(
    ballot: OpenBallot, *, scores: Mapping[str, int], note: str, flagged: bool, state: BallotState
) -> Saved:
    kept = ballots.check_scores(ballot.category, ballot.scale, scores)
    if len(note) > LONGEST_NOTE:
        raise Invalid("Please keep the note to %(limit)s characters.", field="note", limit=LONGEST_NOTE)
    now = clock.now()
    await fetch(
        "UPDATE ballot SET scores = $2::jsonb, note = $3, flagged = $4, state = $5::varchar, version = version + 1,"
        " saved_at = $6::timestamptz,"
        " submitted_at = CASE WHEN $5::varchar = 'draft' THEN NULL ELSE $6::timestamptz END WHERE id = $1",
        ballot.id, json.dumps(kept), note or None, flagged, str(state), now,
    )  # fmt: skip
    if ballot.state == BallotState.RECUSED and state != BallotState.RECUSED:
        # The juror takes it back; that it was said stays in the log.
        await fetch("DELETE FROM conflict WHERE panel_juror = $1 AND entry = $2", ballot.seat_id, ballot.entry_id)
    step = (state in ANSWERED) - (ballot.state in ANSWERED)
    if step:
        await fetch("UPDATE panel_juror SET answered = answered + $2 WHERE id = $1", ballot.seat_id, step)
    return Saved(
        at=now,
        version=ballot.version + 1,
        state=state,
        total=str(ballots.running_total(ballot.category, kept)),
        missing=ballots.missing(ballot.category, kept),
    )


def _record(work: UnitOfWork, juror: Actor, ballot: OpenBallot, action: str, **detail: object) -> None:
    audit.record(
        work, actor=str(juror.person_id), action=action, subject=ballot.code, contest_id=ballot.contest_id, **detail
    )
