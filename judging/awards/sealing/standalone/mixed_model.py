"""Whether scores solve the equations of the mixed model, given its variances. No equation is solved here.

The model: mark = mean + entry + juror + error, each with its variance. The best linear unbiased predictions satisfy
Henderson's equations; given entry effects, the jurors' follow, and the entries' equations must then hold. For positive
variances the equations have one solution only, so scores that satisfy them are the right ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction


def model_error(
    scores: Mapping[str, float],
    totals: Mapping[str, Mapping[int, Fraction]],
    mean: float,
    *,
    entry: float,
    juror: float,
    error: float,
) -> tuple[float, str]:
    """(how far the worst score is off in points, whose it is); `entry`, `juror`, `error` are the variances."""
    if not scores:
        return 0.0, ""
    effects = {code: score - mean for code, score in scores.items()}
    left: dict[int, list[float]] = defaultdict(list)
    for code, marks in totals.items():
        for who, mark in marks.items():
            left[who].append(float(mark) - mean - effects[code])
    shifts = {who: sum(rest) / (len(rest) + error / juror) if juror > 0 else 0.0 for who, rest in left.items()}
    count = sum(map(len, left.values()))
    overall = sum(sum(rest) - shifts[who] * len(rest) for who, rest in left.items()) / count
    worst, whose = abs(overall), "the mean of all marks"
    for code, marks in totals.items():
        rest = sum(float(mark) - mean - shifts[who] for who, mark in marks.items())
        due = rest / (len(marks) + error / entry) if entry > 0 else 0.0
        if abs(due - effects[code]) > worst:
            worst, whose = abs(due - effects[code]), code
    return worst, whose
