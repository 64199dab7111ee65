"""Marks crossed by two factors, kept as sums and counts: all that the mixed model needs to be fitted fast.

The factor with more levels is called outer and is eliminated algebraically; what remains is dense in the inner factor
only, so a million marks of 20,000 entries by 500 jurors cost a few operations on 500 × 500 matrices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Index = NDArray[np.int64]

_MAX_KEPT = 40_000_000
"""Numbers that the kept cross products may take together (320 MB)."""
_BLOCK = 4096
_DENSE = 0.02
"""Share of filled cells from which multiplying dense blocks beats multiplying sparse ones."""


@dataclass(frozen=True)
class Crossed:
    """The marks, sorted by outer level: `table` holds the number of marks in each cell (outer × inner).

    outer, inner: level of each mark; marks: each mark less the mean of all; crossings: for each distinct number of
    marks of an outer level, a level that has it and the cross product of the rows of all that have it, or None if that
    would take too much memory.
    """

    outer: Index
    inner: Index
    marks: Vector
    table: sparse.csr_array
    table_t: sparse.csr_array
    outer_counts: Vector
    inner_counts: Vector
    outer_sums: Vector
    inner_sums: Vector
    crossings: tuple[tuple[int, Matrix], ...] | None

    @property
    def size(self) -> int:
        """Number of marks."""
        return len(self.marks)

    def cross(self, weights: Vector) -> Matrix:
        """table' · diag(weights) · table, where the weight of a level depends on its number of marks alone."""
        if self.crossings is None:
            weighted = sparse.diags_array(np.sqrt(weights)) @ self.table
            product: Matrix = (weighted.T @ weighted).toarray()
            return product
        result: Matrix = np.zeros((len(self.inner_counts),) * 2)
        for example, product in self.crossings:
            result += weights[example] * product
        return result


def crossed(outer: Index, inner: Index, marks: Vector) -> Crossed:
    """Arrange marks (with their levels, numbered from 0 without gaps) for fitting."""
    order = np.lexsort((inner, outer))
    outer, inner, marks = outer[order], inner[order], marks[order]
    shape = (int(outer.max()) + 1, int(inner.max()) + 1)
    table = sparse.csr_array((np.ones(len(marks)), (outer, inner)), shape=shape)
    outer_counts = np.bincount(outer).astype(float)
    return Crossed(
        outer=outer,
        inner=inner,
        marks=marks,
        table=table,
        table_t=table.T.tocsr(),
        outer_counts=outer_counts,
        inner_counts=np.bincount(inner).astype(float),
        outer_sums=np.bincount(outer, marks).astype(float),
        inner_sums=np.bincount(inner, marks).astype(float),
        crossings=_crossings(table, outer_counts),
    )


def _crossings(table: sparse.csr_array, counts: Vector) -> tuple[tuple[int, Matrix], ...] | None:
    distinct, examples = np.unique(counts, return_index=True)
    if len(distinct) * table.shape[1] ** 2 > _MAX_KEPT:
        return None
    return tuple(
        (int(example), _cross_product(table[np.flatnonzero(counts == count)]))
        for count, example in zip(distinct, examples, strict=True)
    )


def _cross_product(table: sparse.csr_array) -> Matrix:
    if table.nnz < _DENSE * table.shape[0] * table.shape[1]:
        product: Matrix = (table.T @ table).toarray()
        return product
    # Counts are small whole numbers, which single precision multiplies exactly and twice as fast.
    single = np.zeros((table.shape[1],) * 2, dtype=np.float32)
    for start in range(0, table.shape[0], _BLOCK):
        block = table[start : start + _BLOCK].astype(np.float32).toarray()
        single += block.T @ block
    return single.astype(np.float64)
