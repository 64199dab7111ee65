"""What the demo shows while it runs, and the table at its end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from judging.awards.queries import ContestResult
from judging.contests.queries import ContestView


class Counts(msgspec.Struct):
    """Filled as the demo goes on."""

    entries: int = 0
    quarantined: int = 0
    ballots: int = 0
    copies: int = 0
    verified: str = ""


class Stages:
    """One bar per stage, and the seconds that each took. Without a terminal: one line per stage."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.seconds: dict[str, float] = {}
        self._bars = Progress(
            TextColumn("{task.description:<34}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )

    @contextmanager
    def showing(self) -> Iterator[None]:
        with self._bars:
            yield

    @contextmanager
    def stage(self, name: str, total: int = 1) -> Iterator[TaskID]:
        bar = self._bars.add_task(name, total=total)
        began = time.monotonic()
        yield bar
        self.seconds[name] = time.monotonic() - began
        task = next(task for task in self._bars.tasks if task.id == bar)
        self._bars.update(bar, completed=task.total)
        if not self.console.is_terminal:
            self.console.print(f"{name:<34} {self.seconds[name]:6.1f} s")

    def total(self, bar: TaskID, total: int) -> None:
        self._bars.update(bar, total=total)

    def step(self, bar: TaskID, count: int = 1) -> None:
        self._bars.advance(bar, count)

    def at(self, bar: TaskID, completed: int) -> None:
        self._bars.update(bar, completed=completed)


def print_summary(
    console: Console, view: ContestView, result: ContestResult, counts: Counts, stages: Stages, files: list[Path]
) -> None:
    console.print(_prizes(view, result))
    console.print(
        f"{counts.entries} entries, {counts.quarantined} files quarantined, {counts.ballots} ballots, "
        f"{result.winners} winners"
    )
    console.print(counts.verified, soft_wrap=True)
    times = Table(
        "Stage", "Seconds", title="Time", title_justify="left", box=None, padding=(0, 2, 0, 0), pad_edge=False
    )
    times.columns[1].justify = "right"
    for name, seconds in stages.seconds.items():
        times.add_row(name, f"{seconds:.1f}")
    times.add_section()
    times.add_row("All", f"{sum(stages.seconds.values()):.1f}")
    console.print(times)
    console.print("Where to look:")
    for path in files:
        console.print(f"  {path}", soft_wrap=True)


def _prizes(view: ContestView, result: ContestResult) -> Table:
    """Winners per category and tier."""
    tiers = list(dict.fromkeys(tier.key for category in view.rules.categories for tier in category.tiers))
    names = {tier.key: tier.name.en for category in view.rules.categories for tier in category.tiers}
    headings = ["Category", "Entries", *(names[key] for key in tiers), "Winners"]
    table = Table(*headings, title="Result", title_justify="left", box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.columns[0].no_wrap = True
    for heading, column in list(zip(headings, table.columns, strict=True))[1:]:
        column.justify = "right"
        column.width = max(map(len, heading.split()))
    for category in view.rules.categories:
        found = result.category(category.key)
        given = [sum(entry.tier == key for entry in found.entries) for key in tiers]
        table.add_row(category.name.en, str(len(found.entries)), *map(str, given), str(len(found.winners)))
    return table
