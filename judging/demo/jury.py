"""The demo's jury: jurors of known severity fill in their ballots through the same verbs as a person."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta

import msgspec

from judging import clock
from judging.contests.calendar import moment
from judging.contests.queries import ContestView
from judging.db import fetch
from judging.demo.cast import jurors
from judging.demo.entries import DemoEntry
from judging.demo.jurors import JURORS, simulate_ballot
from judging.errors import Refused
from judging.scoring import service
from judging.web.actor import Actor

AT_ONCE = 6
ABSTAINS = "Tôi không xem rõ bài này."


class OpenBallot(msgspec.Struct, frozen=True):
    panel_id: uuid.UUID
    juror_key: str
    entry: uuid.UUID
    blind_code: str
    category: uuid.UUID
    position: int
    answered: bool


async def judge_all(
    view: ContestView,
    entries: Mapping[uuid.UUID, DemoEntry],
    seed: int,
    begin: Callable[[int], None],
    done: Callable[[], None],
) -> None:
    """Every open ballot gets its marks, or an abstention; then every juror hands in."""
    cast = await jurors(view.id)
    ballots = await _ballots(view)
    begin(len(ballots))
    gate = asyncio.Semaphore(AT_ONCE)
    opens = moment(view.rules, view.rules.final_round.opens)

    async def one(ballot: OpenBallot) -> None:
        async with gate:
            with clock.set_to(opens + timedelta(minutes=4 * ballot.position)):
                await _judge(view, ballot, cast[ballot.juror_key], entries[ballot.entry], seed)
        done()

    async with asyncio.TaskGroup() as group:
        for ballot in ballots:
            if ballot.answered:
                done()
            else:
                group.create_task(one(ballot))
    with clock.set_to(moment(view.rules, view.rules.final_round.closes)):
        for panel_id, key in sorted({(ballot.panel_id, ballot.juror_key) for ballot in ballots}):
            await _hand_in(cast[key], panel_id)


async def _ballots(view: ContestView) -> list[OpenBallot]:
    rows = await fetch(
        "SELECT p.id AS panel_id, s.juror_key, b.entry, e.blind_code, e.category, b.position,"
        " b.state IN ('submitted', 'abstained', 'recused') AS answered"
        " FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror JOIN panel p ON p.id = s.panel"
        " JOIN entry e ON e.id = b.entry WHERE p.contest = $1 ORDER BY s.juror_key, b.position",
        view.id,
    )
    return [OpenBallot(**row) for row in rows]


async def _judge(view: ContestView, ballot: OpenBallot, juror: Actor, entry: DemoEntry, seed: int) -> None:
    criteria = [criterion.key for criterion in view.rules.category(view.category_key(ballot.category)).criteria]
    marks = simulate_ballot(
        seed=seed, entry_key=entry.key, quality=entry.quality, juror=JURORS[ballot.juror_key], criteria=criteria
    )
    if marks is None:
        await service.abstain(juror=juror, panel_id=ballot.panel_id, blind_code=ballot.blind_code, reason=ABSTAINS)
    else:
        await service.submit_ballot(juror=juror, panel_id=ballot.panel_id, blind_code=ballot.blind_code, scores=marks)


async def _hand_in(juror: Actor, panel_id: uuid.UUID) -> None:
    rows = await fetch(
        "SELECT finished_at FROM panel_juror WHERE panel = $1 AND person = $2", panel_id, juror.person_id
    )
    if rows and rows[0]["finished_at"] is not None:
        return
    try:
        await service.finish(juror=juror, panel_id=panel_id)
    except Refused as error:
        raise RuntimeError(f"a demo juror has open ballots: {error}") from error
