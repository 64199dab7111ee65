"""Marks by criterion become one total for each ballot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from judging.errors import N_, Refused
from judging.scoring.aggregation.values import Ballot


@dataclass(frozen=True, slots=True)
class Mark:
    """One juror's mark for one criterion of one entry; None is an abstention."""

    entry: str
    juror: str
    criterion: str
    score: Decimal | Fraction | None


def totals(marks: Iterable[Mark], weights: Mapping[str, Decimal] | None = None) -> list[Ballot]:
    """One ballot for each (entry, juror) of one category: the mean of its marks, weighted by criterion, exact.

    Without weights all criteria count the same. A ballot without any mark is an abstention. Raises Refused for a
    ballot that gives marks on some criteria of the category only, a criterion without weight, a mark given twice.
    """
    by_ballot: dict[tuple[str, str], dict[str, Decimal | Fraction | None]] = {}
    criteria: dict[str, Fraction] = {}
    for mark in marks:
        given = by_ballot.setdefault((mark.entry, mark.juror), {})
        if mark.criterion in given:
            message = N_("Juror “%(juror)s” marks “%(criterion)s” of entry “%(entry)s” twice; keep one.")
            raise Refused(message, juror=mark.juror, criterion=mark.criterion, entry=mark.entry)
        given[mark.criterion] = mark.score
        if mark.criterion not in criteria:
            criteria[mark.criterion] = _weight(mark.criterion, weights)
    whole = sum(criteria.values(), Fraction())
    if not whole > 0 and criteria:
        raise Refused("The weights of the criteria must not all be zero.")
    return [
        Ballot(entry, juror, _total(entry, juror, given, criteria, whole))
        for (entry, juror), given in by_ballot.items()
    ]


def _weight(criterion: str, weights: Mapping[str, Decimal] | None) -> Fraction:
    if weights is None:
        return Fraction(1)
    if criterion not in weights:
        raise Refused("The criterion “%(criterion)s” has no weight; give it one.", criterion=criterion)
    if not (weights[criterion].is_finite() and weights[criterion] >= 0):
        raise Refused("The weight of “%(criterion)s” must be a number, zero or more.", criterion=criterion)
    return Fraction(weights[criterion])


def _total(
    entry: str,
    juror: str,
    given: Mapping[str, Decimal | Fraction | None],
    criteria: Mapping[str, Fraction],
    whole: Fraction,
) -> Fraction | None:
    marks = {criterion: score for criterion, score in given.items() if score is not None}
    if not marks:
        return None
    missing = [criterion for criterion in criteria if criterion not in marks]
    if missing:
        raise Refused(
            "Juror “%(juror)s” marks only some criteria of entry “%(entry)s” (“%(missing)s” is missing); "
            "complete the ballot, or leave all of it empty for an abstention.",
            juror=juror,
            entry=entry,
            missing="”, “".join(sorted(missing)),
        )
    return sum((criteria[criterion] * Fraction(score) for criterion, score in marks.items()), Fraction()) / whole
