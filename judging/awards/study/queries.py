"""Reads of studies."""

from __future__ import annotations

from judging.awards.study.values import Study, decoded
from judging.contests.enums import Stage
from judging.contests.queries import ContestView
from judging.db import fetch
from judging.errors import Refused


async def studies(view: ContestView) -> dict[str, Study]:
    """By category, of the present result, as far as they have been made. Raises Refused while scores are sealed."""
    if not view.reached(Stage.BOARD):
        raise Refused("Scores are sealed until the round is closed.")
    rows = await fetch(
        "SELECT r.category, s.content FROM result_study s JOIN result_run r ON r.id = s.run"
        " WHERE r.contest = $1 AND r.superseded_at IS NULL",
        view.id,
    )
    return {view.category_key(row["category"]): decoded(row["content"]) for row in rows}
