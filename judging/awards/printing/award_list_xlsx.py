"""The award list as a spreadsheet: the winners on one sheet, every entry with its reason on the other."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from judging.awards.printing.award_list_view import in_order, winners_of
from judging.awards.printing.values import AwardCategory, AwardEntry, AwardListData
from judging.typesetting.formats import joined
from judging.typesetting.text import one_line
from judging.typesetting.values import Bilingual

Cell = str | int | Decimal | None
_LONGEST_CELL = 32_767
"""Characters that a cell may hold; Excel calls a file with more damaged."""

WINNER_COLUMNS = (
    ("Thể loại / Category", 22),
    ("Giải / Prize", 26),
    ("Hạng / Rank", 8),
    ("Mã bài / Code", 13),
    ("Tác phẩm / Work", 44),
    ("Tác giả / Author", 26),
    ("Đơn vị / Unit", 34),
    ("Điểm / Score", 10),
)
ENTRY_COLUMNS = (*WINNER_COLUMNS, ("Lý do", 60), ("Reason", 60))


class Looks(NamedTuple):
    """Formats of the cells: heads, texts (so that nothing typed over them turns into a date), ranks, scores."""

    head: Format
    text: Format
    whole: Format
    score: Format


def award_list_xlsx(data: AwardListData) -> bytes:
    """A workbook whose texts are always written as texts, so that no title can become a formula or a link.

    Sheet 1: winners by category and tier. Sheet 2: all entries by category and rank, with reasons.
    The same data give the same bytes.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    signed = data.signed_on
    book.set_properties(
        {
            "title": one_line(data.contest.vi),
            "author": one_line(data.agency),
            "created": datetime(signed.year, signed.month, signed.day, tzinfo=UTC).replace(tzinfo=None),
        }
    )
    looks = Looks(
        head=book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#F5F0E6"}),
        text=book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        whole=book.add_format({"align": "center", "valign": "top", "num_format": "0"}),
        score=book.add_format({"valign": "top", "num_format": "0.00"}),
    )
    _sheet(book.add_worksheet("Đạt giải"), WINNER_COLUMNS, _winners(data), looks)
    _sheet(book.add_worksheet("Tất cả bài dự thi"), ENTRY_COLUMNS, _entries(data), looks)
    book.close()
    return out.getvalue()


def _winners(data: AwardListData) -> list[tuple[Cell, ...]]:
    return [
        _cells(entry, category)
        for category in data.categories
        for tier in category.tiers
        for entry in winners_of(tier, category, data)
    ]


def _entries(data: AwardListData) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for category in data.categories:
        own = in_order(entry for entry in data.entries if entry.category == category.key)
        rows += [(*_cells(entry, category), one_line(entry.reason.vi), one_line(entry.reason.en)) for entry in own]
    return rows


def _cells(entry: AwardEntry, category: AwardCategory) -> tuple[Cell, ...]:
    prize = next((tier.name for tier in category.tiers if tier.key == entry.tier), Bilingual())
    return (
        _both(category.name),
        _both(prize),
        entry.rank,
        one_line(entry.code),
        one_line(entry.title),
        one_line(entry.author),
        one_line(entry.unit),
        entry.score,
    )


def _both(text: Bilingual) -> str:
    return joined((one_line(text.vi), one_line(text.en)), " / ")


def _sheet(
    sheet: Worksheet,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[Cell]],
    looks: Looks,
) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&L&8&A&R&8&P / &N")
    for place, (name, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, looks.head)
    for line, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if cell is None or cell == "":
                sheet.write_blank(line, place, None, looks.text)
            elif isinstance(cell, str):
                sheet.write_string(line, place, cell[:_LONGEST_CELL], looks.text)
            else:
                sheet.write_number(line, place, float(cell), looks.whole if isinstance(cell, int) else looks.score)
