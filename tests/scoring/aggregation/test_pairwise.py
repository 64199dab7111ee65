"""Kemeny's order and Bradley–Terry abilities against published examples and their definitions."""

from decimal import Decimal
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from judging.errors import Refused
from judging.scoring.aggregation import Ballot, Method, rank_category
from judging.scoring.aggregation.pairwise import MOST_ENTRIES, bradley_terry, kemeny, preferences

Lists = dict[str, dict[str, Decimal]]
TENNESSEE = (("MNCK", 42), ("NCKM", 26), ("CKNM", 15), ("KCNM", 17))
CITATIONS = (
    ("Biometrika", "Comm Statist", 730, 33),
    ("Biometrika", "JASA", 498, 320),
    ("Biometrika", "JRSS-B", 221, 284),
    ("Comm Statist", "JASA", 68, 813),
    ("Comm Statist", "JRSS-B", 17, 276),
    ("JASA", "JRSS-B", 142, 325),
)
"""How often the first cites or is cited more by the second (Stigler 1994; Agresti, Categorical Data Analysis)."""


def orders(given_orders: tuple[tuple[str, int], ...]) -> Lists:
    return {
        f"{order}{voter}": {entry: Decimal(len(order) - place) for place, entry in enumerate(order)}
        for order, voters in given_orders
        for voter in range(voters)
    }


def wins(table: tuple[tuple[str, str, int, int], ...]) -> Lists:
    lists: Lists = {}
    for first, second, won, lost in table:
        for number in range(won + lost):
            lists[f"{first}/{second} {number}"] = {first: Decimal(number < won), second: Decimal(number >= won)}
    return lists


def test_tennessee_by_kemeny() -> None:
    scores, agreed = kemeny(orders(TENNESSEE))
    assert sorted(scores, key=scores.__getitem__, reverse=True) == ["N", "C", "K", "M"]
    assert agreed == 393


mark_lists = st.dictionaries(
    st.sampled_from("uvwxyz"),
    st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 3).map(Decimal), min_size=1),
    min_size=1,
)


@given(mark_lists)
def test_kemeny_weighs_every_order(lists: Lists) -> None:
    entries, preferred, _ = preferences(lists)
    worth = {
        order: sum(int(preferred[one, other]) for place, one in enumerate(order) for other in order[place + 1 :])
        for order in permutations(range(len(entries)))
    }
    scores, agreed = kemeny(lists)
    assert agreed == max(worth.values())
    best = [order for order, value in worth.items() if value == agreed]
    for number, entry in enumerate(entries):
        before = sum(all(order.index(rival) < order.index(number) for order in best) for rival in range(len(entries)))
        assert scores[entry] == len(entries) - 1 - before


def test_a_large_circle_is_refused_and_a_large_order_is_not() -> None:
    names = [f"{number:02}" for number in range(17)]
    turned = {
        str(turn): {name: Decimal((number + turn) % 17) for number, name in enumerate(names)} for turn in range(17)
    }
    with pytest.raises(Refused, match="17 entries beat one another in circles"):
        kemeny(turned)
    scores, agreed = kemeny({"x": {f"{number:03}": Decimal(number) for number in range(200)}})
    assert max(scores, key=scores.__getitem__) == "199"
    assert agreed == 200 * 199 // 2


def test_the_statisticians_citations_by_bradley_terry() -> None:
    abilities, errors = bradley_terry(wins(CITATIONS))
    found = [abilities[name] - abilities["Biometrika"] for name in ("Comm Statist", "JASA", "JRSS-B")]
    assert found == pytest.approx([-2.9491, -0.4796, 0.2690], abs=1e-4)
    assert sum(abilities.values()) == pytest.approx(0, abs=1e-9)
    assert all(0 < error < 0.2 for error in errors.values())


@settings(max_examples=30)
@given(st.integers(0, 1000))
def test_bradley_terry_expects_as_many_wins_as_there_were(seed: int) -> None:
    generator = np.random.default_rng(seed)
    lists = {str(juror): {name: Decimal(int(generator.integers(0, 4))) for name in "ABCD"} for juror in range(12)}
    entries, preferred, equal = preferences(lists)
    try:
        abilities, _ = bradley_terry(lists)
    except Refused:
        reject()
    won = preferred + equal / 2
    ability = np.array([abilities[name] for name in entries])
    chance = 1 / (1 + np.exp(ability - ability[:, None]))
    np.fill_diagonal(chance, 0)
    assert ((won + won.T) * chance).sum(axis=1) == pytest.approx(won.sum(axis=1), abs=1e-8)


def test_who_never_loses_has_no_finite_ability() -> None:
    with pytest.raises(Refused, match="A never lose"):
        bradley_terry({"x": {"A": Decimal(3), "B": Decimal(2), "C": Decimal(2)}})
    with pytest.raises(Refused, match="A, B never lose"):
        bradley_terry({"x": {"A": Decimal(3), "B": Decimal(3)}, "y": {"C": Decimal(2), "D": Decimal(2)}})


def test_both_rank() -> None:
    ballots = [
        Ballot(entry, juror, Decimal(mark))
        for juror, marks in (("1", (3, 2, 1)), ("2", (3, 1, 2)), ("3", (1, 3, 2)))
        for entry, mark in zip("ABC", marks, strict=True)
    ]
    kemenys = rank_category(ballots, "kemeny")
    assert [(one.entry, one.rank) for one in kemenys.entries] == [("A", 1), ("B", 2), ("C", 3)]
    assert kemenys.agreed == 6
    tied = rank_category(ballots[:6], "kemeny")
    assert [(one.entry, one.rank) for one in tied.entries] == [("A", 1), ("B", 2), ("C", 2)]
    abilities = rank_category(ballots, "bradley-terry")
    assert [(one.entry, one.rank) for one in abilities.entries] == [("A", 1), ("B", 2), ("C", 3)]
    assert all(one.se for one in abilities.entries)


@pytest.mark.parametrize("method", ["schulze", "kemeny", "bradley-terry"])
def test_more_entries_than_can_be_compared_each_with_each_are_refused(method: Method) -> None:
    ballots = [Ballot(f"E{number}", "J", Decimal(number)) for number in range(MOST_ENTRIES + 1)]
    with pytest.raises(Refused, match="2001 entries are too many to compare"):
        rank_category(ballots, method)
