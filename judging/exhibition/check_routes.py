"""How anybody checks the result: what was promised, what was signed, the bundle, and what to do with it."""

from __future__ import annotations

import asyncio
from typing import Any

from litestar import Controller, Request, get
from litestar.params import FromPath
from litestar.response import Response, Template

from judging.awards.sealing import queries, service
from judging.awards.sealing.keys import fingerprint
from judging.contests.enums import Stage
from judging.contests.queries import ContestView
from judging.errors import NotFound
from judging.exhibition import visit
from judging.settings import settings
from judging.storage import store
from judging.web.access import STATIC
from judging.web.i18n import use_zone
from judging.web.ranges import ranged

AnyRequest = Request[Any, Any, Any]
KEPT = "public, max-age=3600"


class CheckPages(Controller):
    path = "/c/{slug:str}"
    opt = STATIC

    @get("/check", include_in_schema=False)
    async def check(self, slug: FromPath[str]) -> Template:
        view = await _judged(slug)
        use_zone(view.rules.contest.time_zone)
        promise = await queries.commitment(view.id)
        context = {
            "view": view,
            "base": f"/c/{view.slug}",
            "site": settings().public_url,
            "promise": promise,
            "seal": await queries.seal(view.id),
            "fingerprint": fingerprint(promise.public_key) if promise else "",
        }
        return Template("exhibition/check.html", context=context)

    @get("/commitment.json", include_in_schema=False)
    async def commitment(self, slug: FromPath[str]) -> Response[bytes]:
        """Byte by byte the file of the bundle, for whoever wants to keep it until then."""
        promise = await queries.commitment((await _judged(slug)).id)
        if promise is None:
            raise NotFound("This contest was judged before results were sealed; there is no bundle of it.")
        return Response(promise.content.encode(), media_type="application/json", headers={"Cache-Control": KEPT})

    @get("/result-bundle.zip", include_in_schema=False)
    async def bundle(self, request: AnyRequest, slug: FromPath[str]) -> Any:
        view = await visit.announced(slug)
        row = await service.bundle(view.id)
        headers = {
            "Cache-Control": KEPT,
            "ETag": f'"{row.sha256}"',
            "Content-Disposition": f'attachment; filename="{view.slug}-result-bundle.zip"',
        }

        def read(offset: int, length: int) -> bytes:
            with store().open_range(row.storage_key, offset, length) as chunks:
                return b"".join(chunks)

        return await asyncio.to_thread(
            ranged,
            request.headers.get("range", ""),
            size=row.size,
            content_type="application/zip",
            headers=headers,
            read=read,
        )


async def _judged(slug: str) -> ContestView:
    """A contest of which judging has begun: before that there is nothing to check."""
    view = await visit.open_contest(slug)
    if not view.reached(Stage.JUDGING):
        raise NotFound("There is something to check here when judging has begun.")
    return view
