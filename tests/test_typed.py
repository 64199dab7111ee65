"""Texts typed in every way come out as one text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.typed import clean, clean_text


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
