"""In which order paintings hang. Pure.

Winners first, tier by tier, so that a visitor who comes in meets them on the first wall; then the others by age group
from the youngest to the oldest, so that children's works hang together at the height of the hall where classes stop.
Inside a tier or an age group the blind code decides: it is drawn by lot, says nothing of author or rank, and mixes
sizes and colours. Before the result is signed nobody has a tier, so that the walls cannot tell it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class ToHang(msgspec.Struct, frozen=True):
    """`tier` is the order of its prize (1 is the highest), None without one; `age` the place of its age group."""

    code: str
    blind_code: str
    title: str
    width: float
    height: float
    tier: int | None = None
    age: int = 0


def hanging_order(works: Sequence[ToHang]) -> list[ToHang]:
    return sorted(works, key=lambda one: (one.tier is None, one.tier or 0, one.age * (not one.tier), one.blind_code))
