"""A hall kept as text: the same reader as the file's, and mistakes in the reader's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from judging.errors import Invalid
from judging.exhibition.halls import hall_of
from judging.exhibition.walls import parse_hall, read_hall
from judging.web.i18n import explain
from tests.exhibition.showing import HALL
from tests.web.foreign_words import english_among


def test_text_and_file_give_the_same_hall(tmp_path: Path) -> None:
    path = tmp_path / "hall.toml"
    path.write_text("\ufeff" + HALL.replace("\n", "\r\n"), "utf-8")
    assert parse_hall(HALL) == parse_hall("\ufeff" + HALL) == read_hall(path) == hall_of(HALL)


@pytest.mark.parametrize(
    ("right", "wrong", "line", "said"),
    [
        ("gap = 15", "gap = -1", 3, "gap phải từ 0 trở lên, không phải -1"),
        ("gap = 15", "gab = 15", 3, "ở đây không có mục “gab”"),
        ("gap = 15", "gap =", 3, "chỗ này không đúng TOML (giá trị không đúng)"),
        ("centre_line = 145", "centre_line = 999", 2, "đường tâm 999 cm cao hơn mọi bức tường"),
        ("Tường nam", "Tường bắc", 12, "bức tường “Tường bắc” có hai lần"),
        ("width = 300", 'width = "rộng"', 8, "width phải là số"),
    ],
)
def test_a_mistake_names_its_line_in_vietnamese(right: str, wrong: str, line: int, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        hall_of(HALL.replace(right, wrong, 1))
    told = explain(caught.value, "vi")
    assert (caught.value.params["line"], caught.value.field) == (line, "source")
    assert said in told
    assert english_among([told]) == []
