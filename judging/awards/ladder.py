"""The tie ladder: between equal results the criterion listed first decides, then the next. Pure.

What is still equal after the last rung stays tied; the allocation lets it wait for the board where it matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from judging.scoring.aggregation import EntryResult, Mark


def climb(
    results: Sequence[EntryResult], marks: Sequence[Mark], criteria: Sequence[str]
) -> dict[str, tuple[int | None, str]]:
    """{entry: (rank, criterion that decided, or "")}: ranks refined within each tie by the criteria's exact means."""
    means = _means(marks)
    ranks: dict[str, tuple[int | None, str]] = {}
    groups: dict[int, list[str]] = defaultdict(list)
    for result in results:
        if result.rank is None:
            ranks[result.entry] = (None, "")
        else:
            groups[result.rank].append(result.entry)
    for rank, tied in groups.items():
        rungs = {entry: tuple(means.get((entry, criterion), Fraction(-1)) for criterion in criteria) for entry in tied}
        decisive = _decisive(rungs.values(), criteria)
        ahead: dict[tuple[Fraction, ...], int] = {}
        for place, rung in enumerate(sorted(rungs.values(), reverse=True)):
            ahead.setdefault(rung, place)
        for entry in tied:
            ranks[entry] = (rank + ahead[rungs[entry]], decisive)
    return ranks


def _means(marks: Sequence[Mark]) -> Mapping[tuple[str, str], Fraction]:
    given: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    for mark in marks:
        if mark.score is not None:
            given[mark.entry, mark.criterion].append(Fraction(mark.score))
    return {key: sum(values, Fraction()) / len(values) for key, values in given.items()}


def _decisive(rungs: Collection[tuple[Fraction, ...]], criteria: Sequence[str]) -> str:
    """The first criterion in which those who were tied differ, and so each from somebody; "" where there is none."""
    for position, criterion in enumerate(criteria):
        if len({rung[position] for rung in rungs}) > 1:
            return criterion
    return ""
