"""Verbs of the result: compute, settle a tie, approve, announce. Names stay closed until the approval is recorded."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence

from judging import audit, clock, outbox
from judging.awards import queries
from judging.awards.allocation import Allocation, Decision, allocate
from judging.awards.compute import CategoryOutcome, award, frozen_options, prize_plan, rank_category
from judging.awards.deliberation import queries as motions
from judging.awards.deliberation.applying import apply_decisions
from judging.awards.inputs import Input, inputs, owners
from judging.awards.sealing import service as sealing
from judging.contests.enums import Stage
from judging.contests.queries import ContestView, contest
from judging.contests.service import enter_stage
from judging.db import UnitOfWork, execute_many, fetch, unit_of_work
from judging.errors import Invalid, Refused
from judging.submissions import queries as submissions
from judging.web.actor import Actor, Role

SIGNERS = (Role.BOARD, Role.ORGANISER)


async def compute(*, organiser: Actor, contest_id: uuid.UUID) -> Allocation:
    """Ranks every category by its frozen method and allocates the prizes. A new run supersedes the one before.

    The engines know works by blind code and jurors by number: from a published bundle the same comes out again.
    Raises NotAllowed, Refused (scores still sealed, already approved, a method that cannot be applied).
    """
    organiser.must_be(contest_id, Role.ORGANISER)
    view = await contest(id=contest_id)
    if view.stage != Stage.BOARD:
        raise Refused("The result is computed when the scores are closed, and no more after it was signed.")
    found = await inputs(view)
    outcomes = [
        rank_category(one.category, view.rules.final_round.judging(one.category.key), one.entries, one.ballots)
        for one in found
    ]
    allocation = award(view.rules, outcomes, await owners(view, found))
    async with unit_of_work() as work:
        await at_board(contest_id)  # somebody may have signed meanwhile
        await fetch(
            "UPDATE result_run SET superseded_at = $2 WHERE contest = $1 AND superseded_at IS NULL",
            contest_id, clock.now(),
        )  # fmt: skip
        runs = [await _write_run(view, outcome, allocation, one) for outcome, one in zip(outcomes, found, strict=True)]
        await apply_decisions(view)
        audit.record(
            work, actor=str(organiser.person_id), action="result.computed", subject=view.slug, contest_id=contest_id,
            inputs={outcome.key: outcome.input_sha256 for outcome in outcomes},
            ballots=sum(len(one.sealed) for one in found),
        )  # fmt: skip
        await outbox.enqueue(work, "result_study", key=str(runs[0]), contest_id=str(contest_id))
    return allocation


async def _owners(contest_id: uuid.UUID) -> dict[str, tuple[str, str]]:
    return {str(entry): keys for entry, keys in (await submissions.cap_keys(contest_id)).items()}


async def _write_run(view: ContestView, outcome: CategoryOutcome, allocation: Allocation, found: Input) -> uuid.UUID:
    """Stores the outcome of a category with its decisions. Returns the run's id."""
    run_id, ids, seats = uuid.uuid4(), {code: entry for entry, code in found.codes.items()}, found.seats
    judging = view.rules.final_round.judging(outcome.key)
    await fetch(
        "INSERT INTO result_run (id, contest, category, round_key, method, options, input_sha256, warnings,"
        " computed_at, fit) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8::jsonb, $9, $10::jsonb)",
        run_id, view.id, view.category_ids[outcome.key], view.rules.final_round.key, outcome.result.method,
        json.dumps(frozen_options(judging)), outcome.input_sha256, _warnings(outcome), clock.now(),
        _fit(outcome),
    )  # fmt: skip
    decisions = {one.entry: one for one in allocation.decisions}
    results = {one.entry: one for one in outcome.result.entries}
    rows: list[tuple[object, ...]] = []
    for ranked in outcome.ranked:
        result, decision = results[ranked.entry], decisions[ranked.entry]
        rows.append(
            (uuid.uuid4(), run_id, ids[ranked.entry], ranked.rank,
             str(ranked.score) if ranked.score is not None else None, result.se, result.rank_low, result.rank_high,
             result.n, decision.prize or None, decision.waiting, _reason(decision), result.top)
        )  # fmt: skip
    await execute_many(
        "INSERT INTO entry_result (id, run, entry, rank, score, se, rank_low, rank_high, ballots, tier, waiting,"
        " reason, chance) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13)",
        rows,
    )
    await execute_many(
        "INSERT INTO juror_result (id, run, panel_juror, severity, se, ballots)"
        " SELECT $1, $2, $3, $4, $5, answered FROM panel_juror WHERE id = $3",
        [(uuid.uuid4(), run_id, seats[one.juror], one.severity, one.se) for one in outcome.result.jurors],
    )
    return run_id


def _fit(outcome: CategoryOutcome) -> str | None:
    """What a model estimated, so that anybody can put the published scores into its equations."""
    found = outcome.result
    if found.mean is None or found.variances is None:
        return None
    variances = {"entry": found.variances.entry, "juror": found.variances.juror, "error": found.variances.error}
    return json.dumps({"mean": found.mean, "variances": variances})


def _warnings(outcome: CategoryOutcome) -> str:
    """As phrases; lists of names in them as texts."""
    return json.dumps([{"message": one.message, "params": one.params} for one in outcome.result.warnings], default=str)


def _reason(decision: Decision) -> str:
    return json.dumps({"code": decision.reason.code, "params": dict(decision.reason.params)})


async def settle_tie(
    *, member: Actor, contest_id: uuid.UUID, category_key: str, order: Sequence[uuid.UUID], statement: str
) -> None:
    """The board puts tied works in an order, with its reason in writing; the prizes are then allocated anew.

    Raises Invalid unless `order` names exactly the works that share one rank and wait; Refused after the signing.
    """
    member.must_be(contest_id, *SIGNERS)
    if not statement.strip():
        raise Invalid("Please write down the board's reason; it goes into the minutes.", field="statement")
    async with unit_of_work() as work:
        view = await at_board(contest_id)
        run = await queries.current_run(contest_id, view.category_ids[category_key])
        tied = await fetch("SELECT entry, rank FROM entry_result WHERE run = $1 AND waiting", run)
        ranks = {row["rank"] for row in tied if row["entry"] in order}
        sharing = sorted(row["entry"] for row in tied if row["rank"] in ranks)
        if len(ranks) != 1 or sharing != sorted(order):
            raise Invalid("Please put all the works that share this place in an order.", field="order")
        await execute_many(
            "UPDATE entry_result SET rank = rank + $3 WHERE run = $1 AND entry = $2",
            [(run, entry, place) for place, entry in enumerate(order)],
        )
        await allocate_anew(view)
        audit.record(
            work, actor=str(member.person_id), action="result.tie_settled", subject=category_key, contest_id=contest_id,
            order=[str(entry) for entry in order], statement=statement.strip(),
        )  # fmt: skip


async def at_board(contest_id: uuid.UUID) -> ContestView:
    await fetch("SELECT id FROM contest WHERE id = $1 FOR UPDATE", contest_id)
    view = await contest(id=contest_id)
    if view.stage != Stage.BOARD:
        raise Refused("The result is computed when the scores are closed, and no more after it was signed.")
    return view


async def allocate_anew(view: ContestView) -> None:
    """Prizes again from the stored ranks, and what the board has decided about them."""
    ranked = await queries.stored_ranks(view, await _owners(view.id))
    allocation = allocate(ranked, prize_plan(view.rules, await queries.current_methods(view)))
    await execute_many(
        "UPDATE entry_result r SET tier = $2, waiting = $3, reason = $4::jsonb, plan = NULL FROM result_run t"
        " WHERE t.id = r.run AND t.superseded_at IS NULL AND r.entry = $1",
        [(uuid.UUID(one.entry), one.prize or None, one.waiting, _reason(one)) for one in allocation.decisions],
    )
    await apply_decisions(view)


async def approve(*, member: Actor, contest_id: uuid.UUID, list_sha256: str, statement: str = "") -> str:
    """Signs the list of codes as it stands: names open with this act and not before. Returns the list's SHA-256.

    `list_sha256` is that of the list the signer has seen. Raises NotAllowed, Refused (nothing computed, a tie waits, or
    the list has changed meanwhile).
    """
    member.must_be(contest_id, *SIGNERS)
    async with unit_of_work() as work:
        view = await at_board(contest_id)
        result = await queries.result(view)
        if not result.categories:
            raise Refused("There is no result to sign yet.")
        if await motions.open_motion(contest_id):
            raise Refused("A motion is still open; the chair closes it before the signing.")
        if result.waiting:
            raise Refused("Ties wait for the board; settle them before signing.")
        if list_sha256 != result.list_sha256:
            raise Refused("The list has changed since you opened it. Please look at it again before signing.")
        await fetch(
            "INSERT INTO approval (id, contest, person, statement, list_sha256, at) VALUES ($1, $2, $3, $4, $5, $6)",
            uuid.uuid4(), contest_id, member.person_id, statement.strip(), list_sha256, clock.now(),
        )  # fmt: skip
        await _step(work, member, contest_id, Stage.APPROVED)
        audit.record(
            work, actor=str(member.person_id), action="result.approved", subject=view.slug, contest_id=contest_id,
            list_sha256=list_sha256,
        )  # fmt: skip
        await sealing.seal(work, member=member, contest_id=contest_id)
    return list_sha256


async def announce(*, organiser: Actor, contest_id: uuid.UUID) -> None:
    """Makes names and prizes public. Raises NotAllowed, Refused before the signing."""
    organiser.must_be(contest_id, Role.ORGANISER)
    async with unit_of_work() as work:
        await _step(work, organiser, contest_id, Stage.ANNOUNCED)
        await sealing.owe_bundle(work, contest_id, Stage.ANNOUNCED)


async def _step(work: UnitOfWork, actor: Actor, contest_id: uuid.UUID, to: Stage) -> None:
    await enter_stage(work, actor=str(actor.person_id), contest_id=contest_id, to=to)
