"""Objects that no row names: left by a process that was killed between the store and the database."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Final

from judging import clock
from judging.operations import snapshot
from judging.settings import settings
from judging.storage import store
from media_store.objects import ObjectStat

#: An object is put there before the row that names it; after this time the row would be there.
MARGIN: Final = timedelta(hours=1)


async def found(margin: timedelta = MARGIN) -> list[ObjectStat]:
    """By key. The store is listed first, so that what is stored meanwhile is not taken for one."""
    stored = await asyncio.to_thread(_stored, margin)
    async with snapshot.connected(settings().database_url) as connection:
        named = {one.key for one in await snapshot.named_objects(connection)}
    return [one for one in stored if one.key not in named]


def _stored(margin: timedelta) -> list[ObjectStat]:
    before = clock.system_now() - margin
    # Only what lies under the digest of its content: stretches of uploads are cleared away by their own room.
    by_content = (one for one in store().list() if snapshot.digest_in(one.key) is not None)
    return [one for one in by_content if one.modified is not None and one.modified < before]
