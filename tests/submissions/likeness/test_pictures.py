"""Which pictures are the same one."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from judging.submissions.likeness.pictures import (
    NEAR,
    SAME,
    SIDE,
    WINDOWS,
    Floats,
    nearest,
    picture_hashes,
    positions,
    sameness,
)
from tests.submissions.likeness.painting import COPIES, painting, saved


def grey(picture: Image.Image) -> Floats:
    again = Image.open(io.BytesIO(saved(picture, 60))).convert("L")
    return np.asarray(again.resize((SIDE, SIDE), Image.Resampling.BOX), dtype=np.float64)


def hashes_of(squares: list[Floats]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint64]]:
    found = [hashes for square in squares if (hashes := picture_hashes(square)) is not None]
    return np.array(found)


@pytest.mark.parametrize("how", COPIES)
def test_a_copy_is_near_and_the_same_from_either_side(how: str) -> None:
    original = grey(painting(1))
    copy = grey(COPIES[how](painting(1)))
    for one, other in ((original, copy), (copy, original)):
        assert nearest(one, hashes_of([other]))[0] <= NEAR
        assert sameness(one, other) >= SAME


def test_other_pictures_of_the_same_composition_are_not_the_same() -> None:
    squares = [grey(painting(seed)) for seed in range(12)]
    worst = max(sameness(squares[0], other) for other in squares[1:])
    assert worst < SAME - 0.1


def test_a_flat_picture_is_like_nothing() -> None:
    flat = np.full((SIDE, SIDE), 80.0)
    assert picture_hashes(flat) is None
    assert list(nearest(flat, hashes_of([grey(painting(1))]))) == [64]
    assert sameness(flat, flat) == 0.0


def test_eight_positions_and_windows_that_leave_little_out() -> None:
    square = grey(painting(1))
    assert len({position.tobytes() for position in positions(square)}) == 8
    assert WINDOWS[0] == (0, 0, 0, 0)
    assert max(left + right for left, _, right, _ in WINDOWS) < 0.2
    hashes = picture_hashes(square)
    assert hashes is not None
    assert len(hashes) == len(WINDOWS)
    assert len(nearest(square, np.empty((0, len(WINDOWS)), dtype=np.uint64))) == 0
