"""From scores to places: 1 is best, ties share the better place (1 2 2 4)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

Score = Fraction | float


def places(scores: Mapping[str, Score], tolerance: float = 0.0) -> dict[str, int]:
    """The place of every entry, highest score first.

    Neighbours in the order that differ by no more than `tolerance` are tied: 0 for exact scores, and for floating-point
    ones a distance far below anything that a mark can cause.
    """
    result: dict[str, int] = {}
    previous: Score | None = None
    place = 0
    for position, (entry, score) in enumerate(sorted(scores.items(), key=lambda item: (-item[1], item[0])), start=1):
        if previous is None or abs(previous - score) > tolerance:
            place = position
        previous = score
        result[entry] = place
    return result
