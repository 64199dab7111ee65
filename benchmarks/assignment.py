"""The assignment against bare OR-Tools on the same question, as a ratio in one run.

    python benchmarks/assignment.py [ENTRIES JURORS]

"Bare" is the flow one would write first: every allowed pair as an arc, added in bulk, costs only. Both start from the
same names and dictionaries and end with the pairs by name.
"""

import math
import platform
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
from ortools.graph.python import min_cost_flow

from judging.scoring.assignment import EntryNeed, JurorCapacity, assign

Pairs = set[tuple[str, str]]
Costs = dict[tuple[str, str], int]
ROUNDS = 5
PER_ENTRY = 5


def bare(
    entries: list[EntryNeed], jurors: list[JurorCapacity], conflicts: Pairs, costs: Costs
) -> tuple[list[tuple[str, str]], int]:
    """The dense flow without evenness, anchors, report or diagnosis."""
    row = {need.entry: i for i, need in enumerate(entries)}
    column = {juror.juror: j for j, juror in enumerate(jurors)}
    cost = np.zeros((len(entries), len(jurors)), dtype=np.int64)
    for (entry, juror), value in costs.items():
        cost[row[entry], column[juror]] = value
    allowed = np.ones(cost.shape, dtype=bool)
    for entry, juror in conflicts:
        allowed[row[entry], column[juror]] = False
    i, j = np.nonzero(allowed)
    solver = min_cost_flow.SimpleMinCostFlow()
    size, sink = len(entries), len(entries) + len(jurors)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(i, j + size, np.ones_like(i), cost[i, j])
    bounds = np.array([juror.max for juror in jurors])
    heads, free = np.full(len(jurors), sink), np.zeros(len(jurors), dtype=np.int64)
    solver.add_arcs_with_capacity_and_unit_cost(np.arange(size, sink), heads, bounds, free)
    solver.set_nodes_supplies(np.arange(size), np.full(size, PER_ENTRY))
    solver.set_node_supply(sink, -size * PER_ENTRY)
    if solver.solve() != solver.OPTIMAL:
        raise SystemExit("the question of the benchmark has no answer")
    used = solver.flows(arcs) > 0
    return [(entries[a].entry, jurors[b].juror) for a, b in zip(i[used], j[used], strict=True)], solver.optimal_cost()


def question(size: int, panel: int, share: float) -> tuple[list[EntryNeed], list[JurorCapacity], Pairs, Costs]:
    """Entries and jurors with one conflict for every tenth entry, and costs for a share of all pairs."""
    rng = np.random.default_rng(1)
    entries = [EntryNeed(f"E{i:06d}") for i in range(size)]
    jurors = [JurorCapacity(f"J{j:04d}", 0, math.ceil(size * PER_ENTRY / panel * 1.2)) for j in range(panel)]
    some = zip(rng.integers(0, size, size // 10), rng.integers(0, panel, size // 10), strict=True)
    conflicts = {(entries[i].entry, jurors[j].juror) for i, j in some}
    i, j = np.nonzero(rng.random((size, panel)) < share)
    values = rng.integers(1, 100, len(i)).tolist()
    names = ((entries[a].entry, jurors[b].juror) for a, b in zip(i.tolist(), j.tolist(), strict=True))
    return entries, jurors, conflicts, dict(zip(names, values, strict=True))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    size, panel = map(int, sys.argv[1:3]) if len(sys.argv) == 3 else (5000, 200)
    rounds = ROUNDS if size * panel <= 2_000_000 else 1
    print(f"{platform.machine()}, Python {platform.python_version()}, {PER_ENTRY} ballots an entry, median of {rounds}")
    for name, share in (("no costs", 0.0), ("2% of pairs cost", 0.02), ("every pair costs", 1.0)):
        if size * panel * share > 5_000_000:
            continue
        asked = question(size, panel, share)
        entries, jurors, conflicts, costs = asked

        def ours(asked=asked) -> object:
            return assign(asked[0], asked[1], per_entry=PER_ENTRY, conflicts=asked[2], costs=asked[3])

        plan, (_, cost) = assign(entries, jurors, per_entry=PER_ENTRY, conflicts=conflicts, costs=costs), bare(*asked)
        if plan.cost != cost:
            raise SystemExit(f"{name}: our cost {plan.cost} is not the least cost {cost}")
        pairs = [(seconds(ours), seconds(lambda asked=asked: bare(*asked))) for _ in range(rounds)]
        own, other = (statistics.median(column) for column in zip(*pairs, strict=True))
        line = (
            f"{size} × {panel}, {name}: ours {own:.3f} s, bare {other:.3f} s, ratio {own / other:.2f} (must be ≤ 1.5)"
        )
        print(line, f"cost {cost}, equal")


if __name__ == "__main__":
    main()
