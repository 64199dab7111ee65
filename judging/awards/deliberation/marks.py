"""What the jury gave to works that lie beside each other, and how far the tie ladder parts them. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import msgspec

from judging.contests.rules import CategoryRules, Criterion
from judging.scoring.ballots import running_total

_HUNDREDTH = Decimal("0.01")


class Given(msgspec.Struct, frozen=True):
    """One ballot with marks; the juror is told by number."""

    code: str
    juror: int
    scores: Mapping[str, int]


class Marked(msgspec.Struct, frozen=True):
    """A criterion: the mean of each work, "" where nobody marked it; `same` says that all of them are equal."""

    criterion: Criterion
    means: tuple[Decimal | None, ...]
    same: bool


class JurorRow(msgspec.Struct, frozen=True):
    """One juror's weighted total for each of the works; None where this juror did not mark it."""

    number: int
    totals: tuple[Decimal | None, ...]


def by_criterion(category: CategoryRules, codes: Sequence[str], ballots: Sequence[Given]) -> list[Marked]:
    """The rows of the table, in the order of the ladder. Means are compared exactly and shown with two places."""
    marks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for ballot in ballots:
        for key, score in ballot.scores.items():
            marks[ballot.code, key].append(score)
    rows = []
    for criterion in category.criteria:
        given = [marks[code, criterion.key] for code in codes]
        exact = [Fraction(sum(one), len(one)) if one else None for one in given]
        rows.append(Marked(criterion, tuple(_rounded(one) for one in exact), len(set(exact)) == 1))
    return rows


def by_juror(category: CategoryRules, codes: Sequence[str], ballots: Sequence[Given]) -> list[JurorRow]:
    totals = {
        (one.juror, one.code): running_total(category, one.scores)
        for one in ballots
        if one.code in codes and one.scores
    }
    return [
        JurorRow(number, tuple(totals.get((number, code)) for code in codes))
        for number in sorted({juror for juror, _ in totals})
    ]


def _rounded(mean: Fraction | None) -> Decimal | None:
    if mean is None:
        return None
    return (Decimal(mean.numerator) / Decimal(mean.denominator)).quantize(_HUNDREDTH, ROUND_HALF_UP)
