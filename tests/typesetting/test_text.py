"""People's texts made fit for paper."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from judging.typesetting.text import held_names, one_line, paragraphs, stanzas

MARKUP = '#include "x" $a$ *b* @c <d> // e \\ [f] {g} _h_ `i` ~ = j'


def test_a_title_becomes_one_line_and_keeps_every_sign() -> None:
    assert one_line(f"  Mẹ\r\nhọc \t chữ {MARKUP} ") == f"Mẹ học chữ {MARKUP}"


def test_what_cannot_be_seen_is_dropped() -> None:
    assert one_line("a\u200bb\u202ec\ufeff\x00d\ud800e") == "abc de"
    assert one_line("\u200b\u200d \u2066") == ""


def test_blanks_that_hold_words_together_stay() -> None:
    assert one_line("\u00a0 chủ đề\u00a0 \t40\u00a0% \u3000x\u00a0") == "chủ đề\u00a0 40\u00a0% x"


def test_decomposed_letters_are_composed() -> None:
    assert one_line(unicodedata.normalize("NFD", "Ổ Ẫ Ộ Ậ")) == "Ổ Ẫ Ộ Ậ"


def test_heaps_of_marks_are_cut_to_what_a_line_can_hold() -> None:
    assert len(one_line("z" + "\u0334" * 50)) == 5


def test_an_endless_word_can_break_but_not_before_its_marks() -> None:
    broken = one_line("x\u0323\u0334" * 100)
    assert "\u200b" in broken
    assert "\u200b\u0323" not in broken
    assert "\u200b\u0334" not in broken
    assert broken.replace("\u200b", "") == unicodedata.normalize("NFC", "x\u0323\u0334" * 100)


def test_ordinary_words_are_left_alone() -> None:
    assert one_line("nghiêng internationalization") == "nghiêng internationalization"


def test_names_in_a_row_stay_whole() -> None:
    assert held_names("Lò Thị Hương") == "Lò Thị Hương"
    assert held_names("Lò A, Vì B C") == "Lò\u00a0A, Vì\u00a0B\u00a0C"
    assert held_names("A B, " + "x " * 20 + "y").endswith("x x y")


def test_a_poem_keeps_its_lines_stanzas_and_indents() -> None:
    poem = "\n\nĐêm bản nhỏ\n  sương giăng\r\n\r\n \nBà thổi lửa\u2028cho sáng\n\n"
    assert stanzas(poem) == [["Đêm bản nhỏ", "\u00a0\u00a0sương giăng"], ["Bà thổi lửa", "cho sáng"]]
    assert stanzas(" \n\n ") == []


def test_running_text_is_joined_by_paragraph() -> None:
    assert paragraphs("Một\nhai.\n\nBa.") == ["Một hai.", "Ba."]


@given(st.text())
def test_any_text_ends_as_one_clean_line(text: str) -> None:
    line = one_line(text)
    assert line == line.strip()
    assert all(unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp") for char in line)
    assert one_line(line).replace("\u200b", "") == line.replace("\u200b", "")
