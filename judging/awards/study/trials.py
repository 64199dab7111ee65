"""The result once more without each juror in turn, and by the other methods. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from judging.awards.compute import CategoryOutcome, Scored, award, marks_of, options_of, rank_category
from judging.awards.study.values import OtherMethod, WithoutJuror, kept
from judging.contests.rules import CategoryRules, ContestRules, Judging, RoundRules
from judging.errors import DomainError, phrase
from judging.scoring.aggregation import METHODS, Method, rank_marks

Owners = Mapping[str, tuple[str, str]]
MOST_BALLOTS = 20_000_000
"""Ballots that are ranked anew in all, before leaving out one juror after the other takes minutes."""
MOST_PAIRED = 600
MOST_MARKS = 200_000
PAIRED = ("schulze", "kemeny", "bradley-terry")
NEAR = 60
"""Works on either side of the line whose other ranks are kept."""
TOO_MANY_WORKS = phrase("There are too many works to compare each with each.")
TOO_MANY_MARKS = phrase("There are too many marks for this model.")

UNEVEN_BALLOTS = phrase("Works have different numbers of ballots, and its points are added up.")


class Judged(msgspec.Struct, frozen=True):
    """A category as it was judged: what counts, and the ballots with marks."""

    category: CategoryRules
    entries: Sequence[str]
    ballots: Sequence[Scored]
    outcome: CategoryOutcome

    @property
    def jurors(self) -> list[str]:
        return sorted({ballot.juror for ballot in self.ballots})


def too_many(judged: Judged) -> bool:
    return len(judged.jurors) * len(judged.ballots) > MOST_BALLOTS


def without_each(rules: ContestRules, contest: Sequence[Judged], own: Judged, owners: Owners) -> list[WithoutJuror]:
    """For each juror of the category `own`, whose ballots are left out in turn. A tie counts as among the prizes as
    long as the board has not settled it.
    """
    others = [one.outcome for one in contest if one is not own]
    before = _prized(rules, [own.outcome, *others], owners)
    judging = rules.final_round.judging(own.category.key)
    found = []
    for juror in own.jurors:
        ballots = [ballot for ballot in own.ballots if ballot.juror != juror]
        try:
            outcome = rank_category(own.category, judging, own.entries, ballots, sure=False)
        except DomainError as refused:
            found.append(WithoutJuror(int(juror), refused=kept(refused.what)))
            continue
        after = _prized(rules, [outcome, *others], owners)
        found.append(WithoutJuror(int(juror), tuple(sorted(after - before)), tuple(sorted(before - after))))
    return found


def _prized(rules: ContestRules, outcomes: Sequence[CategoryOutcome], owners: Owners) -> set[str]:
    return {one.entry for one in award(rules, outcomes, owners).decisions if one.prize or one.waiting}


def other_methods(judged: Judged, round_: RoundRules) -> list[OtherMethod]:
    """Ranks around the line by every method but the one that decided, without the ladder between equal scores."""
    judging = round_.judging(judged.category.key)
    decided = judged.outcome.result.method
    line = judged.category.places
    near = [
        one.entry for one in judged.outcome.ranked if one.rank is not None and line - NEAR <= one.rank <= line + NEAR
    ]
    return [_other(judged, _supposed(judging, round_, method), near) for method in METHODS if method != decided]


def _supposed(judging: Judging, round_: RoundRules, method: Method) -> Judging:
    """The method with its own options where the rules set them, else with usual ones: one mark off each end, a fifth
    of the scale.
    """
    clamp = judging.clamp or Decimal(round_.scale.highest - round_.scale.lowest) / 5
    return Judging(category=judging.category, ballots=judging.ballots, method=method, trim=judging.trim, clamp=clamp)


def _other(judged: Judged, judging: Judging, near: Sequence[str]) -> OtherMethod:
    method: Method = judging.method  # type: ignore[assignment]  # one of METHODS
    marks = marks_of(judged.ballots)
    if method in PAIRED and len(judged.entries) > MOST_PAIRED:
        return OtherMethod(method, {}, kept(TOO_MANY_WORKS))
    if method == "rasch" and len(marks) > MOST_MARKS:
        return OtherMethod(method, {}, kept(TOO_MANY_MARKS))
    weights = {criterion.key: criterion.weight for criterion in judged.category.criteria}
    try:
        result = rank_marks(marks, method, options_of(judging), weights)
    except DomainError as refused:
        return OtherMethod(method, {}, kept(refused.what))
    if method == "borda" and len({one.n for one in result.entries}) > 1:
        return OtherMethod(method, {}, kept(UNEVEN_BALLOTS))
    ranks = {one.entry: one.rank for one in result.entries if one.rank is not None}
    return OtherMethod(method, {entry: ranks[entry] for entry in near if entry in ranks})
