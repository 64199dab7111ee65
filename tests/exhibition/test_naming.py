"""Names as their owners let them be seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.exhibition.naming import PublicNames, public_names
from judging.submissions.enums import NameMode
from judging.submissions.names import listed

WORDS = st.lists(st.text("ĐèơLNabc", min_size=3, max_size=6), min_size=2, max_size=4).map(" ".join)


def names(mode: NameMode, co_authors: str | None = None) -> PublicNames:
    return public_names(
        name="Lò Thị Hương", unit="Trường A", co_authors=co_authors, credits="Nhạc: Lò Thị Hương", mode=mode
    )


def test_the_full_name_is_printed_with_its_credits_and_indexed_in_its_parts() -> None:
    shown = names(NameMode.FULL)
    assert (shown.author, shown.unit, shown.credits) == ("Lò Thị Hương", "Trường A", "Nhạc: Lò Thị Hương")
    assert [(one.family, one.middle, one.given) for one in shown.indexed] == [("Lò", "Thị", "Hương")]
    assert shown.line == "Lò Thị Hương, Trường A"


def test_initials_hold_for_co_authors_too_and_credits_are_left_out() -> None:
    shown = names(NameMode.INITIALS, "Cà Văn Ơn và Vì A Tú")
    assert shown.author == "L. T. H., C. V. Ơ., V. A. T."
    assert shown.credits == ""
    assert [one.given for one in shown.indexed] == ["H.", "Ơ.", "T."]


def test_unit_only_names_and_indexes_nobody() -> None:
    shown = names(NameMode.UNIT, "Cà Văn Ơn")
    assert (shown.author, shown.indexed, shown.credits, shown.line) == ("", (), "", "Trường A")


@pytest.mark.parametrize("text", ["A B, C D", "A B; C D", "A B\nC D", "A B và C D", "A B and C D", " A B ,, C D "])
def test_co_authors_are_told_apart(text: str) -> None:
    assert listed(text) == ("A B", "C D")


def test_a_word_inside_a_name_does_not_part_it() -> None:
    assert listed("Vàng Thị Sand") == ("Vàng Thị Sand",)
    assert listed(None) == ()


@given(WORDS, WORDS, st.sampled_from([NameMode.INITIALS, NameMode.UNIT]))
def test_no_word_of_a_name_is_left_where_it_may_not_be(name: str, other: str, mode: NameMode) -> None:
    shown = public_names(name=name, unit="", co_authors=other, credits=name, mode=mode)
    printed = f"{shown.line} {shown.credits} {shown.indexed}"
    assert not any(word in printed for word in (*name.split(), *other.split()))
