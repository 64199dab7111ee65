"""Sheets for those who hang the show: each wall drawn to scale, every work with its place and its nails in metres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from judging.exhibition.hall import HangingPlan, Opening, Placed, Wall
from judging.exhibition.printing.drawing_words import Box, number_boxes, opening_names
from judging.exhibition.printing.hanging_words import OPENINGS, WORDS, Lang, hooks, works_counted
from judging.typesetting.formats import NO_BREAK, metres, number
from judging.typesetting.pictures import pixel_size
from judging.typesetting.runner import compile_typst
from judging.typesetting.text import one_line

_TEMPLATE = Path(__file__).with_name("hanging-sheets.typ")
_SCALES = (5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 80, 100, 125, 150, 200, 250, 300, 400, 500, 750, 1000)
DRAWING_WIDTH = 264.0
DRAWING_HEIGHTS = (60.0, 92.0)
"""Millimetres of an A4 sheet for the drawing: the more works in the table below it, the fewer."""
_FREE_HEIGHT = 150.0
_LINE_HEIGHT = 5.2
_SHORT_CODE = 4


class Thumbnail(NamedTuple):
    """A picture by its name among the assets, and its size in pixels."""

    name: str
    width: int
    height: int


def hanging_pdf(
    plan: HangingPlan,
    lang: Lang = "vi",
    *,
    thumbnails: Mapping[str, Path] | None = None,
    numbers: Mapping[str, int] | None = None,
) -> bytes:
    """One A4 landscape sheet for each wall, more where its table needs them, as PDF/UA-1 in one language.

    `thumbnails`: small JPEGs or PNGs by the works' codes. `numbers`: those of the labels; without them the works
    of each wall are counted from 1. The same plan gives the same bytes, without a date.
    """
    small = thumbnails or {}
    pictures = {
        placed.work.code: Thumbnail(f"pictures/{place}", *pixel_size(small[placed.work.code]))
        for place, placed in enumerate(plan.placed)
        if placed.work.code in small
    }
    view = {
        "lang": lang,
        "words": WORDS[lang],
        "walls": [_wall(wall, plan, lang, pictures, numbers or {}) for wall in plan.hall.walls],
    }
    assets: dict[str, Path | bytes] = {picture.name: small[code] for code, picture in pictures.items()}
    return compile_typst(_TEMPLATE, view, assets=assets)


def drawing_scale(wall: Wall, works: int) -> int:
    """The denominator of the largest usual scale at which the wall fits on its sheet above a table of so many works."""
    least, most = DRAWING_HEIGHTS
    height = min(max(_FREE_HEIGHT - works * _LINE_HEIGHT, least), most)
    needed = max(wall.width * 10 / DRAWING_WIDTH, wall.height * 10 / height)
    return next((scale for scale in _SCALES if scale >= needed), -int(-needed // 1000) * 1000)


def _wall(
    wall: Wall, plan: HangingPlan, lang: Lang, pictures: Mapping[str, Thumbnail], numbers: Mapping[str, int]
) -> dict[str, Any]:
    hung = plan.on_wall(wall.name)
    short = all(len(placed.work.code) <= _SHORT_CODE for placed in hung)
    words = WORDS[lang]
    scale = drawing_scale(wall, len(hung))
    head = (
        f"{metres(wall.width, lang)} × {metres(wall.height, lang)}",
        works_counted(len(hung), lang),
        f"{words['centre']} {metres(plan.hall.centre_line, lang)}",
        f"{words['scale']} 1{NO_BREAK}:{NO_BREAK}{scale}",
    )
    works = [
        _work(placed, numbers.get(placed.work.code, place), short, lang, pictures)
        for place, placed in enumerate(hung, 1)
    ]
    openings = [_opening(opening, lang) for opening in wall.openings]
    _place_words(wall, 10 / scale, works, openings)
    return {
        "name": one_line(wall.name),
        "facts": " · ".join(head),
        "millimetre": 10 / scale,
        "width": wall.width,
        "height": wall.height,
        "centre": plan.hall.centre_line,
        "centre_text": metres(plan.hall.centre_line, lang),
        "short_codes": short,
        "openings": openings,
        "works": works,
        "metre_marks": [{"x": x, "text": number(x / 100, lang)} for x in range(0, int(wall.width) + 1, 100)],
    }


def _place_words(wall: Wall, scale: float, works: Sequence[dict[str, Any]], openings: Sequence[dict[str, Any]]) -> None:
    """Gives every work the place of its number, and every opening that of its name, on the drawing."""

    def drawn(thing: Mapping[str, Any]) -> Box:
        top = (wall.height - thing["y"] - thing["height"]) * scale
        return Box(thing["x"] * scale, top, thing["width"] * scale, thing["height"] * scale)

    hung = [drawn(work) for work in works]
    numbers = number_boxes(hung, [work["number"] for work in works])
    for work, box in zip(works, numbers, strict=True):
        work["number_at"] = box
    whole = Box(0, 0, wall.width * scale, wall.height * scale)
    names = opening_names([drawn(one) for one in openings], [one["text"] for one in openings], [*hung, *numbers], whole)
    for one, name in zip(openings, names, strict=True):
        one["name"] = name


def _opening(opening: Opening, lang: Lang) -> dict[str, Any]:
    return {
        "kind": opening.kind,
        "text": OPENINGS[lang].get(opening.kind, one_line(opening.kind)),
        "x": opening.x,
        "y": opening.y,
        "width": opening.width,
        "height": opening.height,
    }


def _work(placed: Placed, place: int, short: bool, lang: Lang, pictures: Mapping[str, Thumbnail]) -> dict[str, Any]:
    work = placed.work
    code = one_line(work.code)
    picture = pictures.get(work.code)
    heights = sorted({y for _, y in placed.nails})
    return {
        "number": code if short else str(place),
        "code": code,
        "title": one_line(work.title),
        "x": placed.x,
        "y": placed.y,
        "width": work.width,
        "height": work.height,
        "nails": placed.nails,
        "picture": picture.name if picture else None,
        "ratio": picture.width / picture.height if picture else 1,
        "size": f"{number(work.width, lang)} × {number(work.height, lang)}",
        "left": metres(placed.x, lang),
        "floor": metres(placed.y, lang),
        "nail_left": _listed([x for x, _ in placed.nails], lang),
        "nail_floor": _listed(heights, lang),
        "hanging": one_line(work.hanging) or hooks(len(placed.nails), lang),
    }


def _listed(lengths: list[float], lang: Lang) -> str:
    """ "1,70 và 2,00 m": the unit once, at the end."""
    texts = [metres(length, lang) for length in lengths]
    bare = [text.removesuffix(f"{NO_BREAK}m") for text in texts[:-1]]
    return f" {WORDS[lang]['and']} ".join((*bare, *texts[-1:])).replace(" ", NO_BREAK)
