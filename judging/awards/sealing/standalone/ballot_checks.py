"""The ballots: an unbroken chain, each by somebody who was to give it, once, and within the scale."""

from __future__ import annotations

from typing import Any

from judging.awards.sealing.standalone.canonical import sha256
from judging.awards.sealing.standalone.documents import BALLOTS, COMMITMENT, Documents, ballot_lines
from judging.awards.sealing.standalone.faults import demand
from judging.awards.sealing.standalone.merkle import merkle_root
from judging.awards.sealing.standalone.promises import pair_set


def ballot_name(ballot: Any) -> str:
    return f"ballot {ballot['number']} ({ballot['code']}, juror {ballot['juror']})"


def check_chain(found: Documents) -> str:
    """Every line carries the SHA-256 of the line before it, the first that of the commitment."""
    lines = ballot_lines(found.files[BALLOTS])
    previous, moment = sha256(found.files[COMMITMENT]), ""
    for ballot, line in zip(found.ballots, lines, strict=True):
        demand(ballot["previous"] == previous, ballot_name(ballot), "does not follow from the ballot before it")
        demand(ballot["at"] >= moment, ballot_name(ballot), "is older than the ballot before it")
        previous, moment = sha256(line), ballot["at"]
    sealed = {"count": len(lines), "last": previous, "root": merkle_root(lines).hex()}
    demand(found.seal["ballots"] == sealed, BALLOTS, "are not those that were sealed")
    return f"{len(lines)} ballots in one chain, under the root {sealed['root']}"


def check_ballots(found: Documents) -> str:
    assigned = {
        key: pair_set(panel["pairs"]) - pair_set(panel["removed"]) | pair_set(panel["added"])
        for key, panel in found.panels.items()
    }
    barred = {key: {(code, juror) for code, juror, _ in panel["conflicts"]} for key, panel in found.panels.items()}
    seen: set[tuple[str, int]] = set()
    for ballot in found.ballots:
        record, key, pair = ballot_name(ballot), ballot["category"], (ballot["code"], ballot["juror"])
        demand(pair not in seen, record, "is this juror's second one for the work")
        demand(pair in assigned.get(key, ()), record, "is by a juror to whom the work was not assigned")
        seen.add(pair)
        if ballot["state"] == "submitted":
            demand(pair not in barred[key], record, "is by a juror with a conflict of interest")
            check_marks(found, ballot)
        else:
            refused = ballot["state"] in ("abstained", "recused") and ballot["scores"] == {}
            demand(refused, record, "is neither given nor refused")
    given = sum(ballot["state"] == "submitted" for ballot in found.ballots)
    return f"{given} with marks, {len(found.ballots) - given} without; none twice, unassigned or in conflict"


def check_marks(found: Documents, ballot: Any) -> None:
    record, scale = ballot_name(ballot), found.rules["round"][-1]["scale"]
    criteria = {one["key"] for one in found.category_rules(ballot["category"])["criterion"]}
    demand(set(ballot["scores"]) == criteria, record, "does not have a mark for every criterion")
    for criterion, mark in ballot["scores"].items():
        whole = isinstance(mark, int) and not isinstance(mark, bool)
        within = whole and scale["lowest"] <= mark <= scale["highest"] and (mark - scale["lowest"]) % scale["step"] == 0
        demand(within, record, f"has a mark for {criterion} that is not on the scale: {mark!r}")
