"""Jobs of this room."""

from __future__ import annotations

import uuid

from judging import outbox
from judging.awards.sealing import service as sealing
from judging.awards.study import service as study


@outbox.handler("result_bundle")
async def result_bundle(contest_id: str) -> None:
    await sealing.bundle(uuid.UUID(contest_id))


@outbox.handler("result_study")
async def result_study(contest_id: str) -> None:
    await study.study_result(uuid.UUID(contest_id))
