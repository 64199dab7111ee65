"""`bangvang assign`: who judges what, from spreadsheets."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from judging.scoring.command_options import count

if TYPE_CHECKING:
    from judging.scoring.assignment import EntryNeed, JurorCapacity, Plan

EPILOG = """\
example:
  bangvang assign --entries entries.csv --jurors jurors.csv --per-entry 3 \\
                  --conflicts conflicts.csv --anchors 4 --out assignment.csv

files (UTF-8, comma-separated, columns in any order):
  entries     entry[,category][,language]
  jurors      juror[,min][,max][,category][,language]   several categories: "song;poem"; none: all of them
  conflicts   entry,juror
  costs       entry,juror,cost        whole numbers; a pair not named costs 0
  assignment  entry,juror             one line a ballot

Every entry gets exactly K jurors at the least total cost; among those plans, loads are as even as they can be.
When no plan keeps every rule, nothing is written and the smallest change that helps is named."""

MOST_BALLOTS = 100_000
ENTRY_COLUMNS = ("category", "language", "title", "entrant", "unit", "age_group")
JUROR_COLUMNS = ("min", "max", "category", "language", "name", "email", "unit", "expertise")


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "assign",
        help="give every entry its jurors: exact, balanced, without conflicts",
        description="Assigns entries to jurors by exact minimum-cost flow.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--entries", type=Path, required=True, metavar="E.csv", help="the entries")
    parser.add_argument("--jurors", type=Path, required=True, metavar="J.csv", help="the jurors and their loads")
    parser.add_argument("--per-entry", type=ballots, required=True, metavar="K", help="ballots for every entry")
    parser.add_argument("--conflicts", type=Path, metavar="C.csv", help="pairs that must not meet")
    parser.add_argument("--costs", type=Path, metavar="X.csv", help="what a pair costs")
    parser.add_argument(
        "--anchors",
        type=count,
        default=0,
        metavar="N",
        help="works per category that all its jurors judge (default: 0)",
    )
    parser.add_argument("--seed", type=count, default=0, metavar="S", help="draws among equal plans (default: 0)")
    parser.add_argument("--out", type=Path, required=True, metavar="A.csv", help="where the assignment goes")
    parser.set_defaults(run=run)


def ballots(text: str) -> int:
    """A whole number that so many jurors could be invited for; argparse makes a usage message of the error."""
    asked = count(text)
    if asked > MOST_BALLOTS:
        raise argparse.ArgumentTypeError(f"{text} ballots for every entry are more than {MOST_BALLOTS}")
    return asked


def run(arguments: argparse.Namespace) -> int:
    """Reads, assigns, writes, reports."""
    from judging.csvfile import FileProblem, keep_inputs, write_csv
    from judging.errors import Invalid
    from judging.scoring.assignment import Infeasible, assign

    keep_inputs((arguments.entries, arguments.jurors, arguments.conflicts, arguments.costs), [arguments.out])
    jurors = read_jurors(arguments.jurors)
    entries = read_entries(arguments.entries, tied=any(juror.categories for juror in jurors))
    names = {need.entry for need in entries}, {capacity.juror for capacity in jurors}
    conflicts = set(read_pairs(arguments.conflicts, names, cost=False)) if arguments.conflicts else set()
    costs = read_pairs(arguments.costs, names, cost=True) if arguments.costs else {}
    try:
        plan = assign(
            entries,
            jurors,
            per_entry=arguments.per_entry,
            conflicts=conflicts,
            costs=costs,
            anchors=arguments.anchors,
            seed=arguments.seed,
        )
    except Infeasible as error:
        raise FileProblem(arguments.jurors, None, str(error)) from error
    except Invalid as error:
        path = {"entries": arguments.entries, "jurors": arguments.jurors, "costs": arguments.costs}.get(error.field)
        if path is None:
            raise
        raise FileProblem(path, None, str(error)) from error
    write_csv(arguments.out, ("entry", "juror"), plan.pairs)
    sys.stdout.write(report(plan, arguments.out) + "\n")
    return 0


def read_entries(path: Path, *, tied: bool) -> list[EntryNeed]:
    """The entries; where jurors are tied to categories, every one must name its own."""
    from judging.csvfile import FileProblem, name, optional_name, read_rows
    from judging.scoring.assignment import EntryNeed

    needs: dict[str, EntryNeed] = {}
    for row in read_rows(path, required=("entry",), optional=ENTRY_COLUMNS):
        entry = name(row, "entry")
        if entry in needs:
            raise FileProblem(path, row.line, f"the entry “{entry}” is listed twice; keep one line")
        category = optional_name(row, "category")
        if tied and not category:
            message = f"the entry “{entry}” has no category, but jurors are tied to categories; write it"
            raise FileProblem(path, row.line, message)
        needs[entry] = EntryNeed(entry, category, optional_name(row, "language"))
    return list(needs.values())


def read_jurors(path: Path) -> list[JurorCapacity]:
    from judging.csvfile import FileProblem, name, optional_name, read_rows, whole
    from judging.scoring.assignment import JurorCapacity

    capacities: dict[str, JurorCapacity] = {}
    for row in read_rows(path, required=("juror",), optional=JUROR_COLUMNS):
        juror = name(row, "juror")
        if juror in capacities:
            message = f"the juror “{juror}” is listed twice; keep one line, with several categories as “song;poem”"
            raise FileProblem(path, row.line, message)
        low, high = whole(row, "min", minimum=0) or 0, whole(row, "max", minimum=0)
        if high is not None and high < low:
            raise FileProblem(path, row.line, f"the max {high} is below the min {low}; correct one of them")
        categories, languages = (
            frozenset(part.strip() for part in optional_name(row, column).replace("|", ";").split(";")) - {""}
            for column in ("category", "language")
        )
        capacities[juror] = JurorCapacity(juror, low, high, categories, languages)
    return list(capacities.values())


def read_pairs(path: Path, names: tuple[set[str], set[str]], *, cost: bool) -> dict[tuple[str, str], int]:
    """The pairs of a conflict or cost file; every name must be known and every cost stated once."""
    from judging.csvfile import FileProblem, name, read_rows, whole

    pairs: dict[tuple[str, str], int] = {}
    columns = ("entry", "juror", "cost") if cost else ("entry", "juror")
    for row in read_rows(path, required=columns, optional=() if cost else ("reason",)):
        pair = name(row, "entry"), name(row, "juror")
        for kind, given, known in zip(("entry", "juror"), pair, names, strict=True):
            if given not in known:
                raise FileProblem(path, row.line, f"the {kind} “{given}” is not in the {kind} file; correct the name")
        value = whole(row, "cost") if cost else 0
        if value is None:
            raise FileProblem(path, row.line, "the cost is empty; write a whole number or remove the line")
        if cost and pair in pairs:
            raise FileProblem(path, row.line, f"the pair {pair[0]}, {pair[1]} has a cost already; keep one line")
        pairs[pair] = value
    return pairs


def report(plan: Plan, out: Path) -> str:
    """Loads, cost and how well the jurors can be compared, as lines of text."""
    width = max(map(len, [*plan.loads, "juror"]))
    lines = [f"{'juror':{width}}  ballots", *(f"{juror:{width}}  {load:7d}" for juror, load in plan.loads.items()), ""]
    loads = list(plan.loads.values())
    lines.append(f"ballots: {len(plan.pairs)}, from {min(loads)} to {max(loads)} a juror")
    lines.append(f"total cost: {plan.cost}")
    if idle := [juror for juror, load in plan.loads.items() if not load]:
        lines.append(f"without ballots: {', '.join(idle)}")
    if plan.anchors:
        lines.append(f"anchors: {', '.join(plan.anchors)}")
    if len(plan.components) > 1:
        groups = "; ".join(", ".join(group) for group in plan.components)
        lines.append(f"connected: no, the jurors fall into {len(plan.components)} groups ({groups})")
        lines.append(
            "expected variance between jurors: none, severities cannot be compared across groups; try --anchors 1"
        )
    else:
        lines.append("connected: yes, every juror can be compared with every other")
        if plan.variance is not None:
            lines.append(f"expected variance between jurors: {plan.variance:.4f} of one ballot's error variance")
    lines.append(f"written: {out}")
    return "\n".join(lines)
