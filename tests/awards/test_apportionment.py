"""Places shared out by size: published tables, what the methods promise, and shares in a plan file."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.awards.allocation.apportionment import APPORTIONMENTS, Apportionment, apportion
from judging.errors import Refused

PARTIES = {"A": 5117, "B": 4400, "C": 162, "D": 161, "E": 160}
ALABAMA = {"A": 6, "B": 6, "C": 2}
methods = pytest.mark.parametrize("method", APPORTIONMENTS)


@pytest.mark.parametrize(
    ("method", "published"),
    [("hamilton", [51, 44, 2, 2, 1]), ("dhondt", [52, 45, 1, 1, 1]), ("sainte-lague", [51, 43, 2, 2, 2])],
)
def test_a_hundred_places_as_published(method: Apportionment, published: list[int]) -> None:
    assert list(apportion(PARTIES, 100, method).values()) == published
    assert apportion(dict(sorted(PARTIES.items(), reverse=True)), 100, method) == apportion(PARTIES, 100, method)


def test_the_alabama_paradox_belongs_to_largest_remainders() -> None:
    assert apportion(ALABAMA, 10, "hamilton") == {"A": 4, "B": 4, "C": 2}
    assert apportion(ALABAMA, 11, "hamilton") == {"A": 5, "B": 5, "C": 1}
    assert apportion({"A": 10, "B": 7, "C": 3}, 1, "dhondt") == {"A": 1, "B": 0, "C": 0}


@methods
def test_equal_claims_to_the_last_place_are_refused(method: Apportionment) -> None:
    assert apportion({"A": 5, "B": 5}, 2, method) == {"A": 1, "B": 1}
    with pytest.raises(Refused, match="A, B have the same claim"):
        apportion({"A": 5, "B": 5}, 3, method)
    with pytest.raises(Refused, match="nothing to share"):
        apportion({"A": 0}, 1, method)
    assert apportion({"A": 0, "B": 1}, 3, method) == {"A": 0, "B": 3}
    assert apportion({"A": 0}, 0, method) == {"A": 0}


@given(st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 60), min_size=1), st.integers(0, 30))
def test_what_the_methods_promise(sizes: dict[str, int], places: int) -> None:
    whole = sum(sizes.values())
    for method in APPORTIONMENTS:
        try:
            held = apportion(sizes, places, method)
        except Refused:
            continue
        assert sum(held.values()) == places
        for one, size in sizes.items():
            if method == "hamilton" and whole:
                assert abs(held[one] - Fraction(size * places, whole)) < 1
            for other in sizes:
                assert size > sizes[other] or held[one] <= held[other] or size == sizes[other]
        if method == "dhondt" and whole:  # no party can be given a place for fewer voters a place than another has
            assert all(
                not held[one] or Fraction(sizes[one], held[one]) >= Fraction(sizes[other], held[other] + 1)
                for one in sizes
                for other in sizes
            )
