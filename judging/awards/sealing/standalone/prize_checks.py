"""Prizes as far as plain order tells: quotas, thresholds, caps, and no prize above a better rank without a reason."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import groupby
from typing import Any

from judging.awards.sealing.standalone.decision_checks import check_decisions, planned_entries
from judging.awards.sealing.standalone.documents import Documents
from judging.awards.sealing.standalone.faults import demand

CAPPED = ("capped_entrant", "capped_unit")


def check_prizes(found: Documents) -> str:
    """The plan's prizes by the rules, and then what the board has decided about them."""
    given = 0
    for category in found.result["categories"]:
        rules, entries = found.category_rules(category["category"]), planned_entries(category)
        won = [entry for entry in entries if entry["tier"] is not None]
        given += len(won)
        for tier in rules["tier"]:
            count = sum(entry["tier"] == tier["key"] for entry in won)
            demand(
                count <= tier["quota"],
                f"{category['category']}, {tier['key']}",
                f"is given {count} times; {tier['quota']} places",
            )
        check_winners(rules, won)
        check_passed_over(rules, entries)
    check_caps(found)
    decided = check_decisions(found)
    told = f"; on top of them {decided} decisions of the board, voted as its rules ask" if decided else ""
    return f"{given} prizes within quotas, thresholds and caps, in the order of ranks{told}"


def check_winners(rules: Any, won: list[Any]) -> None:
    tiers = {tier["key"]: tier for tier in rules["tier"]}
    for entry in won:
        demand(entry["tier"] in tiers, entry["code"], f"has a prize that is not in the rules: {entry['tier']}")
        demand(entry["rank"] is not None, entry["code"], "has a prize and no rank")
        for least in (rules["threshold"], tiers[entry["tier"]]["threshold"]):
            reached = least is None or Fraction(entry["score"]) >= Fraction(str(least))
            demand(reached, entry["code"], f"has a prize that needs {least}")


def check_passed_over(rules: Any, entries: list[Any]) -> None:
    """In the order of ranks prizes only fall, and none stays open that somebody deserves; a cap may be the reason."""
    heights = {tier["key"]: height for height, tier in enumerate(rules["tier"])}
    ranked = [entry for entry in entries if entry["rank"] is not None and entry["reason"]["code"] not in CAPPED]
    best_behind = len(heights)
    for _, group in groupby(sorted(ranked, key=lambda one: -one["rank"]), key=lambda one: one["rank"]):
        own = [(heights.get(entry["tier"], len(heights)), entry["code"]) for entry in group]
        worst, code = max(own)
        demand(worst <= best_behind, code, "is passed over for a lower rank, and no cap is the reason")
        best_behind = min(best_behind, worst)
    for tier in rules["tier"]:
        left = tier["quota"] - sum(entry["tier"] == tier["key"] for entry in entries)
        least = [Fraction(str(one)) for one in (rules["threshold"], tier["threshold"]) if one is not None]
        for entry in ranked if left else ():
            none = entry["tier"] is None and entry["reason"]["code"] != "behind"
            low = any(Fraction(entry["score"]) < one for one in least)
            demand(low or not none, entry["code"], f"deserves {tier['key']}, of which a place was left")


def check_caps(found: Documents) -> None:
    for kind in ("entrant", "unit"):
        cap = found.rules["caps"][kind]
        counts = Counter(
            entry[kind]
            for category in found.result["categories"]
            for entry in planned_entries(category)
            if entry["tier"] is not None and entry[kind]
        )
        for owner, count in counts.items():
            demand(cap is None or count <= cap, f"{kind} {owner}", f"has {count} prizes; the cap is {cap}")
