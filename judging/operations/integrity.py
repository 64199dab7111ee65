"""Are the stored works still, byte by byte, what was received? Walks through all that the database names, in stretches.

A walk goes on where the last stretch ended, in another process or after a restart. What was wrong and is right again
(restored, rebuilt) is forgotten; what no row names any more too.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Final

import msgspec

from judging import clock, outbox
from judging.db import UnitOfWork, fetch, unit_of_work
from judging.operations import snapshot
from judging.operations.progress import Step
from judging.operations.snapshot import Named
from judging.settings import settings
from judging.storage import store
from media_store.objects import ObjectMissing

MISSING: Final = "missing"
CHANGED: Final = "changed"
#: A finished walk is begun anew after this, counted from its beginning.
AGAIN: Final = timedelta(days=1)
_AT_ONCE: Final = 50
_THREADS: Final = 4
_OF_A_FILE: Final = "SELECT file FROM rendition WHERE storage_key = $1"


class Walk(msgspec.Struct, frozen=True):
    id: int
    begun_at: datetime
    last_key: str


async def begin() -> None:
    """A new walk from the beginning; one that is under way is given up."""
    await fetch("DELETE FROM store_check WHERE finished_at IS NULL")
    await fetch("INSERT INTO store_check (begun_at, last_key, verified) VALUES ($1, '', 0)", clock.system_now())


async def owed() -> bool:
    """Whether it is time for a new walk, and none is under way."""
    oldest = clock.system_now() - AGAIN
    return not await fetch("SELECT 1 FROM store_check WHERE finished_at IS NULL OR begun_at > $1", oldest)


async def go_on(*, seconds: float | None = None, step: Step | None = None) -> bool:
    """Verifies until no walk is under way any more (True) or the time is over. Two processes may share a walk.

    Raises StoreUnavailable.
    """
    until = None if seconds is None else time.monotonic() + seconds
    while (walk := await _under_way()) is not None:
        async with snapshot.connected(settings().database_url) as connection:
            objects = await snapshot.named_objects(connection, after=walk.last_key, limit=_AT_ONCE)
        if not objects:
            await _finish(walk)
            continue
        awaited = [one for one in objects if not one.waiting]
        with ThreadPoolExecutor(_THREADS) as pool:
            found = await asyncio.to_thread(lambda: list(pool.map(verify, awaited)))  # noqa: B023 - at once
        problems = {one.key: problem for one, problem in zip(awaited, found, strict=True)}
        if step is not None:
            step(sum(one.size or 0 for one in objects))
        await _note(walk, objects, problems)
        if until is not None and time.monotonic() > until:
            return False
    return True


def verify(one: Named) -> str:
    """What is wrong with an object: MISSING, CHANGED, or "". Blocks. Raises StoreUnavailable."""
    digest, size = hashlib.sha256(), 0
    try:
        with store().open_range(one.key) as chunks:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
    except ObjectMissing:
        return MISSING
    right = one.sha256 in (None, digest.hexdigest()) and one.size in (None, size)
    return "" if right else CHANGED


async def _under_way() -> Walk | None:
    rows = await fetch("SELECT id, begun_at, last_key FROM store_check WHERE finished_at IS NULL ORDER BY id LIMIT 1")
    return Walk(**rows[0]) if rows else None


async def _note(walk: Walk, objects: list[Named], problems: dict[str, str]) -> None:
    async with unit_of_work() as work:
        rows = await fetch(
            "UPDATE store_check SET last_key = $2, verified = verified + $3"
            " WHERE id = $1 AND last_key = $4 RETURNING id",
            walk.id, objects[-1].key, len(problems), walk.last_key,
        )  # fmt: skip
        if not rows:
            return  # another process has noted this stretch
        for key, problem in problems.items():
            await note(work, key, problem, walk_id=walk.id)


async def note(work: UnitOfWork, key: str, problem: str, *, walk_id: int | None = None) -> None:
    """Remembers what was found of an object. A judging copy that is wrong is owed anew from its original."""
    if not problem:
        await fetch("DELETE FROM store_fault WHERE key = $1", key)
        return
    await fetch(
        "INSERT INTO store_fault (key, problem, checked_at) VALUES ($1, $2, $3)"
        " ON CONFLICT (key) DO UPDATE SET problem = $2, checked_at = $3",
        key, problem, clock.system_now(),
    )  # fmt: skip
    if walk_id is not None:
        for row in await fetch(_OF_A_FILE, key):
            await outbox.enqueue(work, "rebuild_copies", key=f"{row['file']} {walk_id}", file_id=str(row["file"]))


async def _finish(walk: Walk) -> None:
    async with unit_of_work():
        await fetch("UPDATE store_check SET finished_at = $2 WHERE id = $1", walk.id, clock.system_now())
        await fetch("DELETE FROM store_fault WHERE checked_at < $1", walk.begun_at)
        await fetch("DELETE FROM store_check WHERE id < $1", walk.id)
