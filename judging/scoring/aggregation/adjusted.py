"""Severity-adjusted scores of arrays of marks: fast, without names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from judging.scoring.aggregation import reml
from judging.scoring.aggregation.crossed import Crossed, Index, Matrix, Vector, crossed
from judging.scoring.aggregation.draws import Intervals, anywhere, ranks_of_draws
from judging.scoring.aggregation.values import Variances

_BLOCK_CELLS = 20_000_000
_PAIR_COST = 16
"""Picking one pair out of a matrix costs about as much as this many steps of a matrix product."""


@dataclass(frozen=True)
class Adjusted:
    """score = mean + entry effect, with the standard error of prediction of the effect; juror effects likewise.

    point: the fitted model; swapped: jurors are its outer factor, because they are more than the entries.
    """

    mean: float
    variances: Variances
    entries: Vector
    entry_errors: Vector
    jurors: Vector
    juror_errors: Vector
    point: reml.Point
    swapped: bool


def adjust(entry: Index, juror: Index, mark: Vector) -> Adjusted:
    """Fit mark = mean + entry + juror + error; `entry` and `juror` number the levels from 0 without gaps.

    Best linear unbiased predictions with variances by REML; the order of the marks does not matter. The standard error
    of an effect is that of its prediction error, the uncertainty of the mean included (Henderson 1975).
    """
    centre = float(np.sort(mark).mean())
    swapped = int(juror.max()) > int(entry.max())
    levels = (juror, entry) if swapped else (entry, juror)
    point = reml.fit(crossed(*levels, mark - centre))
    outer = (point.ratios[0] * point.outer_gradient, _outer_errors(point))
    inner = (point.ratios[1] * point.inner_gradient, _inner_errors(point))
    entries, jurors = (inner, outer) if swapped else (outer, inner)
    spread = point.ratios * point.error
    by_entry, by_juror = (spread[1], spread[0]) if swapped else (spread[0], spread[1])
    return Adjusted(
        mean=point.mean + centre,
        variances=Variances(entry=float(by_entry), juror=float(by_juror), error=point.error),
        entries=entries[0],
        entry_errors=entries[1],
        jurors=jurors[0],
        juror_errors=jurors[1],
        point=point,
        swapped=swapped,
    )


def rank_intervals(fitted: Adjusted, seed: int, top: int) -> Intervals:
    """By draws from the distribution of the true effects given the marks and the estimated variances. Entries that the
    marks do not tell apart may stand anywhere.
    """
    size = len(fitted.entries)
    if not fitted.variances.entry > 0:
        return anywhere(size, top)
    return ranks_of_draws(partial(_draw, fitted), size, seed, top)


def _outer_errors(point: reml.Point) -> Vector:
    data: Crossed = point.data
    outer, inner = point.ratios
    spread = _quadratic(data, reml.inverse(point))
    shrink = point.shrink
    variance = outer * shrink + outer**2 * (inner * shrink**2 * spread + reml.ones_outer(point) ** 2 / point.ones)
    result: Vector = np.sqrt(point.error * variance)
    return result


def _quadratic(data: Crossed, matrix: Matrix) -> Vector:
    """t' · matrix · t for every row t of the table."""
    result = np.empty(len(data.outer_counts))
    starts = data.table.indptr
    filled = np.diff(starts)
    for length in np.unique(filled):
        rows = np.flatnonzero(filled == length)
        pairs = _PAIR_COST * length < len(matrix)
        block = max(1, _BLOCK_CELLS // (4 * int(length) ** 2 if pairs else len(matrix)))
        for begin in range(0, len(rows), block):
            some = rows[begin : begin + block]
            cells = starts[some][:, None] + np.arange(length)
            columns, counts = data.table.indices[cells], data.table.data[cells]
            if pairs:
                products = np.einsum("rab,rb->ra", matrix[columns[:, :, None], columns[:, None, :]], counts)
            else:
                products = np.take_along_axis(data.table[some] @ matrix, columns, axis=1)
            result[some] = np.einsum("rc,rc->r", counts, products)
    return result


def _inner_errors(point: reml.Point) -> Vector:
    ratio = point.ratios[1]
    variance = ratio * reml.inverse(point).diagonal() + ratio**2 * point.ones_inner**2 / point.ones
    result: Vector = np.sqrt(point.error * variance)
    return result


def _draw(fitted: Adjusted, generator: np.random.Generator, count: int) -> Matrix:
    """`count` draws of the true entry effects (rows): the mean first, then the inner effects, then the outer ones."""
    point, data = fitted.point, fitted.point.data
    outer, inner = point.ratios
    unit = np.sqrt(point.error)
    mean = generator.standard_normal(count) * unit / np.sqrt(point.ones)
    turned = reml.backward(point, generator.standard_normal((len(data.inner_counts), count)))
    inner_effects = (inner * point.inner_gradient)[:, None] - inner * np.outer(point.ones_inner, mean)
    inner_effects += unit * np.sqrt(inner) * turned
    if fitted.swapped:
        return np.asarray(inner_effects.T)
    rest = data.outer_sums[:, None] - np.outer(data.outer_counts, point.mean + mean) - data.table @ inner_effects
    noise = generator.standard_normal(rest.shape) * unit
    drawn: Matrix = outer * point.shrink[:, None] * rest + np.sqrt(outer * point.shrink)[:, None] * noise
    return np.asarray(drawn.T)
