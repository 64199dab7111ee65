"""Fingerprints of pictures, and how far two pictures are the same. Pure: grey values in, figures out.

A picture's hash is the signs of its lowest cosine frequencies against their median (64 bits). It survives saving again,
scaling and changes of light; to survive cropping as well, every picture keeps the hashes of windows that leave out up
to 12% of a side, and a turned or mirrored copy is looked for in all eight positions. Pairs with near hashes are then
laid upon each other at the best fitting window, and their fine structure is correlated: pictures of the same
composition by the same hand have near hashes, but not the same strokes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

SIDE = 96  # pixels of the small square that is kept of a picture
NEAR = 10  # bits of 64 in which hashes may differ for their pictures to be looked at
SAME = 0.85  # correlation of the fine structure from which two pictures are the same one
PROMISING = 0.45  # what a coarse window must reach for its edges to be moved
FLAT = 4.0  # standard deviation of grey values below which a picture has no structure to compare

_STEPS = (0.0, 0.06, 0.12)
_LEFT_OUT = 0.19  # of a side, both ends together
_COARSE = 32
_BITS = 10
_FINE = 48
_BLUR = 4.0  # pixels of the fine square: what changes more slowly is composition, not structure
_MOVES = (0.03, 0.015, 0.0075)
_FREQUENCIES = sorted(((i, j) for i in range(_BITS) for j in range(_BITS) if i + j), key=lambda at: (sum(at), at))[:64]
_ROWS, _COLUMNS = (np.array(places) for places in zip(*_FREQUENCIES, strict=True))
_POWERS = np.uint64(1) << np.arange(64, dtype=np.uint64)

Window = tuple[float, float, float, float]  # left out at left, top, right, bottom
WINDOWS: tuple[Window, ...] = tuple(
    (left, top, right, bottom)
    for left in _STEPS for top in _STEPS for right in _STEPS for bottom in _STEPS
    if left + right < _LEFT_OUT and top + bottom < _LEFT_OUT
)  # fmt: skip


def picture_hashes(grey: Floats) -> Words | None:
    """Of a square of SIDE × SIDE grey values (0–255), one hash a window, the whole first; None for a flat one."""
    if grey.std() < FLAT:
        return None
    rows, columns = _projections()
    waves = (rows @ grey @ columns.transpose(0, 2, 1))[:, _ROWS, _COLUMNS]
    bits = waves > np.median(waves, axis=1, keepdims=True)
    return np.asarray((bits * _POWERS).sum(axis=1), dtype=np.uint64)


def nearest(grey: Floats, others: Words) -> NDArray[np.int64]:
    """By how many bits each of `others` (pictures × windows) differs from this picture at the best fitting window."""
    turned = [hashes for one in positions(grey) if (hashes := picture_hashes(one)) is not None]
    if not turned or not len(others):
        return np.full(len(others), 64)
    whole = np.array([hashes[0] for hashes in turned])
    windows = np.unique(np.concatenate(turned))
    in_theirs = np.bitwise_count(others[:, :, None] ^ whole).min(axis=(1, 2))
    in_mine = np.bitwise_count(others[:, :1] ^ windows).min(axis=1)
    return np.asarray(np.minimum(in_theirs, in_mine), dtype=np.int64)


def sameness(one: Floats, other: Floats) -> float:
    """The best correlation of fine structure with one picture laid upon a window of the other: 1 the same, 0 strangers.

    Where no coarse window promises anything, its figure is returned as it is.
    """
    fit, target, upon, window = max(_laid_upon(one, other), _laid_upon(other, one), key=lambda found: found[0])
    return fit if fit < PROMISING else _refined(target, upon, window, fit)


def positions(grey: Floats) -> Iterator[Floats]:
    """The picture turned by quarters, and each mirrored."""
    for quarters in range(4):
        turned = np.rot90(grey, quarters)
        yield turned
        yield np.fliplr(turned)


def _laid_upon(whole: Floats, other: Floats) -> tuple[float, Floats, Floats, Window]:
    """`whole` in its eight positions upon windows of `other`: the best fit, and what fitted where."""
    targets = _structures(np.array([_cut(one, (0.0,) * 4) for one in positions(whole)]))
    found = _structures(np.array([_cut(other, window) for window in WINDOWS]))
    fits = targets.reshape(8, -1) @ found.reshape(len(WINDOWS), -1).T
    position, window = np.unravel_index(int(fits.argmax()), fits.shape)
    return float(fits.max()), targets[position], other, WINDOWS[window]


def _refined(target: Floats, other: Floats, window: Window, best: float) -> float:
    """The best fit that small moves of the window's edges lead to."""
    for move in _MOVES:
        better = True
        while better:
            better = False
            for edge, by in product(range(4), (-move, move)):
                tried = cast(Window, (*window[:edge], min(max(window[edge] + by, 0.0), 0.2), *window[edge + 1 :]))
                fit = float((target * _structures(_cut(other, tried)[None])[0]).sum())
                if fit > best + 1e-4:
                    window, best, better = tried, fit, True
    return best


def _structures(greys: Floats) -> Floats:
    """What is left of squares without their slow changes, scaled so that the correlation of two is their product's
    sum."""
    from scipy.ndimage import gaussian_filter  # 20 MB that a web server need not hold

    fine = greys - gaussian_filter(greys, (0.0, _BLUR, _BLUR), truncate=2.5)
    fine -= fine.mean(axis=(1, 2), keepdims=True)
    lengths = np.sqrt((fine * fine).sum(axis=(1, 2), keepdims=True))
    return np.asarray(fine / np.maximum(lengths, 1e-6))


def _cut(grey: Floats, window: Window) -> Floats:
    left, top, right, bottom = window
    return _samples(top, bottom, _FINE) @ grey @ _samples(left, right, _FINE).T


def _samples(before: float, after: float, count: int) -> Floats:
    """The matrix that averages SIDE values over `count` equal stretches of what is left between the two ends."""
    edges = np.linspace(before * SIDE, (1 - after) * SIDE, count + 1)
    pixels = np.arange(SIDE)
    overlap = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    weights = overlap.clip(min=0.0)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


@cache
def _projections() -> tuple[Floats, Floats]:
    """For every window the matrices that turn a square's columns and rows into their lowest cosine frequencies."""
    from scipy.fft import dct

    waves = dct(np.eye(_COARSE), norm="ortho", axis=0)[:_BITS]
    sides = {(a, b): waves @ _samples(a, b, _COARSE) for a in _STEPS for b in _STEPS}
    rows = np.array([sides[top, bottom] for _, top, _, bottom in WINDOWS])
    columns = np.array([sides[left, right] for left, _, right, _ in WINDOWS])
    return rows, columns
