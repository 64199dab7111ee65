"""Names become numbers: the question as arrays, in an order that does not depend on the order of the rows."""

from collections.abc import Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from judging.errors import N_, Invalid
from judging.scoring.assignment.values import EntryNeed, JurorCapacity

COST_LIMIT = 1_000_000_000
UNKNOWN = {
    ("conflict", "entry"): N_("a conflict names the unknown entry %(name)s"),
    ("conflict", "juror"): N_("a conflict names the unknown juror %(name)s"),
    ("cost", "entry"): N_("a cost names the unknown entry %(name)s"),
    ("cost", "juror"): N_("a cost names the unknown juror %(name)s"),
}
"""Largest absolute cost of a pair; beyond it the sums that the solver compares no longer fit into 64 bits."""


class Problem(NamedTuple):
    """The question. Rows are entries and columns are jurors, both in a seeded shuffle of the order of their names.

    `open_` says whom category and language let judge what, `allowed` excludes the conflicts too; both are matrices of
    (entries, jurors), as `cost` is. `low` and `high` bound the jurors' loads.
    """

    entries: tuple[EntryNeed, ...]
    jurors: tuple[JurorCapacity, ...]
    per_entry: int
    open_: NDArray[np.bool_]
    allowed: NDArray[np.bool_]
    cost: NDArray[np.int32]
    low: NDArray[np.int64]
    high: NDArray[np.int64]


def build(
    entries: Sequence[EntryNeed],
    jurors: Sequence[JurorCapacity],
    per_entry: int,
    conflicts: Set[tuple[str, str]],
    costs: Mapping[tuple[str, str], int],
    rng: np.random.Generator,
) -> Problem:
    """The question as arrays; raises Invalid for unknown or repeated names and impossible numbers."""
    check(entries, jurors, per_entry)
    by_name = sorted(entries, key=lambda need: need.entry)
    rows = [by_name[index] for index in rng.permutation(len(entries))]
    panel = sorted(jurors, key=lambda capacity: capacity.juror)
    columns = [panel[index] for index in rng.permutation(len(jurors))]
    row_of = {need.entry: row for row, need in enumerate(rows)}
    column_of = {capacity.juror: column for column, capacity in enumerate(columns)}
    open_ = eligible([need.category for need in rows], [capacity.categories for capacity in columns])
    open_ &= eligible([need.language for need in rows], [capacity.languages for capacity in columns])
    allowed = open_.copy()
    allowed[positions(conflicts, row_of, column_of, "conflict")] = False
    cost = np.zeros(open_.shape, dtype=np.int32)
    cost[positions(costs, row_of, column_of, "cost")] = cost_values(costs)
    low = np.array([capacity.min for capacity in columns], dtype=np.int64)
    high = np.array([len(rows) if capacity.max is None else capacity.max for capacity in columns], dtype=np.int64)
    high = np.maximum(np.minimum(high, len(rows)), low)
    return Problem(tuple(rows), tuple(columns), per_entry, open_, allowed, cost, low, high)


def check(entries: Sequence[EntryNeed], jurors: Sequence[JurorCapacity], per_entry: int) -> None:
    if not jurors:
        raise Invalid(
            "there is no juror to assign: invite at least %(needed)d", field="jurors", needed=max(per_entry, 1)
        )
    if not entries:
        raise Invalid("there is no entry to assign", field="entries")
    if per_entry < 1:
        raise Invalid(
            "every entry needs at least one ballot: %(asked)d were asked for", field="per_entry", asked=per_entry
        )
    refuse_twice([need.entry for need in entries], N_("entry %(name)s is listed twice"), "entries")
    refuse_twice([capacity.juror for capacity in jurors], N_("juror %(name)s is listed twice"), "jurors")
    for capacity in jurors:
        if capacity.min < 0 or (capacity.max is not None and capacity.max < capacity.min):
            message = N_("juror %(name)s cannot have at least %(low)s and at most %(high)s ballots")
            raise Invalid(message, field="jurors", name=capacity.juror, low=capacity.min, high=capacity.max)


def refuse_twice(names: Sequence[str], message: str, field: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Invalid(message, field=field, name=name)
        seen.add(name)


def eligible(wanted: Sequence[str], offered: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
    """Which juror (column) takes which entry (row): nothing wanted or nothing offered excludes nobody."""
    kinds = sorted(set(wanted))
    number = {kind: index for index, kind in enumerate(kinds)}
    by_kind = np.array(
        [[not kind or not offer or kind in offer for offer in offered] for kind in kinds], dtype=np.bool_
    )
    return by_kind[[number[kind] for kind in wanted]]


def positions(
    pairs: Set[tuple[str, str]] | Mapping[tuple[str, str], int],
    row_of: Mapping[str, int],
    column_of: Mapping[str, int],
    what: str,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows and columns of the pairs. Written for a million of them: no Python loop unless a name is wrong."""
    count = len(pairs)
    flat = list(chain.from_iterable(pairs))
    try:
        rows = np.fromiter(map(row_of.__getitem__, flat[::2]), dtype=np.int64, count=count)
        columns = np.fromiter(map(column_of.__getitem__, flat[1::2]), dtype=np.int64, count=count)
    except KeyError:
        entry, juror = min(pair for pair in pairs if pair[0] not in row_of or pair[1] not in column_of)
        kind, name = ("entry", entry) if entry not in row_of else ("juror", juror)
        raise Invalid(UNKNOWN[what, kind], field=f"{what}s", name=name) from None
    return rows, columns


def cost_values(costs: Mapping[tuple[str, str], int]) -> NDArray[np.int32]:
    if costs and not (max(costs.values()) <= COST_LIMIT and min(costs.values()) >= -COST_LIMIT):
        entry, juror = min(pair for pair, value in costs.items() if abs(value) > COST_LIMIT)
        message = N_("the cost of %(entry)s with %(juror)s is beyond %(limit)d: use smaller numbers")
        raise Invalid(message, field="costs", entry=entry, juror=juror, limit=COST_LIMIT)
    return np.fromiter(costs.values(), dtype=np.int32, count=len(costs))
