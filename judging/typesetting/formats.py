"""Numbers, dates and durations as they are printed in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from judging.typesetting.values import Bilingual

Lang = Literal["vi", "en"]
NO_BREAK = "\u00a0"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def number(value: float | Decimal, lang: Lang, *, decimals: int | None = None) -> str:
    """5,65 and 1.450 in Vietnamese, 5.65 and 1,450 in English. Without `decimals` at most three, no trailing zeros."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    text = f"{exact:,.{3 if decimals is None else decimals}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if lang == "vi":
        return text.translate({ord(","): ".", ord("."): ","})
    return text


def size(width_cm: float | None, height_cm: float | None, lang: Lang) -> str:
    """Width × height, e.g. "60 × 42 cm", held together on one line; "" where either is unknown."""
    if not width_cm or not height_cm:
        return ""
    return f"{number(width_cm, lang)} × {number(height_cm, lang)} cm".replace(" ", NO_BREAK)


def metres(cm: float, lang: Lang) -> str:
    """Centimetres as metres with two decimals, a third where millimetres matter: 1,45 m · 1,565 m."""
    exact = (Decimal(repr(float(cm))) / 100).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return f"{number(exact, lang, decimals=3 if exact * 1000 % 10 else 2)}{NO_BREAK}m"


def long_date(day: date) -> Bilingual:
    """ngày 7 tháng 10 năm 2024 · 7 October 2024."""
    return Bilingual(
        vi=f"ngày {day.day} tháng {day.month} năm {day.year}", en=f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    )


def official_date(day: date) -> str:
    """ngày 07 tháng 10 năm 2024: with 0 before days below 10 and months below 3, as Decree 30/2020 wants it."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def duration(seconds: int) -> str:
    """4:05, or 1:04:05."""
    minutes, rest = divmod(max(seconds, 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def joined(parts: Sequence[str], between: str = ", ") -> str:
    """The parts that are not empty, with `between` between them."""
    return between.join(part for part in parts if part)
