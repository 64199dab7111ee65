"""How well the jurors of a panel judged: figures of agreement, and each juror among the others. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median, quantiles
from typing import Any

import msgspec

from judging.errors import DomainError, Phrase
from judging.scoring.aggregation import Ballot, JurorResult, Mark, rank_category, rank_marks, totals
from judging.scoring.aggregation.agreement import Agreement, Figure, agreement
from judging.scoring.aggregation.agreement import JurorQuality as Agreeing
from judging.scoring.enums import BallotState

PAUSE = timedelta(minutes=30)
"""A longer time between two ballots is a pause, not work."""
MOST_MARKS = 200_000
"""Marks that the Rasch model is fitted to beside the rest."""


class Given(msgspec.Struct, frozen=True):
    """One juror's ballot; `at` is when it was handed in."""

    entry: str
    juror: int
    state: BallotState
    scores: Mapping[str, int]
    at: datetime | None


class Share(msgspec.Struct, frozen=True):
    """A figure of agreement with its 95% interval; the ends are None where they cannot be told."""

    value: float
    low: float | None
    high: float | None


class JurorQuality(msgspec.Struct, frozen=True):
    """One juror. In points: mean, spread (standard deviation), five: the lowest, the quarters and the highest of the
    totals; severity (above 0: marks lower than the panel) with the standard error of that difference.

    fit: mean square of what the mixed model leaves, in units of all jurors'; infit, outfit: mean squares by the Rasch
    model; correlation: with the means of the others. seconds: median time between two ballots handed in.
    """

    number: int
    assigned: int
    ballots: int
    abstained: int
    recused: int
    mean: float | None = None
    spread: float | None = None
    five: tuple[float, float, float, float, float] | None = None
    severity: float | None = None
    se: float | None = None
    fit: float | None = None
    infit: float | None = None
    outfit: float | None = None
    correlation: float | None = None
    seconds: float | None = None
    first: datetime | None = None
    last: datetime | None = None


class PanelQuality(msgspec.Struct, frozen=True):
    """complete: entries that all jurors scored. Figures are None where there is nothing to tell."""

    entries: int
    ballots: int
    complete: int
    jurors: tuple[JurorQuality, ...]
    alpha: Share | None = None
    icc_2_1: Share | None = None
    icc_3_1: Share | None = None
    kendall_w: Share | None = None
    warnings: tuple[dict[str, Any], ...] = ()


def measure(given: Sequence[Given], weights: Mapping[str, Decimal]) -> PanelQuality:
    """Of all ballots of one panel, answered or not; `weights` are those of the criteria."""
    marks = [
        Mark(one.entry, f"{one.juror:04d}", criterion, Decimal(score))
        for one in given
        if one.state == BallotState.SUBMITTED
        for criterion, score in one.scores.items()
    ]
    ballots = totals(marks, weights)
    found = agreement(ballots)
    fits = _rasch(marks)
    errors = _errors(ballots, found)
    numbers = sorted({one.juror for one in given})
    return PanelQuality(
        entries=found.entries,
        ballots=found.ballots,
        complete=found.complete,
        jurors=tuple(_juror(number, given, ballots, found, fits, errors) for number in numbers),
        alpha=_share(found.alpha),
        icc_2_1=_share(found.icc_2_1),
        icc_3_1=_share(found.icc_3_1),
        kendall_w=_share(found.kendall_w),
        warnings=tuple(_kept(one) for one in found.warnings),
    )


def _rasch(marks: Sequence[Mark]) -> dict[str, JurorResult]:
    """Of every juror whom the model can measure; nobody where it cannot."""
    if not 0 < len(marks) <= MOST_MARKS:
        return {}
    try:
        return {one.juror: one for one in rank_marks(marks, "rasch").jurors}
    except DomainError:
        return {}


def _errors(ballots: Sequence[Ballot], found: Agreement) -> dict[str, float]:
    """By juror, the standard error of the difference to the panel, as in a balanced block design: error variance over
    ballots, times 1 - 1/J, over the efficiency J (k - 1) / (k (J - 1)) of k ballots an entry by J jurors.

    The model's own standard error also holds how far the panel may be from all jurors there could be, which says
    nothing about one among the others.
    """
    jurors, per_entry = len(found.jurors), found.ballots / max(found.entries, 1)
    if jurors < 2 or per_entry <= 1:
        return {}
    try:
        variances = rank_category(ballots, "adjusted").variances
    except DomainError:
        return {}
    if variances is None:
        return {}
    efficiency = jurors * (per_entry - 1) / (per_entry * (jurors - 1))
    share = variances.error * (1 - 1 / jurors) / efficiency
    return {one.juror: math.sqrt(share / one.ballots) for one in found.jurors}


def _juror(
    number: int,
    given: Sequence[Given],
    ballots: Sequence[Ballot],
    found: Agreement,
    fits: Mapping[str, JurorResult],
    errors: Mapping[str, float],
) -> JurorQuality:
    name = f"{number:04d}"
    own = [one for one in given if one.juror == number]
    states = Counter(one.state for one in own)
    times = sorted(one.at for one in own if one.at is not None)
    scored = sorted(float(one.score) for one in ballots if one.juror == name and one.score is not None)
    among: Agreeing | None = next((one for one in found.jurors if one.juror == name), None)
    fitted = fits.get(name)
    return JurorQuality(
        number=number,
        assigned=len(own),
        ballots=states[BallotState.SUBMITTED],
        abstained=states[BallotState.ABSTAINED],
        recused=states[BallotState.RECUSED],
        mean=among.mean if among else None,
        spread=among.spread if among else None,
        five=_five(scored),
        severity=among.severity if among else None,
        se=errors.get(name, among.se if among else None),
        fit=among.fit if among else None,
        infit=fitted.infit if fitted else None,
        outfit=fitted.outfit if fitted else None,
        correlation=among.correlation if among else None,
        seconds=_pace(times),
        first=times[0] if times else None,
        last=times[-1] if times else None,
    )


def _five(scored: Sequence[float]) -> tuple[float, float, float, float, float] | None:
    if not scored:
        return None
    low, middle, high = quantiles(scored, n=4, method="inclusive") if len(scored) > 1 else (scored[0],) * 3
    return scored[0], low, middle, high, scored[-1]


def _pace(times: Sequence[datetime]) -> float | None:
    """The median time from one ballot to the next, pauses left out."""
    gaps = [after - before for before, after in pairwise(times)]
    worked = [gap.total_seconds() for gap in gaps if gap <= PAUSE]
    return median(worked) if worked else None


def _share(found: Figure | None) -> Share | None:
    return None if found is None else Share(found.value, found.low, found.high)


def _kept(warning: Phrase) -> dict[str, Any]:
    return {"message": warning.message, "params": dict(warning.params)}
