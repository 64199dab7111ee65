"""Joint maximum likelihood: all abilities, severities, difficulties and thresholds at once.

The likelihood is concave, so Newton steps (shortened where they overshoot) find its maximum from rough first guesses.
The equations of a step are solved by conjugate gradients: nothing is ever formed that is larger than the marks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, cg

from judging.errors import N_, Refused
from judging.scoring.aggregation.crossed import Index, Matrix, Vector
from judging.scoring.aggregation.rasch.cells import Cells
from judging.scoring.aggregation.rasch.model import Measures, centred, cumulated, moments, probabilities

_STEPS = 60
_SHORTEST, _LONGEST = 1e-6, 4.0
_DONE = 1e-6
"""What a step promises to add to the logarithm of the likelihood when it is the last one needed: Newton steps square
the distance, so nothing that could be seen is left after it."""
_SOLVED = 1e-8
_FARTHEST = 60.0
APART = N_(
    "The marks part entries, jurors or marks completely from one another, so joint estimation has no finite answer; "
    "choose “--estimation marginal”, or the method “adjusted”."
)

Numbers = NDArray[Any]


@dataclass(frozen=True)
class _Problem:
    """Marks of elements numbered without gaps. A vector of unknowns is abilities, severities, difficulties, thresholds
    one after another; `cuts` are the places between them; real: the thresholds that lie below their scale's top.
    """

    data: Cells
    cuts: tuple[int, int, int]
    real: NDArray[np.bool_]

    def split(self, unknowns: Vector) -> Measures:
        entry, juror, criterion, thresholds = np.split(unknowns, self.cuts)
        return Measures(entry, juror, criterion, thresholds.reshape(self.real.shape))

    def join(self, entry: Numbers, juror: Numbers, criterion: Numbers, thresholds: Matrix) -> Vector:
        unknowns: Vector = np.concatenate([entry, juror, criterion, np.where(self.real, thresholds, 0).ravel()])
        return unknowns


def fit_joint(core: Cells, sizes: tuple[int, int, int]) -> tuple[Measures, Measures]:
    """(measures, standard errors) from marks without extreme elements; an element without marks gets NaN. `sizes` are
    the numbers of entries, jurors and criteria.

    The standard error of a measure is 1/√(information of its marks), the other measures taken as known.
    Raises Refused where the likelihood has no maximum.
    """
    columns = (core.entry, core.juror, core.criterion)
    levels, numbers = zip(*(np.unique(column, return_inverse=True) for column in columns), strict=True)
    entry, juror, criterion = numbers
    problem = _problem(replace(core, entry=entry, juror=juror, criterion=criterion))
    unknowns, variance = _maximum(problem)
    found = problem.split(unknowns)
    values = [
        _placed(value, level, size)
        for value, level, size in zip((found.entry, found.juror, found.criterion), levels, sizes, strict=True)
    ]
    errors = [
        _placed(1 / np.sqrt(np.bincount(number, variance)), level, size)
        for number, level, size in zip(numbers, levels, sizes, strict=True)
    ]
    measures = Measures(values[0], values[1], values[2], found.thresholds)
    none = np.zeros_like(found.thresholds)
    return centred(measures, core), Measures(errors[0], errors[1], errors[2], none)


def _placed(values: Vector, levels: Index, size: int) -> Vector:
    column = np.full(size, np.nan)
    column[levels] = values
    return column


def _problem(data: Cells) -> _Problem:
    counts = [int(column.max()) + 1 for column in (data.entry, data.juror, data.criterion)]
    real = np.arange(1, max(1, int(data.tops.max())) + 1) <= data.tops[:, None]
    first, second, third = np.cumsum(counts)
    return _Problem(data, (int(first), int(second), int(third)), real)


def _maximum(problem: _Problem) -> tuple[Vector, Vector]:
    """(the unknowns at the maximum of the likelihood, the variance of every mark there)."""
    unknowns = _start(problem)
    likelihood, chances = _likelihood(problem, unknowns)
    for _ in range(_STEPS):
        gradient = _gradient(problem, chances)
        step = _newton(problem, chances, gradient)
        length = min(1.0, _LONGEST / max(float(np.abs(step).max()), 1e-300))
        while True:
            following, nearer = _likelihood(problem, unknowns + length * step)
            if following >= likelihood - 1e-12 * abs(likelihood) or length < _SHORTEST:
                break
            length /= 2
        unknowns, likelihood, chances = unknowns + length * step, following, nearer
        if gradient @ step < _DONE:
            return unknowns, moments(chances)[1]
        if np.ptp(problem.split(unknowns).logit(problem.data)) > _FARTHEST:
            break
    raise Refused(APART)


def _start(problem: _Problem) -> Vector:
    """Logits of the shares of the possible steps that were reached; thresholds from how often each mark was given."""
    data = problem.data

    def share(column: Index) -> Vector:
        reached, most = np.bincount(column, data.step), np.bincount(column, data.tops[data.scale])
        logits: Vector = np.log((reached + 0.3) / (most - reached + 0.3))
        centred_logits: Vector = logits - logits.mean()
        return centred_logits

    used = np.zeros((len(data.tops), problem.real.shape[1] + 1))
    np.add.at(used, (data.scale, data.step), 1.0)
    thresholds = np.log((used[:, :-1] + 0.5) / (used[:, 1:] + 0.5))
    return problem.join(share(data.entry), -share(data.juror), -share(data.criterion), thresholds)


def _likelihood(problem: _Problem, unknowns: Vector) -> tuple[float, Matrix]:
    """(logarithm of the likelihood, the probability of every step of every mark)."""
    data, measures = problem.data, problem.split(unknowns)
    logit = measures.logit(data)
    sums = cumulated(measures.thresholds, data.tops)
    chances, norm = probabilities(logit, sums[data.scale])
    return float((data.step * logit - sums[data.scale, data.step] - norm).sum()), chances


def _above(chances: Matrix) -> Matrix:
    """The probability of reaching step 1, 2, …"""
    return np.asarray(np.cumsum(chances[:, :0:-1], axis=1)[:, ::-1])


def _gradient(problem: _Problem, chances: Matrix) -> Vector:
    data = problem.data
    residual = data.step - moments(chances)[0]
    missing = _above(chances) - (data.step[:, None] >= np.arange(1, chances.shape[1]))
    by_scale = _by_scale(problem) @ missing
    return problem.join(
        np.bincount(data.entry, residual),
        -np.bincount(data.juror, residual),
        -np.bincount(data.criterion, residual),
        by_scale,
    )


def _by_scale(problem: _Problem) -> sparse.csr_array:
    """Adds the rows of marks up by scale."""
    scale = problem.data.scale
    size = (len(problem.data.tops), len(scale))
    return sparse.csr_array((np.ones(len(scale)), (scale, np.arange(len(scale)))), shape=size)


def _newton(problem: _Problem, chances: Matrix, gradient: Vector) -> Vector:
    """The step along which the gradient vanishes to first order.

    Constants may move between facets without any effect; conjugate gradients, begun at 0, leave them where they are.
    """
    data = problem.data
    expected, variance = moments(chances)
    above = _above(chances)
    mixed = above * _tails(chances, above, expected)
    gather = _by_scale(problem)
    steps = problem.real.shape[1]
    later = np.maximum(np.arange(steps)[:, None], np.arange(steps))
    block = np.stack([gather @ above[:, later[row]] - gather @ (above * above[:, [row]]) for row in range(steps)], 1)

    def product(unknowns: Vector) -> Vector:
        part = problem.split(unknowns)
        rise = variance * part.logit(data) - np.einsum("ns,ns->n", mixed, part.thresholds[data.scale])
        bend = np.einsum("gst,gt->gs", block, part.thresholds) - gather @ (mixed * part.logit(data)[:, None])
        return problem.join(
            np.bincount(data.entry, rise), -np.bincount(data.juror, rise), -np.bincount(data.criterion, rise), bend
        )

    size = (len(gradient),) * 2
    step, _ = cg(
        LinearOperator(size, product, dtype=float),
        gradient,
        rtol=_SOLVED,
        maxiter=500,
        M=LinearOperator(size, _preconditioner(problem, variance, block), dtype=float),
    )
    result: Vector = step
    return result


def _preconditioner(problem: _Problem, variance: Vector, block: Matrix) -> Callable[[Vector], Vector]:
    """Solves each facet as if the others were known; `block`: the information on the thresholds of each scale."""
    data = problem.data
    inverse = np.linalg.inv(block + np.where(problem.real, 1e-9, 1.0)[:, :, None] * np.eye(block.shape[1]))
    scales = [np.bincount(column, variance) for column in (data.entry, data.juror, data.criterion)]

    def precondition(unknowns: Vector) -> Vector:
        part = problem.split(unknowns)
        return problem.join(
            part.entry / scales[0],
            part.juror / scales[1],
            part.criterion / scales[2],
            np.einsum("gst,gt->gs", inverse, part.thresholds),
        )

    return precondition


def _tails(chances: Matrix, above: Matrix, expected: Vector) -> Matrix:
    """The expected step among steps not below 1, 2, …, less the expected step of all."""
    steps = np.arange(chances.shape[1])
    sums = np.cumsum((chances * steps)[:, :0:-1], axis=1)[:, ::-1]
    return np.asarray(sums / np.maximum(above, 1e-300) - expected[:, None])
