"""What the jury gave, criterion by criterion and juror by juror."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from judging.awards.deliberation.marks import Given, by_criterion, by_juror
from judging.contests.contest_file import read

POEMS = read((Path(__file__).parents[2] / "data" / "contest.toml").read_bytes()).category("poems")


def test_means_are_compared_exactly_and_shown_rounded() -> None:
    ballots = [
        *(Given("A", juror, {"content": mark, "language": 7}) for juror, mark in enumerate((7, 7, 8), 1)),
        *(Given("B", juror, {"content": mark, "language": 7}) for juror, mark in enumerate((8, 7, 7), 1)),
    ]
    content, language = by_criterion(POEMS, ["A", "B"], ballots)
    assert (content.criterion.key, content.means, content.same) == ("content", (Decimal("7.33"),) * 2, True)
    assert (language.means, language.same) == ((Decimal("7.00"),) * 2, True)
    parted = by_criterion(POEMS, ["A", "B"], [*ballots, Given("B", 4, {"content": 7, "language": 7})])
    assert [row.same for row in parted] == [False, True]


def test_a_work_without_marks_has_no_mean() -> None:
    rows = by_criterion(POEMS, ["A", "B"], [Given("A", 1, {"content": 5, "language": 5})])
    assert [row.means for row in rows] == [(Decimal("5.00"), None)] * 2


def test_each_juror_has_a_row_with_a_gap_where_nothing_was_marked() -> None:
    given = {"content": 8, "language": 8}
    rows = by_juror(POEMS, ["A", "B"], [Given("A", 3, given), Given("B", 1, given), Given("C", 2, given)])
    assert [(row.number, row.totals) for row in rows] == [(1, (None, Decimal("8.00"))), (3, (Decimal("8.00"), None))]
