"""The board's decisions applied to the stored result, every time its prizes are allocated."""

from __future__ import annotations

import json

import msgspec

from judging.awards.allocation import Reason
from judging.awards.deliberation import queries
from judging.awards.deliberation.decisions import Change, Standing, board_reason, standing
from judging.awards.queries import Planned
from judging.contests.queries import ContestView
from judging.db import execute_many, fetch


async def apply_decisions(view: ContestView) -> None:
    """Inside the unit of work that has just written the plan's prizes: those of the changed works become the board's,
    what the plan gave them is kept beside, and each motion says whether it is in effect.
    """
    carried = await queries.carried(view.id)
    if not carried:
        return
    rows = await fetch(
        "SELECT x.id, e.blind_code, x.tier, x.waiting, x.reason FROM entry_result x JOIN result_run t ON t.id = x.run"
        " JOIN entry e ON e.id = x.entry WHERE t.contest = $1 AND t.superseded_at IS NULL",
        view.id,
    )
    plan = {row["blind_code"]: row for row in rows}
    waiting = {code for code, row in plan.items() if row["waiting"]}
    found = standing({code: row["tier"] for code, row in plan.items()}, waiting, carried)
    motions = {one.number: one for one in await queries.motions(view)}
    changed = []
    for code, number in found.changed_by.items():
        row, motion, after = plan[code], motions[number], found.tiers[code]
        if after == row["tier"]:
            continue  # a later decision has taken the earlier one back: the plan's reason holds again
        planned = Planned(row["tier"], msgspec.json.decode(row["reason"], type=Reason))
        change = Change(code, row["tier"], after)
        why = board_reason(planned.reason, change, number=number, votes=motion.given, why=motion.reason)
        changed.append((row["id"], after, _json(why), _json(planned)))
    await execute_many("UPDATE entry_result SET tier = $2, reason = $3::jsonb, plan = $4::jsonb WHERE id = $1", changed)
    await _note_effect(view, found)


async def _note_effect(view: ContestView, found: Standing) -> None:
    await fetch(
        "UPDATE motion SET in_effect = (number = ANY($2)) WHERE contest = $1 AND in_effect <> (number = ANY($2))",
        view.id, list(found.in_effect),
    )  # fmt: skip


def _json(value: Reason | Planned) -> str:
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
