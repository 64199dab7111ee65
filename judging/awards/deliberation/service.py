"""Verbs of the board: note who sits, propose, vote, close, withdraw. Everything stays by blind code and on record."""

from __future__ import annotations

import uuid
from datetime import datetime

import msgspec

from judging import audit, clock
from judging.awards import queries as results
from judging.awards.allocation import Ranked
from judging.awards.compute import prize_plan
from judging.awards.deliberation import queries
from judging.awards.deliberation.decisions import Breach, Change, breaches, decided
from judging.awards.deliberation.enums import Kind, Outcome, Vote
from judging.awards.deliberation.proposals import Now, Wish, changes_of, undoing
from judging.awards.deliberation.queries import MotionView
from judging.awards.service import SIGNERS, allocate_anew, at_board
from judging.contests.queries import ContestView
from judging.db import UnitOfWork, fetch, unit_of_work
from judging.errors import N_, Invalid, NotAllowed, Refused
from judging.submissions import queries as submissions
from judging.web.actor import Actor, Role

MUST_CONFIRM = N_(
    "This breaks a rule of the contest. Please read which one, and confirm if the board wants it all the same."
)


class Sitting(msgspec.Struct, frozen=True):
    """What is noted of a meeting. `guests` are others who were there, a line each."""

    chair: uuid.UUID
    present: tuple[uuid.UUID, ...]
    began_at: datetime
    place: str = ""
    guests: str = ""
    minute_taker: str = ""


class BreaksRules(Invalid):
    """A change that would break rules, not confirmed; `breaches` are those rules."""

    def __init__(self, found: list[Breach]) -> None:
        self.breaches = found
        super().__init__(MUST_CONFIRM, field="confirm")


async def note_meeting(*, member: Actor, contest_id: uuid.UUID, sitting: Sitting) -> None:
    """Raises NotAllowed, Invalid for a chair or member who is not of the board, Refused after the signing."""
    member.must_be(contest_id, *SIGNERS)
    async with unit_of_work() as work:
        view = await at_board(contest_id)
        board = {one.id for one in await queries.members(contest_id)}
        if sitting.chair not in board:
            raise Invalid("The chair is a member of the board.", field="chair")
        if not board.issuperset(sitting.present):
            raise Invalid("Only members of the board can be present as such; note others as guests.", field="present")
        present = sorted({*sitting.present, sitting.chair}, key=str)
        await fetch(
            "INSERT INTO board_meeting (id, contest, chair, present, guests, minute_taker, place, began_at,"
            " noted_by, at) VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, $10)",
            uuid.uuid4(), contest_id, sitting.chair, msgspec.json.encode([str(one) for one in present]).decode(),
            sitting.guests, sitting.minute_taker, sitting.place, sitting.began_at, member.person_id, clock.now(),
        )  # fmt: skip
        audit.record(
            work, actor=str(member.person_id), action="board.met", subject=view.slug, contest_id=contest_id,
            chair=str(sitting.chair), members=len(present),
        )  # fmt: skip


async def propose(*, member: Actor, contest_id: uuid.UUID, wish: Wish, reason: str, confirmed: bool = False) -> int:
    """Puts a motion to the board and returns its number.

    Raises NotAllowed for who is not of the board; Invalid, with the field; BreaksRules where the proposer has to
    confirm; Refused while another motion is open or a tie waits, and after the signing.
    """
    member.must_be(contest_id, Role.BOARD)
    if not reason.strip():
        raise Invalid("Please give the reason; it goes into the minutes and to the author.", field="reason")
    async with unit_of_work() as work:
        view = await at_board(contest_id)
        earlier = await queries.motions(view)
        if any(one.outcome is None for one in earlier):
            raise Refused("Another motion is still open: one matter after another.")
        result = await results.result(view)
        if not result.categories or result.waiting:
            raise Refused("Motions come after the result is computed and all ties are settled.")
        category, changes = _changes(view, result, earlier, wish)
        broken = await _breaches(view, result, changes)
        if broken and not confirmed:
            raise BreaksRules(broken)
        number = len(earlier) + 1
        await fetch(
            "INSERT INTO motion (id, contest, category, number, kind, tier, undoes, changes, reason, breaches,"
            " proposer, proposed_at, in_effect)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10::jsonb, $11, $12, false)",
            uuid.uuid4(), contest_id, view.category_ids[category], number, wish.kind.value,
            wish.tier if wish.kind == Kind.NOT_AWARDED else None, wish.undoes, _json(changes), reason.strip(),
            _json(broken), member.person_id, clock.now(),
        )  # fmt: skip
        _record(work, member, view, "motion.proposed", number, reason=reason.strip())
    return number


async def vote(*, member: Actor, contest_id: uuid.UUID, number: int, choice: Vote) -> None:
    """A vote by name, which the member may change while the motion is open. Raises NotAllowed, NotFound, Refused."""
    member.must_be(contest_id, Role.BOARD)
    async with unit_of_work() as work:
        view, motion = await _open(contest_id, number)
        await fetch(
            "INSERT INTO motion_vote (id, motion, person, vote, at) VALUES ($1, $2, $3, $4, $5)"
            " ON CONFLICT (motion, person) DO UPDATE SET vote = excluded.vote, at = excluded.at",
            uuid.uuid4(), motion.id, member.person_id, choice.value, clock.now(),
        )  # fmt: skip
        _record(work, member, view, "motion.voted", number, vote=choice.value)


async def withdraw(*, member: Actor, contest_id: uuid.UUID, number: int) -> None:
    """By whoever proposed it, while it is open. Raises NotAllowed, NotFound, Refused."""
    member.must_be(contest_id, Role.BOARD)
    async with unit_of_work() as work:
        view, motion = await _open(contest_id, number)
        if motion.proposer.id != member.person_id:
            raise NotAllowed("Only the member who proposed a motion withdraws it.")
        await _finish(work, member, view, motion, Outcome.WITHDRAWN)


async def close(*, member: Actor, contest_id: uuid.UUID, number: int, confirmed: bool = False) -> Outcome:
    """The chair closes the vote. What is carried is applied at once, and the reasons of its works say so.

    Raises NotAllowed for who is not the chair; NotFound; Refused before it is noted who sits; BreaksRules.
    """
    member.must_be(contest_id, Role.BOARD)
    async with unit_of_work() as work:
        view, motion = await _open(contest_id, number)
        meeting = await queries.meeting(contest_id)
        if meeting is None:
            raise Refused("Please note first who sits on the board's meeting, and who chairs it.")
        if meeting.chair.id != member.person_id:
            raise NotAllowed("The chair of the meeting closes a motion.")
        outcome = decided(motion.given, await _members(view, motion), view.rules.voting)
        if outcome == Outcome.CARRIED:
            result = await results.result(view)
            tiers = {one.blind_code: one.tier for found in result.categories for one in found.entries}
            if result.waiting or any(tiers.get(one.code, "") != one.before for one in motion.changes):
                outcome = Outcome.LAPSED
            else:
                broken = await _breaches(view, result, motion.changes)
                if broken and not confirmed:
                    raise BreaksRules(broken)
                await fetch("UPDATE motion SET breaches = $2::jsonb WHERE id = $1", motion.id, _json(broken))
        await _finish(work, member, view, motion, outcome)
        if outcome == Outcome.CARRIED:
            await allocate_anew(view)
    return outcome


async def _open(contest_id: uuid.UUID, number: int) -> tuple[ContestView, MotionView]:
    view = await at_board(contest_id)
    motion = await queries.motion(view, number)
    if motion.outcome is not None:
        raise Refused("This motion has been closed.")
    return view, motion


def _changes(
    view: ContestView, result: results.ContestResult, earlier: list[MotionView], wish: Wish
) -> tuple[str, tuple[Change, ...]]:
    """(key of the category, what would change)."""
    if wish.kind == Kind.UNDO:
        undone = next((one for one in earlier if one.number == wish.undoes and one.in_effect), None)
        if undone is None:
            raise Invalid("There is no decision in effect with this number.", field="undoes")
        now = {one.blind_code: one.tier for one in result.category(undone.category).entries}
        return undone.category, undoing(undone.changes, now)
    if wish.category not in view.category_ids:
        raise Invalid("Please choose a category.", field="category")
    works = [Now(one.blind_code, one.tier) for one in result.category(wish.category).entries if one.rank is not None]
    return wish.category, changes_of(wish, view.rules.category(wish.category), works)


async def _breaches(view: ContestView, result: results.ContestResult, changes: tuple[Change, ...]) -> list[Breach]:
    owners = await submissions.cap_keys(view.id)
    ranked = [
        Ranked(one.blind_code, found.key, one.rank, one.score, *owners.get(one.entry_id, ("", "")))
        for found in result.categories
        for one in found.entries
    ]
    before = {one.blind_code: one.tier for found in result.categories for one in found.entries}
    after = before | {one.code: one.after for one in changes}
    plan = prize_plan(view.rules, await results.current_methods(view))
    return breaches(plan, ranked, before, after)


async def _members(view: ContestView, motion: MotionView) -> int:
    """Who left the board after voting has still voted."""
    now = {one.id for one in await queries.members(view.id)}
    return len(now | {one.person_id for one in motion.votes})


async def _finish(work: UnitOfWork, member: Actor, view: ContestView, motion: MotionView, outcome: Outcome) -> None:
    members = await _members(view, motion)
    await fetch(
        "UPDATE motion SET outcome = $2, members = $3, closed_by = $4, closed_at = $5 WHERE id = $1",
        motion.id, outcome.value, members, member.person_id, clock.now(),
    )  # fmt: skip
    counts = {one.value: motion.count(one) for one in Vote}
    _record(work, member, view, "motion.closed", motion.number, outcome=outcome.value, members=members, votes=counts)


def _record(work: UnitOfWork, member: Actor, view: ContestView, action: str, number: int, **detail: object) -> None:
    audit.record(
        work, actor=str(member.person_id), action=action, subject=str(number), contest_id=view.id, **detail
    )  # fmt: skip


def _json(values: object) -> str:
    return msgspec.json.encode(values).decode()
