"""The line below the last prize, and the works that chance might have put on its other side. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

SURE = 0.05
"""A work whose chance of being among the first K lies between this and one minus this is in the grey band."""
NEIGHBOURS = 3
MOST = 40


class Placed(Protocol):
    """A work of a result, as far as it matters here."""

    @property
    def blind_code(self) -> str: ...
    @property
    def rank(self) -> int | None: ...
    @property
    def chance(self) -> float | None: ...


P = TypeVar("P", bound=Placed)


def in_band(entry: Placed) -> bool:
    """Whether a few other marks could have put it on the other side of the line."""
    return entry.chance is not None and SURE <= entry.chance <= 1 - SURE


def around(entries: Sequence[P], places: int) -> list[P]:
    """The grey band and the nearest neighbours of the line, by rank; of a wide band the works nearest to the line.
    `places` is the number of prizes. Empty where everybody, or nobody, can win.
    """
    ranked = sorted((one for one in entries if one.rank is not None), key=lambda one: (one.rank or 0, one.blind_code))
    if not 0 < places < len(ranked):
        return []
    numbered = list(enumerate(ranked, start=1))
    line = places + 0.5
    near = [(place, one) for place, one in numbered if in_band(one) or abs(place - line) < NEIGHBOURS]
    near.sort(key=lambda pair: abs(pair[0] - line))
    return [one for _, one in sorted(near[:MOST], key=lambda pair: pair[0])]
