"""The mixed model mark = mean + outer effect + inner effect + error, both effects random, fitted by REML and BLUP.

Let Z be the indicator matrices, g = (outer, inner) the variances of the effects in units of the error variance, and
V = I + g₁Z₁Z₁' + g₂Z₂Z₂'. The profiled REML deviance (Patterson & Thompson 1971; Bates et al. 2015) is minimised by
Newton steps with the average information matrix (Gilmour, Thompson & Cullis 1995), projected on g ≥ 0. V is never
formed: outer levels are eliminated one by one (their block is diagonal), and the inner ones remain as the Schur
complement S = I + g₂·A.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_solve, lapack, solve_triangular

from judging.scoring.aggregation.crossed import Crossed, Matrix, Vector

_LARGEST_RATIO = 1e7
"""Where marks leave (almost) no error, ratios to the error variance grow without end; here they stop."""
_MAX_STEPS = 200
_FEW = 200
_GRID = (0.0, 0.1, 1.0, 10.0, 100.0)
_FOLLOWED = 4
_TIED = 1e-7
"""Marks up to which other minima are looked for, the ratios tried, how many of them are followed down, and how much
deeper than the first a minimum must be.
"""
_NEAR = 1e-6
_DONE = 1e-13
"""Deviance that a Newton step promises: below the first its shape is certain, but too small to be seen in the sum of
the deviance of a million marks; below the second nothing is left to gain."""


@dataclass(frozen=True)
class Point:
    """The model at one pair of variance ratios. Names follow the module's docstring; P is V⁻¹ less its mean part."""

    data: Crossed
    ratios: Vector
    shrink: Vector  # 1 / (1 + g₁ · marks of the outer level)
    inner_matrix: Matrix  # A = Z₂' (I + g₁Z₁Z₁')⁻¹ Z₂
    factor: Matrix  # lower Cholesky factor of S
    ones_inner: Vector  # S⁻¹ Z₂' (I + g₁Z₁Z₁')⁻¹ 1 = Z₂'V⁻¹1
    ones: float  # 1'V⁻¹1
    mean: float
    outer_gradient: Vector  # Z₁'Py; times g₁ the outer effects
    inner_gradient: Vector  # Z₂'Py; times g₂ the inner effects
    error: float  # REML estimate of the error variance
    deviance: float


def fit(data: Crossed) -> Point:
    """The REML estimate. A factor with one level, or marks that are all the same, have the ratio 0.

    Few marks can leave several minima; the deepest one that the lowest points of a grid lead to is taken.
    """
    start = _start(data)
    point = evaluate(data, start)
    if not point.error > 0:
        return point
    estimated = start > 0
    best = _descend(point, estimated)
    if data.size <= _FEW:
        grid = (evaluate(data, np.where(estimated, ratios, 0)) for ratios in product(_GRID, repeat=2))
        lowest = sorted((one for one in grid if one.error > 0), key=lambda one: one.deviance)[:_FOLLOWED]
        for other in (_descend(one, estimated) for one in lowest):
            if other.deviance < best.deviance - _TIED:
                best = other
    return best


def _descend(point: Point, estimated: NDArray[np.bool_]) -> Point:
    """The minimum that Newton steps lead to from the point."""
    for _ in range(_MAX_STEPS):
        direction, promise = _direction(point, estimated)
        if promise < _DONE:
            break
        following = _follow(point, direction, sure=promise < _NEAR)
        if following is None:
            break
        point = following
    return point


def evaluate(data: Crossed, ratios: Vector) -> Point:
    """Solve the model at given variance ratios (outer, inner)."""
    outer, inner = ratios
    shrink = 1 / (1 + outer * data.outer_counts)
    matrix = np.diag(data.inner_counts) - data.cross(outer * shrink)
    factor, _ = lapack.dpotrf(np.eye(len(matrix)) + inner * matrix, lower=1, clean=1)
    ones_right = data.table_t @ shrink
    ones_inner = cho_solve((factor, True), ones_right)
    ones = float(data.outer_counts @ shrink - inner * (ones_right @ ones_inner))
    mean, by_outer, by_inner = _solve(data, ratios, shrink, factor, ones_inner, ones, data.outer_sums, data.inner_sums)
    residuals = data.marks - mean - outer * by_outer[data.outer] - inner * by_inner[data.inner]
    squares = residuals @ residuals + outer * (by_outer @ by_outer) + inner * (by_inner @ by_inner)
    error = float(squares) / max(data.size - 1, 1)
    logs = np.log1p(outer * data.outer_counts).sum() + 2 * np.log(factor.diagonal()).sum() + np.log(ones)
    deviance = float((data.size - 1) * np.log(error) + logs) if error > 0 else -np.inf
    return Point(data, ratios, shrink, matrix, factor, ones_inner, ones, mean, by_outer, by_inner, error, deviance)


def _solve(
    data: Crossed,
    ratios: Vector,
    shrink: Vector,
    factor: Matrix,
    ones_inner: Vector,
    ones: float,
    outer_sums: Vector,
    inner_sums: Vector,
) -> tuple[float, Vector, Vector]:
    """(mean, Z₁'Pq, Z₂'Pq) for a vector q of which only Z₁'q and Z₂'q are needed."""
    outer, inner = ratios
    right = inner_sums - outer * (data.table_t @ (shrink * outer_sums))
    inner_part = cho_solve((factor, True), right)
    mean = float(shrink @ outer_sums - inner * (ones_inner @ right)) / ones
    by_inner = inner_part - mean * ones_inner
    by_outer = shrink * (outer_sums - mean * data.outer_counts - inner * (data.table @ by_inner))
    return mean, by_outer, by_inner


def inverse(point: Point) -> Matrix:
    """S⁻¹ in full."""
    lower, _ = lapack.dpotri(point.factor, lower=1)
    result: Matrix = np.tril(lower) + np.tril(lower, -1).T
    return result


def backward(point: Point, columns: Matrix) -> Matrix:
    """L'⁻¹ times the columns, where S = L·L'; turns independent normal numbers into ones with covariance S⁻¹."""
    result: Matrix = solve_triangular(point.factor, columns, lower=True, trans="T", check_finite=False)
    return result


def ones_outer(point: Point) -> Vector:
    """Z₁'V⁻¹1."""
    data = point.data
    result: Vector = point.shrink * (data.outer_counts - point.ratios[1] * (data.table @ point.ones_inner))
    return result


def _slope(point: Point) -> tuple[Vector, Matrix]:
    """Gradient of the deviance by the two ratios, and its average information matrix (error variance profiled out)."""
    data, inner = point.data, point.ratios[1]
    inverted = inverse(point)
    by_outer, by_inner = point.outer_gradient, point.inner_gradient
    traces = np.array(
        [
            data.outer_counts @ point.shrink
            - inner * np.vdot(inverted, data.cross(point.shrink**2))
            - np.square(ones_outer(point)).sum() / point.ones,
            np.vdot(inverted, point.inner_matrix) - np.square(point.ones_inner).sum() / point.ones,
        ]
    )
    squares = np.array([by_outer @ by_outer, by_inner @ by_inner])
    common = (data, point.ratios, point.shrink, point.factor, point.ones_inner, point.ones)
    _, outer_outer, _ = _solve(*common, data.outer_counts * by_outer, data.table_t @ by_outer)
    _, outer_inner, inner_inner = _solve(*common, data.table @ by_inner, data.inner_counts * by_inner)
    mixed = by_outer @ outer_inner
    information = np.array([[by_outer @ outer_outer, mixed], [mixed, by_inner @ inner_inner]]) / point.error
    information -= np.outer(squares, squares) / (point.error**2 * max(data.size - 1, 1))
    return traces - squares / point.error, information


def _direction(point: Point, estimated: NDArray[np.bool_]) -> tuple[Vector, float]:
    """The Newton direction among the ratios that may move, and how far the deviance should fall along it."""
    gradient, information = _slope(point)
    free = estimated & ((point.ratios > 0) | (gradient < 0))
    direction = np.zeros(2)
    if free.any():
        held = information[np.ix_(free, free)]
        held = held + 1e-12 * np.diag(held.diagonal()) + 1e-300 * np.eye(len(held))
        direction[free] = -np.linalg.solve(held, gradient[free])
    return direction, float(-gradient @ direction)


def _follow(point: Point, direction: Vector, *, sure: bool) -> Point | None:
    """The next point along the direction, nearer and nearer until the deviance falls; None where it never does."""
    length = 1.0
    while length > 1e-6:
        ratios = np.clip(point.ratios + length * direction, 0, _LARGEST_RATIO)
        if np.array_equal(ratios, point.ratios):
            return None
        following = evaluate(point.data, ratios)
        if sure or following.deviance < point.deviance:
            return following
        length /= 4
    return None


def _start(data: Crossed) -> Vector:
    """Ratios from the variances of level means, as in an analysis of variance; near enough for Newton to take over."""
    outer_means, inner_means = data.outer_sums / data.outer_counts, data.inner_sums / data.inner_counts
    rest = data.marks - outer_means[data.outer] - inner_means[data.inner]
    freedom = max(data.size - len(outer_means) - len(inner_means) + 1, 1)
    error = max(rest @ rest / freedom, 1e-6 * (data.marks @ data.marks) / data.size)
    ratios = np.zeros(2)
    for place, (means, counts) in enumerate(((outer_means, data.outer_counts), (inner_means, data.inner_counts))):
        if len(means) > 1 and error > 0:
            between = counts @ np.square(means) / (len(means) - 1)
            ratios[place] = np.clip((between / error - 1) / counts.mean(), 0.01, 1e3)
    return ratios


def covariance(point: Point) -> Matrix:
    """Of the estimated ratios, from the average information; a ratio on its border 0 is taken as known."""
    _, information = _slope(point)
    free = point.ratios > 0
    result: Matrix = np.zeros((2, 2))
    if free.any():
        result[np.ix_(free, free)] = 2 * np.linalg.pinv(information[np.ix_(free, free)])
    return result
