"""Names typed in every way come out as one name, and are shown as their owner allows."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.collation import vietnamese_key
from judging.submissions.enums import NameMode
from judging.submissions.names import clean, clean_text, initials, public_name, sort_text, unaccented

NAME = st.lists(
    st.sampled_from(["Lò", "Thị", "Hương", "Huông", "Đào", "Dao", "Ẩn", "Ân", "Ấn", "A"]), min_size=1, max_size=4
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Lò Thị Hương", "Lò Thị Hương"),
        (unicodedata.normalize("NFD", "Lò Thị Hương"), "Lò Thị Hương"),
        ("  Lò\u00a0 Thị\t Hương \n", "Lò Thị Hương"),
        ("Lò\u200b Thị\ufeff Hương", "Lò Thị Hương"),
        ("Lò \u202egnơưH\u202c", "Lò gnơưH"),
        ("Lò \u2067Hương\u2069\u200f", "Lò Hương"),
        ("Lò\x00 \x1b[31mHương", "Lò [31mHương"),
        ("Lò\u00ad Hương", "Lò Hương"),
        ("ꪩꪷ ꪋꪱꪥ", "ꪩꪷ ꪋꪱꪥ"),  # Tai Viet stays as it is
        ("क्\u200dष", "क्\u200dष"),  # a joiner that a script needs
    ],
)
def test_one_name_however_it_was_typed(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text(max_size=60))
def test_cleaning_leaves_one_printable_composed_line(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == " ".join(cleaned.split())
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in cleaned)
    assert not any("\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069" for sign in cleaned)


def test_lines_stay_lines() -> None:
    assert clean_text("\r\nMột  \r\nhai\rba\n\n") == "Một\nhai\nba"


@pytest.mark.parametrize(("name", "flat"), [("Đỗ Thị Ẩn", "do thi an"), ("LÒ VĂN SỬU", "lo van suu")])
def test_searching_needs_no_diacritics(name: str, flat: str) -> None:
    assert unaccented(name) == flat
    assert unaccented(unicodedata.normalize("NFD", name)) == flat


@given(st.lists(NAME.map(" ".join), max_size=6))
def test_the_sorting_text_sorts_as_the_collation_does(names: list[str]) -> None:
    by_text = sorted(names, key=lambda name: (sort_text(name), name))
    by_key = sorted(names, key=vietnamese_key)
    assert [vietnamese_key(name)[0][:2] for name in by_text] == [vietnamese_key(name)[0][:2] for name in by_key]


def test_what_the_public_reads_in_place_of_a_name() -> None:
    assert public_name("Lò Thị Hương", NameMode.FULL) == "Lò Thị Hương"
    assert public_name("Lò Thị Hương", NameMode.INITIALS) == "L. T. H."
    assert public_name("Lò Thị Hương", NameMode.UNIT) == ""
    assert initials("") == ""
