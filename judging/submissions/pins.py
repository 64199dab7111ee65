"""Code and PIN: coming in by them, and a new PIN for whoever has lost it."""

from __future__ import annotations

import secrets
import uuid
from enum import StrEnum
from typing import Any

import msgspec

from judging import audit
from judging.accounts.attempts import count_attempt, count_new_pin, forget_attempts, has_room_for_letter
from judging.accounts.hashing import hash_secret, verify_secret
from judging.accounts.letters import post
from judging.accounts.service import SignedIn, end_sessions_of_entry, open_session
from judging.contests.queries import contest
from judging.db import UnitOfWork, fetch, unit_of_work
from judging.errors import Invalid, NotFound
from judging.submissions import codes
from judging.submissions.desk_service import DESK
from judging.submissions.letters import new_pin_letter
from judging.web.actor import Actor
from judging.web.i18n import N_


class Sure(StrEnum):
    """How the desk made sure of the person."""

    MET = "met"
    TEACHER = "teacher"
    CALLED = "called"
    TOLD = "told"


class NewPin(msgspec.Struct, frozen=True):
    """Shown once; the database keeps a hash."""

    code: str
    pin: str
    title: str
    name: str
    unit: str


async def sign_in_with_code(*, code: str, pin: str, address: str, replaces: str | None = None) -> SignedIn:
    """Opens a session for one entry. The same answer for a wrong code and a wrong PIN; attempts are counted."""
    code = codes.normal_code(code)
    await count_attempt(account=code, address=address)
    rows = await fetch(
        "SELECT e.id, a.person, a.pin_hash FROM entry e JOIN authorship a ON a.entry = e.id WHERE e.code = $1", code
    )
    if not await verify_secret(rows[0]["pin_hash"] if rows else "", pin.strip()) or not rows:
        raise Invalid("Code or PIN is not right. Please look at your receipt.", field="code")
    async with unit_of_work() as work:
        return await open_session(work, person_id=rows[0]["person"], entry_id=rows[0]["id"], replaces=replaces)


async def session_of_receipt(*, entry_id: uuid.UUID, replaces: str | None = None) -> SignedIn:
    """Whoever has just sent an entry is signed in for it."""
    rows = await fetch("SELECT person FROM authorship WHERE entry = $1", entry_id)
    async with unit_of_work() as work:
        return await open_session(work, person_id=rows[0]["person"], entry_id=entry_id, replaces=replaces)


async def give_pin(*, actor: Actor, contest_id: uuid.UUID, code: str, sure: str) -> NewPin:
    """Another PIN in the place of the one that was lost: the old one and every session that came in by it end.

    The log notes who gave it and how the person was made sure of, never the PIN; an author with an e-mail address is
    told that it was done. Raises NotAllowed, NotFound, TooMany, and Invalid without an answer to `sure`.
    """
    actor.must_be(contest_id, *DESK)
    if sure not in list(Sure):
        raise Invalid(N_("Please say how you made sure of the person."), field="sure")
    await _author(contest_id, code)  # only what is this contest's is counted
    await count_new_pin(giver=str(actor.person_id), code=code)
    pin = f"{secrets.randbelow(1_000_000):06d}"
    pin_hash = await hash_secret(pin)
    async with unit_of_work() as work:
        row = await _author(contest_id, code)
        await fetch("UPDATE authorship SET pin_hash = $2 WHERE entry = $1", row["id"], pin_hash)
        await end_sessions_of_entry(work, entry_id=row["id"])
        await forget_attempts(work, account=code)
        await _tell(work, contest_id, code, row)
        audit.record(
            work, actor=str(actor.person_id), action="entry.pin_given", subject=code, contest_id=contest_id, sure=sure
        )
    return NewPin(code=code, pin=pin, title=row["title"], name=row["name"], unit=row["unit"])


async def _author(contest_id: uuid.UUID, code: str) -> dict[str, Any]:
    rows = await fetch(
        "SELECT e.id, e.title, a.name, a.unit, a.email FROM entry e JOIN authorship a ON a.entry = e.id"
        " WHERE e.contest = $1 AND e.code = $2 FOR UPDATE OF a",
        contest_id, code,
    )  # fmt: skip
    if not rows:
        raise NotFound("There is no entry with this code.")
    return rows[0]


async def _tell(work: UnitOfWork, contest_id: uuid.UUID, code: str, row: dict[str, Any]) -> None:
    """Whoever did not ask for it learns so."""
    if row["email"] and await has_room_for_letter(row["email"]):
        texts = (await contest(id=contest_id)).rules.contest
        letter = new_pin_letter(contest=texts, name=row["name"], title=row["title"], code=code)
        await post(work, to=row["email"], letter=letter)
