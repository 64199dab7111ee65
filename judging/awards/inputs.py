"""What a result is computed from: works by blind code, jurors by number, so that a published bundle gives the same."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import msgspec

from judging.awards.compute import Scored
from judging.awards.sealing.contents import juror_name
from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules
from judging.scoring.enums import BallotState
from judging.scoring.queries import SealedBallot, sealed_ballots
from judging.submissions import queries as submissions


class Input(msgspec.Struct, frozen=True):
    """A category: the works that count, and all ballots of the deciding round."""

    category: CategoryRules
    codes: dict[uuid.UUID, str]
    sealed: Sequence[SealedBallot]

    @property
    def entries(self) -> list[str]:
        return list(self.codes.values())

    @property
    def ballots(self) -> list[Scored]:
        """Those with marks."""
        return [
            Scored(self.codes[ballot.entry_id], juror_name(ballot.juror_number), ballot.scores)
            for ballot in self.sealed
            if ballot.state == BallotState.SUBMITTED
        ]

    @property
    def seats(self) -> dict[str, uuid.UUID]:
        """The panel's jurors as the engines call them."""
        return {juror_name(ballot.juror_number): ballot.panel_juror_id for ballot in self.sealed}


async def inputs(view: ContestView) -> list[Input]:
    """Of every category, in the order of the rules. Raises Refused while scores are sealed."""
    found = []
    for category in view.rules.categories:
        sealed = await sealed_ballots(view, category.key)
        entries = await submissions.judgeable(view.id, view.category_ids[category.key])
        found.append(Input(category, {entry.id: entry.blind_code for entry in entries}, sealed))
    return found


async def owners(view: ContestView, found: Sequence[Input]) -> dict[str, tuple[str, str]]:
    """{blind code: (entrant, unit)} for the caps, as opaque keys."""
    keys = await submissions.cap_keys(view.id)
    return {code: keys[entry] for one in found for entry, code in one.codes.items()}
