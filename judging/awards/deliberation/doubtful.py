"""Where a prize hangs by little: the borders between prizes, and the works on either side of each. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

MOST = 6
"""Works beside each other; more cannot be looked at together."""


class Placed(Protocol):
    """A work of a result, as far as it matters here."""

    @property
    def blind_code(self) -> str: ...
    @property
    def rank(self) -> int | None: ...
    @property
    def rank_low(self) -> int | None: ...
    @property
    def rank_high(self) -> int | None: ...
    @property
    def tier(self) -> str | None: ...


class Border(msgspec.Struct, frozen=True):
    """Between a prize and the next one (`below` is None: and no prize). `codes` are the works nearest to it, the best
    first; `width` is how many there are whose rank may lie on either side. Without intervals the two neighbours stand
    for them, and `estimated` is False.
    """

    above: str
    below: str | None
    codes: tuple[str, ...]
    width: int
    estimated: bool


def borders(entries: Sequence[Placed], tiers: Sequence[str]) -> list[Border]:
    """The borders of a category in falling order; `tiers` are its prizes, the highest first."""
    ranked = sorted((one for one in entries if one.rank is not None), key=lambda one: (one.rank or 0, one.blind_code))
    held = [tier for tier in tiers if any(one.tier == tier for one in ranked)]
    found = []
    for above, below in zip(held, [*held[1:], None], strict=False):
        border = _border(ranked, above, below)
        if border is not None:
            found.append(border)
    return found


def _border(ranked: Sequence[Placed], above: str, below: str | None) -> Border | None:
    last = max(place for place, one in enumerate(ranked) if one.tier == above)
    if last + 1 == len(ranked):
        return None
    edge = last + 1.5
    grey = [one for one in ranked if one.rank_low is not None and one.rank_high is not None]
    grey = [one for one in grey if (one.rank_low or 0) < edge < (one.rank_high or 0)]
    estimated = any(one.rank_low is not None for one in ranked)
    near = grey if estimated else list(ranked[last : last + 2])
    if len(near) < 2:
        return None
    nearest = sorted(near, key=lambda one: (abs((one.rank or 0) - edge), one.rank or 0))[:MOST]
    codes = tuple(one.blind_code for one in sorted(nearest, key=lambda one: (one.rank or 0, one.blind_code)))
    return Border(above, below, codes, len(near), estimated)
