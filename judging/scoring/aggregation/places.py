"""From scores to places: 1 is best, ties share the better place (1 2 2 4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from judging.scoring.aggregation.exact import half_up
from judging.scoring.aggregation.values import EntryResult, Score, Uncertainty

_UNKNOWN = Uncertainty()


def rounded(score: Score, decimals: int | None) -> Score:
    """The score as it is declared: as it is, or half up to that many decimals.

    A float is rounded by its shortest decimal form, the one that people are shown.
    """
    if decimals is None:
        return score
    exact = Fraction(Decimal(repr(score))) if isinstance(score, float) else score
    return Fraction(half_up(exact, decimals))


def places(scores: Mapping[str, Score], tolerance: float = 0.0) -> dict[str, int]:
    """The place of every entry, highest score first.

    Neighbours in the order that differ by no more than `tolerance` are tied: 0 for exact scores, and for floating-point
    ones a distance far below anything that a mark can cause.
    """
    result: dict[str, int] = {}
    previous: Score | None = None
    place = 0
    for position, entry in enumerate(sorted(scores, key=scores.__getitem__, reverse=True), start=1):
        score = scores[entry]
        if previous is None or previous - score > tolerance:
            place = position
        previous = score
        result[entry] = place
    return result


def in_order(
    scores: Mapping[str, Score],
    ranks: Mapping[str, int],
    counts: Mapping[str, int],
    more: Mapping[str, Uncertainty] | None = None,
) -> tuple[EntryResult, ...]:
    """The entries named in `counts` by place and name; those without a score last."""
    more = more or {}
    result = []
    for entry in sorted(counts, key=lambda name: (name not in ranks, ranks.get(name, 0), name)):
        known = more.get(entry, _UNKNOWN)
        place, score = ranks.get(entry), scores.get(entry)
        result.append(
            EntryResult(entry, place, score, counts[entry], known.se, known.rank_low, known.rank_high, known.top)
        )
    return tuple(result)
