"""Juror quality as tables for a spreadsheet. Pure."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from judging.awards.study.values import Study
from judging.contests.queries import ContestView
from judging.csvfile import to_csv

Row = tuple[str | float | int | None, ...]
JURORS = (
    "category", "juror", "assigned", "ballots", "abstained", "recused", "mean", "spread", "severity", "se", "fit",
    "infit", "outfit", "correlation", "seconds_a_work", "first", "last",
)  # fmt: skip
FIGURES = ("category", "figure", "value", "low", "high", "entries", "ballots")
NAMES = ("alpha", "icc_2_1", "icc_3_1", "kendall_w")


def juror_rows(view: ContestView, studies: Mapping[str, Study]) -> list[Row]:
    """One row a juror of a panel, by number."""
    return [
        (key, one.number, one.assigned, one.ballots, one.abstained, one.recused, *(
            round(value, 6) if value is not None else None
            for value in (one.mean, one.spread, one.severity, one.se, one.fit, one.infit, one.outfit, one.correlation)
        ), one.seconds, one.first.isoformat() if one.first else None, one.last.isoformat() if one.last else None)
        for key in _keys(view, studies)
        for one in studies[key].quality.jurors
    ]  # fmt: skip


def figure_rows(view: ContestView, studies: Mapping[str, Study]) -> list[Row]:
    """One row a figure of agreement of a panel."""
    return [
        (key, name, *((share.value, share.low, share.high) if share else (None,) * 3), found.entries, found.ballots)
        for key in _keys(view, studies)
        for found in [studies[key].quality]
        for name in NAMES
        for share in [getattr(found, name)]
    ]


def jurors_csv(view: ContestView, studies: Mapping[str, Study]) -> bytes:
    rows = [["" if cell is None else cell for cell in row] for row in juror_rows(view, studies)]
    return to_csv(JURORS, rows)


def jurors_xlsx(view: ContestView, studies: Mapping[str, Study]) -> bytes:
    """Two sheets: the jurors, and the figures of agreement."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    head = book.add_format({"bold": True, "bottom": 1})
    sheets: tuple[tuple[str, Sequence[str], Sequence[Row]], ...] = (
        ("Giám khảo", JURORS, juror_rows(view, studies)),
        ("Đồng thuận", FIGURES, figure_rows(view, studies)),
    )
    for name, columns, rows in sheets:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, head)
        sheet.set_column(0, len(columns) - 1, 12)
        for line, row in enumerate(rows, 1):
            sheet.write_row(line, 0, row)
    book.close()
    return out.getvalue()


def _keys(view: ContestView, studies: Mapping[str, Study]) -> list[str]:
    return [category.key for category in view.rules.categories if category.key in studies]
