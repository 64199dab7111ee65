"""Names of people in Vietnamese alphabetical order."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.collation import initial, name_key, split_name, vietnamese_key, word_key

IN_ORDER = [
    "Cà Văn An",
    "Lò Thị An",
    "Lò Văn An",
    "Lường Thị Ánh",
    "Ăn",
    "Quàng Thị Ân",
    "Hà Bảo",
    "Vì Thị Cúc",
    "Nguyễn Thị Dung",
    "Đèo Văn Đức",
    "Hà Hòa",
    "Hà Hoàng",
    "Lò Thị Hương",
    "Lò Thị Hường",
    "Quàng Minh",
    "Vàng Na",
    "Mùa Thị Oanh",
    "Tòng Thị Ổn",
    "Trần Quốc Ơn",
    "Giàng A Páo",
    "Lê Thị Uyên",
    "Lê Thị Ửng",
    "Sồng A Vàng",
    "Thào Thị Xuân",
    "Phạm Yến",
]


def test_names_sort_by_given_name_then_family_then_middle() -> None:
    shuffled = random.Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=vietnamese_key) == IN_ORDER


def test_the_alphabet_has_its_own_letters_in_their_places() -> None:
    letters = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    keys = list(map(word_key, letters))
    assert keys == sorted(set(keys))


def test_tones_come_after_letters_in_dictionary_order() -> None:
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    keys = list(map(word_key, tones))
    assert keys == sorted(set(keys))
    assert sorted(["mang", "má"], key=word_key) == ["má", "mang"], "a letter outweighs a tone"


def test_composed_and_decomposed_names_have_one_key() -> None:
    for name in IN_ORDER:
        assert vietnamese_key(unicodedata.normalize("NFD", name)) == vietnamese_key(name)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Lò Thị Thu Hương", ("Lò", "Thị Thu", "Hương")),
        ("Lò Hương", ("Lò", "", "Hương")),
        ("Hương", ("", "", "Hương")),
        ("  ", ("", "", "")),
    ],
)
def test_a_name_falls_into_its_parts(name: str, parts: tuple[str, str, str]) -> None:
    assert split_name(name) == parts
    assert vietnamese_key(name) == name_key(*parts)


@pytest.mark.parametrize(
    ("word", "letter"), [("Hương", "H"), ("Ánh", "A"), ("Ấn", "Â"), ("ửng", "Ư"), ("Đức", "Đ"), ("T.", "T"), ("…", "#")]
)
def test_a_word_stands_under_its_letter(word: str, letter: str) -> None:
    assert initial(word) == letter


@given(st.lists(st.text(max_size=20), max_size=8))
def test_the_order_of_the_list_never_matters(names: list[str]) -> None:
    keys = sorted(map(vietnamese_key, names))
    assert keys == sorted(map(vietnamese_key, names[::-1]))
