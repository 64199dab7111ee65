"""The many-facet Rasch model (Linacre 1989): the probability of each step of a scale.

log P(step k) − log P(step k − 1) = ability of the entry − severity of the juror − difficulty of the criterion − τ(k),
with thresholds τ of one common scale (Andrich 1978) or of each criterion or juror (Masters 1982).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from judging.scoring.aggregation.crossed import Index, Matrix, Vector
from judging.scoring.aggregation.rasch.cells import Cells


@dataclass(frozen=True)
class Measures:
    """In logits: abilities, severities, difficulties; thresholds (scale × step from 1), 0 above a scale's top."""

    entry: Vector
    juror: Vector
    criterion: Vector
    thresholds: Matrix

    def logit(self, data: Cells) -> Vector:
        """Ability less severity and difficulty, mark by mark."""
        result: Vector = self.entry[data.entry] - self.juror[data.juror] - self.criterion[data.criterion]
        return result


def cumulated(thresholds: Matrix, tops: Index) -> Matrix:
    """Sums of the thresholds up to every step (scale × step from 0); infinite above a scale's top."""
    sums = np.pad(np.cumsum(thresholds, axis=1), ((0, 0), (1, 0)))
    sums[np.arange(sums.shape[1]) > np.maximum(tops, 0)[:, None]] = np.inf
    return sums


def probabilities(logit: Vector, sums: Matrix) -> tuple[Matrix, Vector]:
    """(the probability of every step, the logarithm of the norming sum); `sums` has a row for each logit."""
    exponent = np.arange(sums.shape[1]) * logit[:, None] - sums
    peak = exponent.max(axis=1)
    np.exp(exponent - peak[:, None], out=exponent)
    norm = exponent.sum(axis=1)
    exponent /= norm[:, None]
    return exponent, peak + np.log(norm)


def moments(chances: Matrix) -> tuple[Vector, Vector]:
    """(expected step, its variance) of every row of probabilities."""
    steps = np.arange(chances.shape[1])
    expected = chances @ steps
    variance: Vector = chances @ np.square(steps) - np.square(expected)
    return expected, np.maximum(variance, 0)


def expected(measures: Measures, data: Cells) -> tuple[Vector, Vector]:
    """(expected step, its variance) of every mark."""
    sums = cumulated(measures.thresholds, data.tops)
    return moments(probabilities(measures.logit(data), sums[data.scale])[0])


def centred(measures: Measures, data: Cells) -> Measures:
    """The same model with thresholds that sum to 0 on every scale, and severities and difficulties that do."""
    tops = np.maximum(data.tops, 0)
    valid = np.arange(1, measures.thresholds.shape[1] + 1) <= tops[:, None]
    shift = np.where(tops > 0, (measures.thresholds * valid).sum(axis=1) / np.maximum(tops, 1), 0.0)
    thresholds = np.where(valid, measures.thresholds - shift[:, None], 0.0)
    entry, juror, criterion = measures.entry, measures.juror, measures.criterion
    if len(tops) == 1:
        entry = entry - shift[0]
    elif len(criterion) > 1:
        criterion = criterion + shift
    else:
        juror = juror + shift
    return level(replace(measures, entry=entry, juror=juror, criterion=criterion, thresholds=thresholds))


def level(measures: Measures) -> Measures:
    """Severities and difficulties moved to sum 0, and abilities with them; NaN is a severity that is not known."""
    juror, criterion = np.nanmean(measures.juror), np.nanmean(measures.criterion)
    return replace(
        measures,
        entry=measures.entry - juror - criterion,
        juror=measures.juror - juror,
        criterion=measures.criterion - criterion,
    )
