"""Ranks follow the scores; between equal scores the criteria decide in their order, then the board's written orders."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from fractions import Fraction
from typing import Any

from judging.awards.sealing.standalone.documents import BOARD, Documents
from judging.awards.sealing.standalone.faults import demand
from judging.awards.sealing.standalone.score_checks import ballot_totals

SHARE = 1e-9
"""Scores of the mixed model that differ by less than this share of the marks' spread are equal."""
ROUNDING = 2e-10
FLOATING = {"zscore": SHARE, "bradley-terry": SHARE, "rasch": 1e-7}
"""Scores of these methods nearer than this are equal."""


def check_ranks(found: Documents) -> str:
    for category in found.result["categories"]:
        ranks = places_by_score(found, category)
        climb_ladder(found, category, ranks)
        for tie in found.board["ties"]:
            if tie["category"] == category["category"]:
                settle_by_board(tie, ranks)
        for entry in category["entries"]:
            due = ranks.get(entry["code"])
            demand(entry["rank"] == due, entry["code"], f"has rank {entry['rank']}; scores and rules give {due}")
    return f"as scores, ladder and {len(found.board['ties'])} written orders of the board have it"


def places_by_score(found: Documents, category: Any) -> dict[str, int]:
    """1 is best, ties share the better place."""
    scored = [entry for entry in category["entries"] if entry["score"] is not None]
    slack = Fraction(equal_within(found, category))
    ranks: dict[str, int] = {}
    previous, place = Fraction(), 0
    for position, entry in enumerate(sorted(scored, key=lambda one: -Fraction(one["score"])), start=1):
        score = Fraction(entry["score"])
        if position == 1 or previous - score > slack:
            place = position
        previous, ranks[entry["code"]] = score, place
    return ranks


def equal_within(found: Documents, category: Any) -> float:
    if category["method"] in FLOATING:
        return FLOATING[category["method"]] + ROUNDING
    if category["method"] != "adjusted" or category["fit"] is None:
        return 0.0
    marks = [float(mark) for one in ballot_totals(found, category).values() for mark in one.values()]
    centre = sum(marks) / len(marks)
    return float(SHARE * (sum((mark - centre) ** 2 for mark in marks) / len(marks)) ** 0.5 + ROUNDING)


def climb_ladder(found: Documents, category: Any, ranks: dict[str, int]) -> None:
    """Parts what shares a rank by the mean of the first criterion, then of the next."""
    order = [one["key"] for one in found.category_rules(category["category"])["criterion"]]
    given: dict[tuple[str, str], list[int]] = defaultdict(list)
    for ballot in found.counted(category):
        for criterion, mark in ballot["scores"].items():
            given[ballot["code"], criterion].append(mark)
    rungs = {code: tuple(Fraction(sum(given[code, key]), len(given[code, key])) for key in order) for code in ranks}
    groups: dict[int, list[str]] = defaultdict(list)
    for code, rank in ranks.items():
        groups[rank].append(code)
    for rank, tied in groups.items():
        in_order = sorted(rungs[code] for code in tied)
        for code in tied:
            ranks[code] = rank + len(tied) - bisect_right(in_order, rungs[code])


def settle_by_board(tie: Any, ranks: dict[str, int]) -> None:
    order = tie["order"]
    shared = {ranks.get(code) for code in order}
    demand(
        len(shared) == 1 and None not in shared and len(set(order)) == len(order),
        BOARD,
        f"orders works that share no rank: {order}",
    )
    demand(bool(tie["statement"].strip()), BOARD, f"gives no reason for the order of {', '.join(order)}")
    for place, code in enumerate(order):
        ranks[code] += place
