"""Paintings of the register in rows, in true relative size, like on a wall: in order, at one common scale. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

LINE_WIDTH = 170.0
"""Millimetres between the margins of the register's pages."""
GAP = 6.0
WIDEST_GAP = 14.0
NARROWEST = 38.0
"""Millimetres that a caption needs, however small the picture."""
TALLEST = 54.0
"""Millimetres: two rows of the tallest pictures, or three of lower ones, share a page with their captions."""
SMALLEST_SCALE = 12
"""Beyond 1 : 12 an A4 sheet becomes a stamp: larger works are then shown smaller than the common scale."""
UNKNOWN_LONG_SIDE = 42.0
"""Centimetres: a work whose size nobody noted is shown as if it were A3, the paper of school contests."""


class Plate(msgspec.Struct, frozen=True):
    """A picture of `width` × `height` mm; `cell` mm are kept for it and its caption. `item`: its place in the list."""

    item: int
    width: float
    height: float
    cell: float


class Row(msgspec.Struct, frozen=True):
    """Plates side by side with `gap` mm between them; a full row fills the line."""

    plates: tuple[Plate, ...]
    gap: float


def real_size(pixels: tuple[int, int], width_cm: float | None, height_cm: float | None) -> tuple[float, float]:
    """Centimetres of a work: its noted longer side, in the proportions of its picture: nothing is distorted."""
    long_side = max(width_cm or 0.0, height_cm or 0.0) or UNKNOWN_LONG_SIDE
    ratio = pixels[0] / pixels[1]
    return (long_side, long_side / ratio) if ratio >= 1 else (long_side * ratio, long_side)


def scale_for(sizes: Sequence[tuple[float, float]]) -> int:
    """The denominator of the common scale: two of the widest works go on a line."""
    widest = max((width for width, _ in sizes), default=0.0) * 10
    tallest = max((height for _, height in sizes), default=0.0) * 10
    needed = max(widest / ((LINE_WIDTH - GAP) / 2), tallest / TALLEST)
    return min(max(1, -int(-needed // 1)), SMALLEST_SCALE)


def lay_out(sizes: Sequence[tuple[float, float]], scale: int) -> list[Row]:
    """Rows of plates for works of the given sizes (cm), in order, at 1 : scale, no row wider than LINE_WIDTH."""
    rows: list[tuple[Plate, ...]] = []
    used = 0.0
    for item, (width, height) in enumerate(sizes):
        shrink = min(10 / scale, LINE_WIDTH / width, 2 * TALLEST / height)
        plate = Plate(item, round(width * shrink, 3), round(height * shrink, 3), max(width * shrink, NARROWEST))
        if not rows or used + plate.cell > LINE_WIDTH:
            rows.append(())
            used = 0.0
        rows[-1] = (*rows[-1], plate)
        used += plate.cell + GAP
    return [Row(plates, _gap(plates)) for plates in rows]


def _gap(plates: Sequence[Plate]) -> float:
    if len(plates) < 2:
        return GAP
    free = LINE_WIDTH - sum(plate.cell for plate in plates)
    return round(min(free / (len(plates) - 1), WIDEST_GAP), 3)
