"""Lengths as whole tenths of a millimetre, so that gaps are kept exactly and nothing depends on binary fractions."""

import math

from judging.exhibition.hall import Opening, Wall, Work

UNITS = 100
"""Units in a centimetre."""


def units(length: float) -> int:
    """Whole units that hold the length: what takes up room is never made smaller."""
    return math.ceil(round(length * UNITS, 4))


def room(length: float) -> int:
    """Whole units within the length: what offers room is never made larger."""
    return math.floor(round(length * UNITS, 4))


def centimetres(length: int) -> float:
    return round(length / UNITS, 2)


def band(work: Work, centre_line: float) -> tuple[int, int]:
    """The height above the floor of the work's lower and upper edge, with its centre on the centre line."""
    height = units(work.height)
    low = room(centre_line - work.height / 2)
    return low, low + height


def across(opening: Opening) -> tuple[int, int]:
    """The opening's left and right edge."""
    return room(opening.x), units(opening.x + opening.width)


def blockers(wall: Wall, low: int, high: int, margin: int) -> list[tuple[int, int]]:
    """Left and right edges of the openings that a work between these heights would come nearer to than the margin.

    A margin of 0 still forbids to cover anything; touching is allowed.
    """
    return [
        across(opening)
        for opening in wall.openings
        if room(opening.y) < high + margin and units(opening.y + opening.height) > low - margin
    ]
