"""Marks as numbers for a Rasch model: who met whom, and which step of which scale each mark is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from judging.errors import Refused
from judging.scoring.aggregation.criteria import Mark
from judging.scoring.aggregation.crossed import Index

Mask = NDArray[np.bool_]
Facet = Literal["entry", "juror", "criterion"]
MOST_MARKS = 201
"""Different marks that one scale may have: 0 to 100 by halves. More are measurements, not steps."""


@dataclass(frozen=True)
class Names:
    """What the numbers of a facet stand for, each in order; marks: the different marks of the category, ascending."""

    entry: tuple[str, ...]
    juror: tuple[str, ...]
    criterion: tuple[str, ...]
    marks: tuple[Fraction, ...]


@dataclass(frozen=True)
class Cells:
    """One element for each mark, sorted by entry, juror, criterion; all are numbers from 0.

    mark: its place among the different marks; scale: whose thresholds it goes by; step: how many of the scale's
    thresholds lie below it; tops: by scale, the highest step.
    """

    entry: Index
    juror: Index
    criterion: Index
    scale: Index
    mark: Index
    step: Index
    tops: Index

    def facet(self, facet: Facet) -> Index:
        """The column of a facet."""
        column: Index = getattr(self, facet)
        return column

    def only(self, kept: Mask) -> Cells:
        """These marks alone, their steps counted anew (see `counted`); elements keep their numbers."""
        columns = {name: getattr(self, name)[kept] for name in ("entry", "juror", "criterion", "scale", "mark", "step")}
        return counted(replace(self, **columns))


def cells(marks: Sequence[Mark], *, partial: bool) -> tuple[Cells, Names]:
    """Number all marks that are not abstentions. With `partial` every criterion has a scale of its own, or every juror
    where there are no criteria (the only one is called “”); otherwise there is one scale for all.

    Raises Refused where the marks are too many different ones to be steps.
    """
    given = [(mark.entry, mark.juror, mark.criterion, mark.score) for mark in marks if mark.score is not None]
    distinct = sorted({score for *_, score in given})
    if len(distinct) > MOST_MARKS:
        raise Refused(
            "Rasch needs marks that are steps of a scale, and there are %(count)d different ones; "
            "give whole marks, or choose the method “adjusted”.",
            count=len(distinct),
        )
    number = {score: place for place, score in enumerate(distinct)}
    entries, jurors, criteria = (tuple(sorted({str(row[place]) for row in given})) for place in range(3))
    order = [{name: place for place, name in enumerate(names)} for names in (entries, jurors, criteria)]
    table = np.array(
        [
            (order[0][entry], order[1][juror], order[2][criterion], number[score])
            for entry, juror, criterion, score in given
        ],
        dtype=np.int64,
    )
    entry, juror, criterion, mark = table[np.lexsort(table.T[2::-1])].T
    scale = np.zeros_like(mark)
    if partial:
        scale = juror if criteria == ("",) else criterion
    tops = np.zeros(scale.max() + 1, dtype=np.int64)
    names = Names(entries, jurors, criteria, tuple(Fraction(score) for score in distinct))
    return counted(Cells(entry, juror, criterion, scale, mark, mark, tops)), names


def counted(data: Cells) -> Cells:
    """The same marks with their steps counted between the marks that each scale really has: a mark that nobody gave has
    no threshold of its own.
    """
    present, start, tops = _present(data)
    step = np.searchsorted(present, data.scale * _BASE + data.mark) - start[data.scale]
    return replace(data, step=step, tops=tops)


def clipped(data: Cells, reference: Cells) -> Index:
    """The steps of marks on the scales of other ones; what lies outside is the lowest or highest step."""
    present, start, tops = _present(reference)
    step = np.searchsorted(present, data.scale * _BASE + data.mark, side="right") - 1 - start[data.scale]
    result: Index = np.clip(step, 0, np.maximum(tops, 0)[data.scale])
    return result


def scale_marks(data: Cells, names: Names) -> list[tuple[Fraction, ...]]:
    """By scale, the marks that its steps stand for."""
    present, start, tops = _present(data)
    return [
        tuple(names.marks[key % _BASE] for key in present[first : first + max(top, -1) + 1])
        for first, top in zip(start, tops, strict=True)
    ]


def skipped(marks: Sequence[Fraction]) -> list[Fraction]:
    """Marks between the lowest and the highest that nobody gave, on the coarsest even scale that holds the others."""
    if len(marks) < 2:
        return []
    unit = lcm(*(mark.denominator for mark in marks))
    whole = [int(mark * unit) for mark in marks]
    stride = gcd(*(one - whole[0] for one in whole))
    if (whole[-1] - whole[0]) // stride > 10 * MOST_MARKS:
        return []
    return [Fraction(one, unit) for one in range(whole[0], whole[-1], stride) if one not in set(whole)]


_BASE = 1 << 20


def _present(data: Cells) -> tuple[Index, Index, Index]:
    """(keys of the marks that the scales have, where each scale's begin, its highest step; −1 for no mark at all)."""
    present = np.unique(data.scale * _BASE + data.mark)
    counts = np.bincount(present // _BASE, minlength=len(data.tops))
    return present, np.cumsum(counts) - counts, counts - 1
