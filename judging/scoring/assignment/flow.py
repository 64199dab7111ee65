"""The exact assignment of least weight, by min-cost flow over few arcs and a proof that the others would not help.

Entries stand left, jurors right, every pair that is allowed is an arc. Most arcs are never used: the solver gets
only the cheapest few of every entry. From its answer follow the jurors' prices (shortest paths in the residual graph,
brought down to the jurors), and an arc that was left out can only help where its weight less its juror's price lies
below that of a pair in use. Such arcs are added and the flow is solved again; when there is none, the answer is optimal
over all arcs (Dantzig and Wolfe's column generation, exact by complementary slackness).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from judging.errors import Invalid
from judging.scoring.assignment.problem import Problem
from judging.scoring.assignment.weights import Steps, Weights

SPARE = 8
"""Arcs an entry gets at first beyond three times the ballots it needs."""
CHUNK = 4_000_000
"""Pairs looked at in one go, so that memory stays small beside the (entries, jurors) matrix itself."""
NEVER = 2**61


class Chosen(NamedTuple):
    """The answer of one flow: the arcs that it was given and which of them it uses."""

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    used: NDArray[np.bool_]


def solve(problem: Problem, weights: Weights, rng: np.random.Generator) -> NDArray[np.bool_] | None:
    """The (entries, jurors) matrix of the assignment of least weight; None where no assignment keeps every rule."""
    given = cheapest(problem, 3 * problem.per_entry + SPARE, rng)
    while True:
        chosen = flow(problem, given, weights)
        if chosen is None:
            if np.array_equal(given, problem.allowed):
                return None
            given = problem.allowed
            continue
        matrix = np.zeros(problem.allowed.shape, dtype=np.bool_)
        matrix[chosen.row[chosen.used], chosen.column[chosen.used]] = True
        missing = helpful(problem, given, matrix, weights, prices(problem, chosen, weights))
        if not missing.any():
            return matrix
        given = given | missing


def cheapest(problem: Problem, count: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """For every entry its `count` cheapest allowed jurors; equal costs are drawn by lot."""
    size, jurors = problem.allowed.shape
    if count * 2 >= jurors:
        return problem.allowed
    given = np.zeros_like(problem.allowed)
    for rows in chunks(size, jurors):
        key = problem.cost[rows] + rng.random((rows.stop - rows.start, jurors))
        key[~problem.allowed[rows]] = np.inf
        best = np.argpartition(key, count - 1, axis=1)[:, :count]
        np.put_along_axis(given[rows], best, True, axis=1)
    return given & problem.allowed


def flow(problem: Problem, given: NDArray[np.bool_], weights: Weights) -> Chosen | None:
    """One min-cost flow over the given arcs; None where it cannot bring every entry its ballots within the bounds."""
    entries, jurors = given.shape
    row, column = np.nonzero(given)
    sink = entries + jurors
    solver = min_cost_flow.SimpleMinCostFlow()
    weight = weights.of(problem.cost, (row, column))
    arcs = solver.add_arcs_with_capacity_and_unit_cost(row, column + entries, np.ones_like(row), weight)
    steps = weights.steps
    solver.add_arcs_with_capacity_and_unit_cost(
        steps.juror + entries, np.full_like(steps.juror, sink), steps.capacity, steps.weight
    )
    solver.set_nodes_supplies(np.arange(entries), np.full(entries, problem.per_entry))
    solver.set_nodes_supplies(np.arange(entries, sink), -problem.low)
    spare = entries * problem.per_entry - int(problem.low.sum())
    solver.set_node_supply(sink, -spare)
    status = solver.solve() if spare >= 0 else solver.INFEASIBLE
    if status in (solver.INFEASIBLE, solver.UNBALANCED):
        return None  # asking for the flows now would end the process
    if status != solver.OPTIMAL:
        raise Invalid("the costs are too large for so many entries: use smaller numbers", field="costs")
    return Chosen(row, column, solver.flows(arcs) > 0)


def prices(problem: Problem, chosen: Chosen, weights: Weights) -> NDArray[np.int64]:
    """A price per juror under which no given arc could improve the flow: shortest distances by Bellman and Ford.

    Nodes are the jurors and, last, the sink. Between jurors leads the cheapest exchange of one ballot of some entry.
    """
    jurors = problem.allowed.shape[1]
    distance = np.full((jurors + 1, jurors + 1), NEVER, dtype=np.int64)
    distance[:jurors, :jurors] = exchanges(problem, chosen, weights)
    loads = np.bincount(chosen.column[chosen.used], minlength=jurors) - problem.low
    one_more, one_less = margins(weights.steps, loads)
    distance[:jurors, jurors] = one_more
    distance[jurors, :jurors] = one_less
    price = np.zeros(jurors + 1, dtype=np.int64)
    while True:
        better = np.minimum(price, (price[:, None] + distance).min(axis=0))
        if np.array_equal(better, price):
            return price[:jurors]
        price = better


def exchanges(problem: Problem, chosen: Chosen, weights: Weights) -> NDArray[np.int64]:
    """(from, to): the least weight of moving one ballot of one entry between two jurors along given arcs."""
    entries, jurors = problem.allowed.shape
    holder = chosen.column[chosen.used].reshape(entries, problem.per_entry)
    row, column = chosen.row[~chosen.used], chosen.column[~chosen.used]
    least = np.full(jurors * jurors, NEVER, dtype=np.int64)
    new = weights.of(problem.cost, (row, column))
    for slot in range(problem.per_entry):
        leaving = holder[:, slot]
        old = weights.of(problem.cost, (np.arange(entries), leaving))
        np.minimum.at(least, leaving[row] * jurors + column, new - old[row])
    return least.reshape(jurors, jurors)


def margins(steps: Steps, loads: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What one ballot more weighs for every juror, and one less (negative); NEVER where the bounds forbid it.

    `loads` are counted above the jurors' minima.
    """
    one_more = np.full(len(loads), NEVER, dtype=np.int64)
    one_less = np.full(len(loads), NEVER, dtype=np.int64)
    for juror, load in enumerate(loads):
        own = steps.juror == juror
        filled = np.cumsum(steps.capacity[own])
        weight = steps.weight[own]
        if len(filled) and load < filled[-1]:
            one_more[juror] = weight[np.searchsorted(filled, load, side="right")]
        if load > 0:
            one_less[juror] = -weight[np.searchsorted(filled, load, side="left")]
    return one_more, one_less


def helpful(
    problem: Problem,
    given: NDArray[np.bool_],
    matrix: NDArray[np.bool_],
    weights: Weights,
    price: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """The allowed arcs left out so far that could improve the assignment under the prices."""
    missing = np.zeros_like(given)
    if np.array_equal(given, problem.allowed):
        return missing
    for rows in chunks(*given.shape):
        value = weights.of(problem.cost, rows) - price
        worst = np.where(matrix[rows], value, -NEVER).max(axis=1, keepdims=True)
        missing[rows] = problem.allowed[rows] & ~given[rows] & (value < worst)
    return missing


def chunks(rows: int, width: int) -> list[slice]:
    size = max(CHUNK // max(width, 1), 1)
    return [slice(start, min(start + size, rows)) for start in range(0, rows, size)]
