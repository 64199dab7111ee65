"""What load balancers and monitoring ask. `/health`, whether all parts answer, stands in `judging.web`."""

from __future__ import annotations

import hmac
from typing import Any

from litestar import Request, get
from litestar.exceptions import NotFoundException
from litestar.response import Response

from judging.operations import metrics
from judging.settings import settings
from judging.web.access import STATIC

_UNCACHED = {"Cache-Control": "no-store"}
_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@get("/health/live", opt=STATIC, include_in_schema=False)
async def live() -> Response[dict[str, str]]:
    """This process answers, whatever its parts do: what would not be cured by starting it again is not asked."""
    return Response({"process": "ok"}, headers=_UNCACHED)


@get("/metrics", opt=STATIC, include_in_schema=False)
async def figures(request: Request[Any, Any, Any]) -> Response[bytes]:
    """For whoever brings METRICS_TOKEN; where none is set there is no such page."""
    wanted = settings().metrics_token
    if not wanted:
        raise NotFoundException
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), wanted.encode()):
        return Response(b"", status_code=401, headers={"WWW-Authenticate": "Bearer", **_UNCACHED})
    return Response(await metrics.exposition(), media_type=_FORMAT, headers=_UNCACHED)


ROUTES = [live, figures]
