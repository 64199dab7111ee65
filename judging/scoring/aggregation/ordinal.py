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

    entries = sorted({entry for marks in lists.values() for entry in marks})
    number = {entry: position for position, entry in enumerate(entries)}
    preferred = np.zeros((len(entries),) * 2, dtype=np.int64)
    for marks in lists.values():
        own = sorted(marks, key=marks.__getitem__)
        level = {mark: place for place, mark in enumerate(sorted(set(marks.values())))}
        places = np.array([level[marks[entry]] for entry in own])
        rows = np.array([number[entry] for entry in own])
        preferred[np.ix_(rows, rows)] += places[:, None] > places
    strength = np.where(preferred > preferred.T, preferred, 0)
    for via in range(len(entries)):
        np.maximum(strength, np.minimum(strength[:, via : via + 1], strength[via]), out=strength)
    beaten = (strength < strength.T).sum(axis=1)
    return {entry: Fraction(len(entries) - 1 - int(beaten[position])) for entry, position in number.items()}
