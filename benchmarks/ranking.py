"""The severity-adjusted ranking of a million ballots: variances, predictions, and standard errors for all entries.

    python -m benchmarks.ranking

Two panels of the sizes that a national competition has. Besides the seconds, which depend on the machine, a ratio that
does not: the whole fit in units of the bare product of the table of marks with itself, which every method that solves
for jurors needs, where that table is small enough to be laid out in memory.
"""

import os
import platform
import time
from collections.abc import Callable

import numpy as np

from judging.scoring.aggregation.adjusted import adjust

Panel = tuple[np.ndarray, np.ndarray, np.ndarray]
PANELS = {"20,000 entries × 50 marks, 500 jurors": (20_000, 50, 500), "290,000 × 5, 2,000 jurors": (290_000, 5, 2_000)}
ENTRY, JUROR, ERROR = 1.2, 0.8, 1.0
DENSE = 40_000_000
ROUNDS = 3


def panel(entries: int, each: int, jurors: int) -> Panel:
    """Marks out of the model itself; every entry meets `each` different jurors."""
    generator = np.random.default_rng(2024)
    steps = generator.integers(1, jurors // each, (entries, each)).cumsum(axis=1)
    juror = ((generator.integers(0, jurors, (entries, 1)) + steps) % jurors).ravel()
    entry = np.repeat(np.arange(entries), each)
    effects = generator.normal(0, ENTRY, entries)[entry] + generator.normal(0, JUROR, jurors)[juror]
    return entry, juror, 6 + effects + generator.normal(0, ERROR, entries * each)


def bare(entry: np.ndarray, juror: np.ndarray, _: np.ndarray) -> None:
    """Lay the marks out as a table and multiply it with itself."""
    table = np.zeros((entry.max() + 1, juror.max() + 1))
    table[entry, juror] = 1
    np.dot(table.T, table)


def seconds(work: Callable[..., object], data: Panel) -> float:
    """The best of a few rounds: what the machine can do when nothing else disturbs it."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work(*data)
        times.append(time.perf_counter() - start)
    return min(times)


def run() -> list[str]:
    """The lines of the report."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, numpy {np.__version__}"
    lines = [f"adjusted ranking, {machine}, best of {ROUNDS}"]
    for title, (entries, each, jurors) in PANELS.items():
        data = panel(entries, each, jurors)
        taken = seconds(adjust, data)
        found = adjust(*data).variances
        line = f"  {title} = {entries * each:,} ballots: {taken:.2f} s"
        if entries * jurors <= DENSE:
            line += f", {taken / seconds(bare, data):.1f} × the bare product of its table"
        errors = [
            abs(np.sqrt(estimate) / truth - 1)
            for estimate, truth in ((found.entry, ENTRY), (found.juror, JUROR), (found.error, ERROR))
        ]
        lines.append(f"{line}; deviations found within {max(errors):.1%} of the simulated ones")
    return lines


if __name__ == "__main__":
    print("\n".join(run()))
