"""Files on their way in: whole in the store first, then a row that says so. Only then is anything acknowledged.

An upload's row names its object before the object is put there. So whoever clears away an expired upload, under the
lock of that name, sees everybody who needs the same bytes; nobody's bytes go with somebody else's upload.
"""

from __future__ import annotations

import asyncio
import hashlib
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from judging import clock, outbox
from judging.contests.queries import contest
from judging.db import fetch, unit_of_work
from judging.errors import NotFound
from judging.storage import store
from judging.submissions.rules import check_open
from judging.typed import clean
from judging.web.i18n import N_
from judging.workfolder import work_folder
from media_store.objects import ObjectMissing, content_key

#: How long an upload waits for its entry, from its first byte on. Afterwards it is cleared away.
KEPT: Final = timedelta(days=2)
GONE = N_("This file is no longer waiting here; please send it again.")
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"


class Upload(msgspec.Struct, frozen=True):
    """A file that is safe, and waits for its entry. Its id is known to its sender alone."""

    id: uuid.UUID
    storage_key: str
    file_name: str
    size: int
    sha256: str
    begun_at: datetime


async def receive(
    *, contest_id: uuid.UUID, path: Path, name: str, begun_at: datetime | None = None, source: str | None = None
) -> Upload:
    """Takes a file from this machine. `begun_at` is when its sending began (now, if not given): the deadline's moment.
    `source` is a digest of where it comes from, for the quotas.

    Raises Refused when the contest takes none, StoreUnavailable; then nothing was promised.
    """
    view = await contest(id=contest_id)
    begun_at = begun_at or clock.now()
    check_open(view.rules, view.stage, clock.now(), begun_at=begun_at)
    sha256, key, size = await asyncio.to_thread(_digest, path)
    upload = Upload(uuid.uuid4(), key, file_name(name), size, sha256, begun_at)
    async with unit_of_work():
        await fetch(_LOCK, key)
        await fetch(
            "INSERT INTO upload (id, contest, storage_key, file_name, size, sha256, begun_at, created_at, received,"
            " source, epoch) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $5, $9, 0)",
            upload.id, contest_id, key, upload.file_name, upload.size, sha256, begun_at, clock.system_now(), source,
        )  # fmt: skip
    await asyncio.to_thread(store().put_file, key, path)
    await fetch("UPDATE upload SET sealed_at = $2 WHERE id = $1", upload.id, clock.system_now())
    return upload


def file_name(given: str) -> str:
    """As it is kept: composed, without hidden characters, of a bearable length."""
    return clean(given)[:300] or "file"


async def seal(upload_id: uuid.UUID) -> None:
    """Makes one object of an upload that has come whole in parts. Nothing happens to one that is not whole, is sealed
    already, or is not there; two may do it at once.

    Raises StoreUnavailable; the parts stay.
    """
    rows = await fetch(
        "SELECT size FROM upload WHERE id = $1 AND received = size AND sealed_at IS NULL AND created_at > $2",
        upload_id, oldest(),
    )  # fmt: skip
    if not rows:
        return
    parts = await fetch("SELECT storage_key FROM upload_part WHERE upload = $1 ORDER BY begins", upload_id)
    with work_folder() as folder:
        path = folder / "whole"
        try:
            await asyncio.to_thread(_join, [row["storage_key"] for row in parts], path)
        except ObjectMissing:
            if await fetch("SELECT 1 FROM upload WHERE id = $1 AND sealed_at IS NULL", upload_id):
                raise
            return  # somebody else was faster, and the parts are cleared away
        await _seal_as(upload_id, path, rows[0]["size"])


async def _seal_as(upload_id: uuid.UUID, path: Path, announced: int) -> None:
    sha256, key, size = await asyncio.to_thread(_digest, path)
    if size != announced:
        raise RuntimeError(f"the parts of upload {upload_id} have {size} bytes of {announced}")
    async with unit_of_work():
        await fetch(_LOCK, key)
        await fetch("UPDATE upload SET storage_key = $2, sha256 = $3 WHERE id = $1", upload_id, key, sha256)
    await asyncio.to_thread(store().put_file, key, path)
    async with unit_of_work() as work:
        await fetch("UPDATE upload SET sealed_at = $2 WHERE id = $1", upload_id, clock.system_now())
        await outbox.enqueue(work, "clear_parts", key=str(upload_id), upload_id=str(upload_id))


async def find(contest_id: uuid.UUID, upload_id: uuid.UUID) -> Upload:
    """A sealed one. Raises NotFound for one that is not there, has become an entry already, or is too old."""
    rows = await fetch(
        "SELECT id, storage_key, file_name, size, sha256, begun_at FROM upload"
        " WHERE id = $1 AND contest = $2 AND sealed_at IS NOT NULL AND created_at > $3",
        upload_id, contest_id, oldest(),
    )  # fmt: skip
    if not rows:
        raise NotFound(GONE)
    return Upload(**rows[0])


async def take(upload_id: uuid.UUID) -> bool:
    """Inside a unit of work: the upload becomes somebody's file. False when it has become one already."""
    rows = await fetch(
        "DELETE FROM upload WHERE id = $1 AND sealed_at IS NOT NULL AND created_at > $2 RETURNING id",
        upload_id, oldest(),
    )  # fmt: skip
    return bool(rows)


def oldest() -> datetime:
    """What began before this is no longer kept."""
    return clock.system_now() - KEPT


async def clear(upload_id: uuid.UUID, *, before: datetime) -> bool:
    """Clears away an upload that began before a moment, and its object unless a file or another upload has the same
    bytes. False when it has become a file meanwhile.

    Ordered against a crash: an object may be missing whose upload is still written, but such a one is too old to be
    claimed, and is cleared away again.
    """
    rows = await fetch("SELECT storage_key FROM upload WHERE id = $1", upload_id)
    key = rows[0]["storage_key"] if rows else None
    async with unit_of_work() as work:
        if key:
            await hold(key)
        if not await fetch("DELETE FROM upload WHERE id = $1 AND created_at < $2 RETURNING id", upload_id, before):
            return False
        if key and not await is_needed(key):
            await asyncio.to_thread(store().delete, key)
        await outbox.enqueue(work, "clear_parts", key=f"{upload_id} given up", upload_id=str(upload_id))
    return True


async def hold(key: str) -> None:
    """Inside a unit of work: nobody else names this object, or clears it away, until its end."""
    await fetch(_LOCK, key)


async def is_needed(key: str) -> bool:
    """Whether a file, an upload or an envelope still names this object."""
    rows = await fetch(
        "SELECT 1 FROM work_file WHERE storage_key = $1 UNION ALL SELECT 1 FROM upload WHERE storage_key = $1"
        " UNION ALL SELECT 1 FROM envelope_file WHERE storage_key = $1 LIMIT 1",
        key,
    )
    return bool(rows)


def _digest(path: Path) -> tuple[str, str, int]:
    """(SHA-256 hex, key by content, size). Writing the same bytes again is harmless."""
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return sha256, content_key("originals", sha256, ""), path.stat().st_size


def _join(keys: list[str], path: Path) -> None:
    with path.open("wb") as whole:
        for key in keys:
            with store().open_range(key) as chunks:
                whole.writelines(chunks)
