"""What minutes are printed from: finished texts in one language."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec


class Item(msgspec.Struct, frozen=True):
    """A matter with what is to be said of it, a paragraph each."""

    head: str
    lines: tuple[str, ...]


class Prize(msgspec.Struct, frozen=True):
    """A line of the result. No code: the place is not awarded. `decided`: the board changed what was computed."""

    tier: str
    code: str
    title: str
    who: str
    score: str
    decided: bool


class Table(msgspec.Struct, frozen=True):
    category: str
    prizes: tuple[Prize, ...]


class Section(msgspec.Struct, frozen=True):
    head: str
    text: str
    items: tuple[Item, ...] = ()
    tables: tuple[Table, ...] = ()


class Minutes(msgspec.Struct, frozen=True):
    """`facts` are pairs of name and text, in their order. `secretary` and `chair` stand below their signatures."""

    lang: Literal["vi", "en"]
    day: date
    agency: str
    date_line: str
    about: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    closing: str
    secretary: str
    chair: str
    names_open: bool
