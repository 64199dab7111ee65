"""Methods that compare entries two by two, among the jurors who scored both."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from judging.errors import N_, Listed, Refused
from judging.scoring.aggregation.crossed import Index, Matrix
from judging.scoring.aggregation.ordinal import Lists

_MOST = 16
MOST_ENTRIES = 2000
"""Entries that are compared each with each: the time grows with their cube, the memory with their square."""
_STEPS = 100
_NAMED = 5
ENTANGLED = N_(
    "%(count)d entries beat one another in circles, more than the exact order can be found for (%(most)d); "
    "choose the method “schulze”."
)
NO_WAY_BACK = N_(
    "%(names)s never lose to any of the others, so their distance has no finite measure; "
    "choose the method “schulze” or “borda”."
)
TOO_MANY = N_(
    "%(count)d entries are too many to compare each with each (at most %(most)d); choose the method “borda”, or one "
    "that goes by marks."
)


def preferences(lists: Lists) -> tuple[list[str], Index, Index]:
    """(entries, how many jurors place the row's entry above the column's, how many place them equal). Raises Refused
    where there are too many.
    """
    entries = sorted({entry for marks in lists.values() for entry in marks})
    if len(entries) > MOST_ENTRIES:
        raise Refused(TOO_MANY, count=len(entries), most=MOST_ENTRIES)
    number = {entry: position for position, entry in enumerate(entries)}
    preferred, equal = np.zeros((2, len(entries), len(entries)), dtype=np.int64)
    for marks in lists.values():
        own = sorted(marks, key=marks.__getitem__)
        level = {mark: place for place, mark in enumerate(sorted(set(marks.values())))}
        places = np.array([level[marks[entry]] for entry in own])
        rows = np.array([number[entry] for entry in own])
        preferred[np.ix_(rows, rows)] += places[:, None] > places
        equal[np.ix_(rows, rows)] += places[:, None] == places
    np.fill_diagonal(equal, 0)
    return entries, preferred, equal


def kemeny(lists: Lists) -> tuple[dict[str, Fraction], int]:
    """(by entry, the rivals that do not precede it in all best orders; how many preferences those orders agree with).

    A best order agrees with the most preferences of a juror for one entry over another (Kemeny 1959, Young 1988). It is
    found exactly: an entry that beats all of a group precedes the group, and where entries beat one another in circles
    every order is weighed. Raises Refused where such a circle is too large.
    """
    entries, preferred, _ = preferences(lists)
    _, labels = csgraph.connected_components(
        sparse.csr_array(preferred >= preferred.T), directed=True, connection="strong"
    )
    before = preferred > preferred.T
    agreed = int(np.triu(np.maximum(preferred, preferred.T) * (labels[:, None] != labels)).sum())
    for label in np.unique(labels):
        circle = np.flatnonzero(labels == label)
        if len(circle) > _MOST:
            raise Refused(ENTANGLED, count=len(circle), most=_MOST)
        square = np.ix_(circle, circle)
        before[square], own = _circle(preferred[square])
        agreed += own
    behind = before.sum(axis=0)
    return {name: Fraction(len(entries) - 1 - int(one)) for name, one in zip(entries, behind, strict=True)}, agreed


def _circle(preferred: Index) -> tuple[NDArray[np.bool_], int]:
    """(which entry precedes which in all best orders, what these agree with), by dynamic programming over the sets of
    entries that may stand first (Held & Karp 1962).
    """
    size = len(preferred)
    sets = np.arange(1 << size)
    gains = np.zeros((len(sets), size), dtype=np.int64)
    for entry in range(size):
        gains[1 << entry : 2 << entry] = gains[: 1 << entry] + preferred[entry]
    count = np.array([one.bit_count() for one in range(len(sets))])
    best, rest = np.full((2, len(sets)), -1, dtype=np.int64)
    best[0] = rest[-1] = 0
    for filled in range(1, size + 1):
        later, sooner = sets[count == filled], sets[count == size - filled]
        for entry in range(size):
            own = later[later >> entry & 1 == 1]
            without = own ^ 1 << entry
            best[own] = np.maximum(best[own], best[without] + gains[without, entry])
            own = sooner[sooner >> entry & 1 == 0]
            rest[own] = np.maximum(rest[own], gains[own, entry] + rest[own | 1 << entry])
    on_a_best_way = sets[best + rest == best[-1]]
    inside = (on_a_best_way[:, None] >> np.arange(size) & 1).astype(bool)
    possible = (inside[:, :, None] & ~inside[:, None, :]).any(axis=0)
    return possible & ~possible.T, int(best[-1])


def bradley_terry(lists: Lists) -> tuple[dict[str, float], dict[str, float]]:
    """(logarithms of the abilities, their standard errors), both of differences to the mean of all (Bradley & Terry
    1952): one entry is placed above another with the odds of their abilities. A tie counts one half for each.

    Maximum likelihood by Newton steps. Raises Refused where some entries never lose to the others, or never meet them.
    """
    entries, preferred, equal = preferences(lists)
    wins = preferred + equal / 2
    _refuse_one_way(wins, entries)
    ability = np.zeros(len(entries))
    met = wins + wins.T
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(ability - ability[:, None]))
        step = _contrasts(met * chance * (1 - chance)) @ (wins - met * chance).sum(axis=1)
        ability += step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < 1e-11:
            break
    chance = 1 / (1 + np.exp(ability - ability[:, None]))
    errors = np.sqrt(_contrasts(met * chance * (1 - chance)).diagonal())
    return dict(zip(entries, ability.tolist(), strict=True)), dict(zip(entries, errors.tolist(), strict=True))


def _contrasts(weights: Matrix) -> Matrix:
    """The inverse of the information on abilities that sum to 0."""
    size = len(weights)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    return np.asarray(np.linalg.inv(laplacian + 1 / size) - 1 / size, dtype=np.float64)


def _refuse_one_way(wins: Matrix, entries: list[str]) -> None:
    count, labels = csgraph.connected_components(sparse.csr_array(wins > 0), directed=True, connection="strong")
    if count == 1:
        return
    groups = [np.flatnonzero(labels == label) for label in range(count)]
    unbeaten = next(group for group in groups if not np.delete(wins, group, axis=0)[:, group].any())
    names = tuple(entries[one] for one in unbeaten[:_NAMED])
    raise Refused(NO_WAY_BACK, names=Listed((*names, "…") if len(unbeaten) > _NAMED else names))
