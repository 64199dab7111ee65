"""`bangvang scores`: from a file of scores to a ranking."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judging.scoring import agreement_command
from judging.scoring.command_options import count, weights, weights_file

if TYPE_CHECKING:
    from judging.scoring.aggregation import CategoryResult, Options
    from judging.scoring.scorefile import ScoreFile
    from judging.scoring.weights import Weights

_METHODS = (
    *("mean", "median", "trimmed", "clamp", "zscore", "adjusted", "rasch"),
    *("borda", "schulze", "kemeny", "bradley-terry"),
)

_DESCRIPTION = """\
Ranks the entries of each category by the jurors' scores. Rank 1 is best; ties share
the better place (1 2 2 4); an entry that nobody scored has no rank.

SCORES.csv has the columns entry,juror,score and, where wanted, criterion and category:

  entry,juror,score
  A-01,Lò Thị Hương,8.5
  A-01,Cầm Văn Minh,          (empty: an abstention, which is not a score)

methods:
  mean      the mean of all marks
  median    the middle mark
  trimmed   the mean without the N highest and the N lowest marks (--trim N)
  clamp     the mean of the marks after each is limited to the mean ± X (--clamp X)
  zscore    the mean of the marks in units of each juror's own mean and spread
  adjusted  mixed model (REML, BLUP): corrects for severe and lenient jurors where not
            everybody scores everything; gives severities and standard errors
  rasch     many-facet Rasch measurement: quality, severity and the difficulty of criteria
            in logits, with thresholds between the steps of the scale (--estimation, --steps)
  borda     rivals beaten within each juror's own list, a tie counts ½
  schulze   by strongest paths of pairwise preferences (score: rivals not beating it)
  kemeny    the order that agrees with the most pairwise preferences (score: rivals not before it)
  bradley-terry  abilities in logits from pairwise preferences, with standard errors"""

_EPILOG = """\
examples:
  bangvang scores rank scores.csv --method mean
  bangvang scores rank scores.csv --method clamp --clamp 2 --round 2
  bangvang scores rank scores.csv --method trimmed --trim 1 --weights content=40,form=60
  bangvang scores rank scores.csv --method adjusted --uncertainty --top 10 --json result.json
  bangvang scores rank scores.csv --method rasch --estimation marginal --steps partial

Scores are computed exactly and rounded only by --round: half up, and places are given by
the rounded scores. Details: docs/cli/scores.md"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `scores` and its subcommands."""
    scores = commands.add_parser(
        "scores",
        help="rank a file of scores, tell how far jurors agree",
        epilog="examples:\n  bangvang scores rank scores.csv --method mean\n  bangvang scores agreement scores.csv",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    actions = scores.add_subparsers(title="actions", metavar="ACTION", required=True)
    rank = actions.add_parser(
        "rank",
        help="rank the entries of each category",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = rank.add_argument
    add("scores", metavar="SCORES.csv", type=Path, help="entry,juror,score[,criterion][,category]")
    add("--method", required=True, choices=_METHODS, help="the rule book's method")
    add("--trim", type=count, metavar="N", help="trimmed: drop N marks at each end (default 1)")
    add("--clamp", type=_distance, metavar="X", help="clamp: limit marks to the mean ± X points")
    add("--round", type=_places, metavar="D", help="round scores half up to D decimals (clamp: the mean first too)")
    add("--weights", type=weights, metavar="W", help="weights of the criteria: a=40,b=60, or a .csv, .toml, .json file")
    add("--estimation", choices=("joint", "marginal"), help="rasch: which likelihood is maximised (default joint)")
    add("--steps", choices=("rating", "partial"), help="rasch: one scale for all, or one per criterion (or juror)")
    add("--uncertainty", action="store_true", help="add the 90%% interval of each rank")
    add("--top", type=_positive, metavar="K", help="with --uncertainty: the chance of being among the first K")
    add("--seed", type=count, default=0, metavar="S", help="of the simulation behind --uncertainty (default 0)")
    add("--json", type=Path, metavar="OUT", help="write the whole result as JSON")
    add("--csv", type=Path, metavar="OUT", help="write entry,category,rank,score for “bangvang awards allocate”")
    rank.set_defaults(run=rank_scores, parser=rank)
    agreement_command.add(actions)


def rank_scores(arguments: argparse.Namespace) -> int:
    """Rank a file; print the table; write what was asked for once everything is known to be right."""
    _check_usage(arguments)
    from judging.csvfile import keep_inputs, write_files
    from judging.scoring import rank_report
    from judging.scoring.scorefile import check_weights, read_scores
    from judging.scoring.weights import read_weights

    keep_inputs((arguments.scores, weights_file(arguments.weights)), filter(None, (arguments.json, arguments.csv)))
    with _without_collector():
        scores = read_scores(arguments.scores)
    given = read_weights(arguments.weights) if isinstance(arguments.weights, Path) else arguments.weights
    if given is not None:
        check_weights(scores, given)
    results = {
        category: _rank(scores, category, arguments.method, _options(arguments), given) for category in scores.marks
    }
    warnings = [
        f"{category}: {warning}" if category is not None else str(warning)
        for category, result in results.items()
        for warning in result.warnings
    ]
    files: dict[Path, bytes] = {}
    if arguments.json:
        settings = _settings(arguments, given)
        files[arguments.json] = rank_report.to_json(arguments.method, settings, results, warnings)
    if arguments.csv:
        files[arguments.csv] = rank_report.to_ranks(results)
    write_files(files)
    sys.stdout.writelines(f"{line}\n" for line in rank_report.to_table(results, arguments.round))
    for warning in warnings:
        sys.stderr.write(f"bangvang: warning: {warning}\n")
    return 0


@contextmanager
def _without_collector() -> Iterator[None]:
    """A million records hold no cycles; looking for some would take as long as reading them."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _rank(
    scores: ScoreFile, category: str | None, method: Any, options: Options, weights: Weights | None
) -> CategoryResult:
    from judging.errors import DomainError
    from judging.scoring.aggregation import rank_category, rank_marks
    from judging.scoring.scorefile import ballots

    given = [] if method == "rasch" else ballots(scores, category, weights)
    try:
        if method == "rasch":
            return rank_marks(scores.marks[category], method, options)
        return rank_category(given, method, options)
    except DomainError as error:
        raise scores.problem(category, error) from error


def _options(arguments: argparse.Namespace) -> Options:
    from judging.scoring.aggregation import Options

    return Options(
        trim=1 if arguments.trim is None else arguments.trim,
        clamp=arguments.clamp,
        places=arguments.round,
        uncertainty=arguments.uncertainty,
        top=arguments.top,
        seed=arguments.seed,
        estimation=arguments.estimation or "joint",
        steps=arguments.steps or "rating",
    )


def _settings(arguments: argparse.Namespace, weights: Weights | None) -> dict[str, object]:
    """What the result depends on besides the scores."""
    settings: dict[str, object] = {"round": arguments.round}
    if arguments.method == "trimmed":
        settings["trim"] = _options(arguments).trim
    if arguments.method == "clamp":
        settings["clamp"] = float(arguments.clamp)
    if arguments.method == "rasch":
        settings |= {"estimation": _options(arguments).estimation, "steps": _options(arguments).steps}
    if weights is not None:
        settings["weights"] = {criterion: float(weights[criterion]) for criterion in sorted(weights)}
    if arguments.uncertainty:
        settings |= {"uncertainty": True, "top": arguments.top, "seed": arguments.seed}
    return settings


def _check_usage(arguments: argparse.Namespace) -> None:
    """Options that do not go together are wrong usage: nothing is silently left out of account."""
    error = arguments.parser.error
    method = arguments.method
    if arguments.trim is not None and method != "trimmed":
        error("--trim belongs to --method trimmed")
    if (arguments.clamp is not None) != (method == "clamp"):
        error("--method clamp needs --clamp X" if method == "clamp" else "--clamp belongs to --method clamp")
    for option in ("estimation", "steps"):
        if getattr(arguments, option) is not None and method != "rasch":
            error(f"--{option} belongs to --method rasch")
    if arguments.weights is not None and method == "rasch":
        error("--method rasch finds the difficulty of each criterion itself; leave --weights out")
    if arguments.top is not None and not arguments.uncertainty:
        error("--top needs --uncertainty")
    if arguments.json and arguments.csv and arguments.json.resolve() == arguments.csv.resolve():
        error("--json and --csv must be two files")


def _positive(text: str) -> int:
    if count(text) == 0:
        raise argparse.ArgumentTypeError("must be at least 1")
    return int(text)


def _places(text: str) -> int:
    if count(text) > 12:
        raise argparse.ArgumentTypeError("must be between 0 and 12")
    return int(text)


def _distance(text: str) -> Any:
    from judging.csvfile import number

    value = number(text)
    if value is None or value < 0:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number, zero or more")
    return value
