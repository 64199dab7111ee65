"""`bangvang demo`: the reference competition."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

_DEMO = """\
Plays a whole competition on this machine: 290 songs, paintings, poems and initiatives are made,
sent, checked and made blind; 19 jurors score them; the result is computed, signed by code and
announced; award list, catalogue, labels and hanging plan are printed. It goes through the same
services, store, worker and database as the pages. A run that was interrupted is taken up where it
stopped."""

_EXAMPLES = """\
examples:
  bangvang demo                        results in out/
  bangvang demo --out /tmp/son-la
  bangvang demo --serve                and then shows the pages, until Ctrl-C"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `demo`."""
    demo = commands.add_parser(
        "demo",
        help="play the reference competition, from 290 entries to 38 winners",
        description=_DEMO,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    default = Path(os.environ.get("BANGVANG_HOME") or ".bangvang")
    demo.add_argument("--out", type=Path, default=Path("out"), metavar="DIR", help="for the results (default: out)")
    demo.add_argument(
        "--home",
        type=Path,
        default=default,
        metavar="DIR",
        help="data folder (default: BANGVANG_HOME, or .bangvang)",
    )
    demo.add_argument("--seed", type=int, default=2024, metavar="N", help="another seed, other works (default: 2024)")
    demo.add_argument("--serve", action="store_true", help="keep the system running afterwards")
    demo.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from judging.demo.stage import run

    return run(arguments.out, arguments.home, seed=arguments.seed, serve=arguments.serve)
