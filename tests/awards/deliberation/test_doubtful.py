"""Borders between prizes, and which works lie nearest to them."""

from __future__ import annotations

from dataclasses import dataclass

from judging.awards.deliberation.doubtful import MOST, Border, borders


@dataclass(frozen=True)
class Work:
    blind_code: str
    rank: int | None
    tier: str | None = None
    rank_low: int | None = None
    rank_high: int | None = None


def test_without_intervals_the_neighbours_stand_for_the_border() -> None:
    works = [Work("A", 1, "first"), Work("B", 2, "second"), Work("C", 3), Work("D", 4), Work("E", None)]
    assert borders(works, ["first", "second", "third"]) == [
        Border("first", "second", ("A", "B"), 2, False),
        Border("second", None, ("B", "C"), 2, False),
    ]


def test_the_works_that_may_lie_on_either_side_are_the_doubtful_ones() -> None:
    works = [
        Work("A", 1, "first", 1, 1), Work("B", 2, "second", 2, 4), Work("C", 3, None, 2, 3), Work("D", 4, None, 4, 5),
    ]  # fmt: skip
    assert borders(works, ["first", "second"]) == [Border("second", None, ("B", "C"), 2, True)]


def test_no_more_works_than_can_be_looked_at_together() -> None:
    works = [Work(f"{rank:02}", rank, "first" if rank <= 10 else None, 1, 20) for rank in range(1, 21)]
    (border,) = borders(works, ["first"])
    assert (border.width, border.codes) == (20, ("08", "09", "10", "11", "12", "13"))
    assert len(border.codes) == MOST


def test_there_is_no_border_below_the_last_work_nor_without_prizes() -> None:
    assert borders([Work("A", 1, "first"), Work("B", 2, "first")], ["first"]) == []
    assert borders([Work("A", 1), Work("B", 2)], ["first"]) == []
    assert borders([], ["first"]) == []
