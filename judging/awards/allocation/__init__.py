"""Prizes for ranks: tiers in falling order, quotas, thresholds and caps, and for every entry the reason."""

from collections.abc import Sequence

from judging.awards.allocation.caps import Caps
from judging.awards.allocation.places import Fate, Places, order
from judging.awards.allocation.reasons import decide
from judging.awards.allocation.values import (
    Allocation,
    CategoryPlan,
    Decision,
    Plan,
    Ranked,
    Reason,
    Tier,
    TierOutcome,
)
from judging.errors import N_, Invalid

__all__ = ["Allocation", "CategoryPlan", "Decision", "Plan", "Ranked", "Reason", "Tier", "TierOutcome", "allocate"]


def allocate(entries: Sequence[Ranked], plan: Plan) -> Allocation:
    """Allocates the prizes of all categories; raises Invalid for an entry twice or a category that the plan lacks.

    All first tiers are filled before any second one, so that a cap leaves everyone the better prize; within a level
    the categories go in the order of the plan. Who has reached a cap is skipped and the next moves up. A place that no
    one deserves is not awarded and does not pass down. Rank decides, then score; where a tie of both meets the last
    place of a tier, no one of the tied gets a prize yet: the places they would share, down to the tier that holds the
    last of them, wait for the board. An entry whose cap depends on such a decision waits likewise.
    """
    check(entries, plan)
    filled = fill(entries, plan)
    uncapped: dict[str, Fate] = {}
    for places in fill(entries, Plan(plan.categories)):
        uncapped |= places.fate
    decisions = []
    for places in filled:
        own = [entry for entry in entries if entry.category == places.plan.name]
        own.sort(key=lambda entry: (entry.rank is None, *order(entry)))
        decisions += [decide(entry, places, len(own), uncapped) for entry in own]
    outcomes = [
        TierOutcome(places.plan.name, tier.name, tier.quota, len(places.winners[tier.name]), places.held(tier))
        for places in filled
        for tier in places.plan.tiers
    ]
    return Allocation(tuple(decisions), tuple(outcomes))


def fill(entries: Sequence[Ranked], plan: Plan) -> list[Places]:
    caps = Caps(plan)
    ranked = [entry for entry in entries if entry.rank is not None]
    places = [
        Places(category, [entry for entry in ranked if entry.category == category.name], caps)
        for category in plan.categories
    ]
    for level in range(max((len(category.tiers) for category in plan.categories), default=0)):
        for category in places:
            if level < len(category.plan.tiers):
                category.fill(category.plan.tiers[level])
    return places


def check(entries: Sequence[Ranked], plan: Plan) -> None:
    known = {category.name for category in plan.categories}
    seen: set[str] = set()
    for entry in entries:
        if entry.category not in known:
            message = N_("the category %(category)s of entry %(entry)s is not in the plan")
            raise Invalid(message, field="category", category=entry.category, entry=entry.entry)
        if entry.entry in seen:
            raise Invalid("the entry %(entry)s is listed twice", field="entry", entry=entry.entry)
        seen.add(entry.entry)
