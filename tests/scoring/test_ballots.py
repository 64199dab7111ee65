"""What a ballot may hold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.contests.contest_file import read
from judging.contests.rules import Scale
from judging.errors import Invalid
from judging.scoring.ballots import check_scores, missing, running_total
from tests.cast import CONTEST

CATEGORY = read(CONTEST).category("paintings")  # content 60, colour 40
SCALE = Scale()


@pytest.mark.parametrize(("key", "mark"), [("content", 11), ("content", -1), ("beauty", 5)])
def test_what_is_off_the_scale_or_unknown_is_refused(key: str, mark: int) -> None:
    with pytest.raises(Invalid) as caught:
        check_scores(CATEGORY, SCALE, {key: mark})
    assert caught.value.field == key


def test_marks_are_kept_in_the_order_of_the_criteria() -> None:
    assert list(check_scores(CATEGORY, SCALE, {"colour": 0, "content": 10})) == ["content", "colour"]
    assert check_scores(CATEGORY, SCALE, {}) == {}


def test_a_scale_with_steps_has_only_those_marks() -> None:
    with pytest.raises(Invalid):
        check_scores(CATEGORY, Scale(lowest=0, highest=10, step=2), {"content": 5})
    assert Scale(lowest=1, highest=5, step=2).marks == (1, 3, 5)


def test_a_zero_is_a_mark_and_nothing_is_none() -> None:
    assert missing(CATEGORY, {"content": 0}) == ["colour"]
    assert missing(CATEGORY, {}) == ["content", "colour"]


def test_the_total_is_rounded_half_up() -> None:
    assert running_total(CATEGORY, {}) == Decimal("0.00")
    assert running_total(CATEGORY, {"content": 9, "colour": 8}) == Decimal("8.60")
    assert running_total(CATEGORY, {"colour": 8}) == Decimal("3.20")


@given(st.dictionaries(st.sampled_from(["content", "colour"]), st.integers(0, 10)))
def test_a_total_lies_on_the_scale(scores: dict[str, int]) -> None:
    assert 0 <= running_total(CATEGORY, scores) <= 10
    assert check_scores(CATEGORY, SCALE, scores) == scores
