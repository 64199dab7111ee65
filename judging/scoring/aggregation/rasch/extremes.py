"""Entries, jurors and criteria whose marks are all at one end of the scale have no finite measure.

They stay out of the estimation and are measured afterwards, against the measures of the others, as if their sum of
steps were 0.3 steps inside the end (Linacre's usual adjustment). What is extreme without them stays out too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from judging.scoring.aggregation.crossed import Index, Vector
from judging.scoring.aggregation.rasch.cells import Cells, Facet, Mask, clipped
from judging.scoring.aggregation.rasch.model import Measures, cumulated, moments, probabilities

ADJUSTMENT = 0.3
_BRACKET = 60.0
_HALVINGS = 60


@dataclass(frozen=True)
class Removed:
    """Elements of one facet that were taken out together, and which marks of the file they still had by then."""

    facet: Facet
    elements: Index
    marks: Mask


@dataclass(frozen=True)
class Peeled:
    """The marks that are estimated from, which ones of the file these are, and what was taken out, in order."""

    core: Cells
    kept: Mask
    removed: tuple[Removed, ...]


def peel(data: Cells, facets: Sequence[Facet]) -> Peeled:
    """Take out the extreme elements of the facets, in turns, until none is left."""
    kept: Mask = np.ones(len(data.entry), dtype=bool)
    removed: list[Removed] = []
    core = data
    while len(core.entry):
        flat = core.tops[core.scale] == 0
        if flat.any():  # a scale with one mark only says nothing
            kept[np.flatnonzero(kept)[flat]] = False
            core = data.only(kept)
            continue
        found = next((one for one in (_extreme(core, facet) for facet in facets) if one is not None), None)
        if found is None:
            break
        facet, elements = found
        gone = kept & np.isin(data.facet(facet), elements)
        removed.append(Removed(facet, elements, gone))
        kept &= ~gone
        core = data.only(kept)
    return Peeled(core, kept, tuple(removed))


def _extreme(core: Cells, facet: Facet) -> tuple[Facet, Index] | None:
    column = core.facet(facet)
    reached, most = np.bincount(column, core.step), np.bincount(column, core.tops[core.scale])
    elements = np.flatnonzero((most > 0) & ((reached == 0) | (reached == most)))
    return (facet, elements) if len(elements) else None


def extrapolate(measures: Measures, errors: Measures, peeled: Peeled, data: Cells) -> tuple[Measures, Measures]:
    """(measures, standard errors) with those of the removed elements filled in, the last removed first."""
    for removed in reversed(peeled.removed):
        chosen = {name: getattr(data, name)[removed.marks] for name in ("entry", "juror", "criterion", "scale", "mark")}
        own = replace(data, **chosen, step=np.zeros(int(removed.marks.sum()), dtype=np.int64), tops=peeled.core.tops)
        own = replace(own, step=clipped(own, peeled.core))
        values, spread = _solve(measures, own, removed)
        measures, errors = _filled(measures, removed, values), _filled(errors, removed, spread)
    return measures, errors


def _filled(measures: Measures, removed: Removed, values: Vector) -> Measures:
    column: Vector = getattr(measures, removed.facet).copy()
    column[removed.elements] = values
    changes: dict[str, Vector] = {removed.facet: column}
    return replace(measures, **changes)


def _solve(measures: Measures, own: Cells, removed: Removed) -> tuple[Vector, Vector]:
    """By bisection, the measures at which the expected sum of steps is the adjusted one; NaN where nothing tells."""
    sign = 1.0 if removed.facet == "entry" else -1.0
    element = np.searchsorted(removed.elements, own.facet(removed.facet))
    size = len(removed.elements)
    others = _filled(measures, removed, np.zeros(size)).logit(own)
    useful = np.isfinite(others) & (own.tops[own.scale] > 0)
    element, others, scale, step = element[useful], others[useful], own.scale[useful], own.step[useful]
    sums = cumulated(measures.thresholds, own.tops)[scale]
    most = np.bincount(element, own.tops[scale], minlength=size)
    reached = np.bincount(element, step, minlength=size)
    target = np.clip(reached, ADJUSTMENT, np.maximum(most - ADJUSTMENT, ADJUSTMENT))
    low, high = np.full(size, -_BRACKET), np.full(size, _BRACKET)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        mean, _ = moments(probabilities(others + middle[element], sums)[0])
        below = np.bincount(element, mean, minlength=size) < target
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    value = (low + high) / 2
    _, variance = moments(probabilities(others + value[element], sums)[0])
    information = np.bincount(element, variance, minlength=size)
    known = information > 0
    spread = 1 / np.sqrt(np.where(known, information, 1))
    return np.where(known, sign * value, np.nan), np.where(known, spread, np.nan)
