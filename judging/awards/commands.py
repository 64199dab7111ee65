"""`bangvang awards allocate`: prizes from a file of ranks, with a reason for every entry."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judging.awards.allocation import Allocation

_DESCRIPTION = """\
Gives the prizes of a plan to ranked entries and says for every entry why it has, or has
not, its prize.

RANKS.csv:  entry,category,rank,score[,entrant][,unit][,age_group]
            rank and score are empty where nobody scored the entry

PLAN.toml:
  [caps]                 # in the whole contest; leave out what has no cap
  entrant = 1

  [[category]]
  name = "painting"
  threshold = 5          # below it no prize at all

  [[category.tier]]      # in falling order
  name = "first prize"
  quota = 1
  threshold = 8.5        # below it not this prize

  [[share]]              # instead of quotas: places of a tier by numbers of entries
  tier = "consolation"
  places = 20
  method = "hamilton"    # or "dhondt", "sainte-lague"

The rank decides, then the score. Where both are tied at a tier's last place, the places
wait for the board. A place that no one deserves stays not awarded."""

_EPILOG = """\
example:
  bangvang scores rank scores.csv --method mean --csv ranks.csv
  bangvang awards allocate ranks.csv --plan plan.toml --out awards.csv

Details: docs/cli/awards.md"""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `awards` and its subcommands."""
    awards = subparsers.add_parser(
        "awards",
        help="give the prizes, with a reason a line",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    actions = awards.add_subparsers(title="actions", metavar="ACTION", required=True)
    allocate = actions.add_parser(
        "allocate",
        help="prizes from ranks by a plan",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = allocate.add_argument
    add("ranks", metavar="RANKS.csv", type=Path, help="the ranked entries")
    add("--plan", metavar="PLAN.toml", type=Path, required=True, help="the prizes")
    add("--out", metavar="A.csv", type=Path, help="write entry,category,rank,prize,reason (default: to the terminal)")
    add("--lang", choices=("vi", "en"), default="en", help="language of the reasons (default: en)")
    allocate.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads, allocates, writes."""
    from judging.awards.allocation import allocate
    from judging.awards.plan import read_plan, read_ranks
    from judging.awards.sentences import sentence
    from judging.csvfile import keep_inputs, to_csv, write_csv

    keep_inputs((arguments.ranks, arguments.plan), [arguments.out] if arguments.out else [])
    file = read_plan(arguments.plan)
    ranks = read_ranks(arguments.ranks, file.plan)
    allocation = allocate(ranks, file.for_entries(ranks))
    header = ("entry", "category", "rank", "prize", "reason")
    rows = [
        (one.entry, one.category, one.rank or "", one.prize, sentence(one.reason, arguments.lang))
        for one in allocation.decisions
    ]
    if arguments.out:
        write_csv(arguments.out, header, rows)
        sys.stdout.write(f"{summary(allocation)}\nwritten: {arguments.out}\n")
    else:
        sys.stdout.write(to_csv(header, rows).decode())
        sys.stderr.write(summary(allocation) + "\n")
    return 0


def summary(allocation: Allocation) -> str:
    """A line for every tier: places given, waiting for the board, and not awarded."""
    outcomes = allocation.outcomes
    category = max(len("category"), *(len(one.category) for one in outcomes))
    tier = max(len("tier"), *(len(one.tier) for one in outcomes))
    lines = [f"{'category':{category}}  {'tier':{tier}}  quota  given  waiting  not awarded"]
    for one in outcomes:
        counts = f"{one.quota:5}  {one.given:5}  {one.waiting:7}  {one.not_awarded:11}"
        lines.append(f"{one.category:{category}}  {one.tier:{tier}}  {counts}")
    return "\n".join(lines)
