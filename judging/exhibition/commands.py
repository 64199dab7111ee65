"""`bangvang hang`: where every work hangs, as sheets for those who hang it and as a table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judging.exhibition.hall import HangingPlan

_DESCRIPTION = """\
Hangs works in the order of the file along the walls of a hall, their centres on one
line, spread evenly and clear of doors, windows and sockets. All lengths are centimetres.

W.csv:      work,width,height[,title][,group][,hanging]

WALLS.toml:
  centre_line = 145      # the middle of every work above the floor
  gap = 15               # the least distance between two works

  [[wall]]               # in the order in which visitors walk
  name = "North wall"
  width = 960
  height = 320

  [[wall.opening]]       # what nothing may cover; x, y: its lower left corner
  kind = "door"
  x = 375
  y = 0
  width = 95
  height = 210

PLAN.pdf has a sheet for every wall with nail points; PLAN.csv beside it has
work,wall,x,y,width,height, from the wall's lower left corner."""

_EPILOG = """\
example:
  bangvang hang --works works.csv --walls hall.toml --out plan.pdf

Details: docs/cli/hang.md"""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `hang`."""
    parser = subparsers.add_parser(
        "hang",
        help="hang works on walls: sheets and coordinates",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--works", metavar="W.csv", type=Path, required=True, help="the works, in the order in which they hang")
    add("--walls", metavar="WALLS.toml", type=Path, required=True, help="the hall")
    add("--out", metavar="PLAN.pdf", type=_pdf, required=True, help="the sheets; PLAN.csv is written beside them")
    add("--lang", choices=("vi", "en"), default="vi", help="language of the sheets (default: vi)")
    parser.set_defaults(run=run)


def _pdf(text: str) -> Path:
    if not text.lower().endswith(".pdf"):
        raise argparse.ArgumentTypeError(f"{text} must end in .pdf")
    return Path(text)


def run(arguments: argparse.Namespace) -> int:
    """Reads, hangs, draws, writes both files or none."""
    from judging.csvfile import FileProblem, keep_inputs, to_csv, write_files
    from judging.errors import DomainError
    from judging.exhibition.hanging import hang
    from judging.exhibition.printing.hanging_sheets import hanging_pdf
    from judging.exhibition.walls import read_hall, read_works

    table = arguments.out.with_suffix(".csv")
    keep_inputs((arguments.works, arguments.walls), (arguments.out, table))
    works, hall = read_works(arguments.works), read_hall(arguments.walls)
    try:
        plan = hang(works, hall)
    except DomainError as error:
        raise FileProblem(arguments.walls, None, str(error)) from error
    header = ("work", "wall", "x", "y", "width", "height")
    rows = [
        (one.work.code, one.wall, *(f"{value:.10g}" for value in (one.x, one.y, one.work.width, one.work.height)))
        for one in plan.placed
    ]
    write_files({arguments.out: hanging_pdf(plan, arguments.lang), table: to_csv(header, rows)})
    sys.stdout.write(f"{report(plan)}\nwritten: {arguments.out}, {table}\n")
    return 0


def report(plan: HangingPlan) -> str:
    """How many works hang on each wall, and what had to give in a tight hall."""
    width = max(len(wall.name) for wall in plan.hall.walls)
    lines = [f"{wall.name:{width}}  {len(plan.on_wall(wall.name)):4} works" for wall in plan.hall.walls]
    if plan.margin < plan.hall.gap:
        lines.append(f"the hall is tight: only {plan.margin:g} cm are kept from corners and openings")
    return "\n".join(lines)
