"""Walls drawn small: rectangles from the upper left corner, as SVG counts. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from judging.exhibition.hall import Hall, Wall
from judging.exhibition.show import Hung
from judging.web.i18n import active_locale


class Box(msgspec.Struct, frozen=True):
    """In cm; `label` stands in its middle."""

    x: float
    y: float
    width: float
    height: float
    label: str = ""

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


class Elevation(msgspec.Struct, frozen=True):
    name: str
    width: float
    height: float
    centre: float
    openings: list[Box]
    works: list[Box]


def elevations(hall: Hall, hung: Iterable[Hung]) -> list[Elevation]:
    """Every wall of the hall with its openings and works, in the order in which visitors walk."""
    placed = list(hung)
    return [_elevation(hall, wall, [one for one in placed if one.wall == wall.name]) for wall in hall.walls]


def _elevation(hall: Hall, wall: Wall, works: list[Hung]) -> Elevation:
    def box(one: Hung) -> Box:
        return Box(one.x, wall.height - one.y - one.height, one.width, one.height, str(one.number))

    return Elevation(
        name=(wall.name_en or wall.name) if active_locale() == "en" else wall.name,
        width=wall.width,
        height=wall.height,
        centre=wall.height - hall.centre_line,
        openings=[Box(one.x, wall.height - one.y - one.height, one.width, one.height) for one in wall.openings],
        works=[box(one) for one in works],
    )
