"""What the board has decided about the computed prizes: every vote is counted again, every decision applied again."""

from __future__ import annotations

from typing import Any

from judging.awards.sealing.standalone.documents import BOARD, Documents
from judging.awards.sealing.standalone.faults import demand

MORE_THAN = 50
"""Per cent, of the members for a quorum and of the votes for a majority, unless the rules say otherwise."""
VOTES = ("for", "against", "abstain")


def planned_entries(category: Any) -> list[Any]:
    """The entries as the plan has them, before the board's decisions."""
    return [{**entry, **entry["plan"]} if "plan" in entry else entry for entry in category["entries"]]


def check_decisions(found: Documents) -> int:
    """How many decisions are in effect; what they make of the plan's prizes is what the result says."""
    planned = {
        entry["code"]: entry["tier"] for category in found.result["categories"] for entry in planned_entries(category)
    }
    tiers, in_effect, last = dict(planned), 0, ""
    for number, motion in enumerate(found.board.get("motions", []), start=1):
        record = f"motion {number}"
        demand(motion["number"] == number, record, f"has the number {motion['number']}")
        demand(last <= motion["proposed_at"] <= motion["closed_at"], record, "was not closed after the one before it")
        last = motion["closed_at"]
        check_vote(found, motion, record)
        fits = all(tiers.get(one["code"], "") == one["before"] for one in motion["changes"])
        stands = motion["outcome"] == "carried" and fits
        demand(motion["in_effect"] == stands, record, "is said to be in effect where it is not, or not where it is")
        if stands:
            in_effect += 1
            tiers.update((one["code"], one["after"]) for one in motion["changes"])
    demand(all(last <= one["at"] for one in found.board["approvals"]), BOARD, "was signed before the last motion")
    for category in found.result["categories"]:
        for entry in category["entries"]:
            code, due = entry["code"], tiers[entry["code"]]
            demand(entry["tier"] == due, code, f"has the prize {entry['tier']}; plan and decisions give {due}")
            demand(("plan" in entry) == (due != planned[code]), code, "is decided by the board and does not say so")
    return in_effect


def check_vote(found: Documents, motion: Any, record: str) -> None:
    rules = found.rules.get("board") or {}
    demand(bool(motion["reason"].strip()), record, "has no reason")
    demand(all(one["vote"] in VOTES for one in motion["votes"]), record, "has a vote that is none")
    demand(len(motion["votes"]) <= motion["members"], record, "has more votes than the board has members")
    counted = {vote: sum(one["vote"] == vote for one in motion["votes"]) for vote in VOTES}
    quorate = len(motion["votes"]) * 100 > motion["members"] * rules.get("quorum", MORE_THAN)
    majority = counted["for"] * 100 > (counted["for"] + counted["against"]) * rules.get("majority", MORE_THAN)
    due = ("carried" if majority else "lost") if quorate else "no_quorum"
    holds = motion["outcome"] in (due, "withdrawn") or (motion["outcome"], due) == ("lapsed", "carried")
    demand(holds, record, f"is {motion['outcome']}; by its votes it would be {due}")
