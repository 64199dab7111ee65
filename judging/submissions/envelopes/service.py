"""Verbs on envelopes: begun, and given a roster. A roster comes in whole or not at all."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Sequence
from typing import Any

import msgspec

from judging import audit, clock
from judging.accounts.attempts import has_room_for_letter
from judging.accounts.letters import post, sign_in_letter
from judging.accounts.service import ask_for_link, email_key, ensure_person, grant, make_link
from judging.contests.queries import ContestView, contest
from judging.db import execute_many, fetch, unit_of_work
from judging.errors import NotAllowed, Refused
from judging.submissions import codes
from judging.submissions.envelopes import merging
from judging.submissions.envelopes.checking import checked
from judging.submissions.envelopes.files import match_loose
from judging.submissions.envelopes.grid import Grid
from judging.submissions.envelopes.queries import Refusal, envelope
from judging.submissions.envelopes.reading import read_roster_file
from judging.submissions.envelopes.rules import SHOWN, Finding, Given, Pupil, Roster, in_order, read_roster
from judging.submissions.rules import check_open
from judging.submissions.service import CHANGEABLE
from judging.typed import clean
from judging.web.actor import Actor, Role
from judging.web.i18n import N_

MOST_ENVELOPES = 50  # of one person in one contest
TOO_MANY_WORKS = N_("One person may send %(limit)s works in this category; with this line there are more.")


class Taken(msgspec.Struct, frozen=True):
    """What a roster has changed: rows that are new, were there before, were removed; works that are sent already."""

    new: int = 0
    kept: int = 0
    gone: int = 0
    sent: int = 0
    unread: tuple[str, ...] = ()


async def ask_to_begin(*, email: str, address: str) -> None:
    """Whether a teacher may be written to. Raises Invalid (email), TooMany."""
    await ask_for_link(email=email, address=address)


async def write_to_teacher(*, contest_id: uuid.UUID, name: str, email: str, locale: str) -> None:
    """A sign-in link to whoever reads this address; only by it does the account become anybody's."""
    async with unit_of_work() as work:
        person = await ensure_person(work, name=name, email=email, locale=locale)
        await grant(work, person_id=person, role=Role.TEACHER, contest_id=contest_id)
        rows = await fetch(
            "SELECT name, email, locale FROM person WHERE email_key = $1 AND disabled_at IS NULL", email_key(email)
        )
        if rows and await has_room_for_letter(email):
            token = await make_link(work, person_id=person, purpose="sign-in")
            letter = sign_in_letter(name=rows[0]["name"], token=token, locale=rows[0]["locale"])
            await post(work, to=rows[0]["email"], letter=letter)


def check_teacher(actor: Actor) -> None:
    """Raises NotAllowed for a session by code and PIN."""
    if actor.entry_id is not None:
        raise NotAllowed("Please sign in by the link in a letter; a code and PIN open one entry only.")


async def begin(*, actor: Actor, contest_id: uuid.UUID, given: Given) -> uuid.UUID:
    """A new, empty envelope. Raises NotAllowed (by code and PIN one acts for one entry alone), Refused."""
    check_teacher(actor)
    view = await contest(id=contest_id)
    check_open(view.rules, view.stage, clock.now(), begun_at=clock.now())
    envelope_id = uuid.uuid4()
    async with unit_of_work() as work:
        await fetch("SELECT id FROM person WHERE id = $1 FOR UPDATE", actor.person_id)
        rows = await fetch(
            "SELECT count(*) AS n FROM envelope WHERE owner = $1 AND contest = $2", actor.person_id, contest_id
        )
        if rows[0]["n"] >= MOST_ENVELOPES:
            raise Refused("You have %(limit)s envelopes in this contest already.", limit=MOST_ENVELOPES)
        await fetch(
            "INSERT INTO envelope (id, contest, owner, unit, class_name, teacher, phone, created_at, updated_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
            envelope_id, contest_id, actor.person_id, given.unit, given.class_name or None, given.teacher, given.phone,
            clock.now(),
        )  # fmt: skip
        await grant(work, person_id=actor.person_id, role=Role.TEACHER, contest_id=contest_id)
        audit.record(
            work, actor=str(actor.person_id), action="envelope.begun", subject=given.unit[:120], contest_id=contest_id
        )
    return envelope_id


async def put_roster(*, actor: Actor, envelope_id: uuid.UUID, file_name: str, data: bytes) -> Taken | Refusal:
    """Takes a roster whole, in the place of the rows that are not sent; or gives it back with what is to be corrected,
    and nothing has changed. Raises NotFound; Refused for a file that is no roster at all, and after the deadline."""
    found = await envelope(actor, envelope_id)
    view = await contest(id=found.contest_id)
    check_open(view.rules, view.stage, clock.now(), begun_at=clock.now())
    grid, roster = await asyncio.to_thread(_read, view, data, found.given)
    async with unit_of_work() as work:
        await fetch("SELECT id FROM contest WHERE id = $1 FOR SHARE", view.id)
        await fetch("SELECT id FROM envelope WHERE id = $1 FOR UPDATE", envelope_id)
        known = await _known(view, envelope_id)
        findings = in_order([
            *roster.findings,
            *merging.unknown_codes(roster.pupils, known, roster.columns.get("code")),
            *await _beyond_limits(view, actor, envelope_id, roster),
        ])  # fmt: skip
        if findings:
            refusal = Refusal(
                clean(file_name)[:200], clock.now(), grid, findings[:SHOWN], roster.columns, roster.unread
            )
            await _remember(envelope_id, refusal)
            return refusal
        taken = await _replace(view, envelope_id, roster, known)
        audit.record(
            work, actor=str(actor.person_id), action="envelope.roster", subject=found.unit[:120], contest_id=view.id,
            works=taken.new + taken.kept + taken.sent,
        )  # fmt: skip
    return taken


def _read(view: ContestView, data: bytes, given: Given) -> tuple[Grid, Roster]:
    grid = read_roster_file(data)
    return grid, checked(view.rules, read_roster(view.rules, grid, given))


async def _remember(envelope_id: uuid.UUID, refusal: Refusal | None) -> None:
    await fetch(
        "UPDATE envelope SET checked = $2::jsonb, updated_at = $3 WHERE id = $1",
        envelope_id, msgspec.json.encode(refusal).decode() if refusal else None, clock.now(),
    )  # fmt: skip


async def _known(view: ContestView, envelope_id: uuid.UUID) -> list[merging.Known]:
    rows = await fetch("SELECT id, code, category, answers, entry FROM envelope_row WHERE envelope = $1", envelope_id)
    return [
        merging.Known(
            row["id"],
            Pupil(0, view.category_key(row["category"]), json.loads(row["answers"]), row["code"]),
            row["entry"] is not None,
        )
        for row in rows
    ]


async def _beyond_limits(view: ContestView, actor: Actor, envelope_id: uuid.UUID, roster: Roster) -> list[Finding]:
    """Lines by which a pupil has more works in a category than one person may send, those of the teacher's other
    envelopes and those that are sent counted too."""
    rows = await fetch(
        "SELECT r.category, r.answers, r.code FROM envelope_row r JOIN envelope v ON v.id = r.envelope"
        " LEFT JOIN entry e ON e.id = r.entry"
        " WHERE v.owner = $1 AND v.contest = $2 AND (v.id <> $3 OR r.entry IS NOT NULL)"
        " AND (e.id IS NULL OR e.state = ANY($4))",
        actor.person_id, view.id, envelope_id, [str(state) for state in CHANGEABLE],
    )  # fmt: skip
    others = [Pupil(0, view.category_key(row["category"]), json.loads(row["answers"]), row["code"]) for row in rows]
    works: dict[object, set[object]] = {}
    for other in others:
        works.setdefault((other.who, other.category_key), set()).add(other.same_work)
    found = []
    for pupil in roster.pupils:
        limit = view.rules.category(pupil.category_key).entries_per_entrant if pupil.category_key else None
        held = works.setdefault((pupil.who, pupil.category_key), set())
        held.add(pupil.same_work)
        if limit is not None and len(held) > limit:
            found.append(Finding(pupil.line, roster.columns.get("name"), TOO_MANY_WORKS, {"limit": limit}, "name"))
    return found


async def _replace(view: ContestView, envelope_id: uuid.UUID, roster: Roster, known: Sequence[merging.Known]) -> Taken:
    plan = merging.plan(roster.pupils, known)
    gone = [row.id for row in plan.gone]
    await fetch("UPDATE envelope_file SET row_id = NULL, matched_by = NULL WHERE row_id = ANY($1)", gone)
    await fetch("DELETE FROM envelope_row WHERE id = ANY($1)", gone)
    changed, fresh = [], []
    for place, pupil in enumerate(roster.pupils):
        row = plan.kept.get(place)
        if row is None:
            fresh.append((uuid.uuid4(), place, pupil))
        elif not row.sent:
            changed.append((row.id, *_columns(view, place, pupil)))
    await execute_many(
        "UPDATE envelope_row SET position = $2, name = $3, class_name = $4, birth_year = $5, category = $6, title = $7,"
        " answers = $8::jsonb, refusal = NULL WHERE id = $1",
        changed,
    )
    reserved = await _free_codes(view, [row_id for row_id, _, _ in fresh])
    await execute_many(
        "INSERT INTO envelope_row (id, position, name, class_name, birth_year, category, title, answers, envelope,"
        " code) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10)",
        [(row_id, *_columns(view, place, pupil), envelope_id, reserved[row_id]) for row_id, place, pupil in fresh],
    )
    await _remember(envelope_id, None)
    await match_loose(view, envelope_id)
    sent = sum(row.sent for row in plan.kept.values())
    return Taken(len(fresh), len(changed), len(gone), sent, roster.unread)


def _columns(view: ContestView, place: int, pupil: Pupil) -> tuple[Any, ...]:
    answers = {**pupil.answers, **({"number": pupil.number} if pupil.number else {})}
    return (
        place, clean(pupil.name), pupil.class_name or None, pupil.birth_year, view.category_ids[pupil.category_key],
        clean(pupil.title), json.dumps(answers, ensure_ascii=False),
    )  # fmt: skip


async def _free_codes(view: ContestView, row_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The codes that these rows' entries will have: nobody else gets them (see `service._is_kept_for_another`)."""
    seed = (await fetch("SELECT code_seed FROM contest WHERE id = $1", view.id))[0]["code_seed"]
    prefix = codes.contest_prefix(view.slug)
    found: dict[uuid.UUID, str] = {}
    for length in range(codes.SHORTEST, codes.SHORTEST + 8):
        wanted = {
            row_id: codes.make_code(prefix, seed=seed, purpose="entry", entry_id=row_id, length=length)
            for row_id in row_ids
            if row_id not in found
        }
        if not wanted:
            break
        rows = await fetch(
            "SELECT code FROM entry WHERE code = ANY($1) UNION SELECT code FROM envelope_row WHERE code = ANY($1)",
            list(wanted.values()),
        )
        taken = {row["code"] for row in rows} | set(found.values())
        for row_id, code in wanted.items():
            if code not in taken:
                found[row_id] = code
                taken.add(code)
    return found
