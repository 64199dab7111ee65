"""A ranking as JSON, as CSV for the award solver, and as a table for the eye."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction
from typing import Any

from judging.csvfile import to_csv
from judging.scoring.aggregation.values import CategoryResult, CriterionResult, EntryResult, JurorResult, Method, Score
from judging.scoring.text_table import aligned, width

Results = Mapping[str | None, CategoryResult]
_SHOWN = 6
RANKS_HEADER = ("entry", "category", "rank", "score")


def to_json(method: Method, options: Mapping[str, object], results: Results, warnings: Sequence[str]) -> bytes:
    """The machine-readable result. Scores are the nearest doubles of the exact ones."""
    top = options.get("top") is not None
    document = {
        "method": method,
        "options": options,
        "warnings": warnings,
        "entries": [_entry(category, entry, top) for category, result in results.items() for entry in result.entries],
        "jurors": [_juror(category, juror) for category, result in results.items() for juror in result.jurors],
        "criteria": [_criterion(category, one) for category, result in results.items() for one in result.criteria],
        "models": [_model(category, result) for category, result in results.items() if _modelled(result)],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def to_ranks(results: Results) -> bytes:
    """The file that `awards allocate` reads; rank and score are empty where nobody scored the entry."""
    return to_csv(
        RANKS_HEADER,
        [
            (entry.entry, category or "", entry.rank or "", "" if entry.score is None else _plain(entry.score))
            for category, result in results.items()
            for entry in result.entries
        ],
    )


def to_table(results: Results, places: int | None) -> list[str]:
    """Lines: each category under its name; scores that go on after the sixth decimal end in “…”."""
    lines: list[str] = []
    for category, result in results.items():
        if category is not None:
            lines += [category, "=" * width(category)]
        lines += [*_entries(result, places), ""]
        if result.jurors:
            lines += [*_jurors(result.jurors), ""]
        if result.criteria:
            body = [
                (one.criterion, f"{one.difficulty:+.3f}", _error(one.se), _steps(one.thresholds))
                for one in result.criteria
            ]
            lines += [*aligned(("Criterion", "Difficulty", "SE", "Thresholds"), body, left={0, 3}), ""]
    return lines[:-1]


def _entry(category: str | None, entry: EntryResult, top: bool) -> dict[str, Any]:
    record = {
        "entry": entry.entry,
        "category": category,
        "rank": entry.rank,
        "score": None if entry.score is None else float(entry.score),
        "se": entry.se,
        "rank_low": entry.rank_low,
        "rank_high": entry.rank_high,
        "n": entry.n,
    }
    return {**record, "top": entry.top} if top else record


def _juror(category: str | None, juror: JurorResult) -> dict[str, Any]:
    record = {
        "juror": juror.juror,
        "category": category,
        "severity": juror.severity,
        "se": juror.se,
        "infit": juror.infit,
        "outfit": juror.outfit,
        "thresholds": juror.thresholds,
    }
    return record if juror.marks is None else {**record, "marks": _marks(juror.marks)}


def _criterion(category: str | None, criterion: CriterionResult) -> dict[str, Any]:
    return {
        "criterion": criterion.criterion,
        "category": category,
        "difficulty": criterion.difficulty,
        "se": criterion.se,
        "thresholds": criterion.thresholds,
        "marks": _marks(criterion.marks),
    }


def _modelled(result: CategoryResult) -> bool:
    return result.mean is not None or result.agreed is not None


def _model(category: str | None, result: CategoryResult) -> dict[str, Any]:
    if result.agreed is not None:
        return {"category": category, "agreed": result.agreed}
    model: dict[str, Any] = {"category": category, "mean": result.mean}
    if result.variances is not None:
        model["variance_entry"] = result.variances.entry
        model["variance_juror"] = result.variances.juror
        model["variance_error"] = result.variances.error
    if result.spread is not None:
        model["sd"] = result.spread
    return model


def _marks(marks: Sequence[Fraction]) -> list[float]:
    return [float(mark) for mark in marks]


def _plain(score: Score) -> str:
    """The shortest decimal that names the double nearest to the score, without an exponent."""
    return f"{Decimal(repr(float(score))):f}"


def _entries(result: CategoryResult, places: int | None) -> list[str]:
    columns = ["Rank", "Entry", "Score", "Ballots"]
    rows = [
        [str(entry.rank or "–"), entry.entry, _shown(entry.score, places), str(entry.n)] for entry in result.entries
    ]
    extras = {
        "SE": [_error(entry.se) for entry in result.entries],
        "Rank 90%": ["" if e.rank_low is None else f"{e.rank_low}–{e.rank_high}" for e in result.entries],
        "In top": ["" if entry.top is None else f"{entry.top:.1%}" for entry in result.entries],
    }
    for title, cells in extras.items():
        if any(cells):
            columns.append(title)
            for row, cell in zip(rows, cells, strict=True):
                row.append(cell)
    return aligned(columns, rows, left={1})


def _jurors(jurors: Sequence[JurorResult]) -> list[str]:
    header, rows = ["Juror", "Severity", "SE"], [[one.juror, f"{one.severity:+.3f}", _error(one.se)] for one in jurors]
    extras = {
        "Infit": [_error(one.infit) for one in jurors],
        "Outfit": [_error(one.outfit) for one in jurors],
        "Thresholds": [_steps(one.thresholds or ()) for one in jurors],
    }
    for title, cells in extras.items():
        if any(cells):
            header.append(title)
            for row, cell in zip(rows, cells, strict=True):
                row.append(cell)
    return aligned(header, rows, left={0, 5})


def _steps(thresholds: Sequence[float]) -> str:
    return " ".join(f"{one:+.2f}" for one in thresholds)


def _shown(score: Score | None, places: int | None) -> str:
    if score is None:
        return "–"
    if isinstance(score, float):
        score = Fraction(Decimal(repr(score)))
    with localcontext(prec=60):
        exact = Decimal(score.numerator) / Decimal(score.denominator)
        if places is not None:
            return f"{exact:.{places}f}"
        cut = exact.quantize(Decimal(1).scaleb(-_SHOWN), rounding=ROUND_DOWN)
    if Fraction(cut) != score:
        return f"{cut}…"
    text = f"{cut:f}".rstrip("0").rstrip(".")
    return text or "0"


def _error(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
