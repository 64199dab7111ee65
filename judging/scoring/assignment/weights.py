"""One number for three wishes: least cost first, then even loads, then a design that looks drawn by lot.

The flow solver knows one cost. The three wishes are therefore stacked like the digits of a number, so far apart that no
sum of a lower wish ever outweighs one unit of a higher one:

    weight of a pair        = cost · A + lot             lot in 0 … LOTS − 1
    weight of a juror's l-th ballot = evenness(l) · B    evenness convex, so loads spread by themselves

Where 64 bits are too few, the drawing by lot goes first, then evenness gets coarser steps; least cost never goes.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from judging.errors import Invalid
from judging.scoring.assignment.problem import Problem

LOTS = 16
WINDOW = 16
"""Loads are evened to the ballot so close to the fair share; farther away in steps that double."""
DRAWN = 100_000
"""Pairs up to which every one of them is drawn by lot; beyond, the lot that picks the solver's first arcs is enough."""
ROOM = 2**60
"""The solver multiplies weights by the number of nodes; products beyond this would overflow."""


Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


class Steps(NamedTuple):
    """The arcs from jurors to the sink: juror, ballots the arc takes, and what one of them weighs; rising per juror."""

    juror: NDArray[np.int64]
    capacity: NDArray[np.int64]
    weight: NDArray[np.int64]


class Weights(NamedTuple):
    """`scale` is A, `lots` the (entries, jurors) numbers drawn by lot; None where there was no room for them."""

    scale: int
    lots: NDArray[np.uint8] | None
    steps: Steps

    def of(self, cost: NDArray[np.int32], where: slice | Pairs) -> NDArray[np.int64]:
        """The weights of whole rows, or of the pairs (rows, columns)."""
        weight = cost[where].astype(np.int64) * self.scale
        return weight if self.lots is None else weight + self.lots[where]


def stack(problem: Problem, already: NDArray[np.int64], rng: np.random.Generator) -> Weights:
    """Chooses A and B for the problem; `already` are ballots that jurors have besides, counted where loads are evened.

    Raises Invalid where the costs are too large to be compared exactly.
    """
    steps = even_steps(problem, already)
    units = len(problem.entries) * problem.per_entry
    largest = max(int(np.abs(problem.cost).max(initial=0)), 1)
    nodes = sum(problem.allowed.shape) + 2
    for lots, shift in ((LOTS if problem.allowed.size <= DRAWN else 1, 0), *((1, shift) for shift in range(64))):
        levels = steps.weight >> shift
        unit = units * (lots - 1) + 1
        scale = units * int(levels.max(initial=0)) * unit + unit
        if (largest * scale + lots) * nodes < ROOM:
            drawn = rng.integers(0, lots, problem.allowed.shape, dtype=np.uint8) if lots > 1 else None
            return Weights(scale, drawn, steps._replace(weight=levels * unit))
        if not levels.any():
            break
    raise Invalid("the costs are too large for so many entries: use smaller numbers", field="costs")


def even_steps(problem: Problem, already: NDArray[np.int64]) -> Steps:
    """Convex steps around each juror's fair share of the entries that are open to the juror."""
    share = problem.per_entry * (problem.allowed / np.maximum(problem.allowed.sum(axis=1, keepdims=True), 1)).sum(
        axis=0
    )
    centre = np.floor(share + 1e-9).astype(np.int64)
    reach = 2 ** np.arange(5, max(len(problem.entries), 2).bit_length() + 5)
    offsets = np.concatenate([-reach[::-1], np.arange(-WINDOW, WINDOW + 1), reach])
    edges = np.clip(centre[:, None] + offsets, problem.low[:, None], problem.high[:, None])
    juror, step = np.nonzero(np.diff(edges))
    level = edges[juror, step] + already[juror]
    nearest = (centre + already).min() - WINDOW - 1 if len(centre) else 0
    farthest = (centre + already).max() + 2 * WINDOW
    level = np.clip(level, nearest, farthest) - nearest
    return Steps(juror, np.diff(edges)[juror, step], level.astype(np.int64))
