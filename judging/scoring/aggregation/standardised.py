"""Marks in units of each juror's own mean and spread."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from judging.scoring.aggregation.exact import Mark, mean


def zscores(lists: Mapping[str, Mapping[str, Mark]]) -> tuple[dict[str, float], list[str]]:
    """By entry the mean of its jurors' z = (mark − juror's mean) / juror's standard deviation, and who has no spread.

    The deviation is that of all the juror's marks in the category, which are the whole population, so it divides by
    their number. A juror who gives every entry the same mark, or scores one only, tells nothing: z is 0.
    """
    given: dict[str, list[float]] = {}
    flat = []
    for juror in sorted(lists):
        marks = {entry: Fraction(mark) for entry, mark in lists[juror].items()}
        centre = mean(list(marks.values()))
        variance = mean([(mark - centre) ** 2 for mark in marks.values()])
        if not variance:
            flat.append(juror)
        for entry, mark in marks.items():
            z = float(mark - centre) / math.sqrt(variance) if variance else 0.0
            given.setdefault(entry, []).append(z)
    return {entry: math.fsum(values) / len(values) for entry, values in given.items()}, flat
