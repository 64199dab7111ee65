"""Values of a hanging: the hall with its walls and openings, the works, and where each of them hangs.

All lengths are centimetres. A point (x, y) on a wall is measured from the wall's lower left corner, so y is the height
above the floor. A rectangle is named by its lower left corner.
"""

import msgspec


class Opening(msgspec.Struct, frozen=True):
    """A part of a wall that nothing may cover: a door, a window, a socket, a switch."""

    kind: str
    x: float
    y: float
    width: float
    height: float


class Wall(msgspec.Struct, frozen=True):
    name: str
    width: float
    height: float
    openings: tuple[Opening, ...] = ()
    name_en: str = ""


class Hall(msgspec.Struct, frozen=True):
    """Walls in the order in which a visitor walks along them; names are unique."""

    centre_line: float
    gap: float
    walls: tuple[Wall, ...]


class Work(msgspec.Struct, frozen=True):
    """A work with its outer size. `hanging` is how it hangs, as written by the organiser; empty where unknown."""

    code: str
    width: float
    height: float
    title: str = ""
    group: str = ""
    hanging: str = ""


class Placed(msgspec.Struct, frozen=True):
    """A work on its wall. `nails` are (x, y) points on the wall: one in the middle, or two at the quarters."""

    work: Work
    wall: str
    x: float
    y: float
    nails: tuple[tuple[float, float], ...]


class HangingPlan(msgspec.Struct, frozen=True):
    """`placed` stands in the order of the works; `margin` is the distance kept from corners and openings."""

    hall: Hall
    placed: tuple[Placed, ...]
    margin: float

    def on_wall(self, name: str) -> tuple[Placed, ...]:
        """The works of one wall, from left to right."""
        return tuple(placed for placed in self.placed if placed.wall == name)
