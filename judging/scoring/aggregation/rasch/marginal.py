"""Marginal maximum likelihood: abilities are a normal sample, whose mean and spread are estimated with the rest.

The integral over the ability is a sum over evenly spaced nodes as dense as the sharpest entry needs, which for smooth
integrands is as exact as Gauss–Hermite quadrature and stays so where many marks leave an entry little doubt. The
likelihood is maximised by a quasi-Newton method with its exact gradient, to the same point as the EM algorithm (Bock &
Aitkin 1981), in fewer rounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import logsumexp

from judging.errors import N_, Refused
from judging.scoring.aggregation.crossed import Index, Matrix, Vector
from judging.scoring.aggregation.rasch.cells import Cells
from judging.scoring.aggregation.rasch.model import Measures, centred, cumulated

_REACH = 6.5
"""The nodes cover this many standard deviations on either side."""
_FEWEST_NODES, _MOST_NODES = 61, 1501
SMALLEST_SPREAD = 1e-3
_BLOCK = 1_000_000
_ROUNDS = 3
_FARTHEST = 40.0
APART = N_(
    "The marks part the entries completely, so there are no finite measures that explain them best; "
    "choose the method “adjusted”."
)


@dataclass(frozen=True)
class _Problem:
    """given: entry × (pair of juror and criterion, step), the marks; juror, criterion, scale: of every pair;
    real: the thresholds that lie below their scale's top.
    """

    given: sparse.csr_array
    juror: Index
    criterion: Index
    scale: Index
    tops: Index
    real: NDArray[np.bool_]
    sizes: tuple[int, int, int]

    def split(self, unknowns: Vector) -> tuple[float, float, Measures]:
        """(mean, standard deviation, measures of the rest)."""
        _, jurors, criteria = self.sizes
        juror, criterion, thresholds = np.split(unknowns[2:], [jurors, jurors + criteria])
        measures = Measures(np.zeros(0), juror, criterion, thresholds.reshape(self.real.shape))
        return float(unknowns[0]), float(np.exp(unknowns[1])), measures


@dataclass(frozen=True)
class Marginal:
    """The fitted model; jurors and criteria without marks have NaN, entries without marks are average.

    Abilities are posterior means (EAP), their errors posterior standard deviations; the other errors are 1/√(observed
    information of the marginal likelihood), the other measures taken as known. mean, spread: of the distribution of
    abilities. infit, outfit: by juror, mean squares averaged over what the abilities may be.
    """

    measures: Measures
    errors: Measures
    mean: float
    spread: float
    infit: Vector
    outfit: Vector


def fit_marginal(core: Cells, sizes: tuple[int, int, int]) -> Marginal:
    """Fit marks none of whose jurors and criteria are extreme. `sizes`: numbers of entries, jurors, criteria.

    Raises Refused where the likelihood grows without end.
    """
    problem = _problem(core, sizes)
    unknowns = _start(problem, core)
    count = _FEWEST_NODES
    for _ in range(_ROUNDS):
        unknowns = _maximum(problem, unknowns, count)
        needed = _nodes_needed(problem, unknowns, count)
        if needed <= count:
            break
        count = needed
    _, spread, found = problem.split(unknowns)
    if max(spread, np.ptp(found.thresholds), np.ptp(found.juror), np.ptp(found.criterion)) > _FARTHEST:
        raise Refused(APART)
    return _result(problem, core, unknowns, count)


def _problem(core: Cells, sizes: tuple[int, int, int]) -> _Problem:
    pairs, pair = np.unique(core.juror * sizes[2] + core.criterion, return_inverse=True)
    juror, criterion = np.divmod(pairs, sizes[2])
    scale = np.zeros(len(pairs), dtype=np.int64)
    scale[pair] = core.scale
    steps = max(1, int(core.tops.max())) + 1
    shape = (sizes[0], len(pairs) * steps)
    given = sparse.csr_array((np.ones(len(pair)), (core.entry, pair * steps + core.step)), shape=shape)
    real = np.arange(1, steps) <= core.tops[:, None]
    return _Problem(given, juror, criterion, scale, core.tops, real, sizes)


def _start(problem: _Problem, core: Cells) -> Vector:
    used = np.zeros((len(problem.tops), problem.real.shape[1] + 1))
    np.add.at(used, (core.scale, core.step), 1.0)
    thresholds = np.where(problem.real, np.log((used[:, :-1] + 0.5) / (used[:, 1:] + 0.5)), 0)
    return np.concatenate([np.zeros(2 + problem.sizes[1] + problem.sizes[2]), thresholds.ravel()])


def _nodes(count: int) -> tuple[Vector, Vector]:
    """(nodes in standard deviations, logarithms of their weights, which sum to 1)."""
    places = np.linspace(-_REACH, _REACH, count)
    weights = -np.square(places) / 2
    return places, weights - logsumexp(weights)


def _table(problem: _Problem, unknowns: Vector, places: Vector) -> Matrix:
    """Logarithms of the probabilities of the steps (pair, step, node)."""
    mean, spread, measures = problem.split(unknowns)
    steps = np.arange(problem.real.shape[1] + 1)
    sums = cumulated(measures.thresholds, problem.tops)[problem.scale]
    logit = (mean + spread * places) - (measures.juror[problem.juror] + measures.criterion[problem.criterion])[:, None]
    exponent = steps[None, :, None] * logit[:, None, :] - sums[:, :, None]
    table: Matrix = exponent - logsumexp(exponent, axis=1, keepdims=True)
    return table


def _posteriors(problem: _Problem, table: Matrix, weights: Vector) -> Iterator[tuple[slice, Matrix, Vector]]:
    """Block by block: (which entries, their weights on the nodes, logarithms of the likelihoods of their marks)."""
    flat = np.where(np.isfinite(table), table, 0.0).reshape(-1, len(weights))
    size = problem.given.shape[0]
    block = max(1, _BLOCK // len(weights))
    for first in range(0, size, block):
        rows = slice(first, min(first + block, size))
        joined = problem.given[rows] @ flat + weights
        norm = logsumexp(joined, axis=1)
        yield rows, np.exp(joined - norm[:, None]), norm


def _maximum(problem: _Problem, start: Vector, count: int) -> Vector:
    places, weights = _nodes(count)
    size = problem.given.shape[0]

    units = _units(problem)

    def downhill(scaled: Vector) -> tuple[float, Vector]:
        unknowns = scaled * units
        table = _table(problem, unknowns, places)
        likelihood, used = 0.0, np.zeros((problem.given.shape[1], count))
        for rows, posterior, norm in _posteriors(problem, table, weights):
            likelihood += float(norm.sum())
            used += problem.given[rows].T @ posterior
        gradient = _gradient(problem, table, used.reshape(table.shape), unknowns, places)
        return -likelihood / size, -gradient * units / size

    bounds: list[tuple[float | None, float | None]] = [(None, None)] * len(start)
    bounds[1] = (float(np.log(SMALLEST_SPREAD)) / units[1], 4.0 / units[1])
    options = {"maxiter": 2000, "maxfun": 4000, "ftol": 1e-15, "gtol": 1e-9, "maxcor": 30}
    found = minimize(downhill, start / units, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    return np.asarray(found.x * units)


def _units(problem: _Problem) -> Vector:
    """Rough standard errors of the unknowns: in units of them the likelihood is about as steep in all directions."""
    used = np.asarray(problem.given.sum(axis=0)).reshape(len(problem.juror), -1)
    by_scale = np.zeros((len(problem.tops), used.shape[1]))
    np.add.at(by_scale, problem.scale, used)
    total = np.maximum(by_scale.sum(axis=1, keepdims=True), 1)
    reached = np.cumsum(by_scale[:, :0:-1], axis=1)[:, ::-1] / total
    steps = np.arange(used.shape[1])
    variance = max(float(used.sum(axis=0) @ np.square(steps - used.sum(axis=0) @ steps / used.sum())) / used.sum(), 0.1)
    information = np.concatenate(
        [
            np.full(2, problem.sizes[0]),
            variance / 2 * np.bincount(problem.juror, used.sum(axis=1), minlength=problem.sizes[1]),
            variance / 2 * np.bincount(problem.criterion, used.sum(axis=1), minlength=problem.sizes[2]),
            (total * reached * (1 - reached)).ravel(),
        ]
    )
    return np.asarray(1 / np.sqrt(np.maximum(information, 1)))


def _gradient(problem: _Problem, table: Matrix, used: Matrix, unknowns: Vector, places: Vector) -> Vector:
    """By Fisher's identity: that of the complete data, averaged over what the abilities may be."""
    chances = np.exp(table)
    steps = np.arange(chances.shape[1])
    total = used.sum(axis=1)
    residual = np.einsum("s,psq->pq", steps, used) - total * np.einsum("s,psq->pq", steps, chances)
    beyond = np.cumsum((total[:, None] * chances - used)[:, :0:-1].sum(axis=2), axis=1)[:, ::-1]
    thresholds = np.zeros(problem.real.shape)
    np.add.at(thresholds, problem.scale, beyond)
    by_pair = residual.sum(axis=1)
    spread = problem.split(unknowns)[1]
    return np.concatenate(
        [
            [residual.sum(), spread * float((residual @ places).sum())],
            -np.bincount(problem.juror, by_pair, minlength=problem.sizes[1]),
            -np.bincount(problem.criterion, by_pair, minlength=problem.sizes[2]),
            np.where(problem.real, thresholds, 0).ravel(),
        ]
    )


def _nodes_needed(problem: _Problem, unknowns: Vector, count: int) -> int:
    """As many as keep the nodes no farther apart than the sharpest posterior is wide."""
    places, weights = _nodes(count)
    sharpest = min(
        float(_spreads(posterior, places)[1].min())
        for _, posterior, _ in _posteriors(problem, _table(problem, unknowns, places), weights)
    )
    apart = 2 * _REACH / (count - 1)
    needed = int(np.ceil(2 * _REACH / max(min(sharpest, 1.0), apart / 4))) + 1
    return min(_MOST_NODES, needed)


def _spreads(posterior: Matrix, places: Vector) -> tuple[Vector, Vector]:
    """(mean, standard deviation) of every row of weights."""
    mean = posterior @ places
    return mean, np.sqrt(np.maximum(posterior @ np.square(places) - np.square(mean), 0))


def _result(problem: _Problem, core: Cells, unknowns: Vector, count: int) -> Marginal:
    places, weights = _nodes(count)
    mean, spread, found = problem.split(unknowns)
    table = _table(problem, unknowns, places)
    steps = np.arange(table.shape[1])
    chances = np.exp(table)
    expected = np.einsum("s,psq->pq", steps, chances)
    variance = np.einsum("s,psq->pq", np.square(steps), chances) - np.square(expected)
    met = sparse.csr_array((problem.given.data, problem.given.indices // len(steps), problem.given.indptr))
    met.resize((problem.sizes[0], len(problem.juror)))
    ability, error = np.zeros((2, problem.sizes[0]))
    information = [np.zeros(size) for size in problem.sizes[1:]]
    used = np.zeros((problem.given.shape[1], count))
    for rows, posterior, _ in _posteriors(problem, table, weights):
        ability[rows], error[rows] = _spreads(posterior, places)
        used += problem.given[rows].T @ posterior
        for own, column in zip(information, (problem.juror, problem.criterion), strict=True):
            own += _information(met[rows].tocoo(), column, len(own), posterior, expected, variance)
    jurors, criteria = (np.where(own > 0, own, np.nan) for own in information)
    measures = Measures(
        np.append(mean + spread * ability, mean),
        np.where(np.isin(np.arange(len(jurors)), problem.juror), found.juror, np.nan),
        np.where(np.isin(np.arange(len(criteria)), problem.criterion), found.criterion, np.nan),
        found.thresholds,
    )
    level = centred(measures, core)
    infit, outfit = _fits(problem, used.reshape(table.shape), expected, variance)
    return Marginal(
        measures=replace(level, entry=level.entry[:-1]),
        errors=Measures(spread * error, 1 / np.sqrt(jurors), 1 / np.sqrt(criteria), np.zeros_like(found.thresholds)),
        mean=float(level.entry[-1]),
        spread=spread,
        infit=infit,
        outfit=outfit,
    )


def _information(
    met: sparse.coo_array, column: Index, size: int, posterior: Matrix, expected: Matrix, variance: Matrix
) -> Vector:
    """By level of a facet: what the marks would say if abilities were known, less what not knowing them takes away
    (Louis 1982). `met`: which pairs of juror and criterion met the entries of `posterior`; column: their level.
    """
    entry, pair = met.coords
    own, number = np.unique(entry * size + column[pair], return_inverse=True)
    gather = sparse.csr_array((np.ones(len(pair)), (number, pair)), shape=(len(own), len(expected)))
    weights = posterior[own // size]
    sums = gather @ expected
    lost = (weights * np.square(sums)).sum(axis=1) - np.square((weights * sums).sum(axis=1))
    told = (weights * (gather @ variance)).sum(axis=1) - lost
    return np.bincount(own % size, told, minlength=size).astype(float)


def _fits(problem: _Problem, used: Matrix, expected: Matrix, variance: Matrix) -> tuple[Vector, Vector]:
    """(infit, outfit) mean squares of the jurors; `used`: how often each step of a pair was given, by node."""
    steps = np.arange(used.shape[1])
    squares = (used * np.square(steps[None, :, None] - expected[:, None, :])).sum(axis=1)
    total = used.sum(axis=1)
    jurors = problem.sizes[1]

    def by_juror(values: Matrix) -> Vector:
        return np.bincount(problem.juror, values.sum(axis=1), minlength=jurors).astype(float)

    with np.errstate(invalid="ignore"):
        infit: Vector = by_juror(squares) / by_juror(total * variance)
        outfit: Vector = by_juror(squares / np.maximum(variance, 1e-12)) / by_juror(total)
    return infit, outfit
