"""Verbs on entries. What a receipt was given for is in the store and in the database before the receipt is shown."""

from __future__ import annotations

import json
import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import msgspec
from asyncpg.exceptions import UniqueViolationError

from judging import audit, clock, outbox
from judging.accounts.attempts import has_room_for_letter
from judging.accounts.hashing import hash_secret, verify_secret
from judging.accounts.letters import post
from judging.accounts.service import ensure_person, grant
from judging.contests.queries import ContestView, contest
from judging.db import UnitOfWork, fetch, savepoint, unit_of_work
from judging.errors import Invalid, NotAllowed, NotFound, Refused
from judging.settings import settings
from judging.submissions import codes, uploads
from judging.submissions.enums import EntryState, FileState
from judging.submissions.letters import receipt_letter
from judging.submissions.names import search_text, sort_text
from judging.submissions.rules import NewEntry, check_entry, check_open, tidy
from judging.submissions.uploads import Upload
from judging.web.actor import Actor, Role

GIVEN_AGAIN = timedelta(hours=1)
CHANGEABLE = (EntryState.RECEIVED, EntryState.ACCEPTED, EntryState.QUARANTINED)


class Receipt(msgspec.Struct, frozen=True):
    """What the entrant keeps. `pin` is told once; None where the entry had one already."""

    entry_id: uuid.UUID
    code: str
    pin: str | None
    title: str
    sha256: str
    size: int
    received_at: datetime


class WrongEntry(Invalid):
    """Everything that must be corrected; its own message is the first finding's."""

    def __init__(self, findings: list[Invalid]) -> None:
        self.findings = findings
        super().__init__(findings[0].message, field=findings[0].field, **findings[0].params)


async def submit_entry(
    *,
    actor: Actor | None,
    contest_id: uuid.UUID,
    entry: NewEntry,
    upload_id: uuid.UUID,
    entry_id: uuid.UUID | None = None,
    also: Callable[[], Awaitable[None]] | None = None,
) -> Receipt:
    """Takes an entry whose file has arrived. A form sent twice (the same `entry_id` and upload) is one entry: whoever
    lost the first answer on its way is given the same receipt again. What `also` writes is of the same transaction.

    Raises WrongEntry, Refused (not open, deadline, limit of entries), NotFound (no such upload); then nothing changes.
    """
    entry_id = entry_id or uuid.uuid4()
    view = await contest(id=contest_id)
    entry = tidy(entry)
    await uploads.seal(upload_id)
    try:
        upload = await uploads.find(contest_id, upload_id)
    except NotFound:
        return await _receipt_again(entry_id, upload_id)
    _check(view, entry, upload)
    pin_hash = await hash_secret(pin_of(entry_id))
    async with unit_of_work() as work:
        view = await _held(view.id)
        check_open(view.rules, view.stage, clock.now(), begun_at=upload.begun_at)
        if await uploads.take(upload_id):
            receipt = await _write(work, view, actor, entry, entry_id, upload, pin_hash)
            if also is not None:
                await also()
            return receipt
    return await _receipt_again(entry_id, upload_id)  # sent twice at once: the other was faster


async def _held(contest_id: uuid.UUID) -> ContestView:
    """The contest, held at its stage until the unit of work ends: closing the intake cannot overtake an entry."""
    await fetch("SELECT id FROM contest WHERE id = $1 FOR SHARE", contest_id)
    return await contest(id=contest_id)


def _check(view: ContestView, entry: NewEntry, upload: Upload) -> None:
    check_open(view.rules, view.stage, clock.now(), begun_at=upload.begun_at)
    if entry.category_key not in view.category_ids:
        raise NotFound("There is no such category.")
    findings = list(check_entry(view.rules, view.rules.category(entry.category_key), entry))
    if findings:
        raise WrongEntry(findings)


async def _write(
    work: UnitOfWork,
    view: ContestView,
    actor: Actor | None,
    entry: NewEntry,
    entry_id: uuid.UUID,
    upload: Upload,
    pin_hash: str,
) -> Receipt:
    """Everything that an entry is, in one transaction."""
    now = clock.now()
    person = await _entrant(work, actor, entry)
    await _check_limit(view, entry, person)
    code = await _write_entry(view, entry, entry_id, now)
    await _write_authorship(entry, entry_id, person, pin_hash, now)
    await grant(work, person_id=person, role=Role.ENTRANT, contest_id=view.id)
    await _write_file(work, entry_id, upload, now)
    audit.record(
        work, actor=str(person), action="entry.received", subject=code, contest_id=view.id, sha256=upload.sha256,
        size=upload.size,
    )  # fmt: skip
    await _post_receipt(work, view, entry, code, upload, now)
    return Receipt(entry_id, code, pin_of(entry_id), entry.title, upload.sha256, upload.size, now)


def pin_of(entry_id: uuid.UUID) -> str:
    """The PIN that an entry was given when it was sent; its sender may be told it again."""
    return codes.make_pin(secret=settings().secret_key, entry_id=entry_id)


async def _receipt_again(entry_id: uuid.UUID, upload_id: uuid.UUID) -> Receipt:
    """The receipt of a form that was sent before. Both ids are known to its sender alone, and good for a while.

    Raises NotFound when the upload became nothing of this entry.
    """
    rows = await fetch(
        "SELECT e.code, e.title, f.sha256, f.size, e.received_at, a.pin_hash FROM entry e"
        " JOIN authorship a ON a.entry = e.id JOIN work_file f ON f.entry = e.id"
        " WHERE e.id = $1 AND f.id = $2 AND f.state <> $3 AND e.received_at > $4",
        entry_id, upload_id, FileState.REPLACED, clock.now() - GIVEN_AGAIN,
    )  # fmt: skip
    if not rows:
        raise NotFound(uploads.GONE)
    stored, pin = rows[0].pop("pin_hash"), pin_of(entry_id)
    # The desk may have given another PIN meanwhile.
    return Receipt(entry_id=entry_id, pin=pin if await verify_secret(stored, pin) else None, **rows[0])


async def _entrant(work: UnitOfWork, actor: Actor | None, entry: NewEntry) -> uuid.UUID:
    """Whose entry it becomes. Pupils pass a phone on: by a receipt's session one sends for oneself only."""
    if actor is not None and (actor.entry_id is None or sort_text(actor.name) == sort_text(entry.name)):
        return actor.person_id
    return await ensure_person(work, name=entry.name, email=entry.email)


async def _check_limit(view: ContestView, entry: NewEntry, person: uuid.UUID) -> None:
    """An account may be shared, by sisters and brothers or by a teacher's pupils: the limit is each author's."""
    limit = view.rules.category(entry.category_key).entries_per_entrant
    if limit is None:
        return
    await fetch("SELECT id FROM person WHERE id = $1 FOR UPDATE", person)
    rows = await fetch(
        "SELECT count(*) AS n FROM entry e JOIN authorship a ON a.entry = e.id"
        " WHERE a.person = $1 AND a.sort_key = $2 AND e.category = $3 AND e.state = ANY($4)",
        person, sort_text(entry.name), view.category_ids[entry.category_key], [str(state) for state in CHANGEABLE],
    )  # fmt: skip
    if rows[0]["n"] >= limit:
        raise Refused("One person may send %(limit)s works in this category, and they are here already.", limit=limit)


async def _write_entry(view: ContestView, entry: NewEntry, entry_id: uuid.UUID, now: datetime) -> str:
    """Writes the entry with codes that nobody else has, and returns the entrant's code."""
    category = view.rules.category(entry.category_key)
    group = view.rules.age_group(entry.birth_year) if entry.birth_year else None
    seed = (await fetch("SELECT code_seed FROM contest WHERE id = $1", view.id))[0]["code_seed"]
    if await fetch("SELECT 1 FROM entry WHERE id = $1", entry_id):
        raise Refused("This entry has been received already.")
    for length in range(codes.SHORTEST, codes.SHORTEST + 8):
        prefix = codes.contest_prefix(view.slug)
        code = codes.make_code(prefix, seed=seed, purpose="entry", entry_id=entry_id, length=length)
        blind = codes.make_code(category.code, seed=seed, purpose="blind", entry_id=entry_id, length=length)
        if await _is_kept_for_another(entry_id, code):
            continue
        try:
            async with savepoint():
                await fetch(
                    "INSERT INTO entry (id, contest, category, code, blind_code, state, title, title_en, language,"
                    " age_group, details, received_at, created_at, updated_at)"
                    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $12, $12)",
                    entry_id, view.id, view.category_ids[entry.category_key], code, blind, EntryState.RECEIVED,
                    entry.title, entry.title_en, entry.language, group.key if group else None,
                    json.dumps(dict(entry.details), ensure_ascii=False), now,
                )  # fmt: skip
        except UniqueViolationError:
            continue
        return code
    raise Refused("No free code was found for this entry; please send it again.")


async def _is_kept_for_another(entry_id: uuid.UUID, code: str) -> bool:
    """A pupil's slip may be printed already: its code is kept for its row, and its row gets no other."""
    rows = await fetch("SELECT id, code FROM envelope_row WHERE id = $1 OR code = $2", entry_id, code)
    return any((row["id"] == entry_id) != (row["code"] == code) for row in rows)


async def _write_authorship(
    entry: NewEntry, entry_id: uuid.UUID, person: uuid.UUID, pin_hash: str, now: datetime
) -> None:
    search = search_text(entry.name, entry.unit, entry.title)
    consents = {key: now.isoformat() for key in sorted(entry.consents)}
    await fetch(
        "INSERT INTO authorship (id, entry, person, name, sort_key, search_key, unit, class_name, birth_year, teacher,"
        " guardian, phone, email, co_authors, credits, name_mode, pin_hash, consents)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18::jsonb)",
        uuid.uuid4(), entry_id, person, entry.name, sort_text(entry.name), search, entry.unit, entry.class_name,
        entry.birth_year, entry.teacher, entry.guardian, entry.phone, entry.email, entry.co_authors, entry.credits,
        entry.name_mode, pin_hash, json.dumps(consents),
    )  # fmt: skip


async def _write_file(work: UnitOfWork, entry_id: uuid.UUID, upload: Upload, now: datetime) -> None:
    """The upload becomes the entry's file under the same id, which tells a form sent twice from another one."""
    await fetch(
        "INSERT INTO work_file (id, entry, state, storage_key, file_name, size, sha256, received_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        upload.id, entry_id, FileState.PENDING, upload.storage_key, upload.file_name, upload.size, upload.sha256, now,
    )  # fmt: skip
    await outbox.enqueue(work, "process_file", key=str(upload.id), file_id=str(upload.id))


async def _post_receipt(
    work: UnitOfWork, view: ContestView, entry: NewEntry, code: str, upload: Upload, now: datetime
) -> None:
    """The receipt as a letter, where there is an address. It holds no PIN: letters are read by others."""
    if entry.email and await has_room_for_letter(entry.email):
        letter = receipt_letter(
            contest=view.rules.contest, entry=entry, code=code, sha256=upload.sha256, size=upload.size, at=now
        )
        await post(work, to=entry.email, letter=letter)


async def owned_entry(actor: Actor, entry_id: uuid.UUID) -> ContestView:
    """The contest of an entry that this person may change, its row locked. Raises NotFound, NotAllowed, Refused."""
    found = await fetch("SELECT contest FROM entry WHERE id = $1", entry_id)
    if not found:
        raise NotFound("There is no such entry.")
    view = await _held(found[0]["contest"])  # before the entry, as everywhere: who takes both never waits in a circle
    rows = await fetch(
        "SELECT e.state, a.person FROM entry e JOIN authorship a ON a.entry = e.id WHERE e.id = $1 FOR UPDATE OF e",
        entry_id,
    )
    if rows[0]["person"] != actor.person_id or actor.entry_id not in (None, entry_id):
        raise NotAllowed("This entry belongs to somebody else.")
    if rows[0]["state"] not in CHANGEABLE:
        raise Refused("This entry can no longer be changed.")
    return view


async def replace_file(*, actor: Actor, entry_id: uuid.UUID, upload_id: uuid.UUID) -> Receipt:
    """Puts another file in the place of the one sent, until the deadline. The earlier one stays in the store."""
    now = clock.now()
    await uploads.seal(upload_id)
    async with unit_of_work() as work:
        view = await owned_entry(actor, entry_id)
        upload = await uploads.find(view.id, upload_id)
        check_open(view.rules, view.stage, now, begun_at=upload.begun_at)
        if not await uploads.take(upload_id):
            raise NotFound(uploads.GONE)
        await fetch("UPDATE work_file SET state = $2 WHERE entry = $1 AND state <> $2", entry_id, FileState.REPLACED)
        await _write_file(work, entry_id, upload, now)
        rows = await fetch(
            "UPDATE entry SET state = $2, reason = NULL, received_at = $3, updated_at = $3 WHERE id = $1"
            " RETURNING code, title",
            entry_id, EntryState.RECEIVED, now,
        )  # fmt: skip
        audit.record(
            work, actor=str(actor.person_id), action="entry.replaced", subject=rows[0]["code"], contest_id=view.id,
            sha256=upload.sha256,
        )  # fmt: skip
    return Receipt(entry_id, rows[0]["code"], None, rows[0]["title"], upload.sha256, upload.size, now)


async def withdraw(*, actor: Actor, entry_id: uuid.UUID) -> None:
    """Takes an entry out of the contest, until the deadline. Its bytes stay until they are erased by request."""
    async with unit_of_work() as work:
        view = await owned_entry(actor, entry_id)
        check_open(view.rules, view.stage, clock.now(), begun_at=clock.now())
        rows = await fetch(
            "UPDATE entry SET state = $2, updated_at = $3 WHERE id = $1 RETURNING code",
            entry_id, EntryState.WITHDRAWN, clock.now(),
        )  # fmt: skip
        audit.record(
            work, actor=str(actor.person_id), action="entry.withdrawn", subject=rows[0]["code"], contest_id=view.id
        )
