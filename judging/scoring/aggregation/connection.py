"""Panels must hang together: scores of entries that no chain of jurors links cannot be compared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from judging.errors import Listed, Refused
from judging.scoring.aggregation.crossed import Index

_NAMED = 5


def parts(entry: Index, juror: Index) -> Index:
    """For every entry, the number of the connected part of the panel that it belongs to."""
    size = int(entry.max()) + 1
    graph = sparse.coo_array((np.ones(len(entry)), (entry, juror + size)), shape=(size + int(juror.max()) + 1,) * 2)
    labels: Index = csgraph.connected_components(graph, directed=False)[1][:size]
    return labels


def refuse_unconnected(entry: Index, juror: Index, entries: Sequence[str]) -> None:
    """Raises Refused with the parts of an unconnected panel named."""
    labels = parts(entry, juror)
    count = int(labels.max()) + 1
    if count == 1:
        return
    shown = tuple(
        Listed(tuple(entries[position] for position in np.flatnonzero(labels == label)[:_NAMED]))
        for label in range(min(count, _NAMED))
    )
    raise Refused(
        "The panel falls into %(count)d parts that share no juror (%(parts)s …): their scores cannot be compared; "
        "let a juror score entries of two parts, or choose another method.",
        count=count,
        parts=Listed(shown, " | "),
    )
