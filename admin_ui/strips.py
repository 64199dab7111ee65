"""Small charts a row high: places on a common scale, in hundredths of its width. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Scale(msgspec.Struct, frozen=True):
    """From `low` to `high`; what lies outside is drawn at the end."""

    low: float
    high: float

    def at(self, value: float) -> float:
        width = self.high - self.low
        share = (value - self.low) / width if width > 0 else 0.5
        return round(100 * min(max(share, 0.0), 1.0), 2)


def spanning(values: Iterable[float], *, margin: float = 0.0) -> Scale:
    """The scale that holds all the values, with a margin at both ends."""
    known = list(values) or [0.0]
    return Scale(min(known) - margin, max(known) + margin)


def even(values: Iterable[float]) -> Scale:
    """As far to one side of 0 as to the other."""
    reach = max((abs(value) for value in values), default=0.0) or 1.0
    return Scale(-1.05 * reach, 1.05 * reach)
