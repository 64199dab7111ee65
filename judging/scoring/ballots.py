"""What a ballot may hold. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from judging.contests.rules import CategoryRules, Scale
from judging.errors import Invalid


def check_scores(category: CategoryRules, scale: Scale, scores: Mapping[str, int]) -> dict[str, int]:
    """The marks as they may be kept. Raises Invalid for an unknown criterion or a mark off the scale."""
    known = {criterion.key for criterion in category.criteria}
    for key, mark in scores.items():
        if key not in known:
            raise Invalid("There is no criterion “%(criterion)s”.", field=key, criterion=key)
        if mark not in scale.marks:
            raise Invalid(
                "A mark is a whole number from %(lowest)s to %(highest)s.",
                field=key,
                lowest=scale.lowest,
                highest=scale.highest,
            )
    return {criterion.key: scores[criterion.key] for criterion in category.criteria if criterion.key in scores}


def missing(category: CategoryRules, scores: Mapping[str, int]) -> list[str]:
    """Keys of the criteria that have no mark yet, in their order."""
    return [criterion.key for criterion in category.criteria if criterion.key not in scores]


def running_total(category: CategoryRules, scores: Mapping[str, int]) -> Decimal:
    """Weighted sum of the marks given so far, criteria without a mark counting 0; 2 places, half up."""
    total = sum(
        (
            Fraction(criterion.weight) * scores[criterion.key]
            for criterion in category.criteria
            if criterion.key in scores
        ),
        Fraction(),
    )
    value = total / 100
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
