"""What a Rasch estimation says about jurors, criteria and scales, under their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from judging.errors import N_, Listed, Phrase, phrase
from judging.scoring.aggregation.crossed import Vector
from judging.scoring.aggregation.rasch.cells import Names, skipped
from judging.scoring.aggregation.rasch.extremes import Peeled
from judging.scoring.aggregation.rasch.model import Measures
from judging.scoring.aggregation.severity import NO_DIFFERENCE
from judging.scoring.aggregation.values import CriterionResult, JurorResult

_NAMED = 5
EXTREME = N_("All marks at one end of the scale; measured as if 0.3 steps inside it: %(names)s")
UNKNOWN = N_("Their marks tell nothing about their severity, which is left out: %(names)s")
SKIPPED = N_("Nobody gave these marks, so steps are counted between those given: %(marks)s")
SKIPPED_BY = N_(
    "On the scale of “%(name)s” nobody gave these marks, so steps are counted between those given: %(marks)s"
)


@dataclass(frozen=True)
class Fitted:
    """What an estimation found.

    quality: (mean, standard deviation) of what each entry's ability may be, and the deviation of all abilities.
    """

    measures: Measures
    errors: Measures
    infit: Vector
    outfit: Vector
    peeled: Peeled
    quality: tuple[Vector, Vector, float]
    mean: float | None = None
    spread: float | None = None


Scales = Sequence[tuple[Fraction, ...]]


def jurors(fitted: Fitted, names: Names, scales: Scales) -> tuple[JurorResult, ...]:
    """The jurors whose severity is known; thresholds where there are no criteria to have them."""
    found = []
    for number, name in enumerate(names.juror):
        severity = float(fitted.measures.juror[number])
        if np.isnan(severity):
            continue
        scale = _scale(scales, number) if names.criterion == ("",) else None
        found.append(
            JurorResult(
                name,
                severity,
                _known(fitted.errors.juror[number]),
                _known(fitted.infit[number]),
                _known(fitted.outfit[number]),
                thresholds=_thresholds(fitted, scales, scale),
                marks=None if scale is None else scales[scale],
            )
        )
    return tuple(found)


def criteria(fitted: Fitted, names: Names, scales: Scales) -> tuple[CriterionResult, ...]:
    """The criteria whose difficulty is known, with their thresholds; none where the file has no criteria."""
    if names.criterion == ("",):
        return ()
    found = []
    for number, name in enumerate(names.criterion):
        difficulty = float(fitted.measures.criterion[number])
        if not np.isnan(difficulty):
            scale = _scale(scales, number)
            error = _known(fitted.errors.criterion[number])
            found.append(
                CriterionResult(name, difficulty, error, _thresholds(fitted, scales, scale) or (), scales[scale])
            )
    return tuple(found)


def warnings(fitted: Fitted, names: Names, scales: Scales, *, flat: bool) -> tuple[Phrase, ...]:
    """What the reader should know: what was extreme or unknown, and which marks nobody gave."""
    found = [NO_DIFFERENCE] if flat else []
    extreme = [
        getattr(names, removed.facet)[element] for removed in fitted.peeled.removed for element in removed.elements
    ]
    if extreme:
        found.append(phrase(EXTREME, names=_few(sorted(extreme))))
    unknown = [
        name
        for column, values in ((names.juror, fitted.measures.juror), (names.criterion, fitted.measures.criterion))
        for name, value in zip(column, values, strict=True)
        if np.isnan(value)
    ]
    if unknown:
        found.append(phrase(UNKNOWN, names=_few(unknown)))
    owners = names.juror if names.criterion == ("",) else names.criterion
    for number, marks in enumerate(scales):
        missing = _few(_plain(mark) for mark in skipped(marks))
        if missing.parts:
            whole = len(scales) == 1
            found.append(
                phrase(SKIPPED, marks=missing) if whole else phrase(SKIPPED_BY, name=owners[number], marks=missing)
            )
    return tuple(found)


def _scale(scales: Scales, number: int) -> int:
    return number if len(scales) > 1 else 0


def _thresholds(fitted: Fitted, scales: Scales, scale: int | None) -> tuple[float, ...] | None:
    if scale is None:
        return None
    return tuple(float(one) for one in fitted.measures.thresholds[scale, : max(len(scales[scale]) - 1, 0)])


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _plain(mark: Fraction) -> str:
    return f"{float(mark):g}"


def _few(names: Iterable[str]) -> Listed:
    shown = tuple(names)
    return Listed((*shown[:_NAMED], "…") if len(shown) > _NAMED else shown)
