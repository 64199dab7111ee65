"""The board's minutes as a document to sign and file: in the form of Decree 30/2020/NĐ-CP, PDF/UA-1."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from judging.awards.printing.minutes_values import Item, Minutes, Section, Table
from judging.awards.printing.minutes_words import FRAME, RECIPIENTS
from judging.typesetting.runner import compile_typst
from judging.typesetting.text import held_names, one_line

_TEMPLATE = Path(__file__).with_name("minutes.typ")


def minutes_pdf(minutes: Minutes) -> bytes:
    """Every text cleaned to one line. The same minutes give the same bytes."""
    return compile_typst(_TEMPLATE, _view(minutes), day=minutes.day)


def _view(minutes: Minutes) -> dict[str, Any]:
    return {
        "lang": minutes.lang,
        "words": FRAME[minutes.lang],
        "recipients": RECIPIENTS[minutes.lang],
        "agency": one_line(minutes.agency),
        "date_line": one_line(minutes.date_line),
        "about": one_line(minutes.about),
        "facts": [{"name": name, "text": held_names(one_line(text))} for name, text in minutes.facts],
        "sections": [_section(one, number) for number, one in enumerate(minutes.sections, 1)],
        "closing": minutes.closing,
        "secretary": one_line(minutes.secretary),
        "chair": one_line(minutes.chair),
        "names_open": minutes.names_open,
    }


def _section(section: Section, number: int) -> dict[str, Any]:
    return {
        "head": f"{number}. {section.head}",
        "text": one_line(section.text),
        "items": [_item(one) for one in section.items],
        "tables": [_table(one) for one in section.tables],
    }


def _item(item: Item) -> dict[str, Any]:
    return {"head": one_line(item.head), "lines": [one_line(line) for line in item.lines]}


def _table(table: Table) -> dict[str, Any]:
    rows = [
        {**msgspec.structs.asdict(one), "title": one_line(one.title), "who": one_line(one.who)} for one in table.prizes
    ]
    return {"category": one_line(table.category), "prizes": rows}
