"""Two methods that look at each juror's own list: Borda's points, and marks in units of the juror's spread."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction


def lists_of(totals: Mapping[str, Mapping[int, Fraction]]) -> dict[int, dict[str, Fraction]]:
    """{juror: {code: total}}."""
    lists: dict[int, dict[str, Fraction]] = defaultdict(dict)
    for code, marks in totals.items():
        for juror, mark in marks.items():
            lists[juror][code] = mark
    return lists


def borda_points(totals: Mapping[str, Mapping[int, Fraction]]) -> dict[str, Fraction]:
    """One point for every work that a juror places below, half a point for every equal one."""
    points: dict[str, Fraction] = defaultdict(Fraction)
    for marks in lists_of(totals).values():
        ordered = sorted(marks.values())
        for code, mark in marks.items():
            below, upto = bisect_left(ordered, mark), bisect_right(ordered, mark)
            points[code] += below + Fraction(upto - below - 1, 2)
    return points


def standard_scores(totals: Mapping[str, Mapping[int, Fraction]]) -> dict[str, Fraction]:
    """The mean of (mark - the juror's mean) / the juror's standard deviation; 0 where a juror marks all the same."""
    given: dict[str, list[float]] = defaultdict(list)
    for marks in lists_of(totals).values():
        centre = sum(marks.values(), Fraction()) / len(marks)
        spread = float(sum(((mark - centre) ** 2 for mark in marks.values()), Fraction()) / len(marks)) ** 0.5
        for code, mark in marks.items():
            given[code].append(float(mark - centre) / spread if spread else 0.0)
    return {code: Fraction(sum(values) / len(values)) for code, values in given.items()}
