"""Spreading the works of a wall so that it looks composed: equal spaces between its ends and openings."""

from collections.abc import Sequence
from typing import NamedTuple

from judging.exhibition.lengths import UNITS

MILLIMETRE = UNITS // 10


class Item(NamedTuple):
    """A work on a wall: its width and the range of left edges open to it."""

    width: int
    low: int
    high: int


def spread(items: Sequence[Item], left: int, right: int, gap: int) -> list[int]:
    """Left edges in the given order, at least `gap` apart, each in its range, with spaces as equal as the ranges allow.

    `left` and `right` bound the stretch. The spaces at its ends equal those between works; where there is too little
    room for that, works stand `gap` apart and the stretch is centred. A work whose range forbids its place is put at
    the nearest allowed one, and what hangs to its left and to its right is spread anew. The items must fit.
    """
    if not items:
        return []
    lows, highs = reach(items, gap)
    wanted = even(items, left, right, gap)
    misses = [max(low - x, x - high) for x, low, high in zip(wanted, lows, highs, strict=True)]
    worst = max(range(len(items)), key=lambda index: (misses[index], -index))
    if misses[worst] <= 0:
        return wanted
    x = min(max(wanted[worst], lows[worst]), highs[worst])
    end = x + items[worst].width
    before = [item._replace(high=min(item.high, x - gap - item.width)) for item in items[:worst]]
    after = [item._replace(low=max(item.low, end + gap)) for item in items[worst + 1 :]]
    return [*spread(before, left, x, gap), x, *spread(after, end, right, gap)]


def reach(items: Sequence[Item], gap: int) -> tuple[list[int], list[int]]:
    """The first and last left edge of every item that leave room for all the others."""
    lows, highs = [item.low for item in items], [item.high for item in items]
    for index in range(1, len(items)):
        lows[index] = max(lows[index], lows[index - 1] + items[index - 1].width + gap)
    for index in range(len(items) - 2, -1, -1):
        highs[index] = min(highs[index], highs[index + 1] - gap - items[index].width)
    return lows, highs


def even(items: Sequence[Item], left: int, right: int, gap: int) -> list[int]:
    """Left edges with equal spaces of whole centimetres, or of gap and fractions where there is no room for more."""
    free = right - left - sum(item.width for item in items)
    space = free // (len(items) + 1)
    space = space // UNITS * UNITS if space // UNITS * UNITS >= gap else max(space, gap)
    x = left + (free - space * (len(items) - 1)) // 2 // MILLIMETRE * MILLIMETRE
    edges = []
    for item in items:
        edges.append(x)
        x += item.width + space
    return edges
