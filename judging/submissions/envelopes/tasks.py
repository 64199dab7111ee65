"""Jobs of the envelopes."""

from __future__ import annotations

import uuid

from judging import outbox
from judging.submissions.envelopes import slips


async def _give_up(file_id: str) -> None:
    await slips.give_up(uuid.UUID(file_id))


@outbox.handler("look_for_slip", on_dead=_give_up)
async def look_for_slip(file_id: str) -> None:
    await slips.look(uuid.UUID(file_id))
