"""What holds for every method: places, order, abstentions, invariances."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.errors import Refused
from judging.scoring.aggregation import METHODS, Ballot, CategoryResult, Method, Options, rank_category
from judging.scoring.aggregation.places import places, rounded

OPTIONS = Options(trim=1, clamp=Decimal("1.5"))
ALWAYS = [method for method in METHODS if method not in ("rasch", "bradley-terry")]
"""Methods that any marks can be ranked by; the others need marks that are not all extreme."""
methods = st.sampled_from(ALWAYS)


@st.composite
def panels(draw: st.DrawFn, largest: int = 6) -> list[Ballot]:
    """Every juror scores every entry, apart from a few abstentions of the last juror."""
    entries, jurors = draw(st.integers(2, largest)), draw(st.integers(4, 5))
    marks = draw(st.lists(st.decimals(0, 10, places=1), min_size=entries * jurors, max_size=entries * jurors))
    silent = draw(st.sets(st.integers(0, entries - 1), max_size=entries - 1))
    return [
        Ballot(f"E{place // jurors}", f"J{place % jurors}", None if hidden else mark)
        for place, mark in enumerate(marks)
        for hidden in [place % jurors == 0 and place // jurors in silent]
    ]


def order(result: CategoryResult) -> list[tuple[str, int | None]]:
    return [(entry.entry, entry.rank) for entry in result.entries]


def test_ties_share_the_better_place() -> None:
    assert places({"a": Fraction(5), "b": Fraction(4), "c": Fraction(4), "d": Fraction(1)}) == {
        "a": 1,
        "b": 2,
        "c": 2,
        "d": 4,
    }


def test_floating_point_noise_does_not_break_a_tie() -> None:
    assert places({"a": 0.1 + 0.2, "b": 0.3, "c": 0.29}, tolerance=1e-9) == {"a": 1, "b": 1, "c": 3}


@given(panels(), methods)
def test_places_are_1_to_n_with_ties(ballots: list[Ballot], method: Method) -> None:
    ranks = [entry.rank for entry in rank_category(ballots, method, OPTIONS).entries]
    for rank in ranks:
        assert rank is not None
        assert rank == 1 + sum(other is not None and other < rank for other in ranks)
    assert ranks == sorted(ranks, key=lambda rank: rank or 0)


@given(panels(), methods, st.randoms(use_true_random=False))
def test_the_order_of_ballots_never_matters(ballots: list[Ballot], method: Method, random: Random) -> None:
    shuffled = ballots[:]
    random.shuffle(shuffled)
    assert rank_category(shuffled, method, OPTIONS) == rank_category(ballots, method, OPTIONS)


@given(panels(), st.sampled_from(["mean", "median", "trimmed"]), st.decimals(-9, 9, places=1), st.integers(1, 7))
def test_shift_and_scale_go_through(ballots: list[Ballot], method: Method, shift: Decimal, scale: int) -> None:
    moved = [
        Ballot(ballot.entry, ballot.juror, None if ballot.score is None else ballot.score * scale + shift)
        for ballot in ballots
    ]
    before, after = rank_category(ballots, method, OPTIONS), rank_category(moved, method, OPTIONS)
    assert order(before) == order(after)
    for one, other in zip(before.entries, after.entries, strict=True):
        assert one.score is not None
        assert other.score == one.score * scale + Fraction(shift)


@given(panels(), st.sampled_from(["mean", "median", "trimmed", "clamp"]), st.data())
def test_a_better_mark_never_costs_a_place(ballots: list[Ballot], method: Method, data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from([ballot for ballot in ballots if ballot.score is not None]))
    assert chosen.score is not None
    raised = Ballot(chosen.entry, chosen.juror, chosen.score + data.draw(st.decimals(0, 5, places=1)))
    better = [raised if ballot is chosen else ballot for ballot in ballots]

    def place(given_ballots: list[Ballot]) -> int:
        return dict(order(rank_category(given_ballots, method, OPTIONS)))[chosen.entry] or 0

    assert place(better) <= place(ballots)


@pytest.mark.parametrize("method", ALWAYS)
def test_an_entry_that_nobody_scored_has_no_place(method: Method) -> None:
    ballots = [
        Ballot("A", "1", None),
        Ballot("A", "2", None),
        *[Ballot(entry, juror, Decimal(mark)) for entry, mark in (("B", 5), ("C", 7)) for juror in "123"],
    ]
    last = rank_category(ballots, method, OPTIONS).entries[-1]
    assert (last.entry, last.rank, last.score, last.se, last.n) == ("A", None, None, None, 0)


@pytest.mark.parametrize("method", METHODS)
def test_a_category_without_a_score_has_no_places(method: Method) -> None:
    result = rank_category([Ballot("A", "1", None), Ballot("B", "1", None)], method, OPTIONS)
    assert order(result) == [("A", None), ("B", None)]


@pytest.mark.parametrize("method", METHODS)
def test_two_ballots_of_a_juror_for_an_entry_are_refused(method: Method) -> None:
    with pytest.raises(Refused, match="two ballots"):
        rank_category([Ballot("A", "1", Decimal(5)), Ballot("A", "1", None)], method, OPTIONS)


def test_places_follow_the_rounded_scores() -> None:
    ballots = [
        Ballot("A", "1", Decimal("7.004")),
        Ballot("B", "1", Decimal("6.996")),
        Ballot("C", "1", Decimal("6.994")),
    ]
    assert order(rank_category(ballots, "mean", Options(places=2))) == [("A", 1), ("B", 1), ("C", 3)]
    assert order(rank_category(ballots, "mean")) == [("A", 1), ("B", 2), ("C", 3)]


def test_a_float_is_rounded_as_it_is_written() -> None:
    assert rounded(2.675, 2) == Fraction(268, 100)
    assert rounded(2.675, None) == 2.675


def test_a_panel_too_small_to_trim_names_the_entry() -> None:
    with pytest.raises(Refused, match="Entry “A”: 2 marks are too few to drop 1 at each end"):
        rank_category([Ballot("A", "1", Decimal(5)), Ballot("A", "2", Decimal(6))], "trimmed", Options(trim=1))


def test_options_that_mean_nothing_are_refused() -> None:
    with pytest.raises(Refused, match="must not be negative"):
        Options(trim=-1)
    for distance in (Decimal(-1), Decimal("NaN"), Decimal("Infinity")):
        with pytest.raises(Refused, match="zero or more"):
            Options(clamp=distance)
    with pytest.raises(Refused, match="0 to 12"):
        Options(places=13)
    with pytest.raises(Refused, match="needs its options"):
        rank_category([Ballot("A", "1", Decimal(5))], "clamp")
