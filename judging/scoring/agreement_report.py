"""Figures of agreement as JSON and as tables for the eye."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from judging.scoring.aggregation.agreement import Agreement, Figure, JurorQuality
from judging.scoring.text_table import aligned, width

Results = Mapping[str | None, Agreement]
_FIGURES = ("alpha", "icc_2_1", "icc_3_1", "kendall_w")
_TITLES = ("Krippendorff's alpha", "ICC(2,1)", "ICC(3,1)", "Kendall's W")


def warnings(results: Results) -> list[str]:
    """All warnings, each with its category."""
    return [
        f"{category}: {warning}" if category is not None else str(warning)
        for category, result in results.items()
        for warning in result.warnings
    ]


def to_json(options: Mapping[str, object], results: Results, warned: Sequence[str]) -> bytes:
    """The machine-readable result; a figure that cannot be told is null."""
    document = {
        "options": options,
        "warnings": warned,
        "agreement": [_figures(category, result) for category, result in results.items()],
        "jurors": [_juror(category, juror) for category, result in results.items() for juror in result.jurors],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _figures(category: str | None, result: Agreement) -> dict[str, Any]:
    record: dict[str, Any] = {
        "category": category,
        "entries": result.entries,
        "jurors": len(result.jurors),
        "ballots": result.ballots,
        "complete": result.complete,
    }
    for name in _FIGURES:
        figure: Figure | None = getattr(result, name)
        record[name] = figure and figure.value
        record[f"{name}_low"] = figure and figure.low
        record[f"{name}_high"] = figure and figure.high
    return record


def _juror(category: str | None, juror: JurorQuality) -> dict[str, Any]:
    return {
        "juror": juror.juror,
        "category": category,
        "ballots": juror.ballots,
        "mean": juror.mean,
        "spread": juror.spread,
        "severity": juror.severity,
        "se": juror.se,
        "fit": juror.fit,
        "correlation": juror.correlation,
    }


def to_table(results: Results, metric: str) -> list[str]:
    """Lines: each category under its name, first the figures of the panel, then the jurors."""
    lines: list[str] = []
    for category, result in results.items():
        if category is not None:
            lines += [category, "=" * width(category)]
        lines += [f"Entries: {result.entries}, jurors: {len(result.jurors)}, ballots: {result.ballots}", ""]
        titles = (f"{_TITLES[0]} ({metric})", *_TITLES[1:])
        rows = [(title, *_cells(getattr(result, name))) for title, name in zip(titles, _FIGURES, strict=True)]
        lines += [*aligned(("Agreement", "Value", "95% interval"), rows, left={0}), ""]
        header = ("Juror", "Ballots", "Mean", "Spread", "Severity", "SE", "Fit", "Correlation")
        lines += [*aligned(header, [_line(juror) for juror in result.jurors], left={0}), ""]
    return lines[:-1]


def _cells(figure: Figure | None) -> tuple[str, str]:
    if figure is None:
        return "–", ""
    ends = "" if figure.low is None or figure.high is None else f"{figure.low:.4f} to {figure.high:.4f}"
    return f"{figure.value:.4f}", ends


def _line(juror: JurorQuality) -> tuple[str, ...]:
    severity = "" if juror.severity is None else f"{juror.severity:+.3f}"
    others = (_shown(one) for one in (juror.se, juror.fit, juror.correlation))
    return juror.juror, str(juror.ballots), f"{juror.mean:.3f}", _shown(juror.spread), severity, *others


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
