"""The advisory board's room: what waits for it, works side by side, judging copies by blind code."""

from __future__ import annotations

import asyncio
from functools import partial

from litestar import Controller, get
from litestar.params import FromPath, FromQuery
from litestar.response import Response, Template

from admin_ui.board_pages import SIGNERS, compare_page, room_page
from admin_ui.desk import EVERYONE, AnyRequest, open_desk
from judging.awards.minutes import MINUTES, minutes_sheet
from judging.contests.enums import Stage
from judging.contests.queries import contest
from judging.errors import NotFound, Refused
from judging.storage import stored_range, stored_tile
from judging.submissions.queries import StoredRendition, blind_rendition
from judging.web.access import actor_of, require
from judging.web.ranges import ranged
from media_store.tiles import ROLE as TILES

KEPT = "private, max-age=3600"


class BoardPages(Controller):
    path = "/admin/{slug:str}/board"
    opt = require(*EVERYONE)

    @get("/", include_in_schema=False)
    async def room(self, request: AnyRequest, slug: FromPath[str], code: FromQuery[str] = "") -> Template:
        """`code` is a work about which somebody wants to propose something."""
        return await room_page(await open_desk(request, slug, *EVERYONE), code=code[:40])

    @get("/compare/{key:str}", include_in_schema=False, opt=require(*SIGNERS))
    async def compare(
        self, request: AnyRequest, slug: FromPath[str], key: FromPath[str], works: FromQuery[str] = ""
    ) -> Template:
        """Works of a category beside each other: `works` are their blind codes."""
        return await compare_page(await open_desk(request, slug, *SIGNERS), key, works[:400])

    @get("/minutes/{name:str}", include_in_schema=False)
    async def minutes(self, request: AnyRequest, slug: FromPath[str], name: FromPath[str]) -> Response[bytes]:
        """The minutes as they stand: a draft until the list is signed; by code until names are open."""
        desk = await open_desk(request, slug, *EVERYONE)
        if name not in MINUTES:
            raise NotFound("There is no such sheet.")
        headers = {
            "Content-Disposition": f'attachment; filename="{slug}-{name}"',
            "Cache-Control": "private, no-store",
        }
        return Response(await minutes_sheet(desk.view, name), media_type="application/pdf", headers=headers)

    @get("/works/{blind_code:str}/media/{role:str}", include_in_schema=False, opt=require(*SIGNERS))
    async def media(
        self, request: AnyRequest, slug: FromPath[str], blind_code: FromPath[str], role: FromPath[str]
    ) -> Response[bytes]:
        """A judging copy, once scores are open to the board."""
        found = await _copy(request, slug, blind_code, role)
        return await asyncio.to_thread(
            ranged,
            request.headers.get("range", ""),
            size=found.size,
            content_type=found.content_type,
            headers={"Cache-Control": KEPT},
            read=partial(stored_range, found.key),
        )

    @get("/works/{blind_code:str}/tiles/{level:int}/{tile:str}", include_in_schema=False, opt=require(*SIGNERS))
    async def tile(
        self, request: AnyRequest, slug: FromPath[str], blind_code: FromPath[str], level: FromPath[int],
        tile: FromPath[str],
    ) -> Response[bytes]:  # fmt: skip
        found = await _copy(request, slug, blind_code, TILES)
        body = await asyncio.to_thread(stored_tile, found.key, found.size, level, tile)
        return Response(body, media_type="image/jpeg", headers={"Cache-Control": KEPT})


async def _copy(request: AnyRequest, slug: str, blind_code: str, role: str) -> StoredRendition:
    """Raises NotAllowed, NotFound, and Refused while the round is open: what jurors are judging is theirs alone."""
    view = await contest(slug=slug)
    actor_of(request).must_be(view.id, *SIGNERS)
    if not view.reached(Stage.BOARD):
        raise Refused("The board sees the works when the round is closed.")
    return await blind_rendition(view.id, blind_code, role)
