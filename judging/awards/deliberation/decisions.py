"""What the board's decisions make of the prizes that the plan gives. Pure: the same again from a published bundle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import msgspec

from judging.awards.allocation import Plan, Ranked, Reason
from judging.awards.deliberation.enums import Outcome, Vote
from judging.contests.rules import BoardRules

Tiers = Mapping[str, str | None]
"""{blind code: key of its prize, None where it has none}."""


class Change(msgspec.Struct, frozen=True):
    """What happens to one work."""

    code: str
    before: str | None
    after: str | None


class Carried(msgspec.Struct, frozen=True):
    """A motion that the board has adopted."""

    number: int
    changes: tuple[Change, ...]


class Standing(msgspec.Struct, frozen=True):
    """Prizes after the board's decisions, the numbers of those in effect, and which of them changed a work last."""

    tiers: dict[str, str | None]
    in_effect: tuple[int, ...]
    changed_by: dict[str, int]


class Breach(msgspec.Struct, frozen=True):
    """A rule that a change would break: "quota" or "threshold" of a tier, cap of an "entrant" or a "unit"."""

    kind: str
    subject: str  # the tier's key, or the works of the same owner
    limit: str
    found: str


def standing(plan: Tiers, waiting: Collection[str], carried: Sequence[Carried]) -> Standing:
    """Applies the decisions in their order. One is in effect only where each of its works still has what it had when
    the board decided, and none of them waits for a tie to be settled.
    """
    tiers, in_effect, changed_by = dict(plan), [], {}
    for motion in carried:
        fits = all(
            one.code in tiers and one.code not in waiting and tiers[one.code] == one.before for one in motion.changes
        )
        if fits:
            in_effect.append(motion.number)
            for one in motion.changes:
                tiers[one.code] = one.after
                changed_by[one.code] = motion.number
    return Standing(tiers, tuple(in_effect), changed_by)


def reversed_changes(changes: Sequence[Change]) -> tuple[Change, ...]:
    return tuple(Change(one.code, one.after, one.before) for one in changes)


def decided(votes: Collection[Vote], members: int, rules: BoardRules) -> Outcome:
    """Abstaining counts as present, neither for nor against. An equal number is not a majority."""
    if len(votes) * 100 <= members * rules.quorum:
        return Outcome.NO_QUORUM
    pro, contra = (sum(vote == one for vote in votes) for one in (Vote.FOR, Vote.AGAINST))
    return Outcome.CARRIED if pro * 100 > (pro + contra) * rules.majority else Outcome.LOST


def breaches(plan: Plan, ranked: Sequence[Ranked], before: Tiers, after: Tiers) -> list[Breach]:
    """The rules that are broken after a change and were not broken as much before it. `ranked` are all works."""
    known = set(_broken(plan, ranked, before))
    return [breach for breach in _broken(plan, ranked, after) if breach not in known]


def _broken(plan: Plan, ranked: Sequence[Ranked], tiers: Tiers) -> list[Breach]:
    found = []
    for category in plan.categories:
        own = [one for one in ranked if one.category == category.name]
        for tier in category.tiers:
            won = [one for one in own if tiers.get(one.entry) == tier.name]
            if len(won) > tier.quota:
                found.append(Breach("quota", tier.name, str(tier.quota), str(len(won))))
            least = category.least(tier)
            low = [one for one in won if least is not None and (one.score is None or one.score < least)]
            found += [Breach("threshold", one.entry, f"{least:f}", f"{one.score or 0:f}") for one in low]
    return found + _over_caps(plan, ranked, tiers)


def _over_caps(plan: Plan, ranked: Sequence[Ranked], tiers: Tiers) -> list[Breach]:
    """Told by the works, never by who owns them."""
    found = []
    for kind, cap in (("entrant", plan.entrant_cap), ("unit", plan.unit_cap)):
        if cap is None:
            continue
        won = [(getattr(one, kind), one.entry) for one in ranked if tiers.get(one.entry) and getattr(one, kind)]
        for owner, count in sorted(Counter(owner for owner, _ in won).items()):
            if count > cap:
                codes = ", ".join(sorted(code for one, code in won if one == owner))
                found.append(Breach(kind, codes, str(cap), str(count)))
    return found


def board_reason(plan: Reason, change: Change, *, number: int, votes: Collection[Vote], why: str) -> Reason:
    """Why a work has its prize, or none, when the board has decided so. `plan` is the reason of the computed result;
    `change` leads from the plan's prize to the one that it has now.
    """
    kept = {key: plan.params[key] for key in ("rank", "of", "score", "unit") if key in plan.params}
    counts = {vote.value: sum(one == vote for one in votes) for vote in Vote}
    prizes = {"tier": change.after or "", "before": change.before or ""}
    return Reason(
        "board_prize" if change.after else "board_none", {**kept, **prizes, "motion": number, "why": why, **counts}
    )
