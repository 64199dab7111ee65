"""Jobs of this room."""

from __future__ import annotations

import uuid
from datetime import timedelta

from judging import outbox
from judging.submissions import processing, sweeping, uploads


async def _give_up(file_id: str) -> None:
    await processing.give_up(uuid.UUID(file_id))


@outbox.handler("process_file", on_dead=_give_up)
async def process_file(file_id: str) -> None:
    await processing.process_file(uuid.UUID(file_id))


@outbox.handler("seal_upload")
async def seal_upload(upload_id: str) -> None:
    """Ahead of time; whoever needs the upload sooner seals it too."""
    await uploads.seal(uuid.UUID(upload_id))


@outbox.handler("clear_parts")
async def clear_parts(upload_id: str) -> None:
    await sweeping.clear_parts(uuid.UUID(upload_id))


@outbox.periodic("sweep_uploads", every=timedelta(hours=1))
async def sweep_uploads() -> None:
    await sweeping.sweep()
