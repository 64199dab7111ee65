"""Where on the walls works can hang at all, and the order in which they take their places."""

from collections.abc import Sequence
from typing import NamedTuple

from judging.exhibition.hall import Hall, Wall, Work
from judging.exhibition.lengths import band, blockers, room, units

TOLERANCE = 1e-6


class Place(NamedTuple):
    """A work's wall (index) with its left edge and the range of left edges in which it may move there."""

    wall: int
    x: int
    low: int
    high: int


def ranges(wall: Wall, work: Work, centre_line: float, margin: int) -> list[tuple[int, int]]:
    """The ranges of left edges that keep the work on the wall and the margin from its ends and its openings."""
    if work.height > 2 * min(centre_line, wall.height - centre_line) + TOLERANCE:
        return []
    low, high = band(work, centre_line)
    free: list[tuple[int, int]] = []
    start, width = margin, units(work.width)
    for left, right in sorted(blockers(wall, low, high, margin)):
        free.append((start, left - margin - width))
        start = max(start, right + margin)
    free.append((start, room(wall.width) - margin - width))
    return [(first, last) for first, last in free if first <= last]


def place(works: Sequence[Work], hall: Hall, margin: int, gap: int) -> list[Place]:
    """Every work at the first place that its predecessor leaves; shorter than `works` where one finds none.

    Taking the first place is optimal for a fixed order: whatever hangs later can only move left with it.
    """
    placed: list[Place] = []
    wall, cursor = 0, 0
    known: dict[tuple[int, float, float], list[tuple[int, int]]] = {}
    for work in works:
        while wall < len(hall.walls):
            key = (wall, work.width, work.height)
            if key not in known:
                known[key] = ranges(hall.walls[wall], work, hall.centre_line, margin)
            found = next(((max(low, cursor), low, high) for low, high in known[key] if max(low, cursor) <= high), None)
            if found:
                placed.append(Place(wall, *found))
                cursor = found[0] + units(work.width) + gap
                break
            wall, cursor = wall + 1, 0
        else:
            return placed
    return placed
