"""Jobs of this room."""

from __future__ import annotations

import uuid

from judging import outbox
from judging.submissions import processing


async def _give_up(file_id: str) -> None:
    await processing.give_up(uuid.UUID(file_id))


@outbox.handler("process_file", on_dead=_give_up)
async def process_file(file_id: str) -> None:
    await processing.process_file(uuid.UUID(file_id))
