"""A roster: its cells become pupils, or findings that name the cell and what to do. Pure.

What a work must have is asked of `judging.submissions.rules`, as for a single entrant (see `forms`); here stands what
only a table has: heads, cells that are merged or hold a formula, lines twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import msgspec

from judging.contests.rules import ContestRules
from judging.errors import Invalid, Refused
from judging.submissions.envelopes import answers
from judging.submissions.envelopes.columns import CONSENT, Column, columns_of, recognised
from judging.submissions.envelopes.grid import MOST_LINES, TOO_MANY_LINES, Grid, Line, cell_name
from judging.submissions.names import sort_text
from judging.web.i18n import N_, lookup

HEAD_WITHIN: Final = 20  # lines, above which a school writes its own name
SHOWN: Final = 200  # findings; a roster with more is wrong as a whole
GIVEN: Final = ("technique", "form", "lyrics", "translation", "summary", "credits", "co_authors", "guardian")

NO_HEAD = N_(
    "We do not find the line with the heads of the columns (“Họ và tên”, “Tên tác phẩm”). Please use our template."
)
NO_PUPILS = N_("Below the heads of the columns stands no pupil yet. Please fill in one line for each work.")
MISSING_COLUMN = N_("The column “%(column)s” is missing. Please use our template.")
MERGED = N_("These cells are joined. Please split them, so that every line has its own.")
NO_VALUE = N_("This cell holds a formula without a value. Please type the text or the number itself.")
TWICE = N_("This line is the same as line %(line)s: the same pupil, category and title.")
CODE_TWICE = N_("This slip code stands in line %(line)s too. Please leave it empty in a line that you have copied.")
NUMBER_TWICE = N_("The same number stands in line %(line)s, for another pupil.")


class Finding(msgspec.Struct, frozen=True):
    """What is wrong, and in which cell. `column` None: the cell is not there; `key` is what it would hold."""

    line: int
    column: int | None
    message: str
    params: Mapping[str, str | int] = {}
    key: str = ""

    @property
    def cell(self) -> str:
        return "" if self.column is None else cell_name(self.line, self.column)


class Pupil(msgspec.Struct, frozen=True):
    """One line: a pupil's one work. `answers` are those of the entrant's form."""

    line: int
    category_key: str
    answers: Mapping[str, str]
    code: str = ""
    number: str = ""

    @property
    def name(self) -> str:
        return self.answers.get("name", "")

    @property
    def class_name(self) -> str:
        return self.answers.get("class_name", "")

    @property
    def title(self) -> str:
        return self.answers.get("title", "")

    @property
    def birth_year(self) -> int | None:
        year = self.answers.get("birth_year", "")
        return int(year) if year.isdigit() else None

    @property
    def who(self) -> tuple[str, int | None, str]:
        """The same for all works of a pupil; namesakes differ by class or year."""
        return sort_text(self.name), self.birth_year, "".join(self.class_name.casefold().split())

    @property
    def same_work(self) -> tuple[object, ...]:
        return (*self.who, self.category_key, self.title.casefold())


class Roster(msgspec.Struct, frozen=True):
    """`columns` is where each column stands; `unread` are heads that nothing was read from."""

    columns: Mapping[str, int]
    pupils: tuple[Pupil, ...]
    findings: tuple[Finding, ...]
    unread: tuple[str, ...] = ()


class Given(msgspec.Struct, frozen=True):
    """What the envelope says for every pupil."""

    unit: str
    class_name: str
    teacher: str
    phone: str


def read_roster(rules: ContestRules, grid: Grid, given: Given) -> Roster:
    """Every line becomes a pupil, as far as it can be read, and every fault a finding. Raises Refused without heads."""
    columns = columns_of(rules)
    head = _head(columns, grid.lines)
    places = recognised(columns, head.cells)
    unread = tuple(text.strip() for place, text in sorted(head.cells.items()) if place not in places.values())
    lines = [line for line in grid.lines if line.number > head.number and set(line.cells) & set(places.values())]
    if len(lines) > MOST_LINES:
        raise Refused(TOO_MANY_LINES, limit=f"{MOST_LINES:,}".replace(",", "."))
    findings = list(_missing(columns, places, head, rules))
    findings += _unreadable(grid, head.number, {place: key for key, place in places.items()})
    pupils = []
    for line in lines:
        reader = _Reader(rules, line, places, given)
        pupils.append(reader.pupil())
        findings += reader.findings
    if not lines:
        raise Refused(NO_PUPILS)
    findings += _twice(pupils, places)
    return Roster(places, tuple(pupils), in_order(findings), unread)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By line and column; of each cell the first finding only."""
    first: dict[tuple[int, int], Finding] = {}
    for finding in findings:
        first.setdefault((finding.line, -1 if finding.column is None else finding.column), finding)
    return tuple(first[place] for place in sorted(first))


def _head(columns: tuple[Column, ...], lines: Iterable[Line]) -> Line:
    for line in lines:
        if line.number > HEAD_WITHIN:
            break
        found = recognised(columns, line.cells)
        if "name" in found and len(found) >= 2:
            return line
    raise Refused(NO_HEAD)


def _missing(
    columns: tuple[Column, ...], places: Mapping[str, int], head: Line, rules: ContestRules
) -> Iterator[Finding]:
    for column in columns:
        alone = column.key == "category" and len(rules.categories) == 1
        if column.required and column.key not in places and not alone:
            yield Finding(head.number, None, MISSING_COLUMN, {"column": lookup(column.head, "vi")})


def _unreadable(grid: Grid, head: int, keys: Mapping[int, str]) -> Iterator[Finding]:
    for first, left, last, right in grid.merged:
        if last > head and any(left <= place <= right for place in keys):
            yield Finding(max(first, head), left, MERGED, key=keys.get(left, ""))
    for line, column in sorted(grid.formulas):
        if line > head and column in keys:
            yield Finding(line, column, NO_VALUE, key=keys[column])


def _twice(pupils: Iterable[Pupil], places: Mapping[str, int]) -> Iterator[Finding]:
    works: dict[object, int] = {}
    codes: dict[str, int] = {}
    numbers: dict[str, Pupil] = {}
    for pupil in pupils:
        if pupil.name and (first := works.setdefault(pupil.same_work, pupil.line)) != pupil.line:
            yield Finding(pupil.line, places.get("name"), TWICE, {"line": first}, "name")
        if pupil.code and (first := codes.setdefault(pupil.code, pupil.line)) != pupil.line:
            yield Finding(pupil.line, places.get("code"), CODE_TWICE, {"line": first}, "code")
        if pupil.number:
            other = numbers.setdefault(pupil.number, pupil)
            if other.who != pupil.who:
                yield Finding(pupil.line, places.get("number"), NUMBER_TWICE, {"line": other.line}, "number")


class _Reader:
    """One line, cell by cell."""

    def __init__(self, rules: ContestRules, line: Line, places: Mapping[str, int], given: Given) -> None:
        self.rules, self.line, self.places, self.given = rules, line, places, given
        self.findings: list[Finding] = []

    def pupil(self) -> Pupil:
        year = self._read("birth_year", lambda text: answers.birth_year(self.rules, text))
        category = self._read("category", lambda text: answers.category_of(self.rules, text).key)
        found = {
            "name": self._text("name"),
            "birth_year": year,
            "unit": self.given.unit,
            "class_name": self._text("class_name") or self.given.class_name,
            "teacher": self.given.teacher,
            "phone": self.given.phone,
            "title": self._text("title"),
            "size": self._size(),
            "language": self._text("language"),
            **{key: self._text(key) for key in GIVEN},
            "name_mode": self._read("name_mode", lambda text: answers.name_mode(text, guarded=self._guarded(year))),
            **self._consents(year),
        }
        kept = {key: text for key, text in found.items() if text}
        return Pupil(self.line.number, category, kept, self._text("code").upper(), self._text("number").lstrip("0"))

    def _guarded(self, year: str) -> bool:
        return bool(year) and any(consent.by == "guardian" for consent in self.rules.consents_for(int(year)))

    def _consents(self, year: str) -> dict[str, str]:
        """Those that this age is asked, and that are given."""
        asked = self.rules.consents_for(int(year)) if year else self.rules.consents
        return {
            CONSENT + consent.key: self._read(CONSENT + consent.key, lambda text: "yes" if answers.is_yes(text) else "")
            for consent in asked
        }

    def _size(self) -> str:
        width, height = self._text("width"), self._text("height")
        return f"{width} × {height}" if width or height else self._text("size")

    def _cell(self, key: str) -> str:
        place = self.places.get(key)
        return "" if place is None else self.line.cells.get(place, "")

    def _text(self, key: str) -> str:
        return self._read(key, answers.line_of)

    def _read(self, key: str, reading: Callable[[str], str]) -> str:
        try:
            return reading(self._cell(key))
        except Invalid as error:
            params = {name: str(value) for name, value in error.params.items()}
            self.findings.append(Finding(self.line.number, self.places.get(key), error.message, params, key))
            return ""
