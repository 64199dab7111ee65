"""The result once more, from the ballots of a bundle, by the engines that made it. Pure: needs no server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any

import msgspec

from judging.awards.allocation import Allocation, Ranked, Reason, allocate
from judging.awards.compute import CategoryOutcome, Scored, decimal_score, prize_plan, rank_category
from judging.awards.deliberation.decisions import Carried, Change, Standing, board_reason, standing
from judging.awards.deliberation.enums import Outcome, Vote
from judging.awards.sealing.contents import juror_name
from judging.awards.sealing.standalone.documents import RULES, Documents
from judging.awards.sealing.standalone.faults import Failure, demand
from judging.awards.sealing.standalone.rank_checks import settle_by_board
from judging.awards.sealing.standalone.steps import Found, run_step
from judging.awards.sentences import sentence
from judging.contests.rules import CategoryRules, ContestRules, decode
from judging.errors import DomainError
from judging.scoring.aggregation import EntryResult

NEAR = Decimal("1e-6")
"""Points, within which another machine's floating point may lie; exact methods must agree in every figure."""
NEAR_RANK = 1
"""Places, by which the simulated ends of a rank's interval may differ on another machine."""
EXACT = ("mean", "median", "trimmed", "clamp", "borda", "schulze", "kemeny")


def recompute(documents: Documents) -> Iterator[Found]:
    """The engines' steps, up to the first that is wrong."""
    again = Again(documents)
    steps = (
        ("engine", again.compute),
        ("scores 2", again.scores),
        ("ranks 2", again.ranks),
        ("prizes 2", again.prizes),
        ("reasons", again.reasons),
    )
    for step, check in steps:
        found = run_step(step, lambda check=check: _told(check))  # type: ignore[misc]  # mypy: the default's type
        yield found
        if found.record:
            return


def _told(check: Callable[[], str]) -> str:
    """What an engine refuses, and rules that are none, are the bundle's fault."""
    try:
        return check()
    except (DomainError, msgspec.MsgspecError) as error:
        raise Failure("the engine", f"refuses it: {error}") from None


class Again:
    """A recomputation; its methods are its steps and follow each other."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self.outcomes: dict[str, CategoryOutcome] = {}
        self.settled: dict[str, dict[str, int]] = {}
        self.allocation: Allocation | None = None
        self.decided = Standing({}, (), {})

    @cached_property
    def rules(self) -> ContestRules:
        return decode(self.documents.files[RULES].decode())

    def compute(self) -> str:
        """From the ballots that count, by the frozen method."""
        for category in self.documents.result["categories"]:
            key = category["category"]
            ballots = [
                Scored(ballot["code"], juror_name(ballot["juror"]), ballot["scores"])
                for ballot in self.documents.counted(category)
            ]
            codes = [entry["code"] for entry in category["entries"]]
            judging = self.rules.final_round.judging(key)
            outcome = rank_category(self.rules.category(key), judging, codes, ballots)
            same = outcome.input_sha256 == category["input_sha256"]
            demand(same, f"category {key}", "was computed from other ballots than those in the bundle")
            decided = outcome.result.method
            demand(decided == category["method"], f"category {key}", f"was decided by another method than {decided}")
            self.outcomes[key] = outcome
        return ", ".join(f"{key} by {outcome.result.method}" for key, outcome in self.outcomes.items())

    def scores(self) -> str:
        """Scores, standard errors, intervals and the model's variances."""
        for category in self.documents.result["categories"]:
            found = {one.entry: one for one in self.outcomes[category["category"]].result.entries}
            for entry in category["entries"]:
                _same_score(category["method"], entry, found[entry["code"]])
            _same_fit(category, self.outcomes[category["category"]])
        return "scores, standard errors, intervals and variances come out the same"

    def ranks(self) -> str:
        for category in self.documents.result["categories"]:
            key = category["category"]
            ranks = {one.entry: one.rank for one in self.outcomes[key].ranked if one.rank is not None}
            for tie in self.documents.board["ties"]:
                if tie["category"] == key:
                    settle_by_board(tie, ranks)
            for entry in category["entries"]:
                due = ranks.get(entry["code"])
                demand(entry["rank"] == due, entry["code"], f"has rank {entry['rank']}; the engine gives {due}")
        return "ranks come out the same"

    def prizes(self) -> str:
        """By the rules' plan: tiers, quotas, thresholds, caps, what moves up."""
        ranked = [
            Ranked(
                entry=entry["code"],
                category=category["category"],
                rank=entry["rank"],
                score=Decimal(entry["score"]) if entry["score"] is not None else None,
                entrant=entry["entrant"],
                unit=entry["unit"],
            )
            for category in self.documents.result["categories"]
            for entry in category["entries"]
        ]
        methods = {one["category"]: one["method"] for one in self.documents.result["categories"]}
        self.allocation = allocate(ranked, prize_plan(self.rules, methods))
        due = {one.entry: one.prize or None for one in self.allocation.decisions}
        self.decided = standing(due, (), self._carried())
        for _, entry in self._entries():
            planned, prize = entry.get("plan", entry)["tier"], self.decided.tiers[entry["code"]]
            demand(planned == due[entry["code"]], entry["code"], f"has the prize {planned}; the plan gives another")
            demand(
                entry["tier"] == prize, entry["code"], f"has the prize {entry['tier']}; the board decided on {prize}"
            )
        return f"{sum(one is not None for one in self.decided.tiers.values())} prizes come out the same"

    def _carried(self) -> list[Carried]:
        return [
            Carried(motion["number"], tuple(Change(**change) for change in motion["changes"]))
            for motion in self.documents.board.get("motions", [])
            if motion["outcome"] == Outcome.CARRIED
        ]

    def reasons(self) -> str:
        """The codes of the reasons with their figures; how they are worded may change with the program."""
        decisions = {one.entry: one for one in self.allocation.decisions} if self.allocation else {}
        other = 0
        for category, entry in self._entries():
            reason = decisions[entry["code"]].reason
            planned = entry.get("plan", entry)["reason"]
            same = planned == {"code": reason.code, "params": dict(reason.params)}
            demand(same, entry["code"], f"has another reason than the plan gives ({reason.code})")
            if "plan" in entry:
                reason = self._board_reason(entry, reason)
                same = entry["reason"] == {"code": reason.code, "params": dict(reason.params)}
                demand(same, entry["code"], "has another reason than the board's decision gives")
            names = {tier.key: tier.name.en for tier in category.tiers}
            other += entry["reason_en"] != sentence(reason, "en", names)
        worded = f"; {other} are worded as an older program did" if other else ""
        return f"every work has the reason that the plan gives{worded}"

    def _board_reason(self, entry: Any, planned: Reason) -> Reason:
        number = self.decided.changed_by[entry["code"]]
        motion = self.documents.board["motions"][number - 1]
        change = Change(entry["code"], entry["plan"]["tier"], entry["tier"])
        votes = [Vote(one["vote"]) for one in motion["votes"]]
        return board_reason(planned, change, number=number, votes=votes, why=motion["reason"])

    def _entries(self) -> Iterator[tuple[CategoryRules, Any]]:
        for category in self.documents.result["categories"]:
            for entry in category["entries"]:
                yield self.rules.category(category["category"]), entry


def _same_score(method: str, entry: Any, found: EntryResult) -> None:
    due, code = decimal_score(found.score), entry["code"]
    demand((due is None) == (entry["score"] is None), code, "has a score without marks, or marks without a score")
    if due is not None:
        allowed = Decimal(0) if method in EXACT else NEAR
        same = abs(Decimal(entry["score"]) - due) <= allowed
        demand(same, code, f"has the score {entry['score']}; the engine gives {due}")
    demand(_near(entry["se"], found.se), code, f"has the standard error {entry['se']}; the engine gives {found.se}")
    ends = ((entry["rank_low"], found.rank_low), (entry["rank_high"], found.rank_high))
    if method != "adjusted" and entry["rank_low"] is None and entry["rank_high"] is None:
        return  # earlier releases told intervals by that method only
    for published, computed in ends:
        near = published == computed or (None not in (published, computed) and abs(published - computed) <= NEAR_RANK)
        demand(near, code, f"has the rank interval {entry['rank_low']}-{entry['rank_high']}; the engine gives another")


def _same_fit(category: Any, outcome: CategoryOutcome) -> None:
    fit, found = category["fit"], outcome.result
    record = f"category {category['category']}"
    demand((fit is None) == (found.variances is None), record, "has a fitted model where there is none, or none")
    if fit is None or found.variances is None:
        return
    demand(_near(fit["mean"], found.mean), record, "has another mean than the engine gives")
    for name, value in fit["variances"].items():
        computed = getattr(found.variances, name)
        demand(_near(value, computed), record, f"has the {name} variance {value}; the engine gives {computed}")


def _near(published: float | None, computed: float | None) -> bool:
    """Standard errors are published to six places; variances are found by iteration."""
    if published is None or computed is None:
        return published is None and computed is None
    return abs(published - computed) <= 1e-5 * max(1.0, abs(computed))
