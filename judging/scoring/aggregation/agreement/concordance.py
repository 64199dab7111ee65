"""Kendall's W: how far jurors agree on the order of the entries."""

from __future__ import annotations

import numpy as np

from judging.scoring.aggregation.agreement.intraclass import f_quantile
from judging.scoring.aggregation.crossed import Matrix, Vector


def concordance(marks: Matrix) -> tuple[float, float, float] | None:
    """(W, low, high) of a full table of entries by jurors, corrected for ties; None where jurors tell nothing apart.

    The 95% interval inverts the approximate F distribution of (m − 1)W / (1 − W) (Kendall & Babington Smith 1939).
    """
    entries, jurors = marks.shape
    ranks = np.column_stack([_ranks(column) for column in marks.T])
    spread = float(np.square(ranks.sum(axis=1) - jurors * (entries + 1) / 2).sum())
    ties = 0.0
    for column in ranks.T:
        counts = np.unique(column, return_counts=True)[1].astype(float)
        ties += float((counts**3 - counts).sum())
    most = (jurors**2 * (entries**3 - entries) - jurors * ties) / 12
    if not most > 0:
        return None
    value = min(spread / most, 1.0)
    first = entries - 1 - 2 / jurors
    if value == 1 or first <= 0:
        return value, value if value == 1 else 0.0, 1.0
    second = (jurors - 1) * first
    ratio = (jurors - 1) * value / (1 - value)
    low, high = ratio / f_quantile(first, second), ratio * f_quantile(second, first)
    return value, float(low / (low + jurors - 1)), float(high / (high + jurors - 1))


def _ranks(marks: Vector) -> Vector:
    """From 1; equal marks share the mean of their places."""
    _, places, counts = np.unique(marks, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[places], dtype=float)
