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

#: What lies under the digest of its content. Stretches of uploads are cleared away by their own room.
_PREFIXES: Final = ("originals/", "renditions/", "bundles/")
#: An object is put there before the row that names it; after this time the row would be there.
_MARGIN: Final = timedelta(hours=1)


async def found() -> list[ObjectStat]:
    """By key. The store is listed first, so that what is stored meanwhile is not taken for one."""
    stored = await asyncio.to_thread(_stored)
    async with snapshot.connected(settings().database_url) as connection:
        named = {one.key for one in await snapshot.named_objects(connection)}
    return [one for one in stored if one.key not in named]


def _stored() -> list[ObjectStat]:
    before = clock.system_now() - _MARGIN
    every = (one for prefix in _PREFIXES for one in store().list(prefix))
    return [one for one in every if one.modified is not None and one.modified < before]
