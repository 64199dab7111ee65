"""Verbs of the secretary's desk: look at an entry, take it out of the contest, and let it in again."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping

from judging import audit, clock
from judging.contests.enums import Stage
from judging.contests.queries import ContestView, contest
from judging.db import UnitOfWork, fetch, unit_of_work
from judging.errors import Invalid, NotFound, Refused
from judging.submissions import desk
from judging.submissions.enums import EntryState, FileState
from judging.web.actor import Actor, Role
from judging.web.i18n import N_

DESK = (Role.ORGANISER, Role.SECRETARY)
LONGEST_REASON = 500
TAKEN_OUT = N_("The organisers have taken this entry out of the contest: %(reason)s")
_AS_ITS_FILE = {
    FileState.PENDING: EntryState.RECEIVED,
    FileState.ACCEPTED: EntryState.ACCEPTED,
    FileState.QUARANTINED: EntryState.QUARANTINED,
}


async def look(*, actor: Actor, contest_id: uuid.UUID, code: str) -> desk.DeskDetail:
    """One entry with its author. Until names are open every look is noted. Raises NotAllowed, NotFound."""
    actor.must_be(contest_id, *DESK)
    view = await contest(id=contest_id)
    found = await desk.entry(contest_id, code)
    if not view.reached(Stage.APPROVED):
        async with unit_of_work() as work:
            audit.record(
                work, actor=str(actor.person_id), action="entry.looked", subject=code, contest_id=contest_id,
                stage=str(view.stage),
            )  # fmt: skip
    return found


async def disqualify(*, actor: Actor, contest_id: uuid.UUID, code: str, reason: str) -> None:
    """Takes an entry out of the contest; its ballots count no more. The entrant reads the reason.

    Raises NotAllowed, NotFound; Invalid without a reason; Refused after the scores are closed, and for an entry that is
    out already.
    """
    actor.must_be(contest_id, *DESK)
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid("Please write the reason; the entrant will read it.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid("Please keep the reason to %(limit)s characters.", field="reason", limit=LONGEST_REASON)
    async with unit_of_work() as work:
        row = await _locked(contest_id, code)
        if row["state"] in (EntryState.DISQUALIFIED, EntryState.WITHDRAWN):
            raise Refused("This entry is out of the contest already.")
        told = json.dumps({"message": TAKEN_OUT, "params": {"reason": reason}}, ensure_ascii=False)
        await _set(row, EntryState.DISQUALIFIED, told)
        _record(work, actor, contest_id, code, "entry.disqualified", reason=reason)


async def reinstate(*, actor: Actor, contest_id: uuid.UUID, code: str) -> None:
    """Lets a disqualified entry in again; its ballots, if it had any, count again. Raises as `disqualify` does."""
    actor.must_be(contest_id, *DESK)
    async with unit_of_work() as work:
        row = await _locked(contest_id, code)
        if row["state"] != EntryState.DISQUALIFIED:
            raise Refused("This entry has not been disqualified.")
        await _set(row, _AS_ITS_FILE[FileState(str(row["file_state"]))], row["file_reason"])
        _record(work, actor, contest_id, code, "entry.reinstated")


async def _locked(contest_id: uuid.UUID, code: str) -> Mapping[str, object]:
    """The entry, and the contest held at its stage until the change is written."""
    await fetch("SELECT id FROM contest WHERE id = $1 FOR SHARE", contest_id)
    view: ContestView = await contest(id=contest_id)
    if view.reached(Stage.BOARD):
        raise Refused("The scores are closed; which entries count can no longer be changed.")
    rows = await fetch(
        "SELECT e.id, e.state, f.state AS file_state, f.reason AS file_reason FROM entry e"
        " JOIN work_file f ON f.entry = e.id AND f.state <> 'replaced'"
        " WHERE e.contest = $1 AND e.code = $2 FOR UPDATE OF e",
        contest_id, code,
    )  # fmt: skip
    if not rows:
        raise NotFound("There is no entry with this code.")
    return rows[0]


async def _set(row: Mapping[str, object], state: EntryState, reason: object) -> None:
    await fetch(
        "UPDATE entry SET state = $2, reason = $3::jsonb, updated_at = $4 WHERE id = $1",
        row["id"], state, reason, clock.now(),
    )  # fmt: skip


def _record(work: UnitOfWork, actor: Actor, contest_id: uuid.UUID, code: str, action: str, **detail: object) -> None:
    audit.record(work, actor=str(actor.person_id), action=action, subject=code, contest_id=contest_id, **detail)
