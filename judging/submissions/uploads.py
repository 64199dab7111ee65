"""Bytes on their way in: whole in the store first, then a row that says so. Only then is anything acknowledged."""

from __future__ import annotations

import asyncio
import hashlib
import uuid
from datetime import datetime
from pathlib import Path

import msgspec

from judging import clock
from judging.contests.queries import contest
from judging.db import fetch, unit_of_work
from judging.errors import NotFound
from judging.storage import store
from judging.submissions.names import clean
from judging.submissions.rules import check_open
from judging.web.i18n import N_
from media_store.objects import content_key

GONE = N_("This file is no longer waiting here; please send it again.")


class Upload(msgspec.Struct, frozen=True):
    """A file that is safe, and waits for its entry. Its id is known to its sender alone."""

    id: uuid.UUID
    storage_key: str
    file_name: str
    size: int
    sha256: str
    begun_at: datetime


async def receive(*, contest_id: uuid.UUID, path: Path, name: str, begun_at: datetime | None = None) -> Upload:
    """Takes a file from this machine. `begun_at` is when its sending began (now, if not given): the deadline's moment.

    Raises Refused when the contest takes none, StoreUnavailable; then nothing was promised.
    """
    view = await contest(id=contest_id)
    now = clock.now()
    begun_at = begun_at or now
    check_open(view.rules, view.stage, now, begun_at=begun_at)
    sha256, key, size = await asyncio.to_thread(_put, path)
    upload = Upload(uuid.uuid4(), key, clean(name)[:300] or "file", size, sha256, begun_at)
    async with unit_of_work():
        await fetch(
            "INSERT INTO upload (id, contest, storage_key, file_name, size, sha256, begun_at, created_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            upload.id, contest_id, key, upload.file_name, upload.size, sha256, begun_at, now,
        )  # fmt: skip
    return upload


async def find(contest_id: uuid.UUID, upload_id: uuid.UUID) -> Upload:
    """Raises NotFound for one that is not there, or has become an entry already."""
    rows = await fetch(
        "SELECT id, storage_key, file_name, size, sha256, begun_at FROM upload WHERE id = $1 AND contest = $2",
        upload_id, contest_id,
    )  # fmt: skip
    if not rows:
        raise NotFound(GONE)
    return Upload(**rows[0])


async def take(upload_id: uuid.UUID) -> bool:
    """Inside a unit of work: the upload becomes somebody's file. False when it has become one already."""
    return bool(await fetch("DELETE FROM upload WHERE id = $1 RETURNING id", upload_id))


def _put(path: Path) -> tuple[str, str, int]:
    """Puts the bytes under their digest's key: writing them again is harmless. Returns (SHA-256 hex, key, size)."""
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    key = content_key("originals", sha256, "")
    store().put_file(key, path)
    return sha256, key, path.stat().st_size
