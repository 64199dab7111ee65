"""Rank intervals from draws of what the true qualities of the entries may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from judging.scoring.aggregation.crossed import Index, Matrix, Vector
from judging.scoring.aggregation.values import Uncertainty

Intervals = tuple[Index, Index, Vector]
"""(low, high, chance): the 90% interval of every entry's rank, and its chance of being among the first."""

_BLOCK_CELLS = 20_000_000
_DRAWS = 4000
_FEWEST_DRAWS = 200


def ranks_of_draws(draw: Callable[[np.random.Generator, int], Matrix], size: int, seed: int, top: int) -> Intervals:
    """Simulated intervals, and chances of being among the first `top`. `draw(generator, count)` gives that many rows of
    the qualities of all `size` entries.
    """
    count = max(_FEWEST_DRAWS, min(_DRAWS, _BLOCK_CELLS // (2 * size)))
    generator = np.random.default_rng(seed)
    ranks = np.empty((count, size), dtype=np.int32)
    block = max(1, _BLOCK_CELLS // (4 * size))
    for start in range(0, count, block):
        drawn = draw(generator, min(block, count - start))
        order = np.argsort(-drawn, axis=1, kind="stable")
        np.put_along_axis(ranks[start : start + block], order, np.arange(1, size + 1, dtype=np.int32)[None], axis=1)
    chance: Vector = (ranks <= top).mean(axis=0)
    low, high = _middle(ranks)
    return low, high, chance


def normal_draws(mean: Vector, error: Vector, pull: sparse.csr_array) -> Callable[[np.random.Generator, int], Matrix]:
    """Draws of qualities that are normal numbers with errors of their own, and with common ones (the columns of `pull`)
    by which jurors pull all that they scored.
    """

    def draw(generator: np.random.Generator, count: int) -> Matrix:
        own = error * generator.standard_normal((count, len(mean)))
        common = pull @ generator.standard_normal((pull.shape[1], count))
        drawn: Matrix = mean + own + common.T
        return drawn

    return draw


def anywhere(size: int, top: int) -> Intervals:
    """The intervals of entries that nothing tells apart."""
    return np.full(size, 1), np.full(size, size), np.full(size, min(1.0, top / size))


def uncertainty(
    names: Sequence[str], ranks: Mapping[str, int], errors: Vector | None, intervals: Intervals | None, top: int | None
) -> dict[str, Uncertainty]:
    """By entry: what is known of the standard error, the interval (around the rank itself) and the chance."""
    found = {}
    for position, name in enumerate(names):
        se = None if errors is None else float(errors[position])
        if intervals is None:
            found[name] = Uncertainty(se)
            continue
        low, high, chance = (column[position] for column in intervals)
        found[name] = Uncertainty(
            se,
            rank_low=min(int(low), ranks[name]),
            rank_high=max(int(high), ranks[name]),
            top=float(chance) if top else None,
        )
    return found


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
