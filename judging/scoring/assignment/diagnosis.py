"""Why no assignment is possible: the smallest change of the rules under which one is."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from judging.scoring.assignment.problem import Problem
from judging.scoring.assignment.values import Lower, Raise, Relaxation, Short, Waive

Ints = NDArray[np.int64]
RAISE, LOWER, WAIVE = 1000, 1001, 1002
"""Every change counts the same; among equally many, a maximum rises before a minimum falls or a conflict is waived."""


class Slack(NamedTuple):
    """What had to give: ballots missing per entry; per juror above the maximum, below the minimum; conflicts used."""

    missing: Ints
    raised: Ints
    lowered: Ints
    waived: tuple[Ints, Ints]


def relaxations(problem: Problem, already: Ints) -> tuple[Relaxation, ...]:
    """A smallest set of changes that makes the problem solvable.

    `already` are ballots that jurors have besides (anchors); what they alone exceed a maximum by is part of the answer.
    """
    high = np.maximum(problem.high - already, 0)
    low = np.maximum(problem.low - already, 0)
    slack = relaxed(problem, low, high)
    rows, columns = slack.waived
    waived = [
        Waive(problem.entries[row].entry, problem.jurors[column].juror)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
    raised = np.maximum(already - problem.high, 0) + slack.raised
    return (
        *shortages(problem, slack.missing),
        *bounds(problem, raised, slack.lowered),
        *sorted(waived, key=lambda item: (item.entry, item.juror)),
    )


def relaxed(problem: Problem, low: Ints, high: Ints) -> Slack:
    """Min-cost flow over all pairs with a slack arc beside every rule; only the slack costs anything."""
    entries, jurors = problem.allowed.shape
    needs, sink = entries * problem.per_entry, entries + jurors
    every_entry, every_juror = np.arange(entries), np.arange(entries, sink)
    to_sink, from_juror = np.full(entries, sink), np.full(jurors, sink)
    solver = min_cost_flow.SimpleMinCostFlow()

    def arcs(tail: Ints, head: Ints, capacity: Ints, cost: int) -> Ints:
        costs = np.full(len(tail), cost, dtype=np.int64)
        return np.asarray(solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, costs), dtype=np.int64)

    row, column = np.nonzero(problem.allowed)
    arcs(row, column + entries, np.ones_like(row), 0)
    row, column = np.nonzero(problem.open_ & ~problem.allowed)
    waived = arcs(row, column + entries, np.ones_like(row), WAIVE)
    missing = arcs(every_entry, to_sink, np.full(entries, problem.per_entry), WAIVE * (needs + 1))
    arcs(every_juror, from_juror, high - low, 0)
    raised = arcs(every_juror, from_juror, np.full(jurors, needs), RAISE)
    lowered = arcs(from_juror, every_juror, low, LOWER)
    solver.set_nodes_supplies(every_entry, np.full(entries, problem.per_entry))
    solver.set_nodes_supplies(every_juror, -low)
    solver.set_node_supply(sink, int(low.sum()) - needs)
    status = solver.solve()
    if status != solver.OPTIMAL:  # pragma: no cover - there is slack beside every rule
        raise AssertionError(status)
    used = np.asarray(solver.flows(waived)) > 0
    return Slack(solver.flows(missing), solver.flows(raised), solver.flows(lowered), (row[used], column[used]))


def shortages(problem: Problem, missing: Ints) -> list[Short]:
    needed = problem.per_entry
    found = [(problem.entries[row], needed - int(missing[row])) for row in np.flatnonzero(missing)]
    return sorted(
        (Short(need.entry, need.category, count, needed) for need, count in found), key=lambda item: item.entry
    )


def bounds(problem: Problem, raised: Ints, lowered: Ints) -> list[Raise | Lower]:
    names = [capacity.juror for capacity in problem.jurors]
    up = [Raise(names[i], int(problem.high[i]), int(raised[i])) for i in np.flatnonzero(raised)]
    down = [Lower(names[i], int(problem.low[i]), int(lowered[i])) for i in np.flatnonzero(lowered)]
    return [*sorted(up, key=lambda change: change.juror), *sorted(down, key=lambda change: change.juror)]
