"""Numbers, sizes, dates and durations of both languages."""

from datetime import date
from decimal import Decimal

import pytest

from judging.typesetting.formats import duration, joined, long_date, metres, number, official_date, size


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (5.65, "5,65", "5.65"),
        (1450, "1.450", "1,450"),
        (1234567.5, "1.234.567,5", "1,234,567.5"),
        (Decimal("9.10"), "9,1", "9.1"),
        (0.1 + 0.2, "0,3", "0.3"),
        (-3, "-3", "-3"),
    ],
)
def test_numbers_follow_the_language(value: float | Decimal, vi: str, en: str) -> None:
    assert number(value, "vi") == vi
    assert number(value, "en") == en


def test_wanted_decimals_are_kept() -> None:
    assert number(Decimal("9.10"), "vi", decimals=2) == "9,10"


def test_sizes_hold_together_on_a_line() -> None:
    assert size(60, 29.7, "vi") == "60\u00a0×\u00a029,7\u00a0cm"
    assert size(None, 42, "vi") == ""
    assert size(0, 42, "vi") == ""


@pytest.mark.parametrize(("cm", "text"), [(145, "1,45 m"), (156.5, "1,565 m"), (130.15, "1,302 m"), (0, "0,00 m")])
def test_metres_show_millimetres_only_where_there_are_some(cm: float, text: str) -> None:
    assert metres(cm, "vi") == text.replace(" ", "\u00a0")


def test_dates() -> None:
    assert long_date(date(2024, 10, 7)).vi == "ngày 7 tháng 10 năm 2024"
    assert long_date(date(2024, 10, 7)).en == "7 October 2024"
    assert official_date(date(2024, 2, 7)) == "ngày 07 tháng 02 năm 2024"
    assert official_date(date(2024, 3, 17)) == "ngày 17 tháng 3 năm 2024"


def test_durations() -> None:
    assert [duration(seconds) for seconds in (5, 245, 3845)] == ["0:05", "4:05", "1:04:05"]


def test_empty_parts_leave_no_comma() -> None:
    assert joined(("", "Màu nước", "")) == "Màu nước"
