"""What prizes are allocated from, and what comes of it."""

from collections.abc import Mapping
from decimal import Decimal

import msgspec


class Ranked(msgspec.Struct, frozen=True):
    """An entry with its place in its category. No rank: nobody scored it. No entrant or unit: no cap counts it."""

    entry: str
    category: str
    rank: int | None
    score: Decimal | None
    entrant: str = ""
    unit: str = ""


class Tier(msgspec.Struct, frozen=True):
    """A prize with its number of places; `threshold` is the least score that deserves it."""

    name: str
    quota: int
    threshold: Decimal | None = None


class CategoryPlan(msgspec.Struct, frozen=True):
    """Tiers in falling order; `threshold` is the least score that deserves any of them. `unit` is what scores are told
    in where it is not points: standard, logit, borda, or order, where there is nothing to tell but the rank.
    """

    name: str
    tiers: tuple[Tier, ...]
    threshold: Decimal | None = None
    unit: str = ""

    def least(self, tier: Tier) -> Decimal | None:
        """The least score for the tier, the category's own threshold included."""
        return max((limit for limit in (self.threshold, tier.threshold) if limit is not None), default=None)


class Plan(msgspec.Struct, frozen=True):
    """Caps are prizes that one entrant, or one unit, may win in the whole contest; None where there is no cap."""

    categories: tuple[CategoryPlan, ...]
    entrant_cap: int | None = None
    unit_cap: int | None = None


class Reason(msgspec.Struct, frozen=True):
    """Why an entry has its prize, or none: a code and plain values, for `sentences.sentence` to say in a language."""

    code: str
    params: Mapping[str, str | int]


class Decision(msgspec.Struct, frozen=True):
    """`prize` is the tier's name, empty where there is none (yet: `waiting` says that the board has to decide)."""

    entry: str
    category: str
    rank: int | None
    prize: str
    waiting: bool
    reason: Reason


class TierOutcome(msgspec.Struct, frozen=True):
    """What became of the places of a tier: given, waiting for the board, or not awarded."""

    category: str
    tier: str
    quota: int
    given: int
    waiting: int

    @property
    def not_awarded(self) -> int:
        return self.quota - self.given - self.waiting


class Allocation(msgspec.Struct, frozen=True):
    """Decisions by category in the order of the plan and by rank; outcomes in the order of the plan."""

    decisions: tuple[Decision, ...]
    outcomes: tuple[TierOutcome, ...]
