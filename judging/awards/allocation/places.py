"""Filling the places of one category, tier by tier."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from judging.awards.allocation.caps import Caps
from judging.awards.allocation.values import CategoryPlan, Ranked, Tier


@dataclass(frozen=True)
class Capped:
    kind: str
    limit: int


@dataclass
class Waiting:
    """Entries among which the board decides. `places` by tier are held for them; so many more could they win."""

    entries: list[Ranked]
    open_places: int
    tied: bool
    places: list[tuple[Tier, int]] = field(default_factory=list)


Fate = Tier | Capped | Waiting


class Places:
    """The state of one category; `fate` tells of every entry that was decided or waits."""

    def __init__(self, plan: CategoryPlan, entries: Sequence[Ranked], caps: Caps) -> None:
        self.plan = plan
        self.fate: dict[str, Fate] = {}
        self.winners: dict[str, list[Ranked]] = {tier.name: [] for tier in plan.tiers}
        self.waiting: list[Waiting] = []
        self._caps = caps
        self._queue = [list(group) for _, group in groupby(sorted(entries, key=order), key=ladder)]

    def held(self, tier: Tier) -> int:
        """Places of the tier that wait for the board."""
        return sum(count for group in self.waiting for held, count in group.places if held.name == tier.name)

    def fill(self, tier: Tier) -> None:
        """Gives the places of the tier to the next who deserve them; what nobody deserves stays not awarded."""
        left = tier.quota
        for group in self.waiting:
            if group.open_places and self._deserves(group.entries[0], tier):
                left -= self._hold(group, tier, left)
        while left and self._queue and self._deserves(self._queue[0][0], tier):
            free = self._uncapped(self._queue.pop(0))
            tied = len(free) > left
            undecided = free if tied else self._caps.clashing(free)
            for entry in free:
                if entry not in undecided:
                    self.fate[entry.entry] = tier
                    self.winners[tier.name].append(entry)
                    self._caps.award(entry)
                    left -= 1
            if undecided:
                left -= self._wait(undecided, tier, left, tied)

    def _deserves(self, entry: Ranked, tier: Tier) -> bool:
        return deserves(entry.score, self.plan.least(tier))

    def _uncapped(self, group: list[Ranked]) -> list[Ranked]:
        free = []
        for entry in group:
            reached = self._caps.reached(entry)
            if reached:
                self.fate[entry.entry] = Capped(*reached)
            else:
                free.append(entry)
        return free

    def _wait(self, entries: list[Ranked], tier: Tier, left: int, tied: bool) -> int:
        group = Waiting(entries, self._caps.most(entries), tied or len(entries) > 1)
        self.waiting.append(group)
        for entry in entries:
            self.fate[entry.entry] = group
            self._caps.hold(entry)
        return self._hold(group, tier, left)

    def _hold(self, group: Waiting, tier: Tier, left: int) -> int:
        """Holds as many of the places as the group could win; once there is one for each, every one of them wins."""
        count = min(left, group.open_places)
        if count:
            group.places.append((tier, count))
            group.open_places -= count
            whole = sum(held for _, held in group.places) == len(group.entries) > 1
            if whole and self._caps.allow_all(group.entries):
                for entry in group.entries:
                    self._caps.confirm(entry)
        return count


def order(entry: Ranked) -> tuple[int, Decimal, str]:
    """The ladder, and then the name, so that the order of the input never matters."""
    return (*ladder(entry), entry.entry)


def ladder(entry: Ranked) -> tuple[int, Decimal]:
    """Between two entries decides the rank, then the score. What is equal in both, only the board can decide."""
    return entry.rank or 0, -(entry.score if entry.score is not None else Decimal(0))


def deserves(score: Decimal | None, least: Decimal | None) -> bool:
    return least is None or (score is not None and score >= least)
