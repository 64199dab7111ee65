"""Works beside each other with their marks, as the board may see them: by blind code, no read here knows an author."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from judging.awards.deliberation.doubtful import MOST
from judging.awards.deliberation.marks import Given, JurorRow, Marked, by_criterion, by_juror
from judging.awards.queries import CategoryResult, ResultEntry
from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules
from judging.errors import NotFound
from judging.scoring.enums import BallotState
from judging.scoring.page import page_roles, work_meta, work_peaks, work_text
from judging.scoring.queries import sealed_ballots
from judging.submissions.queries import BlindWork, blind_works_of


class Shown(msgspec.Struct, frozen=True):
    """One of the works. `ballots` is how many jurors marked it, `without` how many looked and gave no mark."""

    entry: ResultEntry
    work: BlindWork
    text: str
    peaks: list[int]
    pages: list[str]
    meta: list[str]
    without: int


class Comparison(msgspec.Struct, frozen=True):
    category: CategoryRules
    works: list[Shown]
    marks: list[Marked]
    jurors: list[JurorRow]

    @property
    def codes(self) -> list[str]:
        return [one.entry.blind_code for one in self.works]

    @property
    def equal(self) -> bool:
        """Whether all of them have the same score."""
        return len({one.entry.score for one in self.works}) == 1


async def beside_each_other(
    view: ContestView, found: CategoryResult, codes: Sequence[str], *, most: int = MOST
) -> Comparison:
    """At most `most` works of a category, in the order of the result. Raises NotFound for a code that is not there."""
    wanted = list(dict.fromkeys(codes))[:most]
    works = await blind_works_of(view.id, wanted)
    chosen = [entry for entry in found.entries if entry.blind_code in works]
    if not chosen or len(chosen) < len(wanted):
        raise NotFound("There is no such work in this result.")
    category, order = view.rules.category(found.key), [one.blind_code for one in chosen]
    by_entry = {entry.entry_id: entry.blind_code for entry in chosen}
    ballots = [one for one in await sealed_ballots(view, found.key) if one.entry_id in by_entry]
    given = [
        Given(by_entry[one.entry_id], one.juror_number, one.scores)
        for one in ballots
        if one.state == BallotState.SUBMITTED
    ]
    without = [by_entry[one.entry_id] for one in ballots if one.state in (BallotState.ABSTAINED, BallotState.RECUSED)]
    shown = [
        Shown(
            entry=entry,
            work=works[entry.blind_code],
            text=await work_text(works[entry.blind_code]),
            peaks=await work_peaks(works[entry.blind_code]),
            pages=page_roles(works[entry.blind_code]),
            meta=work_meta(view.rules, works[entry.blind_code]),
            without=without.count(entry.blind_code),
        )
        for entry in chosen
    ]
    return Comparison(category, shown, by_criterion(category, order, given), by_juror(category, order, given))
