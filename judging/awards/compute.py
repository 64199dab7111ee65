"""From sealed ballots to prizes, for a whole contest. Pure: knows neither tables nor names of people."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import cast

import msgspec

from judging.awards.allocation import Allocation, CategoryPlan, Plan, Ranked, Tier, allocate
from judging.awards.ladder import climb
from judging.contests.rules import CategoryRules, ContestRules, Judging
from judging.scoring.aggregation import CategoryResult, EntryResult, Mark, Method, Options, Score, totals
from judging.scoring.aggregation import rank_category as rank_by_method

DIGITS = Decimal("0.0000000001")


class Scored(msgspec.Struct, frozen=True):
    """One submitted ballot: marks by criterion."""

    entry: str
    juror: str
    scores: Mapping[str, int]


class CategoryOutcome(msgspec.Struct, frozen=True):
    """A category's ranking with ties broken by the ladder; `ranked` holds every entry that counts, scored or not."""

    key: str
    result: CategoryResult
    ranked: tuple[Ranked, ...]
    input_sha256: str


def rank_category(
    category: CategoryRules, judging: Judging, entries: Sequence[str], ballots: Sequence[Scored]
) -> CategoryOutcome:
    """Aggregates by the frozen method. `entries` are all that count. Raises Refused where it cannot be applied."""
    marks = [
        Mark(ballot.entry, ballot.juror, criterion, Decimal(score))
        for ballot in ballots
        for criterion, score in ballot.scores.items()
    ]
    weights = {criterion.key: criterion.weight for criterion in category.criteria}
    scored = totals(marks, weights)
    options = Options(trim=judging.trim or 1, clamp=judging.clamp, uncertainty=judging.method == "adjusted")
    result = rank_by_method(scored, cast(Method, judging.method), options) if scored else _nothing(judging)
    result = _with_unscored(result, entries)
    ranks = climb(result.entries, marks, [criterion.key for criterion in category.criteria])
    ranked = tuple(
        Ranked(entry=one.entry, category=category.key, rank=ranks[one.entry][0], score=decimal_score(one.score))
        for one in result.entries
    )
    return CategoryOutcome(category.key, result, ranked, digest(ballots))


def award(
    rules: ContestRules, outcomes: Sequence[CategoryOutcome], owners: Mapping[str, tuple[str, str]]
) -> Allocation:
    """Prizes for all categories. `owners` is {entry: (entrant, unit)} for the caps, as opaque keys."""
    entries = [
        msgspec.structs.replace(entry, entrant=owners[entry.entry][0], unit=owners[entry.entry][1])
        for outcome in outcomes
        for entry in outcome.ranked
    ]
    return allocate(entries, prize_plan(rules))


def prize_plan(rules: ContestRules) -> Plan:
    categories = tuple(
        CategoryPlan(
            category.key,
            tuple(Tier(tier.key, tier.quota, tier.threshold) for tier in category.tiers),
            category.threshold,
        )
        for category in rules.categories
    )
    return Plan(categories, rules.caps.entrant, rules.caps.unit)


def decimal_score(score: Score | None) -> Decimal | None:
    """Ten places, half even: enough to tell any two results apart, and the same on every machine."""
    if score is None:
        return None
    if isinstance(score, Fraction):
        return (Decimal(score.numerator) / Decimal(score.denominator)).quantize(DIGITS)
    return Decimal(repr(score)).quantize(DIGITS)


def digest(ballots: Sequence[Scored]) -> str:
    """SHA-256 of the ballots in canonical form: the same ballots in any order give the same."""
    rows = sorted([ballot.entry, ballot.juror, sorted(ballot.scores.items())] for ballot in ballots)
    return hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()


def _nothing(judging: Judging) -> CategoryResult:
    return CategoryResult(cast(Method, judging.method), entries=())


def _with_unscored(result: CategoryResult, entries: Sequence[str]) -> CategoryResult:
    known = {one.entry for one in result.entries}
    missing = tuple(EntryResult(entry, None, None, 0) for entry in sorted(set(entries) - known))
    return replace(result, entries=result.entries + missing)
