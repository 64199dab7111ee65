"""Intraclass correlations of single marks: the share of their variance that is due to the entries.

ICC(2,1): jurors are a sample, and their severities count as disagreement; ICC(3,1): severities are taken off (Shrout &
Fleiss 1979).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from judging.scoring.aggregation import reml
from judging.scoring.aggregation.adjusted import Adjusted
from judging.scoring.aggregation.crossed import Matrix

_SURE = 0.975
_WIDEST = 50.0
"""Logits: an interval that reaches farther says nothing."""
Interval = tuple[float, float | None, float | None]
"""(value, lower end, upper end) with 95%; the ends are None where they cannot be told."""


@dataclass(frozen=True)
class Correlations:
    """ICC(2,1) and ICC(3,1); None where there is nothing to tell."""

    agreement: Interval | None
    consistency: Interval | None


def from_table(marks: Matrix) -> Correlations:
    """From a full table of entries by jurors, by analysis of variance, with the intervals of McGraw & Wong (1996)."""
    entries, jurors = marks.shape
    centred = marks - marks.mean()
    rows, columns = centred.mean(axis=1), centred.mean(axis=0)
    rest = centred - rows[:, None] - columns
    between = jurors * float(rows @ rows) / (entries - 1)
    severity = entries * float(columns @ columns) / (jurors - 1)
    error = float(np.square(rest).sum()) / ((entries - 1) * (jurors - 1))
    scale = float(np.square(centred).mean())
    if not scale > 0 or between + error < 1e-12 * scale:
        return Correlations(None, None)
    return Correlations(
        _agreement(between, severity, max(error, 1e-12 * scale), entries, jurors),
        _consistency(between / max(error, 1e-12 * scale), entries, jurors),
    )


def _consistency(ratio: float, entries: int, jurors: int) -> Interval:
    first, second = entries - 1, (entries - 1) * (jurors - 1)
    low = ratio / f_quantile(first, second)
    high = ratio * f_quantile(second, first)
    value, lower, upper = ((float(one) - 1) / (float(one) + jurors - 1) for one in (ratio, low, high))
    return value, lower, upper


def _agreement(between: float, severity: float, error: float, entries: int, jurors: int) -> Interval | None:
    total = between + (jurors - 1) * error + jurors * (severity - error) / entries
    if not total > 1e-9 * (between + severity + error):
        return None
    value = (between - error) / total
    share = jurors * value / (entries * max(1 - value, 1e-12))
    first, second = share * severity, (1 + share * (entries - 1)) * error
    with np.errstate(all="ignore"):  # where the ends cannot be told they come out as NaN or infinity
        spread = np.float64(first**2 / (jurors - 1) + second**2 / ((entries - 1) * (jurors - 1)))
        freedom = (first + second) ** 2 / spread
        lower, upper = f_quantile(entries - 1, freedom), f_quantile(freedom, entries - 1)
        noise = jurors * severity + (jurors * entries - jurors - entries) * error
        low = entries * (between - lower * error) / (lower * noise + entries * between)
        high = entries * (upper * between - error) / (noise + entries * upper * between)
    if not (np.isfinite(low) and np.isfinite(high)):
        return value, None, None
    return value, min(float(low), value), max(float(high), value)  # far below 0 the approximation misses the value


def from_model(fitted: Adjusted) -> Correlations:
    """From the variances of the mixed model, for panels in which not everybody scored everything; the intervals are
    normal ones of the logits of the correlations, from the average information of the variances.
    """
    variances = fitted.variances
    total = variances.entry + variances.juror + variances.error
    if not total > 0:
        return Correlations(None, None)
    single = variances.entry / total
    alone = variances.entry / (variances.entry + variances.error)
    if not (variances.entry > 0 and variances.error > 0):
        return Correlations((single, None, None), (alone, None, None))
    spread = reml.covariance(fitted.point)
    entry, juror = (1, 0) if fitted.swapped else (0, 1)
    slope = np.zeros(2)
    slope[entry] = 1 / fitted.point.ratios[entry]
    consistency = _logit_interval(alone, float(slope @ spread @ slope))
    slope[juror] = -1 / (1 + fitted.point.ratios[juror])
    return Correlations(_logit_interval(single, float(slope @ spread @ slope)), consistency)


def _logit_interval(value: float, variance: float) -> Interval:
    reach = 1.959963984540054 * np.sqrt(max(variance, 0))
    if reach > _WIDEST:
        return value, None, None
    odds = value / (1 - value)
    low, high = odds * np.exp(-reach), odds * np.exp(reach)
    return value, float(low / (1 + low)), float(high / (1 + high))


def f_quantile(first: float, second: float) -> float:
    """What an F distribution with these degrees of freedom exceeds in 2.5 of 100 cases; NaN where it has none."""
    from scipy.special import fdtri  # here, not above: web servers know this module, few of their requests ask it

    return float(fdtri(first, second, _SURE))
