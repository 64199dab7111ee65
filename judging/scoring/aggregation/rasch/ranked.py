"""Ranks a category by Rasch measures: names in, names out, around the two ways of estimation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from judging.errors import N_, Refused, phrase
from judging.scoring.aggregation.connection import refuse_unconnected
from judging.scoring.aggregation.criteria import Mark
from judging.scoring.aggregation.crossed import Vector
from judging.scoring.aggregation.draws import anywhere, normal_draws, ranks_of_draws, uncertainty
from judging.scoring.aggregation.places import in_order, places, rounded
from judging.scoring.aggregation.rasch.cells import Cells, Names, cells, scale_marks
from judging.scoring.aggregation.rasch.extremes import extrapolate, peel
from judging.scoring.aggregation.rasch.identified import refuse_confounded
from judging.scoring.aggregation.rasch.joint import fit_joint
from judging.scoring.aggregation.rasch.marginal import SMALLEST_SPREAD, fit_marginal
from judging.scoring.aggregation.rasch.model import Measures, expected, level
from judging.scoring.aggregation.rasch.report import Fitted, criteria, jurors, warnings
from judging.scoring.aggregation.values import CategoryResult, Options

_NOISE = 1e-7
"""Logits nearer than this are equal: arithmetic drew them apart."""
ALL_EQUAL = phrase("All marks are the same, so there is nothing to measure: every entry has 0 logits.")
ONE_ENTRY = phrase("Only one entry was scored, so there is nothing to measure it against: it has 0 logits.")
NO_DOUBLE = N_(
    "Every entry has a single mark, so severity and quality cannot be told apart; "
    "have entries scored by more jurors, or choose another method."
)
NOTHING_LEFT = N_(
    "All entries or all jurors have only marks at one end of the scale, so there is nothing to measure them by; "
    "choose another method."
)


def rank_rasch(marks: Sequence[Mark], options: Options) -> CategoryResult:
    """The ranking by ability in logits, from at most one mark for each entry, juror and criterion.

    Abstentions take no part, and who only abstained has no severity. Raises Refused where the marks are no steps, hang
    together too loosely, or have no finite measures.
    """
    scored = [mark for mark in marks if mark.score is not None]
    counts = {mark.entry: 0 for mark in marks}
    for entry, _ in {(mark.entry, mark.juror) for mark in scored}:
        counts[entry] += 1
    if not scored:
        return CategoryResult("rasch", entries=in_order({}, {}, counts))
    data, names = cells(scored, partial=options.steps == "partial")
    if len(names.marks) == 1 or len(names.entry) == 1:
        scores = dict.fromkeys(names.entry, 0.0)
        warning = ONE_ENTRY if len(names.entry) == 1 else ALL_EQUAL
        return CategoryResult("rasch", in_order(scores, places(scores), counts), warnings=(warning,))
    if np.bincount(data.entry).max() == 1:
        raise Refused(NO_DOUBLE)
    refuse_unconnected(data.entry, data.juror, names.entry)
    refuse_confounded(data)
    fitted = _joint(data, names) if options.estimation == "joint" else _marginal(data, names)
    return _result(fitted, data, names, counts, options)


def _joint(data: Cells, names: Names) -> Fitted:
    peeled = peel(data, ("entry", "juror", "criterion") if len(names.criterion) > 1 else ("entry", "juror"))
    core = peeled.core
    if not len(core.entry):
        raise Refused(NOTHING_LEFT)
    still, number = np.unique(core.entry, return_inverse=True)
    refuse_unconnected(number, np.unique(core.juror, return_inverse=True)[1], [names.entry[one] for one in still])
    refuse_confounded(core)
    measures, errors = fit_joint(core, (len(names.entry), len(names.juror), len(names.criterion)))
    infit, outfit = _fits(measures, core)
    measures, errors = extrapolate(measures, errors, peeled, data)
    marks = np.bincount(data.entry)
    wide = errors.entry * np.sqrt(marks / np.maximum(marks - 1, 1))  # joint estimates are spread too far
    return Fitted(level(measures), errors, infit, outfit, peeled, _shrunk(measures.entry, wide))


def _marginal(data: Cells, names: Names) -> Fitted:
    peeled = peel(data, ("juror", "criterion") if len(names.criterion) > 1 else ("juror",))
    if not len(peeled.core.entry):
        raise Refused(NOTHING_LEFT)
    found = fit_marginal(peeled.core, (len(names.entry), len(names.juror), len(names.criterion)))
    measures, errors = extrapolate(found.measures, found.errors, peeled, data)
    moved = level(measures)
    mean = found.mean + float(moved.entry[0] - measures.entry[0])
    quality = moved.entry, errors.entry, found.spread
    return Fitted(moved, errors, found.infit, found.outfit, peeled, quality, mean, found.spread)


def _fits(measures: Measures, core: Cells) -> tuple[Vector, Vector]:
    """(infit, outfit) of the jurors: mean squares of what the measures do not explain, 1 where it is pure chance."""
    mean, variance = expected(measures, core)
    squares = np.square(core.step - mean)
    size = len(measures.juror)

    def by_juror(values: Vector) -> Vector:
        return np.bincount(core.juror, values, minlength=size).astype(float)

    with np.errstate(invalid="ignore"):
        infit: Vector = by_juror(squares) / by_juror(variance)
        outfit: Vector = by_juror(squares / variance) / np.bincount(core.juror, minlength=size)
    return infit, outfit


def _shrunk(ability: Vector, error: Vector) -> tuple[Vector, Vector, float]:
    """(means, standard deviations) of the true abilities, and the standard deviation of all of them.

    They are taken for a normal sample seen with these errors; its mean and variance maximise the likelihood (Efron &
    Morris 1975), found by repeated substitution.
    """
    known = np.isfinite(ability)
    seen, noise = ability[known], np.square(error[known])
    variance = max(float(seen.var() - noise.mean()), 0.1 * float(seen.var()))
    centre = float(seen.mean())
    for _ in range(200):
        weight = 1 / (variance + noise)
        centre = float(weight @ seen / weight.sum())
        variance = float(np.square(weight) @ (np.square(seen - centre) - noise) / np.square(weight).sum())
        variance = max(variance, 1e-6)
    share = variance / (variance + np.square(error))
    return centre + share * (ability - centre), np.sqrt(share) * error, float(np.sqrt(variance))


def _pull(fitted: Fitted, data: Cells) -> sparse.csr_array:
    """By entry and juror: how far one standard error of the juror's severity would move the entry's ability."""
    _, error, deviation = fitted.quality
    kept = np.maximum(1 - np.square(error / deviation), 0) / np.bincount(data.entry)
    moves = kept[data.entry] * np.nan_to_num(fitted.errors.juror)[data.juror]
    return sparse.csr_array((moves, (data.entry, data.juror)), shape=(len(error), len(fitted.errors.juror)))


def _result(fitted: Fitted, data: Cells, names: Names, counts: dict[str, int], options: Options) -> CategoryResult:
    flat = fitted.spread is not None and fitted.spread <= 1.01 * SMALLEST_SPREAD
    ability = np.full(len(names.entry), fitted.mean) if flat else fitted.measures.entry
    if np.isnan(ability).any():
        raise Refused(NOTHING_LEFT)
    scores = {name: rounded(float(one), options.places) for name, one in zip(names.entry, ability, strict=True)}
    ranks = places(scores, tolerance=_NOISE)
    intervals = None
    if options.uncertainty:
        draw, size, top = normal_draws(*fitted.quality[:2], _pull(fitted, data)), len(scores), options.top or 0
        intervals = anywhere(size, top) if flat else ranks_of_draws(draw, size, options.seed, top)
    known = uncertainty(names.entry, ranks, fitted.errors.entry, intervals, options.top)
    marks = scale_marks(fitted.peeled.core, names)
    return CategoryResult(
        "rasch",
        entries=in_order(scores, ranks, counts, known),
        jurors=jurors(fitted, names, marks),
        criteria=criteria(fitted, names, marks),
        mean=fitted.mean,
        spread=fitted.spread,
        warnings=warnings(fitted, names, marks, flat=flat),
    )
