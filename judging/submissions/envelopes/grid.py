"""A table of cells as a teacher's program has written it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from judging.errors import Refused
from judging.web.i18n import N_

MOST_LINES: Final = 5_000  # pupils of one envelope
MOST_COLUMNS: Final = 60
LONGEST_CELL: Final = 20_000  # characters
MOST_BYTES: Final = 8_000_000  # of a roster as it is sent

TOO_MANY_LINES = N_("This roster has more than %(limit)s lines. Please make several envelopes of it.")
TOO_MANY_COLUMNS = N_(
    "Column %(column)s holds something. A roster has %(limit)s columns at most; please use our template."
)
TOO_LARGE = N_("This file is too large for a roster. Please copy the lines into our template.")
EMPTY = N_("This file holds no lines. Please fill in our template.")


class Line(msgspec.Struct, frozen=True):
    """One line: its number as the teacher's program shows it (from 1), and its texts by column (from 0)."""

    number: int
    cells: Mapping[int, str]


class Grid(msgspec.Struct, frozen=True):
    """Lines that hold something, in their order. `merged` are first line, first column, last line, last column;
    `formulas` are the places, as line and column, whose value the program did not write down."""

    lines: tuple[Line, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()


class Collector:
    """Lines as they are read, within bounds."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def add(self, number: int, cells: Mapping[int, str]) -> None:
        """Raises Refused for more lines or columns than a roster has."""
        held = {column: text[:LONGEST_CELL] for column, text in cells.items() if text.strip()}
        if not held:
            return
        if max(held) >= MOST_COLUMNS:
            raise Refused(TOO_MANY_COLUMNS, column=column_name(max(held)), limit=MOST_COLUMNS)
        if len(self.lines) > MOST_LINES + 20:  # heads and explanations above the pupils
            raise Refused(TOO_MANY_LINES, limit=f"{MOST_LINES:,}".replace(",", "."))
        self.lines.append(Line(number, held))


def column_name(column: int) -> str:
    """`A` from 0, `AA` from 26."""
    name, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(65 + letter) + name
    return name


def column_number(name: str) -> int:
    """0 from `A`. ValueError for what is no column of a sheet."""
    if not name or len(name) > 3:
        raise ValueError(name)
    number = 0
    for letter in name:
        if not "A" <= letter <= "Z":
            raise ValueError(name)
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(line: int, column: int) -> str:
    """`D7`."""
    return f"{column_name(column)}{line}"
