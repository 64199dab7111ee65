"""Wall texts on A3: a sheet about the show at its entrance, and one for each category."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from judging.exhibition.printing import words
from judging.exhibition.printing.catalogue_view import pair
from judging.exhibition.printing.values import CatalogueCategory, CatalogueData
from judging.typesetting.runner import compile_typst
from judging.typesetting.text import paragraphs
from judging.typesetting.values import Bilingual

_TEMPLATE = Path(__file__).with_name("wall-texts.typ")


def wall_texts_pdf(data: CatalogueData) -> bytes:
    """As PDF/UA-1, in both languages, without a date; categories without works have no sheet. Equal data, equal bytes.

    A text that is too long for its sheet is set smaller, down to six tenths, and then runs on to another.
    """
    filled = [one for one in data.categories if any(entry.category == one.key for entry in data.entries)]
    panels = [_entrance(data), *(_category(place, one, data) for place, one in enumerate(filled))]
    return compile_typst(_TEMPLATE, {"panels": panels})


def _entrance(data: CatalogueData) -> dict[str, Any]:
    won = sum(entry.prize is not None for entry in data.entries)
    foot = (data.organiser, data.shown, words.counted(len(data.entries), won))
    return {
        "first": True,
        "place": 0,
        "name": pair(data.name),
        "lead": pair(data.theme),
        "body": _body(data.preface),
        "foot": [pair(line) for line in foot if line.vi],
    }


def _category(place: int, category: CatalogueCategory, data: CatalogueData) -> dict[str, Any]:
    own = [entry for entry in data.entries if entry.category == category.key]
    return {
        "first": False,
        "place": place,
        "name": pair(category.name),
        "lead": pair(words.counted(len(own), sum(entry.prize is not None for entry in own))),
        "body": _body(category.note),
        "foot": [pair(data.name)],
    }


def _body(text: Bilingual) -> dict[str, list[str]]:
    return {"vi": paragraphs(text.vi), "en": paragraphs(text.en)}
