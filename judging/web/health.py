"""Is the house awake? For load balancers and for the supervisor: 200 when database and store answer, else 503."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable

from litestar import get
from litestar.response import Response

from judging import db, storage
from judging.web.access import STATIC

log = logging.getLogger(__name__)
PATIENCE = 3.0  # seconds


@get("/health", opt=STATIC, include_in_schema=False)
async def health() -> Response[dict[str, str]]:
    """`{"database": "ok", "store": "ok"}`; "down" for what does not answer in time. Why, is in the log only."""
    parts = {"database": db.ping(), "store": asyncio.to_thread(storage.store().exists, "health")}
    states = await asyncio.gather(*(_answers(name, call) for name, call in parts.items()))
    found = dict(zip(parts, ("ok" if state else "down" for state in states), strict=True))
    return Response(found, status_code=200 if all(states) else 503, headers={"Cache-Control": "no-store"})


async def _answers(name: str, call: Awaitable[object]) -> bool:
    try:
        await asyncio.wait_for(call, PATIENCE)
    except Exception:
        log.warning("%s does not answer", name, exc_info=True)
        return False
    return True
