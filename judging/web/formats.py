"""Numbers, moments and sizes as a reader of the active language expects them; also the filters of the templates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from judging.web.i18n import active_locale, active_zone, translate_plural

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NBSP = "\u00a0"


def number(value: Decimal | float | None, digits: int | None = None) -> str:
    """1450 → 1.450 | 1,450; with `digits`, rounded half up to that many places. None is a dash."""
    if value is None:
        return "–"
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if digits is not None:
        exact = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{exact:,f}"
    return text.translate(str.maketrans(",.", ".,")) if active_locale() == "vi" else text


def percent(share: Decimal | float | None, digits: int = 0) -> str:
    """.62 → 62 % | 62%."""
    if share is None:
        return "–"
    text = number(Decimal(str(share)) * 100, digits)
    return f"{text}{NBSP}%" if active_locale() == "vi" else f"{text}%"


def local(moment: datetime, zone: str | None = None) -> datetime:
    return moment.astimezone(ZoneInfo(zone or active_zone()))


def format_date(value: datetime | date | None, zone: str | None = None) -> str:
    """30/9/2024 | 30 Sep 2024."""
    if value is None:
        return "–"
    day = local(value, zone).date() if isinstance(value, datetime) else value
    if active_locale() == "vi":
        return f"{day.day}/{day.month}/{day.year}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_month(value: datetime | date, zone: str | None = None) -> str:
    """30/9 | 30 Sep."""
    day = local(value, zone).date() if isinstance(value, datetime) else value
    return f"{day.day}/{day.month}" if active_locale() == "vi" else f"{day.day} {MONTHS[day.month - 1]}"


def clock_time(value: datetime | None, zone: str | None = None, *, seconds: bool = True) -> str:
    """20:41:07."""
    return "–" if value is None else local(value, zone).strftime("%H:%M:%S" if seconds else "%H:%M")


def format_datetime(value: datetime | None, zone: str | None = None, *, seconds: bool = False) -> str:
    """30/9/2024 17:00 | 30 Sep 2024 17:00."""
    return "–" if value is None else f"{format_date(value, zone)} {clock_time(value, zone, seconds=seconds)}"


def duration(value: timedelta | float) -> str:
    """The two largest units: 2 ngày 4 giờ | 2 days 4 hours. Less than a minute is given in seconds; never negative."""
    left = max(0, int(value.total_seconds() if isinstance(value, timedelta) else value))
    days, rest = divmod(left, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [
        (days, translate_plural("%(num)s day", "%(num)s days", days)),
        (hours, translate_plural("%(num)s hour", "%(num)s hours", hours)),
        (minutes, translate_plural("%(num)s minute", "%(num)s minutes", minutes)),
        (seconds, translate_plural("%(num)s second", "%(num)s seconds", seconds)),
    ]
    first = next((place for place, (count, _) in enumerate(parts) if count), 3)
    chosen = [parts[first][1]]
    if first < 2 and parts[first + 1][0]:
        chosen.append(parts[first + 1][1])
    return " ".join(chosen)


def file_size(size: int | None) -> str:
    """30 KB, 6,6 MB | 6.6 MB, in powers of ten as phones and file managers show it."""
    if size is None:
        return "–"
    amount, units = Decimal(size), ("byte", "KB", "MB", "GB", "TB")
    place = 0
    while amount >= Decimal("999.5") and place < len(units) - 1:
        amount, place = amount / 1000, place + 1
    if place == 0:
        return f"{number(size)}{NBSP}{units[0]}" + ("s" if active_locale() == "en" and size != 1 else "")
    return f"{number(amount, 1 if amount < (10 if place == 1 else 100) else 0)}{NBSP}{units[place]}"


def dimensions(width: Decimal | float | None, height: Decimal | float | None) -> str:
    """Width × height in cm: 40 × 30 cm. Empty when either is unknown."""
    if width is None or height is None:
        return ""
    return f"{_plain(width)}{NBSP}×{NBSP}{_plain(height)}{NBSP}cm"


def _plain(value: Decimal | float) -> str:
    exact = Decimal(str(value)).normalize()
    return number(exact.quantize(Decimal(1)) if exact == exact.to_integral() else exact)


def bilingual(thing: Any, field: str) -> str:
    """A text by the active language, else the other: `field.vi` and `field.en`, or `field_vi` and `field_en`."""
    texts = getattr(thing, field, None)
    if texts is not None and not isinstance(texts, str):
        first, second = (texts.vi, texts.en) if active_locale() == "vi" else (texts.en, texts.vi)
        return str(first or second)
    one, other = (f"{field}_{code}" for code in (("vi", "en") if active_locale() == "vi" else ("en", "vi")))
    if isinstance(thing, dict):
        return str(thing.get(one) or thing.get(other) or "")
    return str(getattr(thing, one, None) or getattr(thing, other, None) or "")


FILTERS = {
    "number": number,
    "percent": percent,
    "date": format_date,
    "day_month": day_month,
    "datetime": format_datetime,
    "clock_time": clock_time,
    "duration": duration,
    "file_size": file_size,
    "bilingual": bilingual,
}
