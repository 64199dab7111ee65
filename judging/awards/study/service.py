"""Makes the study of a result, and keeps it beside the result."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping, Sequence

from judging import audit, clock, outbox
from judging.awards.compute import rank_category
from judging.awards.inputs import Input, inputs, owners
from judging.awards.study.queries import studies
from judging.awards.study.trials import Judged, other_methods, too_many, without_each
from judging.awards.study.values import Study, encoded
from judging.contests.enums import Stage
from judging.contests.queries import contest
from judging.contests.rules import ContestRules
from judging.db import execute_many, fetch, unit_of_work
from judging.errors import Refused
from judging.scoring.quality import Given, measure
from judging.web.actor import Actor, Role

SIGNERS = (Role.BOARD, Role.ORGANISER)


async def study_result(contest_id: uuid.UUID) -> None:
    """Of every category whose present result has none yet. The same ballots give the same study."""
    view = await contest(id=contest_id)
    runs = await fetch(
        "SELECT r.id, r.category FROM result_run r LEFT JOIN result_study s ON s.run = r.id"
        " WHERE r.contest = $1 AND r.superseded_at IS NULL AND s.id IS NULL",
        contest_id,
    )
    if not runs:
        return
    found = await inputs(view)
    studies = await asyncio.to_thread(_studies, view.rules, found, await owners(view, found))
    rows = [
        (uuid.uuid4(), run["id"], encoded(studies[view.category_key(run["category"])]), clock.now()) for run in runs
    ]
    async with unit_of_work():
        await execute_many(
            "INSERT INTO result_study (id, run, content, at) VALUES ($1, $2, $3, $4) ON CONFLICT (run) DO NOTHING",
            rows,
        )


async def look_at_jurors(*, member: Actor, contest_id: uuid.UUID) -> dict[str, Study]:
    """How the jurors judged, by category. Every look before the list is signed is noted.

    Raises NotAllowed, Refused while scores are sealed.
    """
    member.must_be(contest_id, *SIGNERS)
    view = await contest(id=contest_id)
    found = await studies(view)
    if found and not view.reached(Stage.APPROVED):
        async with unit_of_work() as work:
            audit.record(
                work, actor=str(member.person_id), action="jurors.looked", subject=view.slug, contest_id=contest_id,
                stage=str(view.stage),
            )  # fmt: skip
    return found


async def ask_for_study(*, organiser: Actor, contest_id: uuid.UUID) -> None:
    """Owes the study once more: of a result of an earlier release, or after its job was given up.

    Raises NotAllowed, Refused while scores are sealed.
    """
    organiser.must_be(contest_id, Role.ORGANISER)
    view = await contest(id=contest_id)
    if not view.reached(Stage.BOARD):
        raise Refused("Scores are sealed until the round is closed.")
    async with unit_of_work() as work:
        await outbox.enqueue(work, "result_study", key=str(uuid.uuid4()), contest_id=str(contest_id))


def _studies(rules: ContestRules, found: Sequence[Input], owned: Mapping[str, tuple[str, str]]) -> dict[str, Study]:
    round_ = rules.final_round
    contest_: list[Judged] = []
    for one in found:
        ballots = one.ballots
        outcome = rank_category(one.category, round_.judging(one.category.key), one.entries, ballots, sure=False)
        contest_.append(Judged(one.category, one.entries, ballots, outcome))
    return {
        own.category.key: Study(
            without=() if too_many(own) else tuple(without_each(rules, contest_, own, owned)),
            others=tuple(other_methods(own, round_)) if own.ballots else (),
            quality=measure(_given(one), {criterion.key: criterion.weight for criterion in own.category.criteria}),
            untried=too_many(own),
        )
        for own, one in zip(contest_, found, strict=True)
    }


def _given(found: Input) -> list[Given]:
    return [
        Given(found.codes[ballot.entry_id], ballot.juror_number, ballot.state, ballot.scores, ballot.at)
        for ballot in found.sealed
    ]
