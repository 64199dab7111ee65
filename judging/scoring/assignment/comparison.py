"""How well an assignment lets jurors be compared with one another."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csgraph, csr_matrix

CERTAIN = 1e-9


class Comparison(NamedTuple):
    """`groups` numbers the jurors' connected groups (−1: no ballot); `variance` is None where there is not just one."""

    groups: NDArray[np.int64]
    variance: float | None


def compare(matrix: NDArray[np.bool_]) -> Comparison:
    """Groups and expected variance of an (entries, jurors) assignment.

    In the model mark = entry + severity + error, the information about the severities is the Laplacian
    C = diag(loads) − Nᵀ diag(1/ballots) N, with N the incidence of entries and jurors. The variance of the difference
    between two jurors is their effective resistance in the graph of C; its mean over all pairs is 2/(J−1) · Σ 1/λ over
    the non-zero eigenvalues λ of C (Kempthorne 1956), in units of the variance of one ballot's error.
    """
    loads = matrix.sum(axis=0)
    busy = np.flatnonzero(loads)
    groups = np.full(matrix.shape[1], -1, dtype=np.int64)
    if not len(busy):
        return Comparison(groups, None)
    incidence = csr_matrix(matrix[:, busy].astype(np.float64))
    ballots = np.maximum(matrix.sum(axis=1), 1)
    shared = (incidence.T @ incidence.multiply(1 / ballots[:, None]).tocsr()).toarray()
    count, groups[busy] = csgraph.connected_components(csr_matrix(shared > 0), directed=False)
    if count > 1 or len(busy) < 2:
        return Comparison(groups, None)
    eigenvalues = np.linalg.eigvalsh(np.diag(loads[busy].astype(np.float64)) - shared)[1:]
    if eigenvalues[0] < CERTAIN:
        return Comparison(groups, None)
    return Comparison(groups, float(2 / (len(busy) - 1) * (1 / eigenvalues).sum()))
