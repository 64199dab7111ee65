"""Severities and difficulties must be told apart by the marks, besides the panel hanging together."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from judging.errors import N_, Refused
from judging.scoring.aggregation.rasch.cells import Cells

CONFOUNDED = N_(
    "The severity of some jurors and the difficulty of some criteria cannot be told apart, because these jurors mark "
    "these criteria only; let a juror mark all criteria, or choose another method."
)
_ZERO = 1e-9


def refuse_confounded(data: Cells) -> None:
    """Raises Refused where more than the two levels of severities and difficulties is left open by the design.

    Entries are eliminated; of jurors and criteria a Laplacian matrix remains, whose zero eigenvalues are counted.
    """
    jurors, juror = np.unique(data.juror, return_inverse=True)
    criteria, criterion = np.unique(data.criterion, return_inverse=True)
    if len(criteria) == 1:
        return
    rows = np.arange(len(juror))
    columns = np.concatenate([juror, len(jurors) + criterion])
    size = len(jurors) + len(criteria)
    met = sparse.csr_array((np.ones(len(columns)), (np.tile(rows, 2), columns)), shape=(len(rows), size))
    entries, entry = np.unique(data.entry, return_inverse=True)
    gather = sparse.csr_array((np.ones(len(entry)), (entry, rows)), shape=(len(entries), len(rows)))
    shared = sparse.diags_array(1 / np.sqrt(np.bincount(entry))) @ (gather @ met)
    values = np.linalg.eigvalsh((met.T @ met - shared.T @ shared).toarray())
    if (values < _ZERO * values.max()).sum() > 2:
        raise Refused(CONFOUNDED)
