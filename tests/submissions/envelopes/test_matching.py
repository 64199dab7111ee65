"""Whose work a file is: surely by its name, or a doubt in words; never a guess."""

from __future__ import annotations

import unicodedata
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.submissions.envelopes.enums import MatchedBy
from judging.submissions.envelopes.matching import Index, Known, words_of
from judging.typed import unaccented

PICTURES = frozenset({"jpg", "jpeg", "png"})


def known(
    name: str,
    *,
    code: str = "",
    number: str = "",
    class_name: str = "5A",
    title: str = "Tranh",
    suffixes: frozenset[str] = PICTURES,
) -> Known:
    return Known(uuid.uuid4(), code or f"SL24-{name[:4].upper()}", number, name, class_name, title, suffixes)


MAI = known("Lò Thị Mai", code="SL24-H7K2", number="7", title="Ruộng bậc thang")
MAI_ANH = known("Lò Thị Mai Anh", code="SL24-QQQQ", number="8", title="Trường em")
PAO = known("Giàng A Páo", code="SL24-W3ZX", number="9", title="Núi rừng")
INDEX = Index([MAI, MAI_ANH, PAO])


@pytest.mark.parametrize("name", [
    "Lò Thị Mai.jpg", "lo thi mai.JPG", "07 - Lò Thị Mai.jpg", "7_lo_thi_mai.png", "LoThiMai.jpg", "LòThịMai.jpeg",
    "5A Lò Thị Mai.jpg", "tranh Lò Thị Mai (1).jpg", "lò thị mai - ruộng bậc thang.jpg", "Ảnh Lò Thị Mai.jpg",
    unicodedata.normalize("NFD", "Lò Thị Mai.jpg"),
])  # fmt: skip
def test_a_name_is_known_however_it_is_written(name: str) -> None:
    assert (INDEX.match(name).row, INDEX.match(name).by) == (MAI.id, MatchedBy.NAME)


@pytest.mark.parametrize("name", ["SL24-H7K2.jpg", "sl24_h7k2.jpg", "IMG sl24 h7k2 x.png", "SL24H7K2.jpg"])
def test_a_code_is_known_however_it_is_written(name: str) -> None:
    assert (INDEX.match(name).row, INDEX.match(name).by) == (MAI.id, MatchedBy.CODE)


def test_the_longer_name_is_meant() -> None:
    assert INDEX.match("lo thi mai anh.jpg").row == MAI_ANH.id


@pytest.mark.parametrize(("name", "perhaps"), [
    ("IMG_2031.jpg", None), ("Lò Thị.jpg", None), ("07.jpg", None), ("mai.jpg", None),
    ("09 - Lò Thị Mai.jpg", MAI.id), ("Lò Thị Mai Hoa.jpg", MAI.id), ("Lò Thị Mái.jpg", MAI.id),
    ("Lò Thị Mai.docx", MAI.id), ("Lò Thị Mai và Giàng A Páo.jpg", MAI.id),
])  # fmt: skip
def test_what_is_not_sure_is_a_doubt_in_words(name: str, perhaps: uuid.UUID | None) -> None:
    found = INDEX.match(name)
    assert found.row is None
    assert found.perhaps == perhaps
    assert found.message % dict(found.params)


def test_namesakes_are_told_apart_by_what_stands_beside_the_name() -> None:
    one, two = known("Lò Thị Mai", code="A-2222", class_name="5A"), known("Lò Thị Mai", code="A-3333", class_name="5B")
    index = Index([one, two])
    assert index.match("Lò Thị Mai.jpg").row is None
    assert index.match("5B Lò Thị Mai.jpg").row == two.id
    assert "Lò Thị Mai" in str(index.match("Lò Thị Mai.jpg").params["names"])
    mai, marked = known("Lò Thị Mai", code="A-4444"), known("Lò Thị Mái", code="A-5555")
    both = Index([mai, marked])
    assert both.match("Lò Thị Mái.jpg").row == marked.id
    assert both.match("lo thi mai.jpg").row is None


def test_two_works_of_one_pupil_are_told_apart_by_kind_and_title() -> None:
    painting = known("Lò Thị Mai", code="A-2222", title="Ruộng bậc thang")
    poem = known("Lò Thị Mai", code="A-3333", title="Mẹ", suffixes=frozenset({"txt", "docx"}))
    other = known("Lò Thị Mai", code="A-4444", title="Trường em")
    assert Index([painting, poem]).match("lo thi mai.docx").row == poem.id
    assert Index([painting, poem]).match("lo thi mai.jpg").row == painting.id
    assert Index([painting, other]).match("lo thi mai - truong em.jpg").row == other.id
    assert Index([painting, other]).match("lo thi mai.jpg").row is None


WORDS = "Lò Cà Quàng Thị Văn Mai Ánh Páo Hương Đức Ngọc Ổn A Sình"
NAMES = st.lists(st.sampled_from(WORDS.split(" ")), min_size=2, max_size=4).map(" ".join)


@given(st.lists(NAMES, min_size=1, max_size=6, unique_by=unaccented), st.data())
def test_a_whole_name_finds_its_own_row_and_no_other(names: list[str], data: st.DataObject) -> None:
    rows = [known(name, code=f"Z-{place}Q{place}Q") for place, name in enumerate(names)]
    wanted = data.draw(st.sampled_from(rows))
    for name in (wanted.name, unaccented(wanted.name), unicodedata.normalize("NFD", wanted.name).upper()):
        assert Index(rows).match(f"{name}.jpg").row == wanted.id


@given(st.text(max_size=60))
def test_any_file_name_is_matched_by_all_of_a_name_or_not_at_all(name: str) -> None:
    found = INDEX.match(name)
    if found.row is not None and found.by == MatchedBy.NAME:
        row = next(one for one in (MAI, MAI_ANH, PAO) if one.id == found.row)
        assert "".join(words_of(row.name)) in "".join(words_of(name))
