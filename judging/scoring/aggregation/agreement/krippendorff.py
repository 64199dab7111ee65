"""Krippendorff's alpha: how far jurors agree on single marks, beyond what shuffled marks would.

alpha = 1 − observed disagreement / expected disagreement (Krippendorff 2004), over all pairs of marks of the same entry
by different jurors; entries with one mark take no part, missing marks need no filling in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from judging.errors import N_, Refused
from judging.scoring.aggregation.crossed import Index, Matrix, Vector

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval", "ratio")
_DRAWS = 2000
_CELLS = 20_000_000
_MOST_VALUES = 2000
TOO_MANY = N_("There are %(count)d different marks, too many for the %(metric)s metric; choose the interval metric.")
NEGATIVE = N_("The ratio metric needs marks of zero or more; choose the interval metric.")


def alpha(entry: Index, mark: Vector, metric: Metric, seed: int = 0) -> tuple[float, float, float] | None:
    """(alpha, low, high): with a 95% interval from resampled entries; None where no entry has two marks, or all marks
    are the same. `entry` numbers the entries from 0. Raises Refused for marks that the metric does not suit.
    """
    several = np.bincount(entry)[entry] > 1
    numbers = np.unique(entry[several], return_inverse=True)[1]
    marks = mark[several]
    if not len(marks) or np.ptp(marks) == 0:
        return None
    size = int(numbers.max()) + 1
    once = np.ones((1, size))
    value = float(_alphas(numbers, marks, metric, once)[0])
    generator = np.random.default_rng(seed)
    draws = np.concatenate(
        [_alphas(numbers, marks, metric, weights) for weights in _resamples(generator, size)],
    )
    low, high = np.nanquantile(draws, [0.025, 0.975])
    return value, float(min(low, value)), float(max(high, value))


def _resamples(generator: np.random.Generator, size: int) -> Iterator[Matrix]:
    """How often each entry is drawn, in rows, a block of rows at a time."""
    count = max(200, min(_DRAWS, _CELLS // size))
    block = max(1, _CELLS // (4 * size))
    for first in range(0, count, block):
        rows = min(block, count - first)
        yield generator.multinomial(size, np.full(size, 1 / size), size=rows).astype(float)


def _alphas(entry: Index, mark: Vector, metric: Metric, weights: Matrix) -> Vector:
    """One alpha for each row of weights of the entries; NaN where all marks drawn are the same."""
    if metric == "interval":
        observed, expected = _by_moments(entry, mark, weights)
    else:
        values, place = np.unique(mark, return_inverse=True)
        if len(values) > _MOST_VALUES:
            raise Refused(TOO_MANY, count=len(values), metric=metric)
        counts = np.zeros((weights.shape[1], len(values)))
        np.add.at(counts, (entry, place), 1.0)
        observed, expected = _by_pairs(counts, values, metric, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(expected > 0, 1 - observed / expected, np.nan))


def _by_moments(entry: Index, mark: Vector, weights: Matrix) -> tuple[Vector, Vector]:
    """(observed, expected) squared differences, from numbers, sums and squares alone."""
    centred = mark - np.sort(mark).mean()
    numbers = np.bincount(entry).astype(float)
    sums, squares = np.bincount(entry, centred), np.bincount(entry, np.square(centred))
    total, whole, square = weights @ numbers, weights @ sums, weights @ squares
    within = weights @ ((numbers * squares - np.square(sums)) / (numbers - 1))
    return 2 * within / total, 2 * (total * square - np.square(whole)) / (total * (total - 1))


def _by_pairs(counts: Matrix, values: Vector, metric: Metric, weights: Matrix) -> tuple[Vector, Vector]:
    numbers = counts.sum(axis=1)
    totals = weights @ counts
    size = totals.sum(axis=1)
    observed, expected = np.empty(len(weights)), np.empty(len(weights))
    fixed = None if metric == "ordinal" else _differences(values, metric)
    for row, total in enumerate(totals):
        difference = _ordinal(total) if fixed is None else fixed
        if fixed is None or row == 0:
            own = ((counts @ difference) * counts).sum(axis=1) / (numbers - 1)
        observed[row] = weights[row] @ own / size[row]
        expected[row] = total @ difference @ total / (size[row] * (size[row] - 1))
    return observed, expected


def _differences(values: Vector, metric: Metric) -> Matrix:
    """Squared differences of the values by the nominal or the ratio metric."""
    if metric == "nominal":
        return 1 - np.eye(len(values))
    if values[0] < 0:
        raise Refused(NEGATIVE)
    sums = values[:, None] + values
    return np.asarray(np.square(np.divide(values[:, None] - values, sums, out=np.zeros_like(sums), where=sums > 0)))


def _ordinal(total: Vector) -> Matrix:
    """Squared numbers of marks between two values, half of the marks at both ends included."""
    middle = np.cumsum(total) - total / 2
    return np.asarray(np.square(middle[:, None] - middle))
