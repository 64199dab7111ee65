"""Workbooks as teachers' programs write them, and as those who mean harm do."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.errors import Refused
from judging.submissions.envelopes.grid import MOST_LINES, Grid
from judging.submissions.envelopes.reading import read_roster_file
from judging.submissions.envelopes.rules import Finding
from judging.submissions.envelopes.workbooks import corrections_xlsx, template_csv, template_xlsx
from tests.submissions.envelopes.making import CLASS, HEADS, rules_of, xlsx

RULES = rules_of()


def texts(grid: Grid) -> list[list[str]]:
    return [[line.cells.get(column, "") for column in range(max(line.cells) + 1)] for line in grid.lines]


def made(change: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(data: bytes, name: str, change: Callable[[bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    """The workbook with one member changed, and others added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, change(old.read(member)) if member == name else old.read(member))
        for member, content in (extra or {}).items():
            new.writestr(member, content)
    return out.getvalue()


def test_texts_numbers_days_and_computed_values() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.append(["Tên", "Ngày", "Rộng", "Số", "Đúng"])
        sheet.append(["Lò Thị Mai", datetime.date(2014, 9, 5), 29.7, 42, True])
        sheet["B3"] = 41887
        sheet["C3"] = "=1+1"

    grid = read_roster_file(made(fill))
    assert texts(grid) == [
        ["Tên", "Ngày", "Rộng", "Số", "Đúng"],
        ["Lò Thị Mai", "2014-09-05", "29.7", "42", "1"],
        ["", "41887"],
    ]
    assert grid.formulas == {(3, 2)}


def test_merged_cells_and_places_are_kept() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["B2"] = "a"
        book.active["D9"] = "b"
        book.active.merge_cells("B2:C4")

    grid = read_roster_file(made(fill))
    assert [(line.number, dict(line.cells)) for line in grid.lines] == [(2, {1: "a"}), (9, {3: "b"})]
    assert grid.merged == ((2, 1, 4, 2),)


def test_hidden_sheets_are_not_read_and_two_sheets_are_one_too_many() -> None:
    def hidden(book: openpyxl.Workbook) -> None:
        book.active.append(["a"])
        book.create_sheet("Cũ").append(["b"])
        book["Cũ"].sheet_state = "hidden"

    assert texts(read_roster_file(made(hidden))) == [["a"]]

    def only_hidden(book: openpyxl.Workbook) -> None:
        book.create_sheet("Cũ").append(["b"])
        book["Cũ"].sheet_state = "veryHidden"

    with pytest.raises(Refused, match="hidden"):
        read_roster_file(made(only_hidden))

    def two(book: openpyxl.Workbook) -> None:
        book.active.append(["a"])
        book.create_sheet("5B").append(["b"])

    with pytest.raises(Refused, match="Two sheets"):
        read_roster_file(made(two))


def test_our_template_comes_back_as_it_was_filled_in() -> None:
    grid = read_roster_file(template_xlsx(RULES, [{"name": "Lò Thị Mai", "title": "=HYPERLINK()"}]))
    assert [len(line.cells) > 1 for line in grid.lines] == [True, True]
    assert "=HYPERLINK()" in grid.lines[1].cells.values()
    assert template_xlsx(RULES) == template_xlsx(RULES)
    assert read_roster_file(template_csv(RULES)).lines[0].cells[1] == "Họ và tên"


def test_the_corrected_file_has_every_cell_in_its_place() -> None:
    grid = read_roster_file(xlsx(CLASS))
    data = corrections_xlsx(
        RULES, grid, [Finding(2, 2, "Please fill this in."), Finding(3, None, "Please fill this in.")]
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]][: len(HEADS)] == list(HEADS)
    assert sheet["C2"].fill.fgColor.rgb == "FFF6D5CE"
    assert sheet["C2"].comment is not None
    assert sheet.cell(3, len(HEADS) + 1).value or sheet.cell(3, len(HEADS)).value


def test_5000_lines_are_read_and_no_more() -> None:
    lines = [[str(number), f"Lò Thị Mai {number}"] for number in range(MOST_LINES + 50)]
    assert len(read_roster_file(xlsx(lines[:MOST_LINES])).lines) == MOST_LINES + 1
    with pytest.raises(Refused, match="several envelopes"):
        read_roster_file(xlsx(lines))


BOMB = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>" + b" " * 40_000_000
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


@pytest.mark.parametrize(("data", "words"), [
    (b"\xd0\xcf\x11\xe0 old", "old Excel"),
    (rewritten(xlsx(CLASS), "", bytes, {"xl/vbaProject.bin": b"x"}), "macros"),
    (rewritten(xlsx(CLASS), SHEET, lambda _: BOMB), "far more"),
    (rewritten(xlsx(CLASS), SHEET, lambda old: old[:200]), "damaged"),
    (rewritten(xlsx(CLASS), SHEET, lambda old: old.replace(b"<v>", b"<v>9")), "damaged"),
    (xlsx(CLASS)[:500], "damaged"),
    (rewritten(xlsx(CLASS), "", bytes, {f"x/{n}": b"" for n in range(500)}), "far more"),
    (xlsx([["x"] * 100]), "columns"),
    (b"", "no lines"), (b"   \n", "no lines"), (xlsx([], heads=[]), "no lines"),
])  # fmt: skip
def test_what_is_no_roster_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_roster_file(data)


def test_entities_stay_shut() -> None:
    """Neither multiplied nor read from this machine."""

    def with_entities(old: bytes) -> bytes:
        return ENTITIES + re.sub(rb"<\?xml[^>]*\?>", b"", old).replace("Lò Thị Mai".encode(), b"&b;&c;")

    with pytest.raises(Refused, match="damaged"):
        read_roster_file(rewritten(xlsx(CLASS), STRINGS, with_entities))


@given(st.binary(max_size=300), st.integers(0, 3000))
def test_any_bytes_are_a_grid_or_refused(noise: bytes, place: int) -> None:
    good = xlsx(CLASS)
    for data in (noise, b"PK\x03\x04" + noise, good[:place] + noise + good[place + len(noise) :]):
        try:
            grid = read_roster_file(data)
        except Refused:
            continue
        assert all(line.cells for line in grid.lines)
