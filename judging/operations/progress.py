"""How far a long piece of work has come, shown on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn


class Step(Protocol):
    def __call__(self, done: int) -> None: ...


class Bars:
    """One bar for each stage, counted in bytes."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._bars = Progress(
            TextColumn("{task.description:<28}"), BarColumn(), DownloadColumn(), TimeRemainingColumn(),
            console=console, disable=not sys.stderr.isatty(),
        )  # fmt: skip

    @contextmanager
    def showing(self) -> Iterator[None]:
        with self._bars:
            yield

    def stage(self, name: str, total: int) -> Step:
        """A function that takes how many more bytes are done."""
        bar = self._bars.add_task(name, total=total)

        def step(done: int) -> None:
            self._bars.advance(bar, done)

        return step
