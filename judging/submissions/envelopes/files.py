"""Verbs on the files of an envelope: taken out of the uploads, matched with a pupil, removed again."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Mapping
from typing import Any

from judging import clock, outbox
from judging.contests.queries import ContestView, contest
from judging.db import fetch, unit_of_work
from judging.errors import Invalid, NotFound, Refused
from judging.storage import store
from judging.submissions import uploads
from judging.submissions.envelopes.enums import MatchedBy
from judging.submissions.envelopes.matching import Index, Known, Match
from judging.submissions.envelopes.queries import envelope
from judging.submissions.forms import check_file
from judging.submissions.rules import check_open
from judging.web.actor import Actor
from judging.web.i18n import N_
from media_store.outcome import SUFFIXES, Format

MOST_FILES = 6_000
SAME = N_("This file is here already, as “%(name)s”.")


async def add_file(*, actor: Actor, envelope_id: uuid.UUID, upload_id: uuid.UUID) -> uuid.UUID:
    """An upload that has arrived becomes a file of the envelope, and is matched by its name.

    Raises NotFound (no such envelope or upload), Refused (deadline, the same bytes again, too many).
    """
    found = await envelope(actor, envelope_id)
    view = await contest(id=found.contest_id)
    await uploads.seal(upload_id)
    async with unit_of_work() as work:
        await fetch("SELECT id FROM envelope WHERE id = $1 FOR UPDATE", envelope_id)
        upload = await uploads.find(view.id, upload_id)
        check_open(view.rules, view.stage, clock.now(), begun_at=upload.begun_at)
        same = await fetch(
            "SELECT file_name, count(*) OVER () AS n FROM envelope_file WHERE envelope = $1 AND sha256 = $2",
            envelope_id, upload.sha256,
        )  # fmt: skip
        if same:
            raise Refused(SAME, name=same[0]["file_name"])
        count = await fetch("SELECT count(*) AS n FROM envelope_file WHERE envelope = $1", envelope_id)
        if count[0]["n"] >= MOST_FILES or not await uploads.take(upload_id):
            raise Refused("This envelope holds as many files as it can.") if count[0]["n"] else NotFound(uploads.GONE)
        await fetch(
            "INSERT INTO envelope_file (id, envelope, storage_key, file_name, size, sha256, begun_at, added_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            upload.id, envelope_id, upload.storage_key, upload.file_name, upload.size, upload.sha256, upload.begun_at,
            clock.now(),
        )  # fmt: skip
        await match_loose(view, envelope_id, only=upload.id)
        await outbox.enqueue(work, "look_for_slip", key=str(upload.id), file_id=str(upload.id))
    return upload.id


async def match_loose(view: ContestView, envelope_id: uuid.UUID, *, only: uuid.UUID | None = None) -> None:
    """Inside a unit of work: files without a pupil are matched by slip and name; the others stay as they are."""
    files = await fetch(
        "SELECT id, file_name, size, slip FROM envelope_file"
        " WHERE envelope = $1 AND row_id IS NULL AND ($2::uuid IS NULL OR id = $2)",
        envelope_id, only,
    )  # fmt: skip
    if not files:
        return
    rows = await fetch(
        "SELECT id, code, category, name, coalesce(class_name, '') AS class_name, title,"
        " coalesce(answers ->> 'number', '') AS number, entry IS NOT NULL AS sent FROM envelope_row"
        " WHERE envelope = $1",
        envelope_id,
    )
    categories = {row["id"]: row["category"] for row in rows}
    index = Index(_known(view, row) for row in rows)
    for file in files:
        match = index.match(file["file_name"], file["slip"] or "")
        if match.row is not None:
            match = _size_fits(view, categories[match.row], file["size"], match)
        await _write(file["id"], match)


def _known(view: ContestView, row: Mapping[str, Any]) -> Known:
    category = view.rules.category(view.category_key(row["category"]))
    suffixes = frozenset(suffix for name in category.formats for suffix in SUFFIXES[Format(name)])
    return Known(suffixes=suffixes, **{name: row[name] for name in row if name != "category"})


def _size_fits(view: ContestView, category_id: uuid.UUID, size: int, match: Match) -> Match:
    try:
        check_file(view.rules.category(view.category_key(category_id)), size)
    except Invalid as error:
        params = {name: str(value) for name, value in error.params.items()}
        return Match(None, message=error.message, params=params, perhaps=match.row)
    return match


async def _write(file_id: uuid.UUID, match: Match) -> None:
    doubt = None
    if match.row is None:
        perhaps = {"perhaps": str(match.perhaps)} if match.perhaps else {}
        doubt = json.dumps({"message": match.message, "params": dict(match.params), **perhaps}, ensure_ascii=False)
    await fetch(
        "UPDATE envelope_file SET row_id = $2, matched_by = $3, doubt = $4::jsonb WHERE id = $1",
        file_id, match.row, match.by, doubt,
    )  # fmt: skip
    if match.row is not None:
        await fetch("UPDATE envelope_row SET refusal = NULL WHERE id = $1", match.row)


async def match_by_hand(*, actor: Actor, envelope_id: uuid.UUID, file_id: uuid.UUID, row_id: uuid.UUID | None) -> None:
    """Gives a file to a pupil, or (None) takes it from its pupil. Raises NotFound, Invalid (too large), Refused."""
    found = await envelope(actor, envelope_id)
    view = await contest(id=found.contest_id)
    async with unit_of_work():
        await fetch("SELECT id FROM envelope WHERE id = $1 FOR UPDATE", envelope_id)
        files = await fetch("SELECT size FROM envelope_file WHERE id = $1 AND envelope = $2", file_id, envelope_id)
        if not files:
            raise NotFound("There is no such file in this envelope.")
        if row_id is None:
            await fetch(
                "UPDATE envelope_file SET row_id = NULL, matched_by = NULL, doubt = NULL WHERE id = $1", file_id
            )
            return
        rows = await fetch(
            "SELECT category, entry FROM envelope_row WHERE id = $1 AND envelope = $2", row_id, envelope_id
        )
        if not rows:
            raise NotFound("There is no such pupil in this envelope.")
        if rows[0]["entry"] is not None:
            raise Refused("This work is sent already. Its file is replaced in its own line.")
        check_file(view.rules.category(view.category_key(rows[0]["category"])), files[0]["size"])
        await _write(file_id, Match(row_id, MatchedBy.HAND))


async def remove_file(*, actor: Actor, envelope_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """Takes a file out of the envelope, and its bytes out of the store unless somebody else needs them."""
    found = await envelope(actor, envelope_id)
    async with unit_of_work():
        await fetch("SELECT id FROM envelope WHERE id = $1 FOR UPDATE", found.id)
        rows = await fetch(
            "SELECT storage_key, thumbnail_key FROM envelope_file WHERE id = $1 AND envelope = $2", file_id, envelope_id
        )
        if not rows:
            raise NotFound("There is no such file in this envelope.")
        key = rows[0]["storage_key"]
        await uploads.hold(key)
        await fetch("DELETE FROM envelope_file WHERE id = $1", file_id)
        if not await uploads.is_needed(key):
            await asyncio.to_thread(store().delete, key)
    await forget_thumbnail(rows[0]["thumbnail_key"])


async def forget_thumbnail(key: str | None) -> None:
    """Clears away the small picture of a file that has left its envelope, unless another file looks the same."""
    if key and not await fetch("SELECT 1 FROM envelope_file WHERE thumbnail_key = $1 LIMIT 1", key):
        await asyncio.to_thread(store().delete, key)
