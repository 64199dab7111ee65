"""`bangvang scores agreement`: how far the jurors of a file of scores agree."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from judging.scoring.command_options import count, weights, weights_file

_METRICS = ("nominal", "ordinal", "interval", "ratio")

_DESCRIPTION = """\
Tells how far the jurors agree, category by category: Krippendorff's alpha, the intraclass
correlations ICC(2,1) and ICC(3,1), Kendall's W, each with its 95% interval; and of every
juror severity, spread and fit. For the chair of the jury, never for the public.

SCORES.csv has the columns entry,juror,score and, where wanted, criterion and category; an
empty score is an abstention. Missing scores need no filling in.

  alpha     1: full agreement, 0: as if the marks had been shuffled; .8 is called reliable
  ICC(2,1)  the share of a single mark's variance that is due to the entries
  ICC(3,1)  the same, once each juror's severity is taken off
  W         agreement on the order alone: 1 the same order, 0 none"""

_EPILOG = """\
examples:
  bangvang scores agreement scores.csv
  bangvang scores agreement scores.csv --metric ordinal --json agreement.json
  bangvang scores agreement scores.csv --weights content=40,form=60

Details: docs/cli/scores.md"""


def add(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `agreement` to the actions of `scores`."""
    parser = actions.add_parser(
        "agreement",
        help="tell how far the jurors agree",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    option = parser.add_argument
    option("scores", metavar="SCORES.csv", type=Path, help="entry,juror,score[,criterion][,category]")
    option("--metric", choices=_METRICS, default="interval", help="of Krippendorff's alpha (default interval)")
    option("--weights", type=weights, metavar="W", help="weights of the criteria, as for “scores rank”")
    option("--seed", type=count, default=0, metavar="S", help="of the resampling behind alpha's interval (default 0)")
    option("--json", type=Path, metavar="OUT", help="write the whole result as JSON")
    parser.set_defaults(run=measure_agreement, parser=parser)


def measure_agreement(arguments: argparse.Namespace) -> int:
    """Measure a file; print the tables; write the JSON once everything is known to be right."""
    from judging.csvfile import keep_inputs, write_files
    from judging.errors import DomainError
    from judging.scoring import agreement_report
    from judging.scoring.aggregation.agreement import agreement
    from judging.scoring.scorefile import ballots, check_weights, read_scores
    from judging.scoring.weights import read_weights

    keep_inputs((arguments.scores, weights_file(arguments.weights)), filter(None, (arguments.json,)))
    scores = read_scores(arguments.scores)
    weighted = read_weights(arguments.weights) if isinstance(arguments.weights, Path) else arguments.weights
    if weighted is not None:
        check_weights(scores, weighted)
    results = {}
    for category in scores.marks:
        given = ballots(scores, category, weighted)
        try:
            results[category] = agreement(given, arguments.metric, arguments.seed)
        except DomainError as error:
            raise scores.problem(category, error) from error
    options: dict[str, object] = {"metric": arguments.metric, "seed": arguments.seed}
    if weighted is not None:
        options["weights"] = {criterion: float(weighted[criterion]) for criterion in sorted(weighted)}
    warnings = agreement_report.warnings(results)
    if arguments.json:
        write_files({arguments.json: agreement_report.to_json(options, results, warnings)})
    sys.stdout.writelines(f"{line}\n" for line in agreement_report.to_table(results, arguments.metric))
    for warning in warnings:
        sys.stderr.write(f"bangvang: warning: {warning}\n")
    return 0
