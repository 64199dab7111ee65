"""What was sent and never claimed is cleared away: uploads, their parts, and objects that no row names any more."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from judging import clock
from judging.db import fetch
from judging.storage import store
from judging.submissions import uploads
from judging.submissions.incoming import PREFIX
from media_store.objects import ObjectStat

#: Nobody can claim an upload that is older than it is kept; those at work with it have this long to finish.
MARGIN: Final = timedelta(hours=1)
AT_ONCE: Final = 500


async def sweep(now: datetime | None = None) -> int:
    """Clears away every upload that is too old at `now` (by the machine's time), and returns how many there were."""
    before = (now or clock.system_now()) - uploads.KEPT - MARGIN
    cleared = 0
    while rows := await fetch(
        "SELECT id FROM upload WHERE created_at < $1 ORDER BY created_at LIMIT $2", before, AT_ONCE
    ):
        for row in rows:
            cleared += await uploads.clear(row["id"], before=before)
    await _clear_strays(before)
    return cleared


async def clear_parts(upload_id: uuid.UUID) -> None:
    """Removes the stretches of an upload that is sealed or gone, those that were stored and never counted too."""
    await asyncio.to_thread(_delete, f"{PREFIX}{upload_id}-")
    await fetch("DELETE FROM upload_part WHERE upload = $1", upload_id)


async def _clear_strays(before: datetime) -> None:
    """Stretches that were stored after their upload had been cleared away: by a request that hung on a dead link."""
    old = {found.key: _upload_of(found.key) for found in await asyncio.to_thread(_older, before)}
    needed = await fetch(
        "SELECT id FROM upload WHERE id = ANY($1) AND sealed_at IS NULL", list({one for one in old.values() if one})
    )
    kept = {row["id"] for row in needed}
    for key, upload_id in old.items():
        if upload_id not in kept:
            await asyncio.to_thread(store().delete, key)


def _older(before: datetime) -> list[ObjectStat]:
    return [found for found in store().list(PREFIX) if found.modified is not None and found.modified < before]


def _upload_of(key: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(key.removeprefix(PREFIX)[:36])
    except ValueError:
        return None


def _delete(prefix: str) -> None:
    found: Iterable[ObjectStat] = list(store().list(prefix))
    for one in found:
        store().delete(one.key)
