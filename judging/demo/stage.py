"""The demo as a program: services up, the play, services down."""

from __future__ import annotations

import asyncio
import os
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console

from judging import embedded
from judging.demo.report import Stages


def run(out: Path, home: Path, *, seed: int, serve: bool) -> int:
    """Exit code 0 when everything was played and printed."""
    console = Console(highlight=False)
    out.mkdir(parents=True, exist_ok=True)
    stages = Stages(console)
    console.print("The reference competition: “Son La – My Beloved Global Learning City”", style="bold")
    with ExitStack() as services:
        with stages.stage("Services"):
            environment = services.enter_context(embedded.running(home, worker=True))
        os.environ.update(environment)
        # The settings are read from the environment at the first use, which must come after the services are up.
        from judging.demo.run import play

        asyncio.run(play(out, seed=seed, console=console, stages=stages))
    if serve:
        from judging.embedded.foreground import run as up

        return up(home, port=None, quiet=True)
    look = "make run" if str(home) == ".bangvang" else f"bangvang up --home {home}"
    console.print("To look at it in a browser:", look, soft_wrap=True)
    return 0
