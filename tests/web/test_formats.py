from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.web import formats
from judging.web.i18n import Locale, use_locale, use_zone

WHEN = datetime(2024, 9, 30, 10, 0, 7, tzinfo=UTC)
NB = "\u00a0"


def in_both(function: object, *args: object) -> tuple[str, str]:
    found = []
    for locale in ("vi", "en"):
        use_locale(locale)  # type: ignore[arg-type]
        found.append(function(*args))  # type: ignore[operator]
    return found[0], found[1]


@pytest.mark.parametrize(
    ("value", "digits", "vi", "en"),
    [
        (1450, None, "1.450", "1,450"),
        (Decimal("5.65"), None, "5,65", "5.65"),
        (Decimal("2.345"), 2, "2,35", "2.35"),
        (Decimal("-0.5"), 0, "-1", "-1"),
        (1234567.5, 1, "1.234.567,5", "1,234,567.5"),
        (None, None, "–", "–"),
    ],
)
def test_numbers_by_language(value: Decimal | float | None, digits: int | None, vi: str, en: str) -> None:
    assert in_both(formats.number, value, digits) == (vi, en)


def test_moments_stand_in_the_contests_zone() -> None:
    use_zone("Asia/Ho_Chi_Minh")
    assert in_both(formats.format_datetime, WHEN) == ("30/9/2024 17:00", "30 Sep 2024 17:00")
    assert in_both(formats.format_date, date(2024, 10, 7)) == ("7/10/2024", "7 Oct 2024")
    assert in_both(formats.day_month, WHEN) == ("30/9", "30 Sep")
    assert formats.clock_time(WHEN) == "17:00:07"
    assert formats.clock_time(WHEN, "UTC", seconds=False) == "10:00"


@pytest.mark.parametrize("function", [formats.format_datetime, formats.format_date, formats.clock_time])
def test_an_unknown_moment_is_a_dash(function: object) -> None:
    assert in_both(function, None) == ("–", "–")


@pytest.mark.parametrize(
    ("left", "vi", "en"),
    [
        (timedelta(days=2, hours=4, minutes=3), "2 ngày 4 giờ", "2 days 4 hours"),
        (timedelta(days=1, minutes=59), "1 ngày", "1 day"),
        (timedelta(hours=1, minutes=1), "1 giờ 1 phút", "1 hour 1 minute"),
        (timedelta(minutes=3, seconds=20), "3 phút", "3 minutes"),
        (20.9, "20 giây", "20 seconds"),
        (timedelta(seconds=-5), "0 giây", "0 seconds"),
    ],
)
def test_time_left_in_two_units(left: timedelta | float, vi: str, en: str) -> None:
    assert in_both(formats.duration, left) == (vi, en)


@pytest.mark.parametrize(
    ("size", "vi", "en"),
    [
        (0, f"0{NB}byte", f"0{NB}bytes"),
        (1, f"1{NB}byte", f"1{NB}byte"),
        (6_640_000, f"6,6{NB}MB", f"6.6{NB}MB"),
        (30_000, f"30{NB}KB", f"30{NB}KB"),
        (1_500, f"1,5{NB}KB", f"1.5{NB}KB"),
        (128_000, f"128{NB}KB", f"128{NB}KB"),
        (999_700, f"1,0{NB}MB", f"1.0{NB}MB"),
        (5_000_000_000_000_000, f"5.000{NB}TB", f"5,000{NB}TB"),
        (None, "–", "–"),
    ],
)
def test_file_sizes(size: int | None, vi: str, en: str) -> None:
    assert in_both(formats.file_size, size) == (vi, en)


def test_percent_and_dimensions() -> None:
    assert in_both(formats.percent, Decimal("0.62")) == (f"62{NB}%", "62%")
    assert in_both(formats.percent, None) == ("–", "–")
    assert in_both(formats.dimensions, 40, Decimal("30.50")) == (f"40{NB}×{NB}30,5{NB}cm", f"40{NB}×{NB}30.5{NB}cm")
    assert in_both(formats.dimensions, 100, 200) == (f"100{NB}×{NB}200{NB}cm", f"100{NB}×{NB}200{NB}cm")
    assert formats.dimensions(None, 3) == ""


def test_bilingual_falls_back_to_the_other_language() -> None:
    both = {"name_vi": "Hội họa", "name_en": "Painting"}
    assert in_both(formats.bilingual, both, "name") == ("Hội họa", "Painting")
    assert in_both(formats.bilingual, {"name_vi": "Thơ", "name_en": ""}, "name") == ("Thơ", "Thơ")
    assert in_both(formats.bilingual, object(), "name") == ("", "")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.sampled_from(["vi", "en"]))
def test_a_number_can_be_read_back(value: Decimal, locale: Locale) -> None:
    use_locale(locale)
    shown = formats.number(value)
    plain = shown.replace(".", "").replace(",", ".") if locale == "vi" else shown.replace(",", "")
    assert Decimal(plain) == value
