"""Methods that use only the order of marks within each juror's own list."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from fractions import Fraction

from judging.scoring.aggregation.exact import Mark

Lists = Mapping[str, Mapping[str, Mark]]
"""By juror, the marks of the entries that the juror scored."""


def borda(lists: Lists) -> dict[str, Fraction]:
    """For every entry the rivals beaten within each juror's own list, added up; a tie counts one half."""
    scores: dict[str, Fraction] = {}
    for marks in lists.values():
        ordered = sorted(marks.values())
        for entry, mark in marks.items():
            below, upto = bisect_left(ordered, mark), bisect_right(ordered, mark)
            scores[entry] = scores.get(entry, Fraction()) + below + Fraction(upto - below - 1, 2)
    return scores


def schulze(lists: Lists) -> dict[str, Fraction]:
    """For every entry the number of rivals that do not beat it, by strongest paths (Schulze 2011, winning votes).

    An entry beats another if its strongest path there is stronger than the one back; this relation is transitive, so
    whoever beats another has the higher score, and all potential winners have the highest.
    """
    import numpy as np

    from judging.scoring.aggregation.pairwise import preferences

    entries, preferred, _ = preferences(lists)
    small = np.min_scalar_type(int(preferred.max(initial=0)))  # so many fewer bytes to go through, entry by entry
    strength = np.where(preferred > preferred.T, preferred, 0).astype(small)
    detour = np.empty_like(strength)
    for via in range(len(entries)):
        np.minimum(strength[:, via : via + 1], strength[via], out=detour)
        np.maximum(strength, detour, out=strength)
    beaten = (strength < strength.T).sum(axis=1)
    return {entry: Fraction(len(entries) - 1 - int(lost)) for entry, lost in zip(entries, beaten, strict=True)}
