"""Exact methods: fractions inside, so that equal scores are equal; decimal half-up rounding where it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from judging.errors import N_, Refused

Mark = Decimal | Fraction


def half_up(value: Fraction, places: int) -> Decimal:
    """`value` rounded to `places` decimals; a half goes away from zero, as in a rule book."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)


def mean(marks: Sequence[Mark]) -> Fraction:
    """Arithmetic mean of at least one mark, without any rounding."""
    return sum((Fraction(mark) for mark in marks), Fraction()) / len(marks)


def median(marks: Sequence[Mark]) -> Fraction:
    """The middle mark, or the mean of the two middle ones."""
    ordered = sorted(marks)
    half = len(ordered) // 2
    return Fraction(ordered[half]) if len(ordered) % 2 else mean(ordered[half - 1 : half + 1])


def trimmed(marks: Sequence[Mark], drop: int) -> Fraction:
    """Mean without the `drop` lowest and `drop` highest marks. Refused where nothing would be left."""
    if len(marks) <= 2 * drop:
        message = N_(
            "%(count)d marks are too few to drop %(drop)d at each end; drop fewer, or have it scored by more jurors."
        )
        raise Refused(message, count=len(marks), drop=drop)
    return mean(sorted(marks)[drop : len(marks) - drop])


def clamp_marks(marks: Sequence[Mark], distance: Decimal, places: int | None) -> list[Fraction]:
    """Every mark limited to m ± `distance`, where m is the mean of the marks, itself rounded half up to `places`.

    The correction of the International Chopin Competition.
    """
    centre = mean(marks) if places is None else Fraction(half_up(mean(marks), places))
    low, high = centre - Fraction(distance), centre + Fraction(distance)
    return [min(max(Fraction(mark), low), high) for mark in marks]


def clamped(marks: Sequence[Mark], distance: Decimal, places: int | None) -> Fraction:
    """Mean of the marks after `clamp_marks`; not yet rounded itself."""
    return mean(clamp_marks(marks, distance, places))
