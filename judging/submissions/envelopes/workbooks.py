"""Rosters as files: the template with its lists and examples, the roster as it stands, and one with its faults marked.

Texts are always written as texts, so that nothing typed can become a formula or a link. The same content gives the
same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import xlsxwriter

from judging.contests.rules import ContestRules
from judging.submissions.envelopes.columns import CONSENT, NAME_MODES, Column, columns_of
from judging.submissions.envelopes.grid import MOST_LINES, Grid, cell_name
from judging.submissions.envelopes.rules import Finding
from judging.submissions.forms import LANGUAGES, SIZE
from judging.web.formats import bilingual
from judging.web.i18n import N_, lookup, translate

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROSTER, EXAMPLES, GUIDE, LISTS = N_("Roster"), N_("Examples"), N_("How to fill it in"), N_("Lists")
TO_CORRECT = N_("To correct")
INTRODUCTION = N_(
    "One line for each work. A pupil with two works has two lines. Columns may stand in another order; those with *"
    " are needed. Formulas and joined cells are not read."
)
_OPTIONS: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
_MADE: Final = datetime(2024, 1, 1)  # noqa: DTZ001 - a fixed day, so that equal content gives equal bytes
_EXAMPLES: Final[tuple[Mapping[str, str], ...]] = (
    {"number": "1", "name": "Lò Thị Mai", "birth_year": "05/09/2014", "title": "Ruộng bậc thang mùa nước đổ",
     "technique": "Màu bột trên giấy", "width": "42", "height": "29,7", "guardian": "Lò Văn Hặc"},
    {"number": "2", "name": "Giàng A Páo", "birth_year": "2013", "class_name": "5B", "title": "Trường em trên núi",
     "technique": "Sáp màu", "width": "29,7", "height": "42", "guardian": "Giàng A Sình"},
    {"number": "3", "name": "Nguyễn Thị Ánh Tuyết", "birth_year": "11", "title": "Bà em học chữ",
     "technique": "Màu nước", "width": "42", "height": "29,7", "guardian": "Trần Thị Hoa"},
)  # fmt: skip


class _Looks(NamedTuple):
    head: Any
    needed: Any
    text: Any
    example: Any
    wrong: Any
    note: Any


def template_xlsx(rules: ContestRules, rows: Sequence[Mapping[str, str]] = ()) -> bytes:
    """The roster to fill in, with `rows` (text by column key) filled in already."""
    out, book, looks = _begin(rules)
    columns = columns_of(rules)
    sheet = book.add_worksheet(lookup(ROSTER))
    _heads(sheet, columns, looks)
    sheet.freeze_panes(1, 2)
    for line, row in enumerate(rows, 1):
        _texts(sheet, line, columns, row, looks.text)
    places = _lists(book, rules, columns)
    for place, column in enumerate(columns):
        if column.key in places:
            sheet.data_validation(1, place, MOST_LINES, place, {"validate": "list", "source": places[column.key]})
    examples = book.add_worksheet(lookup(EXAMPLES))
    _heads(examples, columns, looks)
    for line, example in enumerate(_EXAMPLES, 1):
        _texts(examples, line, columns, {**_answers_of_example(rules), **example}, looks.example)
    _guide(book, columns, looks)
    book.close()
    return out.getvalue()


def template_csv(rules: ContestRules) -> bytes:
    """The heads alone, in UTF-8 with the mark by which Excel knows it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([lookup(column.head) for column in columns_of(rules)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def corrections_xlsx(rules: ContestRules, grid: Grid, findings: Iterable[Finding]) -> bytes:
    """The roster as it was sent, every cell in its place, the wrong ones red with a note, and what to do at the end."""
    out, book, looks = _begin(rules)
    sheet = book.add_worksheet(lookup(ROSTER))
    by_cell: dict[tuple[int, int], str] = {}
    by_line: dict[int, list[str]] = {}
    for finding in findings:
        said = translate(finding.message, dict(finding.params))
        by_line.setdefault(finding.line, []).append(f"{finding.cell}: {said}" if finding.cell else said)
        if finding.column is not None:
            by_cell[finding.line, finding.column] = said
    last = max((column for line in grid.lines for column in line.cells), default=0) + 1
    for line in grid.lines:
        for column, text in line.cells.items():
            sheet.write_string(line.number - 1, column, text, looks.text)
    for (number, column), said in by_cell.items():
        held = next((line.cells.get(column, "") for line in grid.lines if line.number == number), "")
        sheet.write_string(number - 1, column, held, looks.wrong)
        sheet.write_comment(number - 1, column, said, {"x_scale": 2})
    for number, sentences in by_line.items():
        sheet.write_string(number - 1, last, "\n".join(sentences), looks.note)
    sheet.set_column(0, last - 1, 16)
    sheet.set_column(last, last, 70)
    book.close()
    return out.getvalue()


def row_texts(
    rules: ContestRules, category_key: str, answers: Mapping[str, str], more: Mapping[str, str]
) -> dict[str, str]:
    """A row's answers as its line of the roster has them."""
    texts = {**answers, **more, "category": bilingual(rules.category(category_key), "name")}
    if found := SIZE.fullmatch(answers.get("size", "")):
        texts |= {"width": found[1], "height": found[2]}
    if code := answers.get("language"):
        texts["language"] = lookup(LANGUAGES[code])
    if mode := answers.get("name_mode"):
        texts["name_mode"] = next(lookup(words) for known, words in NAME_MODES.items() if known == mode)
    for consent in rules.consents:
        if CONSENT + consent.key in answers:
            texts[CONSENT + consent.key] = lookup(N_("yes"))
    return texts


def _begin(rules: ContestRules) -> tuple[io.BytesIO, Any, _Looks]:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, dict(_OPTIONS))
    book.set_properties({"title": bilingual(rules.contest, "name")[:200], "created": _MADE})
    wrapped = {"text_wrap": True, "valign": "top"}
    looks = _Looks(
        head=book.add_format({**wrapped, "bold": True, "bottom": 1, "bg_color": "#F5F0E6"}),
        needed=book.add_format({**wrapped, "bold": True, "bottom": 1, "bg_color": "#F5F0E6", "font_color": "#A5301E"}),
        text=book.add_format({**wrapped, "num_format": "@"}),
        example=book.add_format({**wrapped, "num_format": "@", "font_color": "#655950"}),
        wrong=book.add_format({**wrapped, "num_format": "@", "bg_color": "#F6D5CE", "border": 1}),
        note=book.add_format({**wrapped, "font_color": "#A5301E"}),
    )
    return out, book, looks


def _heads(sheet: Any, columns: Sequence[Column], looks: _Looks) -> None:
    for place, column in enumerate(columns):
        head = lookup(column.head) + (" *" if column.required else "")
        sheet.write_string(0, place, head, looks.needed if column.required else looks.head)
        # As text, or a spreadsheet makes dates of 5/9 and drops the zeros of a telephone.
        sheet.set_column(place, place, column.width, looks.text)


def _texts(sheet: Any, line: int, columns: Sequence[Column], row: Mapping[str, str], look: Any) -> None:
    for place, column in enumerate(columns):
        if text := row.get(column.key, ""):
            sheet.write_string(line, place, text, look)


def _answers_of_example(rules: ContestRules) -> dict[str, str]:
    painted = next((one for one in rules.categories if "technique" in one.details), rules.categories[0])
    consents = {CONSENT + consent.key: lookup(N_("yes")) for consent in rules.consents}
    return {"category": bilingual(painted, "name"), **consents}


def _lists(book: Any, rules: ContestRules, columns: Sequence[Column]) -> dict[str, str]:
    """Writes what can be chosen on a sheet of its own (a name may hold a comma); {column key: range}."""
    sheet = book.add_worksheet(lookup(LISTS))
    places = {}
    for place, column in enumerate(columns):
        choices = [lookup(choice) for choice in column.choices]
        if column.key == "category":
            choices = [bilingual(category, "name") for category in rules.categories]
        elif column.key == "language":
            choices = [lookup(name) for name in LANGUAGES.values()]
        for line, choice in enumerate(choices):
            sheet.write_string(line, place, choice)
        if choices:
            first, last = cell_name(1, place), cell_name(len(choices), place)
            places[column.key] = f"='{lookup(LISTS)}'!${_fixed(first)}:${_fixed(last)}"
    sheet.hide()
    return places


def _fixed(cell: str) -> str:
    letters = cell.rstrip("0123456789")
    return f"{letters}${cell[len(letters) :]}"


def _guide(book: Any, columns: Sequence[Column], looks: _Looks) -> None:
    sheet = book.add_worksheet(lookup(GUIDE))
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    sheet.merge_range(0, 0, 0, 1, lookup(INTRODUCTION), looks.text)
    sheet.set_row(0, 48)
    for line, column in enumerate(columns, 2):
        head = lookup(column.head) + (" *" if column.required else "")
        sheet.write_string(line, 0, head, looks.needed if column.required else looks.head)
        sheet.write_string(
            line, 1, bilingual(column.consent, "text") if column.consent else lookup(column.about), looks.text
        )
