"""The hanging plan of a show, as the sheets and the table for those who hang it."""

from __future__ import annotations

from judging.exhibition.hall import Hall, HangingPlan, Placed, Work
from judging.exhibition.hanging import placement
from judging.exhibition.lengths import units
from judging.exhibition.show import Show, ShownWork

HEADER = ("work", "wall", "x", "y", "width", "height")


def plan_data(show: Show, hall: Hall) -> HangingPlan:
    """The works where they hang, with their nails."""
    return HangingPlan(hall, tuple(_placed(work, hall) for work in show.hung), hall.gap)


def _placed(work: ShownWork, hall: Hall) -> Placed:
    if work.hung is None:
        raise ValueError(f"{work.code} does not hang")
    own = Work(work.code, work.hung.width, work.hung.height, work.title.vi)
    return placement(own, hall, work.hung.wall, units(work.hung.x))


def plan_rows(plan: HangingPlan) -> list[tuple[str, ...]]:
    """Rows under HEADER, in the order of the hang; lengths in cm."""
    return [
        (one.work.code, one.wall, *(f"{side:.10g}" for side in (one.x, one.y, one.work.width, one.work.height)))
        for one in plan.placed
    ]
