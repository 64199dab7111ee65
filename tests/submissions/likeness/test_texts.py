"""Which texts share passages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from judging.submissions.likeness.texts import MOST, SAME, sameness, shared_lines, text_marks

POEM = """Bà thổi lửa cho sáng trang vần
Chữ đậu lên tay bà như hạt thóc
Rừng già vẫn mọc lá xanh trên núi

Con suối nhỏ chảy qua ba mùa học
Nước nhớ mặt người, nước nhớ câu ca
Ngày mai con lại mang đèn lên lớp"""
OTHER = """Mưa xuống đồi chè ướt vai áo mẹ
Đường về bản nhỏ lấm đất hai hàng cây
Em gùi sách vở qua cầu treo sáng
Tiếng trống trường gọi nắng xuống từng thung"""


def test_the_same_poem_without_marks_in_capitals_and_other_lines_around_it() -> None:
    copied = "Một tên khác\n" + POEM.upper().replace("Đ", "D") + "\nvà một dòng thêm vào cuối bài thơ này"
    assert sameness(text_marks(POEM), text_marks(copied)) >= 0.9
    assert sameness(text_marks(POEM), text_marks(OTHER)) == 0.0


def test_half_a_poem_is_found_and_a_proverb_is_not() -> None:
    half = "\n".join([*POEM.splitlines()[:4], *OTHER.splitlines()[:2]])
    assert sameness(text_marks(POEM), text_marks(half)) >= SAME
    proverb = "\n" + "đi một ngày đàng học một sàng khôn"
    assert sameness(text_marks(POEM + proverb), text_marks(OTHER + proverb)) == 0.0


def test_long_texts_are_thinned_alike() -> None:
    long = " ".join(f"từ{number} và câu{number * 7 % 1000}" for number in range(2000))
    marks = text_marks(long)
    assert len(marks) <= MOST
    assert sameness(marks, text_marks(long)) == 1.0
    part = " ".join(long.split()[1000:3000])
    assert sameness(marks, text_marks(part)) > 0.9


def test_shared_lines_are_marked() -> None:
    half = "\n".join([*POEM.splitlines()[:2], "", *OTHER.splitlines()[:2]])
    assert shared_lines(half, POEM) == [
        (POEM.splitlines()[0], True), (POEM.splitlines()[1], True), ("", False),
        (OTHER.splitlines()[0], False), (OTHER.splitlines()[1], False),
    ]  # fmt: skip


@given(st.text(), st.text())
def test_any_two_texts_give_a_share(one: str, other: str) -> None:
    marks, others = text_marks(one), text_marks(other)
    assert 0.0 <= sameness(marks, others) <= 1.0
    assert sameness(marks, others) == sameness(others, marks)
    assert [line for line, _ in shared_lines(one, other)] == one.splitlines()
