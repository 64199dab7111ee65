"""Walls drawn small: rectangles from the upper left corner, as SVG counts. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

import msgspec

from judging.exhibition.hall import Hall, Wall
from judging.exhibition.show import Hung
from judging.web.i18n import active_locale


class Box(msgspec.Struct, frozen=True):
    """In cm; `label` stands in its middle. `picture`: address of its small picture below the entries, or ""."""

    x: float
    y: float
    width: float
    height: float
    label: str = ""
    picture: str = ""

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


def elevations(hall: Hall, hung: Mapping[uuid.UUID, Hung], pictures: Mapping[uuid.UUID, str]) -> list[Elevation]:
    """Every wall of the hall with its openings and works, in the order in which visitors walk. Works by entry."""
    return [_elevation(hall, wall, hung, pictures) for wall in hall.walls]


def _elevation(hall: Hall, wall: Wall, hung: Mapping[uuid.UUID, Hung], pictures: Mapping[uuid.UUID, str]) -> Elevation:
    def box(entry: uuid.UUID, one: Hung) -> Box:
        top = wall.height - one.y - one.height
        return Box(one.x, top, one.width, one.height, str(one.number), pictures.get(entry, ""))

    return Elevation(
        name=(wall.name_en or wall.name) if active_locale() == "en" else wall.name,
        width=wall.width,
        height=wall.height,
        centre=wall.height - hall.centre_line,
        openings=[Box(one.x, wall.height - one.y - one.height, one.width, one.height) for one in wall.openings],
        works=[box(entry, one) for entry, one in hung.items() if one.wall == wall.name],
    )
