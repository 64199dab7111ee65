"""Borda, Schulze and z-scores against worked examples and their own promises."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.errors import phrase
from judging.scoring.aggregation import Ballot, rank_category
from judging.scoring.aggregation.ordinal import borda, schulze
from judging.scoring.aggregation.ranking import FLAT

TENNESSEE = (("MNCK", 42), ("NCKM", 26), ("CKNM", 15), ("KCNM", 17))
# Schulze (2011), example 1: 45 voters, order E > A > C > B > D.
SCHULZE = (
    ("ACBED", 5), ("ADECB", 5), ("BEDAC", 8), ("CABED", 3), ("CAEBD", 7), ("CBADE", 2), ("DCEBA", 7), ("EBADC", 8),
)  # fmt: skip


def lists(orders: tuple[tuple[str, int], ...]) -> dict[str, dict[str, Decimal]]:
    """A mark list for every voter: the last of the order gets 0, each one before it one more."""
    return {
        f"{order}{voter}": {entry: Decimal(len(order) - place) for place, entry in enumerate(order)}
        for order, voters in orders
        for voter in range(voters)
    }


mark_lists = st.dictionaries(
    st.sampled_from("uvwxyz"),
    st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 4).map(Decimal), min_size=1),
    min_size=1,
)


def test_tennessee_by_borda() -> None:
    assert borda(lists(TENNESSEE)) == {"M": 126, "N": 194, "C": 173, "K": 107}


def test_ties_count_one_half_within_the_jurors_own_list() -> None:
    own = {"x": {"A": Decimal(7), "B": Decimal(7), "C": Decimal(5)}, "y": {"C": Decimal(1)}}
    assert borda(own) == {"A": Fraction(3, 2), "B": Fraction(3, 2), "C": 0}


@given(mark_lists)
def test_borda_hands_out_every_pair_once(given_lists: dict[str, dict[str, Decimal]]) -> None:
    pairs = sum(len(marks) * (len(marks) - 1) // 2 for marks in given_lists.values())
    assert sum(borda(given_lists).values()) == pairs


def test_the_published_example_of_schulze() -> None:
    assert schulze(lists(SCHULZE)) == {"E": 4, "A": 3, "C": 2, "B": 1, "D": 0}


def test_tennessee_by_schulze() -> None:
    assert schulze(lists(TENNESSEE)) == {"N": 3, "C": 2, "K": 1, "M": 0}


@given(mark_lists)
def test_whoever_beats_another_by_strongest_paths_stands_before_them(
    given_lists: dict[str, dict[str, Decimal]],
) -> None:
    scores = schulze(given_lists)
    votes = {
        (one, other): sum(
            one in marks and other in marks and marks[one] > marks[other] for marks in given_lists.values()
        )
        for one, other in permutations(scores, 2)
    }

    def strength(one: str, other: str) -> int:
        """The strongest of all paths, tried one by one."""
        best = 0
        between = [entry for entry in scores if entry not in (one, other)]
        for length in range(len(between) + 1):
            for middle in permutations(between, length):
                path = [one, *middle, other]
                links = list(pairwise(path))
                if all(votes[link] > votes[link[::-1]] for link in links):
                    best = max(best, min(votes[link] for link in links))
        return best

    for one, other in permutations(scores, 2):
        if strength(one, other) > strength(other, one):
            assert scores[one] > scores[other]


def test_zscores_take_the_jurors_scale_away() -> None:
    ballots = [
        Ballot(entry, juror, Decimal(mark))
        for juror, marks in (("narrow", (5, 6, 7)), ("wide", (0, 5, 10)), ("flat", (4, 4, 4)))
        for entry, mark in zip("ABC", marks, strict=True)
    ]
    result = rank_category(ballots, "zscore")
    third = 2 / 3 * 1.5**0.5
    assert [(entry.entry, entry.rank) for entry in result.entries] == [("C", 1), ("B", 2), ("A", 3)]
    assert [entry.score for entry in result.entries] == pytest.approx([third, 0, -third])
    assert result.warnings == (phrase(FLAT, juror="flat"),)


@given(st.lists(st.integers(0, 20), min_size=3, max_size=6), st.integers(1, 9), st.integers(-9, 9))
def test_a_juror_may_use_any_scale(marks: list[int], factor: int, shift: int) -> None:
    def ballots(scale: int, offset: int) -> list[Ballot]:
        return [
            Ballot(f"E{entry}", juror, Decimal(mark * (scale if juror == "x" else 1) + (offset if juror == "x" else 0)))
            for juror, order in (("x", marks), ("y", marks[::-1]))
            for entry, mark in enumerate(order)
        ]

    before, after = rank_category(ballots(1, 0), "zscore"), rank_category(ballots(factor, shift), "zscore")
    assert [(entry.entry, entry.rank) for entry in before.entries] == [(e.entry, e.rank) for e in after.entries]
    assert [entry.score for entry in before.entries] == pytest.approx([entry.score for entry in after.entries])
