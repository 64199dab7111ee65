"""Rosters: every cell is read rightly or named with what to do; nothing is guessed."""

from __future__ import annotations

import string
import unicodedata
import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.errors import Invalid, Refused
from judging.submissions.envelopes import answers
from judging.submissions.envelopes.checking import checked
from judging.submissions.envelopes.columns import columns_of, recognised
from judging.submissions.envelopes.csv_reading import read_csv
from judging.submissions.envelopes.grid import Grid, Line, column_name, column_number
from judging.submissions.envelopes.merging import Known, plan
from judging.submissions.envelopes.reading import read_roster_file
from judging.submissions.envelopes.rules import Roster, read_roster
from judging.web.i18n import LOCALES, lookup
from tests.submissions.envelopes.making import CLASS, GIVEN, HEADS, MAI, PAO, changed, rules_of, xlsx

RULES = rules_of()


def roster(*lines: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> Roster:
    grid = Grid(tuple(Line(number, dict(enumerate(line))) for number, line in enumerate((heads, *lines), 1)))
    return checked(RULES, read_roster(RULES, grid, GIVEN))


def faults(found: Roster) -> list[tuple[str, str]]:
    return [(finding.cell, finding.message) for finding in found.findings]


def test_a_good_roster_has_no_findings() -> None:
    found = roster(*CLASS)
    assert faults(found) == []
    mai, pao, tuyet = found.pupils
    assert mai.answers["size"] == "42 × 29,7"
    assert (mai.birth_year, pao.birth_year) == (2014, 2013)
    assert (mai.class_name, pao.class_name) == ("5A", "5B")
    assert tuyet.answers["name_mode"] == "initials"
    assert "consent-publication" not in pao.answers


@pytest.mark.parametrize("cell", [
    ("name", "", "B2"), ("birth", "31/02/2014", "C2"), ("birth", "ngày mai", "C2"), ("category", "Múa", "E2"),
    ("title", "", "F2"), ("technique", "", "G2"), ("width", "rộng", "H2"), ("guardian", "", "J2"),
    ("rules", "không", "K2"), ("rules", "có thể", "K2"), ("agrees", "", "M2"), ("title", "=1+1", "F2"),
])  # fmt: skip
def test_every_fault_names_its_cell(cell: tuple[str, str, str]) -> None:
    key, text, place = cell
    found = roster(changed(MAI, **{key: text}), PAO)
    assert [finding.cell for finding in found.findings] == [place]


def test_the_heads_may_stand_lower_and_in_another_order() -> None:
    order = [5, 1, 2, 4, 6, 7, 8, 9, 10, 11, 12]
    heads = tuple(HEADS[place].upper() for place in order)
    lines = (("TRƯỜNG THCS CHIỀNG LỀ",), (), heads, tuple(MAI[place] for place in order))
    grid = Grid(tuple(Line(number, dict(enumerate(line))) for number, line in enumerate(lines, 1) if line))
    found = checked(RULES, read_roster(RULES, grid, GIVEN))
    assert faults(found) == []
    assert found.pupils[0].name == "Lò Thị Mai"


def test_without_heads_or_pupils_there_is_no_roster() -> None:
    with pytest.raises(Refused, match="heads of the columns"):
        roster(heads=("a", "b"))
    with pytest.raises(Refused, match="no pupil yet"):
        roster()
    missing = roster(MAI[:5], heads=HEADS[:5])
    assert {finding.params.get("column") for finding in missing.findings if finding.column is None} >= {"Tên tác phẩm"}


def test_lines_twice_numbers_twice_and_codes_twice_are_told() -> None:
    twice = roster(MAI, changed(MAI, number="9"))
    assert twice.findings[0].params == {"line": 2}
    number = roster(MAI, changed(PAO, number="01"))
    assert [finding.cell for finding in number.findings] == ["A3"]
    code = roster(changed(MAI, code="SL24-AAAA"), changed(PAO, code="sl24-aaaa"))
    assert [finding.cell for finding in code.findings] == ["N3"]


def test_merged_cells_and_formulas_without_a_value_are_told() -> None:
    lines = tuple(Line(number, dict(enumerate(line))) for number, line in enumerate((HEADS, *CLASS), 1))
    grid = Grid(lines, merged=((2, 3, 4, 3), (1, 0, 1, 4)), formulas=frozenset({(3, 5)}))
    found = read_roster(RULES, grid, GIVEN)
    assert [finding.cell for finding in found.findings] == ["D2", "F3"]


def test_what_is_not_read_is_told() -> None:
    found = roster((*MAI, "cao lớn"), heads=(*HEADS, "Ghi chú"))
    assert found.unread == ("Ghi chú",)


@given(st.dates(date(1990, 1, 1), date(2020, 12, 31)))
def test_a_day_is_read_however_it_is_written(day: date) -> None:
    year = str(day.year)
    serial = str((day - date(1899, 12, 30)).days)
    ways = (
        f"{day.day}/{day.month}/{day.year}", f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}", day.isoformat(), f"{day.year}",
        serial,
        f"ngày {day.day} tháng {day.month} năm {day.year}", f"năm {day.year}", f" {day:%d/%m/%Y} ",
        unicodedata.normalize("NFD", f"Ngày {day.day} tháng {day.month} năm {day.year}"),
    )  # fmt: skip
    assert {answers.birth_year(RULES, text) for text in ways} == {year}


@given(st.text(max_size=40))
def test_any_text_is_a_year_or_a_finding(text: str) -> None:
    try:
        year = answers.birth_year(RULES, text)
    except Invalid:
        return
    assert year == "" or (len(year) == 4 and year.isdecimal())


def test_an_age_is_counted_as_the_contest_counts() -> None:
    born = (RULES.contest.age_year or RULES.timeline.deadline.year) - 11
    assert {answers.birth_year(RULES, text) for text in ("11", "11 tuổi", "11 years old")} == {str(born)}


@given(st.sampled_from(["có", "Có", "CÓ", "co", "x", "X", "đồng ý", "Đồng ý", "yes", "1", "✓"]))
def test_yes_is_yes_in_any_form(text: str) -> None:
    assert answers.is_yes(text)
    assert answers.is_yes(unicodedata.normalize("NFD", text))


@given(st.lists(st.sampled_from([MAI, PAO, *CLASS]), min_size=1, max_size=6), st.data())
def test_a_line_is_never_dropped_in_silence(lines: list[tuple[str, ...]], data: st.DataObject) -> None:
    """Whatever stands in the cells: each line is a pupil, and every pupil whom the rules would refuse has a finding."""
    spoilt = [
        tuple(data.draw(st.one_of(st.just(cell), st.text(max_size=12))) for cell in line) for line in lines
    ]  # fmt: skip
    filled = [line for line in spoilt if any(cell.strip() for cell in line)]
    if not filled:
        return
    found = roster(*filled)
    assert len(found.pupils) == len(filled)
    for pupil in found.pupils:
        if not pupil.category_key or not pupil.name or not pupil.title:
            assert any(finding.line == pupil.line for finding in found.findings)


@given(st.integers(0, 18_277))
def test_columns_have_names(number: int) -> None:
    assert column_number(column_name(number)) == number


def test_the_templates_own_heads_are_known_again() -> None:
    for locale in LOCALES:
        heads = {place: lookup(column.head, locale) + " *" for place, column in enumerate(columns_of(RULES))}
        assert list(recognised(columns_of(RULES), heads)) == [column.key for column in columns_of(RULES)]


def test_rows_keep_their_code_through_corrections() -> None:
    pupils = roster(*CLASS).pupils
    known = [Known(uuid.uuid4(), pupil, False) for pupil in pupils]
    renamed = roster(changed(MAI, title="Tên khác"), CLASS[2]).pupils
    found = plan(renamed, known)
    assert [found.kept[place].id for place in (0, 1)] == [known[0].id, known[2].id]
    assert [row.id for row in found.gone] == [known[1].id]
    sent = [Known(known[0].id, known[0].pupil, True)]
    assert plan([], sent).gone == ()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_with_any_separator(separator: str, encoding: str) -> None:
    lines = [separator.join(f'"{cell}"' for cell in line) for line in (HEADS, *CLASS)]
    found = checked(RULES, read_roster(RULES, read_csv("\r\n".join(lines).encode(encoding)), GIVEN))
    assert faults(found) == []
    assert len(found.pupils) == 3


def test_csv_that_is_no_text_is_refused() -> None:
    for data in ("Họ tên;Tên\n".encode("cp1258", "replace"), b"\0\1\2\3", b'a,"b\nc'):
        with pytest.raises(Refused):
            read_csv(data)


@given(st.text(alphabet=string.printable + "ạảâđ", max_size=200))
def test_any_text_is_a_grid_or_refused(text: str) -> None:
    try:
        grid = read_csv(text.encode())
    except Refused:
        return
    assert all(line.cells for line in grid.lines)


def test_a_workbook_and_its_csv_are_the_same_roster() -> None:
    by_book = read_roster(RULES, read_roster_file(xlsx(CLASS)), GIVEN)
    lines = [",".join(f'"{cell}"' for cell in line) for line in (HEADS, *CLASS)]
    assert by_book.pupils == read_roster(RULES, read_roster_file("\n".join(lines).encode()), GIVEN).pupils
