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
from msgspec import UNSET

from judging.awards.allocation import Allocation, CategoryPlan, Plan, Ranked, Tier, allocate
from judging.awards.ladder import climb
from judging.contests.methods import unit
from judging.contests.rules import CategoryRules, ContestRules, Judging
from judging.errors import N_, Refused, phrase
from judging.scoring.aggregation import (
    CategoryResult,
    EntryResult,
    Estimation,
    Mark,
    Method,
    Options,
    Score,
    Steps,
    rank_marks,
)

DIGITS = Decimal("0.0000000001")
INSTEAD: Mapping[str, Method] = {"kemeny": "schulze", "bradley-terry": "schulze"}
"""What decides where the marks leave a method without an answer, as the rules say to everybody."""
OTHERWISE = N_("The marks give no answer by the method of the rules (%(why)s); as the rules say, Schulze's decides.")
UNEVEN = N_("Not every work has ballots from the same number of jurors; Borda points of works with fewer are fewer.")


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
    category: CategoryRules, judging: Judging, entries: Sequence[str], ballots: Sequence[Scored], *, sure: bool = True
) -> CategoryOutcome:
    """Aggregates by the frozen method. `entries` are all that count; `sure`: tell how sure the ranks are too. Raises
    Refused where the method cannot be applied and the rules name no other.
    """
    marks = marks_of(ballots)
    result = _ranked(marks, category, judging, sure=sure) if marks else _nothing(judging)
    result = _with_unscored(result, entries)
    ranks = climb(result.entries, marks, [criterion.key for criterion in category.criteria])
    ranked = tuple(
        Ranked(entry=one.entry, category=category.key, rank=ranks[one.entry][0], score=decimal_score(one.score))
        for one in result.entries
    )
    return CategoryOutcome(category.key, result, ranked, digest(ballots))


def marks_of(ballots: Sequence[Scored]) -> list[Mark]:
    return [
        Mark(ballot.entry, ballot.juror, criterion, Decimal(score))
        for ballot in ballots
        for criterion, score in ballot.scores.items()
    ]


def options_of(judging: Judging, *, sure: bool = False, top: int | None = None) -> Options:
    """The engine's options from the frozen rules."""
    return Options(
        trim=judging.trim or 1,
        clamp=judging.clamp,
        places=judging.decimals if isinstance(judging.decimals, int) else None,
        uncertainty=sure,
        top=top,
        estimation=cast(Estimation, judging.estimation or "joint"),
        steps=cast(Steps, judging.steps or "rating"),
    )


def frozen_options(judging: Judging) -> dict[str, object]:
    """The options as they are stored and published; what later releases added stands there only where it is set."""
    more = {name: getattr(judging, name) for name in ("decimals", "estimation", "steps")}
    return {
        "trim": judging.trim,
        "clamp": str(judging.clamp) if judging.clamp is not None else None,
        **{name: value for name, value in more.items() if value is not UNSET},
    }


def _ranked(marks: Sequence[Mark], category: CategoryRules, judging: Judging, *, sure: bool) -> CategoryResult:
    weights = {criterion.key: criterion.weight for criterion in category.criteria}
    options = options_of(judging, sure=sure, top=category.places or None)
    try:
        result = rank_marks(marks, cast(Method, judging.method), options, weights)
    except Refused as refused:
        if judging.method not in INSTEAD:
            raise
        result = rank_marks(marks, INSTEAD[judging.method], options, weights)
        return replace(result, warnings=(phrase(OTHERWISE, why=refused.what), *result.warnings))
    if judging.method == "borda" and len({one.n for one in result.entries}) > 1:
        return replace(result, warnings=(phrase(UNEVEN), *result.warnings))
    return result


def award(
    rules: ContestRules, outcomes: Sequence[CategoryOutcome], owners: Mapping[str, tuple[str, str]]
) -> Allocation:
    """Prizes for all categories. `owners` is {entry: (entrant, unit)} for the caps, as opaque keys."""
    entries = [
        msgspec.structs.replace(entry, entrant=owners[entry.entry][0], unit=owners[entry.entry][1])
        for outcome in outcomes
        for entry in outcome.ranked
    ]
    return allocate(entries, prize_plan(rules, {outcome.key: outcome.result.method for outcome in outcomes}))


def prize_plan(rules: ContestRules, methods: Mapping[str, str] | None = None) -> Plan:
    """`methods` by category are those that decided; without them, those of the rules."""
    decided = {one.category: one.method for one in rules.final_round.judgings} | dict(methods or {})
    categories = tuple(
        CategoryPlan(
            category.key,
            tuple(Tier(tier.key, tier.quota, tier.threshold) for tier in category.tiers),
            category.threshold,
            unit(decided[category.key]),
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
