"""Exact methods against definitions and published tables."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.errors import Refused
from judging.scoring.aggregation import Ballot, Options, rank_category
from judging.scoring.aggregation.exact import clamp_marks, half_up, mean, median, trimmed

marks = st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=12)
STAGE_LIMITS = {1: Decimal(3), 2: Decimal(2), 3: Decimal(2), 4: Decimal(2)}


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def test_chopin_2025_stage_scores(chopin: dict[str, Any]) -> None:
    right = 0
    for stage, contestant, _, given_marks, published in chopin["raw"]:
        ballots = [
            Ballot(str(contestant), str(juror), None if mark == "s" else number(mark))
            for juror, mark in enumerate(given_marks)
        ]
        result = rank_category(ballots, "clamp", Options(clamp=STAGE_LIMITS[stage], places=2))
        right += result.entries[0].score == Fraction(number(published))
    assert right == len(chopin["raw"]) == 155


def test_chopin_2025_corrected_marks(chopin: dict[str, Any]) -> None:
    corrected = {(stage, contestant): published for stage, contestant, published in chopin["cor"]}
    right = wrong = 0
    for stage, contestant, _, given_marks, _ in chopin["raw"]:
        scored = [number(mark) for mark in given_marks if mark != "s"]
        expected = [
            number(mark) for mark, raw in zip(corrected[stage, contestant], given_marks, strict=True) if raw != "s"
        ]
        for mark, published in zip(clamp_marks(scored, STAGE_LIMITS[stage], 2), expected, strict=True):
            right += half_up(mark, 2) == published
            wrong += half_up(mark, 2) != published
    assert (right, wrong) == (2575, 0)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(2005, 1000), 2, "2.01"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(7), 2, "7.00"),
    ],
)
def test_a_half_is_rounded_up(value: Fraction, places: int, expected: str) -> None:
    assert str(half_up(value, places)) == expected


def test_the_mean_is_exact() -> None:
    tenths = [Decimal("0.1")] * 3 + [Decimal("0.3")] * 3
    assert mean(tenths) == Fraction(1, 5)
    assert mean([Decimal(1), Decimal(1), Decimal(2)]) == Fraction(4, 3)


def test_median() -> None:
    assert median([Decimal(9), Decimal(1), Decimal(2)]) == 2
    assert median([Decimal(9), Decimal(1), Decimal(2), Decimal(3)]) == Fraction(5, 2)


@given(marks)
def test_trimming_nothing_is_the_mean(given_marks: list[Decimal]) -> None:
    assert trimmed(given_marks, 0) == mean(given_marks)


@given(marks, st.integers(1, 5))
def test_trimming_drops_at_both_ends_or_is_refused(given_marks: list[Decimal], drop: int) -> None:
    if len(given_marks) > 2 * drop:
        assert trimmed(given_marks, drop) == mean(sorted(given_marks)[drop:-drop])
    else:
        with pytest.raises(Refused, match="too few to drop"):
            trimmed(given_marks, drop)


@given(marks)
def test_a_wide_clamp_is_the_mean_and_a_clamp_of_nothing_too(given_marks: list[Decimal]) -> None:
    for distance in (Decimal(1000), Decimal(0)):
        assert mean(clamp_marks(given_marks, distance, None)) == mean(given_marks)


@given(marks, st.decimals(0, 20, places=1))
def test_clamped_marks_lie_within_the_distance(given_marks: list[Decimal], distance: Decimal) -> None:
    centre = mean(given_marks)
    for mark, limited in zip(given_marks, clamp_marks(given_marks, distance, None), strict=True):
        assert abs(limited - centre) <= Fraction(distance)
        assert limited == mark or abs(limited - centre) == Fraction(distance)
