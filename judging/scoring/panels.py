"""Setting the jury up: panels from the rules, conflicts, and the assignment of ballots."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Mapping, Sequence

import msgspec

from judging import audit, clock
from judging.accounts.service import invite
from judging.contests.enums import Stage
from judging.contests.queries import ContestView, contest
from judging.contests.rules import Judging
from judging.db import UnitOfWork, execute_many, fetch, unit_of_work
from judging.errors import Refused
from judging.scoring.assignment import EntryNeed, JurorCapacity, Plan, assign
from judging.scoring.conflicts import OWN, suggested
from judging.scoring.enums import BallotState
from judging.submissions import queries as submissions
from judging.web.actor import Actor, Role

SETTERS = (Role.ORGANISER,)


class Seat(msgspec.Struct, frozen=True):
    """A juror's place on a panel."""

    id: uuid.UUID
    person: uuid.UUID
    juror_key: str
    number: int


async def set_up_panels(*, organiser: Actor, contest_id: uuid.UUID) -> int:
    """Makes the panels of every round from the rules and invites their jurors. Doing it again adds what is missing.

    Returns how many jurors were invited. Raises NotAllowed, Refused while the rules may still change.
    """
    organiser.must_be(contest_id, *SETTERS)
    view = await contest(id=contest_id)
    if not view.reached(Stage.OPEN):
        raise Refused("Jurors are invited after the contest has been opened, when its rules are frozen.")
    invited = 0
    async with unit_of_work() as work:
        people: dict[str, uuid.UUID] = {}
        for round_ in view.rules.rounds:
            for panel in view.rules.panels:
                panel_id = await _panel(view, panel.category, round_.key)
                for number, key in enumerate(panel.jurors, start=1):
                    if await _seated(panel_id, key):
                        continue
                    if key not in people:
                        people[key] = await _invite(work, organiser, view, key)
                        invited += 1
                    await _seat(panel_id, people[key], key, number, view.rules.juror(key).unit)
        if invited:
            audit.record(
                work, actor=str(organiser.person_id), action="jury.invited", subject=view.slug, contest_id=view.id,
                jurors=invited,
            )  # fmt: skip
    return invited


async def _panel(view: ContestView, category_key: str, round_key: str) -> uuid.UUID:
    rows = await fetch(
        "INSERT INTO panel (id, contest, category, round_key) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (category, round_key) DO UPDATE SET round_key = excluded.round_key RETURNING id",
        uuid.uuid4(), view.id, view.category_ids[category_key], round_key,
    )  # fmt: skip
    found: uuid.UUID = rows[0]["id"]
    return found


async def _seated(panel_id: uuid.UUID, key: str) -> bool:
    return bool(await fetch("SELECT 1 FROM panel_juror WHERE panel = $1 AND juror_key = $2", panel_id, key))


async def _invite(work: UnitOfWork, organiser: Actor, view: ContestView, key: str) -> uuid.UUID:
    juror = view.rules.juror(key)
    return await invite(
        work, by=organiser, contest_id=view.id, role=Role.JUROR, name=juror.name, email=juror.email,
        locale=view.rules.contest.languages[0],
    )  # fmt: skip


async def _seat(panel_id: uuid.UUID, person_id: uuid.UUID, key: str, number: int, unit: str) -> None:
    await fetch(
        "INSERT INTO panel_juror (id, panel, person, juror_key, number, unit, assigned, answered)"
        " VALUES ($1, $2, $3, $4, $5, $6, 0, 0)",
        uuid.uuid4(), panel_id, person_id, key, number, unit,
    )  # fmt: skip


async def assign_category(*, organiser: Actor, contest_id: uuid.UUID, category_key: str, seed: int = 0) -> Plan:
    """Gives every accepted entry of a category its jurors by exact min-cost flow, and every juror an own random order.

    Raises NotAllowed; Refused when there is nothing to assign, ballots were begun already, or no jurors sit on the
    panel; Infeasible with what to relax. Writes nothing then.
    """
    organiser.must_be(contest_id, *SETTERS)
    view = await contest(id=contest_id)
    round_ = view.rules.final_round
    judging = round_.judging(category_key)
    category_id = view.category_ids[category_key]
    if view.stage not in (Stage.CHECKING, Stage.JUDGING):
        raise Refused("Works are assigned after intake has closed and before the scores are closed.")
    async with unit_of_work() as work:
        panel_id, seats = await _seats(category_id, round_.key)
        entries = await submissions.judgeable(contest_id, category_id)
        if not entries:
            raise Refused("There is no accepted entry in this category yet.")
        by_code = {entry.blind_code: entry.id for entry in entries}
        conflicts = await _write_conflicts(view, category_id, seats)
        codes = {entry.id: entry.blind_code for entry in entries}
        plan = assign(
            [EntryNeed(entry=entry.blind_code) for entry in entries],
            [JurorCapacity(juror=seat.juror_key) for seat in seats],
            per_entry=_ballots(judging, len(seats)),
            conflicts={(codes[entry], juror) for entry, juror in conflicts if entry in codes},
            costs=_language_costs(view, entries, seats),
            anchors=judging.anchors,
            seed=seed,
        )
        await _write_ballots(plan, seats, by_code, seed)
        await fetch(
            "UPDATE panel SET assigned_at = $2, report = $3::jsonb WHERE id = $1",
            panel_id,
            clock.now(),
            _report(plan, seed),
        )
        audit.record(
            work, actor=str(organiser.person_id), action="jury.assigned", subject=category_key, contest_id=view.id,
            ballots=len(plan.pairs), cost=plan.cost,
        )  # fmt: skip
    return plan


async def _seats(category_id: uuid.UUID, round_key: str) -> tuple[uuid.UUID, list[Seat]]:
    """The panel, locked, and who sits on it. Refused when nobody does, or when they have already begun."""
    panels = await fetch(
        "SELECT id FROM panel WHERE category = $1 AND round_key = $2 FOR UPDATE", category_id, round_key
    )
    rows = await fetch(
        "SELECT s.id, s.person, s.juror_key, s.number FROM panel_juror s JOIN panel p ON p.id = s.panel"
        " WHERE p.category = $1 AND p.round_key = $2 ORDER BY s.number",
        category_id, round_key,
    )  # fmt: skip
    if not panels or not rows:
        raise Refused("Nobody sits on this panel yet; invite the jurors first.")
    begun = await fetch(
        "SELECT 1 FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror"
        " WHERE s.panel = $1 AND b.state <> 'open' LIMIT 1",
        panels[0]["id"],
    )
    if begun:
        raise Refused("Jurors have begun to score; the assignment can no longer be drawn anew.")
    await fetch("DELETE FROM ballot b USING panel_juror s WHERE s.id = b.panel_juror AND s.panel = $1", panels[0]["id"])
    return panels[0]["id"], [Seat(**row) for row in rows]


async def _write_conflicts(
    view: ContestView, category_id: uuid.UUID, seats: Sequence[Seat]
) -> set[tuple[uuid.UUID, str]]:
    """Adds the conflicts that follow from units and teachers; returns all of them as (entry, juror key)."""
    units = {str(entry): names for entry, names in (await submissions.units(view.id, category_id)).items()}
    by_key = {seat.juror_key: seat for seat in seats}
    jurors = [view.rules.juror(seat.juror_key) for seat in seats]
    now = clock.now()
    rows: list[tuple[object, ...]] = [
        (uuid.uuid4(), by_key[one.juror].id, uuid.UUID(one.entry), one.source, one.reason, now)
        for one in suggested(jurors, units)
    ]
    people = {seat.person: seat.id for seat in seats}
    sent = await submissions.sent_by(view.id, category_id, list(people))
    rows += [(uuid.uuid4(), people[own["person"]], own["entry"], "own", OWN, now) for own in sent]
    await execute_many(
        "INSERT INTO conflict (id, panel_juror, entry, source, reason, at) VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT DO NOTHING",
        rows,
    )
    known = await fetch(
        "SELECT c.entry, s.juror_key FROM conflict c JOIN panel_juror s ON s.id = c.panel_juror WHERE s.id = ANY($1)",
        [seat.id for seat in seats],
    )
    return {(row["entry"], row["juror_key"]) for row in known}


def _ballots(judging: Judging, seats: int) -> int:
    return seats if isinstance(judging.ballots, str) else judging.ballots


def _language_costs(
    view: ContestView, entries: Sequence[submissions.JudgeableEntry], seats: Sequence[Seat]
) -> Mapping[tuple[str, str], int]:
    """A work in a language that a juror does not read costs 1: it goes to those who do, as far as bounds permit."""
    return {
        (entry.blind_code, seat.juror_key): 1
        for entry in entries
        for seat in seats
        if entry.language and entry.language not in view.rules.juror(seat.juror_key).languages
    }


async def _write_ballots(plan: Plan, seats: Sequence[Seat], by_code: Mapping[str, uuid.UUID], seed: int) -> None:
    anchors = set(plan.anchors)
    rows: list[tuple[object, ...]] = []
    for seat in seats:
        codes = sorted(entry for entry, juror in plan.pairs if juror == seat.juror_key)
        # Everyone sees the works in an order of their own, so that nobody is always judged first or last.
        random.Random(f"{seed}:{seat.juror_key}").shuffle(codes)  # noqa: S311
        rows += [
            (uuid.uuid4(), seat.id, by_code[code], position, code in anchors, BallotState.OPEN)
            for position, code in enumerate(codes, start=1)
        ]
    await execute_many(
        "INSERT INTO ballot (id, panel_juror, entry, position, anchor, state, scores, flagged, version)"
        " VALUES ($1, $2, $3, $4, $5, $6, '{}', false, 0)",
        rows,
    )
    await execute_many(
        "UPDATE panel_juror SET assigned = $2, answered = 0 WHERE id = $1",
        [(seat.id, plan.loads.get(seat.juror_key, 0)) for seat in seats],
    )


def _report(plan: Plan, seed: int) -> str:
    return json.dumps(
        {
            "loads": plan.loads,
            "ballots": len(plan.pairs),
            "anchors": len(plan.anchors),
            "groups": len(plan.components),
            "variance": plan.variance,
            "cost": plan.cost,
            "seed": seed,
        }
    )
