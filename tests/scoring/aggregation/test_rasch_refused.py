"""What Rasch measurement refuses, and panels too small for it."""

from decimal import Decimal

import pytest

from judging.errors import Refused
from judging.scoring.aggregation import Mark, Options, rank_marks
from judging.scoring.aggregation.values import Estimation, Steps

ESTIMATIONS: tuple[Estimation, ...] = ("joint", "marginal")
STEPS: tuple[Steps, ...] = ("rating", "partial")


def refusal(marks: list[Mark], options: Options | None = None) -> str:
    with pytest.raises(Refused) as caught:
        rank_marks(marks, "rasch", options)
    return str(caught.value)


def test_what_cannot_be_measured_is_refused() -> None:
    one_each = [Mark(f"E{number}", f"J{number % 2}", "", Decimal(number % 3)) for number in range(6)]
    assert "single mark" in refusal(one_each)
    apart = [
        Mark(f"{juror}{entry}", juror + twin, "", Decimal(entry))
        for juror in "ab"
        for twin in "12"
        for entry in range(3)
    ]
    assert "2 parts that share no juror" in refusal(apart)
    fine = [Mark(f"E{number}", juror, "", Decimal(number) / 7) for number in range(300) for juror in "ab"]
    assert "300 different ones" in refusal(fine)
    split = [
        Mark(f"E{entry}", juror, criterion, Decimal((entry * 3 + int(juror)) % 4))
        for entry in range(8)
        for juror, criterion in (("1", "x"), ("2", "x"), ("3", "y"), ("4", "y"))
    ]
    assert "cannot be told apart" in refusal(split)
    ends = [Mark(entry, juror, "", Decimal(mark)) for entry, mark in (("A", 0), ("B", 1)) for juror in "12"]
    assert "one end of the scale" in refusal(ends)


@pytest.mark.parametrize("way", ESTIMATIONS)
def test_marks_without_any_contradiction_have_no_finite_measures(way: Estimation) -> None:
    marks = [
        Mark(f"E{entry}", f"J{juror}", "", Decimal((entry + (entry == 4 and juror == 1)) // 2))
        for entry in range(8)
        for juror in range(3)
    ]
    message = refusal(marks, Options(estimation=way))
    assert "finite" in message or "one end of the scale" in message


@pytest.mark.parametrize("options", [Options(estimation=way, steps=steps) for way in ESTIMATIONS for steps in STEPS])
def test_small_and_equal_panels_have_their_place(options: Options) -> None:
    same = [Mark(entry, juror, "", Decimal(5)) for entry in "AB" for juror in "12"]
    result = rank_marks([*same, Mark("C", "1", "", None)], "rasch", options)
    assert [(one.entry, one.rank, one.score) for one in result.entries] == [
        ("A", 1, 0.0),
        ("B", 1, 0.0),
        ("C", None, None),
    ]
    single = rank_marks([Mark("A", juror, "", Decimal(juror)) for juror in "12"], "rasch", options)
    assert [(one.rank, one.score, one.n) for one in single.entries] == [(1, 0.0, 2)]
    assert rank_marks([Mark("A", "1", "", None)], "rasch", options).entries[0].rank is None


def test_entries_that_do_not_differ_are_said_to() -> None:
    """Every entry gets the same marks from other jurors, so the spread of abilities is estimated at its border."""
    marks = [
        Mark(f"E{entry}", f"J{juror}", "", Decimal((entry + juror) % 3)) for entry in range(6) for juror in range(3)
    ]
    result = rank_marks(marks, "rasch", Options(estimation="marginal", uncertainty=True, top=2))
    assert {(one.rank, one.rank_low, one.rank_high) for one in result.entries} == {(1, 1, 6)}
    assert len({one.score for one in result.entries}) == 1
    assert any("do not tell the entries apart" in str(warning) for warning in result.warnings)
