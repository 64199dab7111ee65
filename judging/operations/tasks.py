"""Jobs of this room."""

from __future__ import annotations

import uuid
from datetime import timedelta

from judging import outbox
from judging.operations import integrity, repair
from media_store.objects import StoreUnavailable

#: Of every hour: slow enough to be felt by nobody, fast enough for some hundred gigabytes a day.
_SECONDS = 60.0


@outbox.periodic("verify_store", every=timedelta(hours=1))
async def verify_store() -> None:
    try:
        if await integrity.owed():
            await integrity.begin()
        await integrity.go_on(seconds=_SECONDS)
    except StoreUnavailable as error:
        raise outbox.NotNow(str(error)) from error


@outbox.handler("rebuild_copies")
async def rebuild_copies(file_id: str) -> None:
    try:
        await repair.rebuild(uuid.UUID(file_id))
    except StoreUnavailable as error:
        raise outbox.NotNow(str(error)) from error
