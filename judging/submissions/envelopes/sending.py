"""The envelope is sent: every pupil's work becomes an entry of its own, through the same verb as a single one.

Row by row, each whole or not at all: what one work lacks holds no other one up, and every row says how it stands. A
row that was sent says so in the very transaction that wrote its entry.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import msgspec

from judging import audit, clock
from judging.accounts.service import ensure_person
from judging.contests.queries import ContestView, contest
from judging.db import UnitOfWork, fetch, unit_of_work
from judging.errors import DomainError, NotFound, Refused
from judging.submissions import service
from judging.submissions.envelopes.checking import entry_of
from judging.submissions.envelopes.files import forget_thumbnail
from judging.submissions.envelopes.queries import Contents, EnvelopeView, Row, contents, envelope
from judging.submissions.envelopes.rules import Pupil
from judging.submissions.rules import check_open
from judging.web.actor import Actor, Role
from judging.web.i18n import N_
from media_store.objects import StoreUnavailable

PATIENCE: Final = 20.0  # seconds of one request; the page goes on with the rest
NOTHING = N_("There is no work to send: every line that has a file is sent already.")


class Sent(msgspec.Struct, frozen=True):
    """What one request has done; `left` are works that it had no time for."""

    sent: int
    refused: int
    left: int


async def send(*, actor: Actor, envelope_id: uuid.UUID, patience: float = PATIENCE) -> Sent:
    """Sends every row that has exactly one file. Raises NotFound, Refused (deadline, nothing to send)."""
    found = await envelope(actor, envelope_id)
    view = await contest(id=found.contest_id)
    check_open(view.rules, view.stage, clock.now(), begun_at=clock.now())
    held = await contents(envelope_id)
    waiting = held.sendable
    if not waiting:
        raise Refused(NOTHING)
    began, sent, refused, seen = time.monotonic(), 0, 0, 0
    for row in waiting:
        if seen and time.monotonic() - began > patience:
            break
        seen += 1
        if await _send_row(view, found, row):
            sent += 1
        else:
            refused += 1
    if sent:
        async with unit_of_work() as work:
            audit.record(
                work, actor=str(actor.person_id), action="envelope.sent", subject=found.unit[:120],
                contest_id=view.id, works=sent,
            )  # fmt: skip
    return Sent(sent, refused, len(waiting) - seen)


async def _send_row(view: ContestView, found: EnvelopeView, row: Row) -> bool:
    file = row.files[0]
    category = view.category_key(row.category_id)
    entry = entry_of(view.rules, category, dict(row.answers))
    pupil = await _pupil(view, found, row)

    async def mark() -> None:
        await fetch("SELECT id FROM envelope WHERE id = $1 FOR UPDATE", found.id)  # first, as everywhere
        await fetch("UPDATE envelope_row SET entry = id, refusal = NULL WHERE id = $1", row.id)
        await fetch("DELETE FROM envelope_file WHERE id = $1", file.id)

    try:
        await _hand_over(view.id, file.id)
        await service.submit_entry(
            actor=pupil, contest_id=view.id, entry=entry, upload_id=file.id, entry_id=row.id, also=mark
        )
    except DomainError as error:
        params = {name: str(value) for name, value in error.params.items()}
        refusal = json.dumps({"message": error.message, "params": params}, ensure_ascii=False)
        await fetch("UPDATE envelope_row SET refusal = $2::jsonb WHERE id = $1 AND entry IS NULL", row.id, refusal)
        return False
    with suppress(StoreUnavailable):  # a small picture that stays behind harms nobody
        await forget_thumbnail(file.thumbnail_key)
    return True


async def _hand_over(contest_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """The file as an upload that has arrived, which is what an entry is made from. Twice does no harm: the file is gone
    from the envelope with the transaction that makes it the entry's."""
    await fetch(
        "INSERT INTO upload (id, contest, storage_key, file_name, size, sha256, begun_at, created_at, received, epoch,"
        " sealed_at) SELECT f.id, $2, f.storage_key, f.file_name, f.size, f.sha256, f.begun_at, $3, f.size, 0, $3"
        " FROM envelope_file f WHERE f.id = $1"
        " ON CONFLICT (id) DO UPDATE SET created_at = excluded.created_at",
        file_id, contest_id, clock.system_now(),
    )  # fmt: skip


async def _pupil(view: ContestView, found: EnvelopeView, row: Row) -> Actor:
    """The pupil, who has no account: one person for all works that this teacher sends of them in this contest."""
    async with unit_of_work() as work:
        await fetch("SELECT id FROM person WHERE id = $1 FOR UPDATE", found.owner)
        person = row.pupil or await _known_pupil(view, found, row) or await _new_pupil(work, row)
        await fetch("UPDATE envelope_row SET pupil = $2 WHERE id = $1", row.id, person)
    return Actor(person, row.name, "vi", frozenset({(Role.ENTRANT, view.id)}))


async def _known_pupil(view: ContestView, found: EnvelopeView, row: Row) -> uuid.UUID | None:
    rows = await fetch(
        "SELECT r.pupil, r.name, r.birth_year, coalesce(r.class_name, '') AS class_name FROM envelope_row r"
        " JOIN envelope v ON v.id = r.envelope WHERE v.owner = $1 AND v.contest = $2 AND r.pupil IS NOT NULL"
        " AND r.birth_year IS NOT DISTINCT FROM $3",
        found.owner, view.id, row.birth_year,
    )  # fmt: skip
    who = _who(row.name, row.birth_year, row.class_name)
    return next(
        (each["pupil"] for each in rows if _who(each["name"], each["birth_year"], each["class_name"]) == who), None
    )


def _who(name: str, birth_year: int | None, class_name: str) -> object:
    year = {"birth_year": str(birth_year)} if birth_year else {}
    return Pupil(0, "", {"name": name, "class_name": class_name, **year}).who


async def _new_pupil(work: UnitOfWork, row: Row) -> uuid.UUID:
    return await ensure_person(work, name=row.name)


async def sent_row(actor: Actor, envelope_id: uuid.UUID, row_id: uuid.UUID) -> tuple[EnvelopeView, Row, Actor]:
    """A row of an own envelope that is an entry, and its pupil, for whom the teacher acts. Raises NotFound."""
    found = await envelope(actor, envelope_id)
    held: Contents = await contents(envelope_id)
    row = next((row for row in held.sent if row.id == row_id), None)
    if row is None or row.pupil is None:
        raise NotFound("There is no such pupil in this envelope.")
    return found, row, Actor(row.pupil, row.name, "vi", frozenset(), entry_id=row.entry)


async def replace(*, actor: Actor, envelope_id: uuid.UUID, row_id: uuid.UUID, upload_id: uuid.UUID) -> None:
    """Another file in the place of a work's that was sent. Raises as `service.replace_file` does."""
    found, row, pupil = await sent_row(actor, envelope_id, row_id)
    await service.replace_file(actor=pupil, entry_id=row.id, upload_id=upload_id)
    await _note(actor, found, row, "envelope.replaced")


async def withdraw(*, actor: Actor, envelope_id: uuid.UUID, row_id: uuid.UUID) -> None:
    """Takes one pupil's work back. Raises as `service.withdraw` does."""
    found, row, pupil = await sent_row(actor, envelope_id, row_id)
    await service.withdraw(actor=pupil, entry_id=row.id)
    await _note(actor, found, row, "envelope.withdrew")


async def _note(actor: Actor, found: EnvelopeView, row: Row, action: str) -> None:
    """That it was the teacher who did it."""
    async with unit_of_work() as work:
        audit.record(
            work, actor=str(actor.person_id), action=action, subject=row.entry_code or row.code,
            contest_id=found.contest_id,
        )  # fmt: skip


async def pins(rows: list[Row]) -> Mapping[uuid.UUID, str]:
    """The PINs of works that were sent, by row; "" where the desk has given another one since."""
    codes = [row.entry_code for row in rows if row.entry_code]
    given = await fetch(
        "SELECT DISTINCT subject FROM audit_line WHERE action = 'entry.pin_given' AND subject = ANY($1)", codes
    )
    elsewhere = {each["subject"] for each in given}
    return {row.id: "" if row.entry_code in elsewhere else service.pin_of(row.id) for row in rows}
