"""Ranks one category by the method of its rule book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from judging.errors import N_, Phrase, Refused, phrase
from judging.scoring.aggregation import exact, ordinal
from judging.scoring.aggregation.criteria import Mark, totals
from judging.scoring.aggregation.places import in_order, places, rounded
from judging.scoring.aggregation.standardised import zscores
from judging.scoring.aggregation.values import Ballot, CategoryResult, Method, Options, Score, Uncertainty

_NOISE = 1e-9
_FLOATING = ("zscore", "bradley-terry")
"""Scores of these methods nearer than this are equal: arithmetic drew them apart."""
FLAT = N_("This juror gave the same mark to all entries, which tells nothing and counts as average: %(juror)s")


def rank_category(ballots: Sequence[Ballot], method: Method, options: Options | None = None) -> CategoryResult:
    """The ranking of the entries named in `ballots`, which are all of one category; their order does not matter.

    With `places`, the score itself is rounded half up, and entries are compared by that score.
    Raises Refused where the method cannot be applied (a panel too small, an unconnected one, a ballot twice).
    """
    options = options or Options()
    _refuse_twice(ballots)
    if method == "adjusted":
        from judging.scoring.aggregation.severity import rank_adjusted  # numpy only where it is used

        return rank_adjusted(ballots, options)
    if method == "rasch":
        from judging.scoring.aggregation.rasch import rank_rasch

        return rank_rasch([Mark(ballot.entry, ballot.juror, "", ballot.score) for ballot in ballots], options)
    found = _scores(ballots, method, options)
    declared = {entry: rounded(score, options.places) for entry, score in found.scores.items()}
    ranks = places(declared, tolerance=_NOISE if method in _FLOATING else 0)
    counts = {entry: len(given) for entry, given in _marks_by_entry(ballots).items()}
    known = {entry: Uncertainty(se) for entry, se in found.errors.items()}
    warnings = found.warnings
    if options.uncertainty:
        from judging.scoring.aggregation.severity import rank_uncertainty

        intervals, more = rank_uncertainty(ballots, ranks, options)
        known |= {entry: replace(one, se=found.errors.get(entry)) for entry, one in intervals.items()}
        warnings += more
    return CategoryResult(method, in_order(declared, ranks, counts, known), warnings=warnings, agreed=found.agreed)


def rank_marks(
    marks: Sequence[Mark], method: Method, options: Options | None = None, weights: Mapping[str, Decimal] | None = None
) -> CategoryResult:
    """The ranking from marks by criterion: their weighted totals (see `criteria.totals`), or for `rasch` the marks."""
    if method == "rasch":
        from judging.scoring.aggregation.rasch import rank_rasch

        return rank_rasch(marks, options or Options())
    return rank_category(totals(marks, weights), method, options)


@dataclass(frozen=True)
class _Scored:
    """Scores by entry, and what else some methods tell."""

    scores: Mapping[str, Score]
    errors: Mapping[str, float] = field(default_factory=dict)
    agreed: int | None = None
    warnings: tuple[Phrase, ...] = ()


def _scores(ballots: Sequence[Ballot], method: Method, options: Options) -> _Scored:
    lists = _lists(ballots)
    if not lists:
        return _Scored({})
    match method:
        case "borda":
            return _Scored(ordinal.borda(lists))
        case "schulze":
            return _Scored(ordinal.schulze(lists))
        case "kemeny" | "bradley-terry":
            return _pairwise(lists, method)
        case "zscore":
            scores, flat = zscores(lists)
            return _Scored(scores, warnings=tuple(phrase(FLAT, juror=juror) for juror in flat))
    marks = _marks_by_entry(ballots)
    return _Scored({entry: _score(entry, given, method, options) for entry, given in marks.items() if given})


def _pairwise(lists: ordinal.Lists, method: Method) -> _Scored:
    from judging.scoring.aggregation import pairwise

    if method == "kemeny":
        scores, agreed = pairwise.kemeny(lists)
        return _Scored(scores, agreed=agreed)
    abilities, errors = pairwise.bradley_terry(lists)
    return _Scored(abilities, errors)


def _score(entry: str, marks: list[exact.Mark], method: Method, options: Options) -> Fraction:
    try:
        match method:
            case "mean":
                return exact.mean(marks)
            case "median":
                return exact.median(marks)
            case "trimmed":
                return exact.trimmed(marks, options.trim)
            case "clamp" if options.clamp is not None:
                return exact.clamped(marks, options.clamp, options.places)
    except Refused as error:
        raise Refused("Entry “%(entry)s”: %(reason)s", entry=entry, reason=error.what) from error
    raise Refused("The method “%(method)s” needs its options.", method=method)


def _marks_by_entry(ballots: Iterable[Ballot]) -> dict[str, list[exact.Mark]]:
    marks: dict[str, list[exact.Mark]] = {}
    for ballot in ballots:
        given = marks.setdefault(ballot.entry, [])
        if ballot.score is not None:
            given.append(ballot.score)
    return marks


def _lists(ballots: Iterable[Ballot]) -> dict[str, dict[str, exact.Mark]]:
    lists: dict[str, dict[str, exact.Mark]] = {}
    for ballot in ballots:
        if ballot.score is not None:
            lists.setdefault(ballot.juror, {})[ballot.entry] = ballot.score
    return lists


def _refuse_twice(ballots: Iterable[Ballot]) -> None:
    seen: set[tuple[str, str]] = set()
    for ballot in ballots:
        key = (ballot.entry, ballot.juror)
        if key in seen:
            message = N_("Juror “%(juror)s” has two ballots for entry “%(entry)s”; keep one.")
            raise Refused(message, juror=ballot.juror, entry=ballot.entry)
        seen.add(key)
