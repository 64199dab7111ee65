"""The clock can be set for a while, in one task, and is aware."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from judging import clock

OPENING = datetime(2024, 7, 1, 7, 0, tzinfo=timezone(timedelta(hours=7)))


def test_set_time_is_utc_and_ends_with_the_block() -> None:
    with clock.set_to(OPENING):
        assert clock.now() == OPENING
        assert clock.now().tzinfo is UTC
        assert clock.system_now() > OPENING
    assert clock.now() > OPENING


def test_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"), clock.set_to(OPENING.replace(tzinfo=None)):
        pass


async def test_other_tasks_keep_their_own_time() -> None:
    other = asyncio.create_task(_now())
    with clock.set_to(OPENING):
        inner = await asyncio.create_task(_now())
        outer = await other
    assert inner == OPENING
    assert outer > OPENING


async def _now() -> datetime:
    return clock.now()
