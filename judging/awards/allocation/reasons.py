"""Why every entry has its prize, or none."""

from collections.abc import Mapping

from judging.awards.allocation.places import Capped, Fate, Places, Waiting, deserves, ladder
from judging.awards.allocation.values import Decision, Ranked, Reason, Tier

Params = dict[str, str | int]


def decide(entry: Ranked, places: Places, size: int, uncapped: Mapping[str, Fate]) -> Decision:
    """The entry's decision. `size` is the number of entries in the category, `uncapped` what would be without caps."""
    fate = places.fate.get(entry.entry)
    params: Params = {"rank": entry.rank or 0, "of": size, "score": "" if entry.score is None else f"{entry.score:f}"}
    if places.plan.unit:
        params["unit"] = places.plan.unit
    prize = ""
    if isinstance(fate, Tier):
        prize = fate.name
        given = len(places.winners[fate.name])
        params |= {"tier": fate.name, "quota": fate.quota, "given": given}
        before = uncapped.get(entry.entry)
        moved = before is None or (isinstance(before, Tier) and before.name != fate.name)
        reason = Reason("moved_up" if moved else "prize", params)
    elif isinstance(fate, Capped):
        reason = Reason(f"capped_{fate.kind}", params | {"cap": fate.limit})
    elif isinstance(fate, Waiting):
        reason = waits(fate, params)
    else:
        reason = Reason("unranked", params) if entry.rank is None else missed(entry, places, params)
    return Decision(entry.entry, entry.category, entry.rank, prize, isinstance(fate, Waiting), reason)


def waits(group: Waiting, params: Params) -> Reason:
    """Which places wait: `tiers` and `places` are lists of the same length, their items parted by line ends."""
    tiers = "\n".join(tier.name for tier, _ in group.places)
    places = "\n".join(str(count) for _, count in group.places)
    code = "waits_tied" if group.tied else "waits_cap"
    return Reason(code, params | {"tied": len(group.entries), "tiers": tiers, "places": places})


def missed(entry: Ranked, places: Places, params: Params) -> Reason:
    """The entry came too late, or its score is too low, for the least prize that there is."""
    tiers = [tier for tier in places.plan.tiers if tier.quota]
    if not tiers:
        return Reason("no_prizes", params)
    open_to = [tier for tier in tiers if deserves(entry.score, places.plan.least(tier))]
    if not open_to:
        least = min(limit for tier in tiers if (limit := places.plan.least(tier)) is not None)
        return Reason("below", params | {"limit": f"{least:f}", "tier": tiers[-1].name})
    tier = open_to[-1]
    params |= {"tier": tier.name}
    held = [group for group in places.waiting if any(one.name == tier.name for one, _ in group.places)]
    winners = places.winners[tier.name]
    if len(winners) + places.held(tier) < tier.quota:
        return Reason("behind", params | {"limit": f"{places.plan.least(tier):f}"})
    if held and (not winners or ladder(held[-1].entries[0]) > ladder(winners[-1])):
        first = held[-1].entries[0]
        return Reason("full_waiting", params | {"last_rank": first.rank or 0, "tied": len(held[-1].entries)})
    last = winners[-1]
    score = "" if last.score is None else f"{last.score:f}"
    return Reason("full", params | {"last_rank": last.rank or 0, "last_score": score})
