"""Which line of a new roster is which row that is there already. Pure.

A slip may be printed and glued: a row that is only corrected keeps its id, and so its code.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence

import msgspec

from judging.submissions.envelopes.rules import Finding, Pupil
from judging.web.i18n import N_

UNKNOWN_CODE = N_("This slip code is none of this envelope. Please leave the cell empty; we fill it in.")


class Known(msgspec.Struct, frozen=True):
    """A row that is there, as the pupil that it was read from."""

    id: uuid.UUID
    pupil: Pupil
    sent: bool


class Plan(msgspec.Struct, frozen=True):
    """`kept` are the rows of lines that have one (by the line's place in the roster), `gone` those without a line."""

    kept: dict[int, Known]
    gone: tuple[Known, ...]


def unknown_codes(pupils: Iterable[Pupil], known: Iterable[Known], column: int | None) -> list[Finding]:
    codes = {row.pupil.code for row in known}
    return [
        Finding(pupil.line, column, UNKNOWN_CODE, key="code")
        for pupil in pupils
        if pupil.code and pupil.code not in codes
    ]


def plan(pupils: Sequence[Pupil], known: Sequence[Known]) -> Plan:
    """By code; else by the whole work; else by pupil and category, then name and category, where only one fits."""
    kept: dict[int, Known] = {}
    by_code = {row.pupil.code: row for row in known}
    for place, pupil in enumerate(pupils):
        if pupil.code and pupil.code in by_code:
            kept[place] = by_code[pupil.code]
    keys: tuple[Callable[[Pupil], object], ...] = (
        lambda pupil: pupil.same_work,
        lambda pupil: (pupil.who, pupil.category_key),
        lambda pupil: (pupil.who[0], pupil.category_key),
    )
    for key in keys:
        _pair(pupils, known, kept, key)
    taken = {row.id for row in kept.values()}
    return Plan(kept, tuple(row for row in known if row.id not in taken and not row.sent))


def _pair(
    pupils: Sequence[Pupil], known: Sequence[Known], kept: dict[int, Known], key: Callable[[Pupil], object]
) -> None:
    """Adds the pairs in which one line and one row, both without a partner, have the same key and nobody else has."""
    taken = {row.id for row in kept.values()}
    rows: dict[object, list[Known]] = {}
    for row in known:
        if row.id not in taken:
            rows.setdefault(key(row.pupil), []).append(row)
    lines: dict[object, list[int]] = {}
    for place, pupil in enumerate(pupils):
        if place not in kept and not pupil.code:
            lines.setdefault(key(pupil), []).append(place)
    for value, places in lines.items():
        if len(places) == 1 and len(rows.get(value, ())) == 1:
            kept[places[0]] = rows[value][0]
