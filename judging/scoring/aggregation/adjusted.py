"""Severity-adjusted scores of arrays of marks: fast, without names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from judging.scoring.aggregation import reml
from judging.scoring.aggregation.crossed import Crossed, Index, Matrix, Vector, crossed
from judging.scoring.aggregation.values import Variances

_BLOCK_CELLS = 20_000_000
_DRAWS = 4000
_FEWEST_DRAWS = 200
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


def parts(entry: Index, juror: Index) -> Index:
    """For every entry, the number of the connected part of the panel that it belongs to."""
    size = int(entry.max()) + 1
    graph = sparse.coo_array((np.ones(len(entry)), (entry, juror + size)), shape=(size + int(juror.max()) + 1,) * 2)
    labels: Index = csgraph.connected_components(graph, directed=False)[1][:size]
    return labels


def rank_intervals(fitted: Adjusted, seed: int, top: int) -> tuple[Index, Index, Vector]:
    """(low, high, chance): the 90% interval of every entry's rank, and its chance of being among the first `top`.

    By draws from the distribution of the true effects given the marks and the estimated variances. Entries that the
    marks do not tell apart may stand anywhere.
    """
    size = len(fitted.entries)
    if not fitted.variances.entry > 0:
        return np.full(size, 1), np.full(size, size), np.full(size, min(1, top / size))
    count = max(_FEWEST_DRAWS, min(_DRAWS, _BLOCK_CELLS // (2 * size)))
    generator = np.random.default_rng(seed)
    ranks = np.empty((count, size), dtype=np.int32)
    block = max(1, _BLOCK_CELLS // (4 * size))
    for start in range(0, count, block):
        drawn = _draw(fitted, generator, min(block, count - start))
        order = np.argsort(-drawn, axis=1, kind="stable")
        np.put_along_axis(ranks[start : start + block], order, np.arange(1, size + 1, dtype=np.int32)[None], axis=1)
    chance: Vector = (ranks <= top).mean(axis=0)
    low, high = _middle(ranks)
    return low, high, chance


def _middle(ranks: NDArray[np.int32]) -> tuple[Index, Index]:
    """The shortest interval of each column that holds 90% of it, the most central one where several are as short.

    Ranks are whole numbers, so it may hold more: then the lighter end is left out again if what remains is nearer to
    90%. Intervals with equal tails would hold too much at both ends of the list, where one tail is empty.
    """
    count = len(ranks)
    ranks.sort(axis=0)
    kept = int(np.ceil(0.9 * count))
    lows, highs = ranks[: count - kept + 1], ranks[kept - 1 :]
    lengths = (highs - lows).astype(float)
    lengths += np.abs(lows + highs - 2.0 * ranks[count // 2]) / (4 * ranks.shape[1])
    best = lengths.argmin(axis=0)[None]
    low, high = np.take_along_axis(lows, best, axis=0)[0], np.take_along_axis(highs, best, axis=0)[0]
    inside = ((ranks >= low) & (ranks <= high)).mean(axis=0)
    at_low, at_high = (ranks == low).mean(axis=0), (ranks == high).mean(axis=0)
    smaller = (high > low) & (inside - 0.9 > np.minimum(at_low, at_high) / 2)
    low, high = low + (smaller & (at_low <= at_high)), high - (smaller & (at_low > at_high))
    return low.astype(np.int64), high.astype(np.int64)


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
