"""Marks by criterion become exact totals, or are refused."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.errors import Refused
from judging.scoring.aggregation import Mark, totals


def mark(criterion: str, score: str | None, entry: str = "A", juror: str = "1") -> Mark:
    return Mark(entry, juror, criterion, None if score is None else Decimal(score))


def test_criteria_are_weighted_exactly() -> None:
    marks = [mark("content", "7"), mark("form", "8"), mark("voice", "9")]
    weights = {"content": Decimal(40), "form": Decimal("35"), "voice": Decimal("25")}
    assert [ballot.score for ballot in totals(marks, weights)] == [Fraction(785, 100)]
    assert [ballot.score for ballot in totals(marks)] == [8]


@given(st.decimals("0.1", 100, places=1), st.lists(st.decimals(0, 10, places=1), min_size=2, max_size=2))
def test_only_the_proportion_of_weights_counts(factor: Decimal, scores: list[Decimal]) -> None:
    marks = [Mark("A", "1", "x", scores[0]), Mark("A", "1", "y", scores[1])]
    one = totals(marks, {"x": Decimal(3), "y": Decimal(2)})
    assert one == totals(marks[::-1], {"x": 3 * factor, "y": 2 * factor})


def test_a_ballot_without_any_mark_is_an_abstention() -> None:
    ballots = totals([mark("x", None), mark("y", None), mark("x", "5", juror="2"), mark("y", "6", juror="2")])
    assert [ballot.score for ballot in ballots] == [None, Fraction(11, 2)]


@pytest.mark.parametrize("second", [[mark("y", None)], []])
def test_a_ballot_with_only_some_criteria_is_refused(second: list[Mark]) -> None:
    others = [mark("x", "5", juror="2"), mark("y", "6", juror="2")]
    with pytest.raises(Refused, match="“y” is missing"):
        totals([mark("x", "5"), *second, *others])


@pytest.mark.parametrize(
    ("weights", "reason"),
    [
        ({"x": Decimal(1)}, "“y” has no weight"),
        ({"x": Decimal(1), "y": Decimal(-1)}, "zero or more"),
        ({"x": Decimal(1), "y": Decimal("NaN")}, "zero or more"),
        ({"x": Decimal(0), "y": Decimal(0)}, "must not all be zero"),
    ],
)
def test_weights_that_mean_nothing_are_refused(weights: dict[str, Decimal], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        totals([mark("x", "5"), mark("y", "6")], weights)


def test_a_mark_given_twice_is_refused() -> None:
    with pytest.raises(Refused, match="twice"):
        totals([mark("x", "5"), mark("x", None)])


def test_no_marks_make_no_ballots() -> None:
    assert totals([]) == []
