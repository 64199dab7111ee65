"""All figures of agreement of one category: names in, names out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from judging.errors import Phrase, phrase
from judging.scoring.aggregation.adjusted import Adjusted, adjust
from judging.scoring.aggregation.agreement.concordance import concordance
from judging.scoring.aggregation.agreement.intraclass import Correlations, Interval, from_model, from_table
from judging.scoring.aggregation.agreement.krippendorff import Metric, alpha
from judging.scoring.aggregation.connection import parts
from judging.scoring.aggregation.crossed import Index, Matrix, Vector
from judging.scoring.aggregation.severity import arrays
from judging.scoring.aggregation.values import Ballot

_FEWEST = 3
TOO_SMALL = phrase("Agreement needs two jurors and two entries with scores; there is nothing to compare.")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95% interval; the ends are None where they cannot be told."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class JurorQuality:
    """A juror among the others. In points: mean and standard deviation (`spread`) of the marks; severity and its
    standard error by the mixed model (positive where the juror marks low; they sum to 0).

    fit: mean square of what the model leaves of the juror's marks, in units of all jurors' (above 1: erratic, below:
    predictable); correlation: of the marks with the means of the other jurors' marks for the same entries.
    """

    juror: str
    ballots: int
    mean: float
    spread: float | None
    severity: float | None
    se: float | None
    fit: float | None
    correlation: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures are None where there is nothing to tell; complete: entries that all jurors scored."""

    entries: int
    jurors: tuple[JurorQuality, ...]
    ballots: int
    complete: int
    alpha: Figure | None = None
    icc_2_1: Figure | None = None
    icc_3_1: Figure | None = None
    kendall_w: Figure | None = None
    warnings: tuple[Phrase, ...] = ()


def agreement(ballots: Sequence[Ballot], metric: Metric = "interval", seed: int = 0) -> Agreement:
    """Of the ballots of one category, at most one for each entry and juror; abstentions take no part, their order does
    not matter. `seed`: of the resampling behind alpha's interval.

    alpha and, where not everybody scored everything, the correlations (by the mixed model) use all ballots; Kendall's W
    uses the entries that all jurors scored. Raises Refused for marks that the metric does not suit.
    """
    names, jurors, entry, juror, marks = arrays(ballots)
    table = _complete(entry, juror, marks, (len(names), len(jurors)))
    if len(names) < 2 or len(jurors) < 2:
        return Agreement(len(names), _alone(jurors, juror, marks), len(marks), len(table), warnings=(TOO_SMALL,))
    order = np.lexsort((juror, entry))
    entry, juror, marks = entry[order], juror[order], marks[order]
    fitted = adjust(entry, juror, marks)
    full = len(table) == len(names)
    correlations = from_table(table) if full else from_model(fitted)
    return Agreement(
        entries=len(names),
        jurors=_qualities(fitted, jurors, entry, juror, marks),
        ballots=len(marks),
        complete=len(table),
        alpha=_figure(alpha(entry, marks, metric, seed)),
        icc_2_1=_figure(correlations.agreement),
        icc_3_1=_figure(correlations.consistency),
        kendall_w=_figure(concordance(table)) if len(table) > 1 else None,
        warnings=_warnings(entry, juror, len(table), len(names), correlations),
    )


def _figure(found: Interval | None) -> Figure | None:
    return None if found is None else Figure(*found)


def _complete(entry: Index, juror: Index, marks: Vector, size: tuple[int, int]) -> Matrix:
    """The marks of the entries that all jurors scored (entry × juror)."""
    table = np.full(size, np.nan)
    table[entry, juror] = marks
    return np.asarray(table[~np.isnan(table).any(axis=1)])


def _warnings(
    entry: Index, juror: Index, complete: int, entries: int, correlations: Correlations
) -> tuple[Phrase, ...]:
    found = []
    if complete < entries:
        found.append(
            phrase(
                "%(complete)d of %(entries)d entries were scored by all jurors: the ICC come from the mixed model on "
                "all ballots, Kendall's W from those entries only.",
                complete=complete,
                entries=entries,
            )
        )
    count = int(parts(entry, juror).max()) + 1
    if count > 1:
        found.append(
            phrase(
                "The panel falls into %(count)d parts that share no juror: severities compare within a part only.",
                count=count,
            )
        )
    if correlations.agreement is None:
        found.append(phrase("The marks do not differ, so there is no agreement to measure."))
    return tuple(found)


def _alone(jurors: Sequence[str], juror: Index, marks: Vector) -> tuple[JurorQuality, ...]:
    return tuple(
        JurorQuality(name, len(own), float(np.sort(own).mean()), _spread(own), None, None, None, None)
        for number, name in enumerate(jurors)
        for own in [marks[juror == number]]
    )


def _qualities(
    fitted: Adjusted, jurors: Sequence[str], entry: Index, juror: Index, marks: Vector
) -> tuple[JurorQuality, ...]:
    rest = np.square(marks - fitted.mean - fitted.entries[entry] - fitted.jurors[juror])
    level = float(rest.mean())
    numbers, sums = np.bincount(entry)[entry], np.bincount(entry, marks)[entry]
    others = np.where(numbers > 1, (sums - marks) / np.maximum(numbers - 1, 1), np.nan)
    centre = float(fitted.jurors.mean())
    found = []
    for number, name in enumerate(jurors):
        own = juror == number
        found.append(
            JurorQuality(
                name,
                int(own.sum()),
                float(marks[own].mean()),
                _spread(marks[own]),
                centre - float(fitted.jurors[number]),
                float(fitted.juror_errors[number]),
                float(rest[own].mean()) / level if level > 1e-12 * max(float(marks.var()), 1e-300) else None,
                _correlation(marks[own], others[own]),
            )
        )
    return tuple(found)


def _spread(marks: Vector) -> float | None:
    return float(marks.std(ddof=1)) if len(marks) > 1 else None


def _correlation(marks: Vector, others: Vector) -> float | None:
    known = np.isfinite(others)
    first, second = marks[known], others[known]
    if len(first) < _FEWEST or np.ptp(first) == 0 or np.ptp(second) == 0:
        return None
    return float(np.corrcoef(first, second)[0, 1])
