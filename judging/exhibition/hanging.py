"""The ordered hang: works in the order of the list along the walls of a hall, their centres on one line."""

from collections.abc import Sequence
from itertools import groupby

from judging.errors import N_, Invalid, Refused
from judging.exhibition.composing import Item, spread
from judging.exhibition.hall import Hall, HangingPlan, Opening, Placed, Wall, Work
from judging.exhibition.lengths import UNITS, band, blockers, centimetres, room, units
from judging.exhibition.stretches import TOLERANCE, Place, place, ranges

__all__ = ["DoesNotFit", "Hall", "HangingPlan", "Opening", "Placed", "TooLarge", "Wall", "Work", "hang"]

Hung = tuple[Work, Place]
WIDEST = 3
"""Spaces grow to so many times the gap before a later wall is left emptier than the others."""
NAIL_BELOW_TOP = 6.0
TWO_NAILS_FROM = 55.0


TOO_WIDE = N_(
    "the work %(work)s (%(width)s × %(height)s cm) is too wide: %(missing)s cm are missing;"
    " the largest free stretch at its height is %(free)s cm"
)
TOO_HIGH = N_(
    "the work %(work)s (%(width)s × %(height)s cm) is too high: %(missing)s cm are missing;"
    " the largest free height at the centre line is %(free)s cm"
)
NO_PLACE = N_(
    "%(missing)s cm of wall are missing: the wall %(wall)s would have to be so much longer;"
    " works without a place: %(left)d, from %(work)s on"
)


class TooLarge(Refused):
    """No wall takes this work, even alone. `missing` is in cm, of width or of height."""

    def __init__(self, work: Work, free: float, side: str) -> None:
        self.work = work
        self.missing = centimetres(units((work.width if side == "wide" else work.height) - free))
        lengths = {"width": work.width, "height": work.height, "missing": self.missing, "free": free}
        super().__init__(
            TOO_WIDE if side == "wide" else TOO_HIGH,
            work=work.code,
            **{name: f"{value:.10g}" for name, value in lengths.items()},
        )


class DoesNotFit(Refused):
    """The walls are too short together. `missing` is in cm; `work` is the first one that finds no place."""

    def __init__(self, work: Work, left: int, missing: float, wall: str) -> None:
        self.work = work
        self.missing = missing
        super().__init__(NO_PLACE, missing=f"{missing:.10g}", wall=wall, left=left, work=work.code)


def hang(works: Sequence[Work], hall: Hall) -> HangingPlan:
    """Hangs the works; raises TooLarge or DoesNotFit where the hall is too small, Invalid for a work listed twice.

    Between works lies at least the hall's gap. The same distance is kept from corners and openings; where the hall is
    too tight for that, half of it, and at last none (touching, never covering). What room is left is shared out: the
    spaces grow together as far as all works still fit, to three times the gap at most, and the works between two
    openings are then spread with equal spaces.
    """
    check(works, hall)
    gap = units(hall.gap)
    for margin in (gap, gap // 2, 0):
        if len(place(works, hall, margin, gap)) == len(works):
            break
    else:
        raise shortage(works, hall)
    low, high = gap, gap * WIDEST
    while low < high:
        middle = (low + high + 1) // 2
        fits = len(place(works, hall, margin, middle)) == len(works)
        low, high = (middle, high) if fits else (low, middle - 1)
    edges = compose(works, hall, place(works, hall, margin, low), margin)
    placed = tuple(
        placement(work, hall, hall.walls[wall].name, x) for work, (wall, x) in zip(works, edges, strict=True)
    )
    return HangingPlan(hall, placed, centimetres(margin))


def check(works: Sequence[Work], hall: Hall) -> None:
    """Refuses what no arrangement could cure."""
    seen: set[str] = set()
    for work in works:
        if work.code in seen:
            raise Invalid("the work %(work)s is listed twice", field="works", work=work.code)
        seen.add(work.code)
        heights = [2 * min(hall.centre_line, wall.height - hall.centre_line) for wall in hall.walls]
        if work.height > max(heights) + TOLERANCE:
            raise TooLarge(work, max(heights), "high")
        if not any(ranges(wall, work, hall.centre_line, 0) for wall in hall.walls):
            raise TooLarge(work, widest(work, hall), "wide")


def widest(work: Work, hall: Hall) -> float:
    """The longest free stretch at the work's height on any wall that is high enough."""
    narrow = Work(work.code, 0, work.height)
    free = [last - first for wall in hall.walls for first, last in ranges(wall, narrow, hall.centre_line, 0)]
    return centimetres(max(free, default=0))


def shortage(works: Sequence[Work], hall: Hall) -> DoesNotFit:
    """By how much one of the walls would have to be longer, at least. The highest wall, if long enough, takes all."""
    rest = works[len(place(works, hall, 0, units(hall.gap))) :]
    missing, wall = min((stretch(works, hall, index), index) for index in range(len(hall.walls)))
    return DoesNotFit(rest[0], len(rest), centimetres(missing), hall.walls[wall].name)


def stretch(works: Sequence[Work], hall: Hall, index: int) -> int:
    """The least length by which this wall must grow, by halving; more than all works need where it does not help."""
    wall, gap = hall.walls[index], units(hall.gap)
    low, high = 1, 1 + sum(units(work.width) + gap for work in works)
    while low < high:
        middle = (low + high) // 2
        longer = Wall(wall.name, wall.width + middle / UNITS, wall.height, wall.openings)
        walls = (*hall.walls[:index], longer, *hall.walls[index + 1 :])
        fits = len(place(works, Hall(hall.centre_line, hall.gap, walls), 0, gap)) == len(works)
        low, high = (low, middle) if fits else (middle + 1, high)
    return low


def compose(works: Sequence[Work], hall: Hall, places: list[Place], margin: int) -> list[tuple[int, int]]:
    """(wall, left edge) of every work, after the works between two openings have been spread."""
    composed: list[tuple[int, int]] = []
    for index, hung in groupby(zip(works, places, strict=True), key=lambda pair: pair[1].wall):
        composed += [(index, x) for x in compose_wall(hall.walls[index], list(hung), hall, margin)]
    return composed


def compose_wall(wall: Wall, hung: list[Hung], hall: Hall, margin: int) -> list[int]:
    """Left edges on one wall. Even across an opening narrower than the gap, neighbours keep it."""
    gap = units(hall.gap)
    openings = [opening for work, _ in hung for opening in blockers(wall, *band(work, hall.centre_line), margin)]
    groups = [
        (ends, list(group)) for ends, group in groupby(hung, lambda pair: bounds(pair, openings, room(wall.width)))
    ]
    limits = [group[0][1].x - gap for _, group in groups[1:]]
    edges: list[int] = []
    free = 0
    for ((left, right), group), limit in zip(groups, [*limits, room(wall.width)], strict=True):
        sizes = [(units(work.width), at) for work, at in group]
        items = [Item(width, max(at.low, free), min(at.high, limit - width)) for width, at in sizes]
        edges += spread(items, left, right, gap)
        free = edges[-1] + items[-1].width + gap
    return edges


def bounds(hung: Hung, openings: list[tuple[int, int]], width: int) -> tuple[int, int]:
    """The ends of the stretch between openings (or the wall's ends) in which the work hangs."""
    work, at = hung
    left = max((right for _, right in openings if right <= at.x), default=0)
    right = min((left for left, _ in openings if left >= at.x + units(work.width)), default=width)
    return left, right


def placement(work: Work, hall: Hall, wall: str, x: int) -> Placed:
    """The work at its place with its nails: one in the middle, or two at the quarters, a little below its top."""
    left, low = centimetres(x), round(hall.centre_line - work.height / 2, 2)
    two = "2" in work.hanging or ("1" not in work.hanging and work.width >= TWO_NAILS_FROM)
    height = round(low + work.height - min(NAIL_BELOW_TOP, work.height / 4), 2)
    shares = (0.25, 0.75) if two else (0.5,)
    return Placed(work, wall, left, low, tuple((round(left + work.width * share, 2), height) for share in shares))
