"""Where numbers and names stand on the drawing of a wall, so that none lies on another or on a work. Pure.

Lengths are millimetres on paper, from the upper left corner of the wall downwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

LINE = 2.7
"""Height of a line of the drawing's small type, which is set at 6 points."""
_LETTER = 1.25
_DIGIT = 1.4
_LEVELS = 5
_AIR = 0.4


class Box(msgspec.Struct, frozen=True):
    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def holds(self, other: Box) -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )


class Name(msgspec.Struct, frozen=True):
    """A name's place; `upright` turns it by a quarter, for what is narrow and tall."""

    box: Box
    upright: bool = False


def number_boxes(works: Sequence[Box], numbers: Sequence[str]) -> list[Box]:
    """A place for each number under its work: close to it, or a line or more lower where neighbours leave no room."""
    found: list[Box] = []
    for work, number in zip(works, numbers, strict=True):
        width = len(number) * _DIGIT + _AIR
        left = work.x + work.width / 2 - width / 2
        levels = [Box(left, work.y + work.height + _AIR + level * LINE, width, LINE) for level in range(_LEVELS)]
        taken = (*works, *found)
        found.append(next((box for box in levels if not any(box.meets(other) for other in taken)), levels[-1]))
    return found


def opening_names(openings: Sequence[Box], texts: Sequence[str], taken: Sequence[Box], wall: Box) -> list[Name | None]:
    """A place for each opening's name: inside where it fits, else beside; None where everything is taken."""
    found: list[Name | None] = []
    used = list(taken)
    for opening, text in zip(openings, texts, strict=True):
        others = [other for other in openings if other is not opening]
        place = next((name for name in _places(opening, text, wall) if _free(name, opening, used, others)), None)
        found.append(place)
        if place is not None:
            used.append(place.box)
    return found


def _free(name: Name, opening: Box, used: Sequence[Box], openings: Sequence[Box]) -> bool:
    beside = () if opening.holds(name.box) else (opening, *openings)
    return not any(name.box.meets(other) for other in (*used, *beside))


def _places(opening: Box, text: str, wall: Box) -> Iterator[Name]:
    """From the best to the worst: in the middle, upright, at the top, at the foot; above, below, at the sides."""
    width = len(text) * _LETTER + 2 * _AIR
    middle = opening.x + (opening.width - width) / 2
    centre = opening.y + (opening.height - LINE) / 2
    top, foot = opening.y + _AIR, opening.y + opening.height - LINE - _AIR
    inside = [Name(Box(middle, y, width, LINE)) for y in (centre, top, foot)]
    turned = Box(opening.x + (opening.width - LINE) / 2, opening.y + (opening.height - width) / 2, LINE, width)
    yield from (name for name in (inside[0], Name(turned, upright=True), *inside[1:]) if opening.holds(name.box))
    above, below = opening.y - LINE - _AIR, opening.y + opening.height + _AIR
    right, left = opening.x + opening.width + _AIR, opening.x - width - _AIR
    flush = opening.x, opening.x + opening.width - width
    beside = [(x, y) for y in (above, below, above - LINE, below + LINE) for x in (middle, *flush)]
    for x, y in (*beside, (right, centre), (left, centre)):
        box = Box(min(max(x, wall.x), wall.x + wall.width - width), y, width, LINE)
        if wall.holds(box):
            yield Name(box)
