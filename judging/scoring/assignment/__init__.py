"""Who judges what: exactly so many ballots per entry, within the jurors' bounds, no conflict, the least total cost."""

from collections.abc import Mapping, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from judging.errors import Invalid
from judging.scoring.assignment.comparison import compare
from judging.scoring.assignment.diagnosis import relaxations
from judging.scoring.assignment.flow import solve
from judging.scoring.assignment.problem import Problem, build
from judging.scoring.assignment.values import (
    EntryNeed,
    Infeasible,
    JurorCapacity,
    Lower,
    Plan,
    Raise,
    Relaxation,
    Short,
    Waive,
)
from judging.scoring.assignment.weights import stack

__all__ = [
    "EntryNeed",
    "Infeasible",
    "JurorCapacity",
    "Lower",
    "Plan",
    "Raise",
    "Relaxation",
    "Short",
    "Waive",
    "assign",
]


def assign(
    entries: Sequence[EntryNeed],
    jurors: Sequence[JurorCapacity],
    *,
    per_entry: int,
    conflicts: Set[tuple[str, str]] = frozenset(),
    costs: Mapping[tuple[str, str], int] | None = None,
    anchors: int = 0,
    seed: int = 0,
) -> Plan:
    """Gives every entry exactly `per_entry` jurors; pairs are (entry, juror), and a pair without a cost costs 0.

    In this order, each within what the one before leaves open: the least total cost, exactly; loads as even as they
    can be; pairs drawn by lot from the seed. The order of the rows does not matter.

    `anchors` works of every category are judged by all its jurors without a conflict, so that the jurors can be
    compared: those with the fewest conflicts, then the lowest cost, then by lot. They are fixed before the rest.

    Raises Infeasible with the smallest change of the rules that would help, Invalid for input that makes no sense.
    """
    if seed < 0 or anchors < 0:
        field = "seed" if seed < 0 else "anchors"
        raise Invalid("%(what)s must not be negative", field=field, what=field)
    rng = np.random.default_rng(seed)
    problem = build(entries, jurors, per_entry, conflicts, costs or {}, rng)
    fixed = choose_anchors(problem, anchors)
    matrix = np.zeros_like(problem.allowed)
    matrix[fixed] = problem.allowed[fixed]
    already = matrix.sum(axis=0)
    rest = np.flatnonzero(~np.isin(np.arange(len(matrix)), fixed))
    part = without(problem, rest)
    solved = None
    if (already <= problem.high).all():
        low = np.maximum(problem.low - already, 0)
        bounded = part._replace(low=low, high=problem.high - already)
        solved = solve(bounded, stack(bounded, already, rng), rng) if len(rest) or not low.any() else None
    if solved is None:
        raise Infeasible(relaxations(part, already))
    matrix[rest] = solved
    return report(problem, matrix, fixed)


def choose_anchors(problem: Problem, count: int) -> NDArray[np.int64]:
    """The rows of the anchor works, `count` of every category or all of a smaller one."""
    judges = problem.allowed.sum(axis=1)
    total = np.where(problem.allowed, problem.cost, 0).sum(axis=1, dtype=np.int64) if count else judges
    chosen: dict[str, list[int]] = {}
    for row in np.lexsort((total, -judges)) if count else ():
        rows = chosen.setdefault(problem.entries[row].category, [])
        if len(rows) < count and judges[row] >= problem.per_entry:
            rows.append(int(row))
    return np.array(sorted(row for rows in chosen.values() for row in rows), dtype=np.int64)


def without(problem: Problem, rest: NDArray[np.int64]) -> Problem:
    """The problem with only the rows of `rest`."""
    if len(rest) == len(problem.entries):
        return problem
    kept = tuple(problem.entries[row] for row in rest)
    return problem._replace(
        entries=kept, open_=problem.open_[rest], allowed=problem.allowed[rest], cost=problem.cost[rest]
    )


def report(problem: Problem, matrix: NDArray[np.bool_], anchors: NDArray[np.int64]) -> Plan:
    """The plan in names, sorted, with what it costs and how it ties the jurors together."""
    names = [capacity.juror for capacity in problem.jurors]
    comparison = compare(matrix)
    groups: dict[int, list[str]] = {}
    for name, group in zip(names, comparison.groups.tolist(), strict=True):
        if group >= 0:
            groups.setdefault(group, []).append(name)
    loads = matrix.sum(axis=0)
    row, column = np.nonzero(matrix)
    entry_names = [need.entry for need in problem.entries]
    return Plan(
        pairs=tuple(sorted((entry_names[i], names[j]) for i, j in zip(row.tolist(), column.tolist(), strict=True))),
        loads={name: int(load) for name, load in sorted(zip(names, loads, strict=True))},
        cost=int(problem.cost[row, column].sum(dtype=np.int64)),
        anchors=tuple(sorted(entry_names[i] for i in anchors)),
        components=tuple(sorted(tuple(sorted(group)) for group in groups.values())),
        variance=comparison.variance,
    )
