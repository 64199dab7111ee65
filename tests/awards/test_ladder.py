"""The tie ladder: the criterion listed first decides, then the next; what stays equal stays tied."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from judging.awards.ladder import climb
from judging.scoring.aggregation import EntryResult, Mark

CRITERIA = ["content", "colour"]


def result(entry: str, rank: int | None) -> EntryResult:
    return EntryResult(entry, rank, Fraction(8) if rank else None, 1 if rank else 0)


def marks(entry: str, *pairs: tuple[int | None, int | None]) -> list[Mark]:
    return [
        Mark(entry, f"j{number}", criterion, None if value is None else Decimal(value))
        for number, pair in enumerate(pairs)
        for criterion, value in zip(CRITERIA, pair, strict=True)
    ]


def test_the_first_criterion_decides() -> None:
    given_marks = marks("a", (7, 9)) + marks("b", (8, 8))
    assert climb([result("a", 1), result("b", 1)], given_marks, CRITERIA) == {"b": (1, "content"), "a": (2, "content")}


def test_then_the_next_one_and_each_says_what_decided_for_it() -> None:
    given_marks = marks("a", (8, 7)) + marks("b", (8, 9)) + marks("c", (9, 1))
    found = climb([result("a", 1), result("b", 1), result("c", 1)], given_marks, CRITERIA)
    assert found == {"c": (1, "content"), "b": (2, "content"), "a": (3, "content")}


def test_what_is_equal_in_everything_stays_tied() -> None:
    given_marks = marks("a", (8, 7), (6, 9)) + marks("b", (7, 8)) + marks("c", (8, 7))
    found = climb([result("a", 1), result("b", 1), result("c", 1)], given_marks, CRITERIA)
    assert found == {"c": (1, "content"), "a": (2, "content"), "b": (2, "content")}


def test_no_tie_is_broken_where_there_is_none_and_the_unscored_stay_out() -> None:
    given_marks = marks("a", (1, 1)) + marks("b", (9, 9))
    found = climb([result("a", 1), result("b", 2), result("c", None)], given_marks, CRITERIA)
    assert found == {"a": (1, ""), "b": (2, ""), "c": (None, "")}


def test_means_are_exact() -> None:
    thirds = marks("a", (7, 0), (7, 0), (8, 0))
    assert climb([result("a", 1), result("b", 1)], thirds + marks("b", (7, 0)), CRITERIA)["a"] == (1, "content")


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=8))
def test_ranks_only_get_finer(pairs: list[tuple[int, int]]) -> None:
    entries = [f"e{number}" for number in range(len(pairs))]
    given_marks = [mark for entry, pair in zip(entries, pairs, strict=True) for mark in marks(entry, pair)]
    found = climb([result(entry, 5) for entry in entries], given_marks, CRITERIA)
    for one, mine in zip(entries, pairs, strict=True):
        assert found[one][0] == 5 + sum(other > mine for other in pairs)
        assert (found[one][1] == "") == (set(pairs) == {mine})
