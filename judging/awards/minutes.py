"""The board's minutes as a sheet, from the data as they stand."""

from __future__ import annotations

import asyncio

from judging import clock
from judging.awards import queries as results
from judging.awards.deliberation import queries as board
from judging.awards.minutes_writer import Names, Record, minutes_of
from judging.awards.printing.minutes import minutes_pdf
from judging.awards.sealing import queries as sealed
from judging.awards.sentences import Lang
from judging.contests.enums import Stage
from judging.contests.queries import ContestView
from judging.errors import Refused
from judging.submissions.names import public_names
from judging.submissions.queries import authors

MINUTES: dict[str, Lang] = {"minutes.pdf": "vi", "minutes-en.pdf": "en"}
"""The sheets by their file names, with their languages."""


async def record(view: ContestView) -> Record:
    """What the minutes tell apart from the result."""
    return Record(
        members=await board.members(view.id),
        meeting=await board.meeting(view.id),
        ties=await sealed.ties(view.id),
        motions=await board.motions(view),
        now=clock.now(),
    )


async def minutes_sheet(view: ContestView, name: str) -> bytes:
    """A PDF. With names, as each author lets the public see them, once they are open. Raises Refused before there is a
    result.
    """
    result = await results.result(view)
    if not result.categories:
        raise Refused("The minutes are written when the result has been computed.")
    minutes = minutes_of(view, result, await record(view), await _names(view), MINUTES[name])
    return await asyncio.to_thread(minutes_pdf, minutes)


async def _names(view: ContestView) -> Names:
    if not view.reached(Stage.APPROVED):
        return {}
    found = await authors(view.id)
    return {
        entry: (", ".join(public_names(one.name, one.co_authors, one.name_mode)), one.unit)
        for entry, one in found.items()
    }
