"""Reads a file of scores: `entry,juror,score[,criterion][,category]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from judging.csvfile import FileProblem, Row, decimal, name, read_rows
from judging.errors import DomainError
from judging.scoring.aggregation.criteria import Mark, totals
from judging.scoring.aggregation.values import Ballot


@dataclass(frozen=True)
class ScoreFile:
    """The marks by category (None where the file has no such column), and the line on which each of them stands."""

    path: Path
    marks: Mapping[str | None, list[Mark]]
    lines: Mapping[tuple[str, str, str], int]
    criteria: frozenset[str]

    def problem(self, category: str | None, error: DomainError) -> FileProblem:
        """The refusal of a computation, with the line of the entry or ballot that it names."""
        entry, juror = error.params.get("entry"), error.params.get("juror")
        line = next(
            (line for key, line in self.lines.items() if key[0] == entry and juror in (None, key[1])),
            None,
        )
        prefix = f"category “{category}”: " if category is not None else ""
        return FileProblem(self.path, line, f"{prefix}{error}")


def read_scores(path: Path) -> ScoreFile:
    """Read and check. Raises FileProblem; among others for an entry in two categories and a mark given twice."""
    rows = read_rows(path, required=("entry", "juror", "score"), optional=("criterion", "category"))
    with_criterion, with_category = "criterion" in rows[0].values, "category" in rows[0].values
    marks: dict[str | None, list[Mark]] = {}
    lines: dict[tuple[str, str, str], int] = {}
    home: dict[str, str | None] = {}
    for row in rows:
        criterion = name(row, "criterion") if with_criterion else ""
        category = name(row, "category") if with_category else None
        mark = Mark(name(row, "entry"), name(row, "juror"), criterion, decimal(row, "score"))
        key = (mark.entry, mark.juror, criterion)
        if key in lines:
            raise _twice(row, mark, lines[key])
        lines[key] = row.line
        if home.setdefault(mark.entry, category) != category:
            message = f"entry “{mark.entry}” stands in two categories, “{home[mark.entry]}” and “{category}”; keep one"
            raise FileProblem(path, row.line, message)
        marks.setdefault(category, []).append(mark)
    ordered = {category: marks[category] for category in sorted(marks, key=lambda name: name or "")}
    return ScoreFile(path, ordered, lines, frozenset(key[2] for key in lines if with_criterion))


def ballots(scores: ScoreFile, category: str | None, weights: Mapping[str, Decimal] | None) -> list[Ballot]:
    """One total for each juror and entry of a category. Raises FileProblem where the criteria do not add up."""
    if not scores.criteria:
        return [Ballot(mark.entry, mark.juror, mark.score) for mark in scores.marks[category]]
    try:
        return totals(scores.marks[category], weights)
    except DomainError as error:
        raise scores.problem(category, error) from error


def check_weights(scores: ScoreFile, weights: Mapping[str, Decimal]) -> None:
    """Refuse weights for criteria that the file does not have: most likely a name is misspelt."""
    if not scores.criteria:
        raise FileProblem(scores.path, None, "has no column “criterion” to weight; add it, or leave --weights out")
    for criterion in weights:
        if criterion not in scores.criteria:
            known = ", ".join(sorted(scores.criteria))
            message = f"has no criterion “{criterion}”, to which --weights gives a weight (it has: {known})"
            raise FileProblem(scores.path, None, message)


def _twice(row: Row, mark: Mark, first: int) -> FileProblem:
    what = f" on “{mark.criterion}”" if mark.criterion else ""
    message = f"juror “{mark.juror}” already scored entry “{mark.entry}”{what} in line {first}; keep one of the two"
    return FileProblem(row.path, row.line, message)
