"""Names are sorted and searched as people expect, and shown as their owner allows."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.collation import vietnamese_key
from judging.submissions.enums import NameMode
from judging.submissions.names import initials, public_name, sort_text
from judging.typed import unaccented

NAME = st.lists(
    st.sampled_from(["Lò", "Thị", "Hương", "Huông", "Đào", "Dao", "Ẩn", "Ân", "Ấn", "A"]), min_size=1, max_size=4
)


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
