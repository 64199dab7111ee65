"""Paintings in rows, in true relative size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.exhibition.printing.plates import LINE_WIDTH, NARROWEST, lay_out, real_size, scale_for

SIZES = st.lists(st.tuples(st.floats(5, 400), st.floats(5, 400)), max_size=40)


@given(SIZES)
def test_every_work_once_in_order_and_no_row_too_wide(sizes: list[tuple[float, float]]) -> None:
    rows = lay_out(sizes, scale_for(sizes))
    assert [plate.item for row in rows for plate in row.plates] == list(range(len(sizes)))
    for row in rows:
        width = sum(plate.cell for plate in row.plates) + row.gap * (len(row.plates) - 1)
        assert width <= LINE_WIDTH + 0.01
        assert all(plate.cell >= NARROWEST and plate.cell >= plate.width - 0.01 for plate in row.plates)


@given(SIZES)
def test_proportions_are_kept(sizes: list[tuple[float, float]]) -> None:
    for row in lay_out(sizes, scale_for(sizes)):
        for plate in row.plates:
            width, height = sizes[plate.item]
            assert plate.width / plate.height == pytest.approx(width / height, rel=0.01)


def test_paper_sizes_stand_in_true_relation() -> None:
    sizes = [(59.4, 42.0), (42.0, 29.7), (29.7, 21.0)]
    plates = [plate for row in lay_out(sizes, scale_for(sizes)) for plate in row.plates]
    assert plates[0].width / plates[1].width == pytest.approx(2**0.5, rel=0.01)
    assert plates[1].width / plates[2].width == pytest.approx(2**0.5, rel=0.01)


def test_a_mural_does_not_make_stamps_of_all_others() -> None:
    sizes = [(400.0, 250.0), (29.7, 21.0)]
    assert scale_for(sizes) == 12
    mural, sheet = (plate for row in lay_out(sizes, 12) for plate in row.plates)
    assert mural.width <= LINE_WIDTH
    assert sheet.width == pytest.approx(24.75)


@pytest.mark.parametrize(
    ("pixels", "noted", "real"),
    [
        ((600, 300), (60, 30), (60, 30)),
        ((300, 600), (60, 30), (30, 60)),
        ((600, 300), (None, None), (42, 21)),
        ((300, 600), (60, None), (30, 60)),
    ],
)
def test_the_picture_decides_the_proportions(
    pixels: tuple[int, int], noted: tuple[float | None, float | None], real: tuple[float, float]
) -> None:
    assert real_size(pixels, *noted) == real
