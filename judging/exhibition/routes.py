"""The visitor's pages: contests, the call for entries, the exhibition. They know no session and write nothing."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any, Final

from litestar import Controller, Request, get
from litestar.params import FromPath, FromQuery
from litestar.response import Response, Template

from judging.contests.enums import ORDER, Stage
from judging.contests.methods import explained
from judging.contests.queries import ContestView
from judging.errors import NotFound
from judging.exhibition import gallery, visit
from judging.exhibition.check_routes import CheckPages
from judging.exhibition.wall_view import PER_CM
from judging.settings import settings
from judging.storage import stored_range, stored_tile
from judging.web.access import STATIC
from judging.web.i18n import use_zone
from judging.web.ranges import ranged
from media_store.tiles import ROLE as TILES

AnyRequest = Request[Any, Any, Any]
KEPT: Final = "public, max-age=86400"
"""A day: a consent that is withdrawn must not live on in caches for long."""


class FrontPage(Controller):
    opt = STATIC

    @get("/", include_in_schema=False)
    async def front(self) -> Template:
        """All contests; the newest large, with the picture that won if it is announced."""
        views = await visit.public_contests()
        hero = None
        if views and views[0].stage == Stage.ANNOUNCED:
            hero = visit.hero_of(views[0], await gallery.winners(views[0]))
        calls = [visit.call_for_entries(view) for view in views]
        return Template("exhibition/front.html", context={"calls": calls, "hero": hero, **_common(None)})


class ContestPages(Controller):
    path = "/c/{slug:str}"
    opt = STATIC

    @get("/", include_in_schema=False)
    async def contest(self, slug: FromPath[str]) -> Template:
        """The call for entries, then where things stand, at last the exhibition."""
        view = await visit.open_contest(slug)
        use_zone(view.rules.contest.time_zone)
        if view.stage == Stage.ANNOUNCED:
            return _page("exhibition", view, page=await visit.exhibition(view))
        call = visit.call_for_entries(view)
        if view.stage == Stage.OPEN:
            return _page("call", view, call=call)
        return _page("between", view, call=call, reached=ORDER.index(view.stage))

    @get("/winners", include_in_schema=False)
    async def winners(self, slug: FromPath[str]) -> Template:
        view = await visit.announced(slug)
        works = await gallery.winners(view)
        return _page("winners", view, works=works)

    @get("/works", include_in_schema=False)
    async def works(self, slug: FromPath[str], category: FromQuery[str] = "", after: FromQuery[str] = "") -> Template:
        """A category, 24 works a page; without one, the first."""
        view = await visit.announced(slug)
        chosen = next((one for one in view.rules.categories if one.key == category), view.rules.categories[0])
        works, mark = await gallery.category_works(view, chosen, gallery.mark_of(after))
        counted = await gallery.counted(view.id)
        totals = {one.key: counted.get(view.category_ids[one.key], 0) for one in view.rules.categories}
        return _page("works_list", view, category=chosen, works=works, mark=mark, totals=totals, later=bool(after))

    @get("/works/{code:str}", include_in_schema=False)
    async def work(self, slug: FromPath[str], code: FromPath[str]) -> Template:
        view = await visit.announced(slug)
        return _page("work", view, page=await visit.work_page(view, code))

    @get("/works/{code:str}/media/{role:str}", include_in_schema=False)
    async def media(self, request: AnyRequest, slug: FromPath[str], code: FromPath[str], role: FromPath[str]) -> Any:
        """A judging copy: never an original, only once announced, only with consent."""
        found = await gallery.media(slug, code, role)
        tag = f'"{found.key.rpartition("/")[2]}"'
        headers = {"Cache-Control": KEPT, "ETag": tag}
        if tag in request.headers.get("if-none-match", ""):
            return Response(b"", status_code=304, headers=headers)
        return await asyncio.to_thread(
            ranged,
            request.headers.get("range", ""),
            size=found.size,
            content_type=found.content_type,
            headers=headers,
            read=partial(stored_range, found.key),
        )

    @get("/works/{code:str}/tiles/{level:int}/{tile:str}", include_in_schema=False)
    async def tile(
        self, slug: FromPath[str], code: FromPath[str], level: FromPath[int], tile: FromPath[str]
    ) -> Response[bytes]:
        """A part of a picture for looking close, where the whole of it may be seen."""
        found = await gallery.media(slug, code, TILES)
        body = await asyncio.to_thread(stored_tile, found.key, found.size, level, tile)
        return Response(body, media_type="image/jpeg", headers={"Cache-Control": f"{KEPT}, immutable"})

    @get("/wall", include_in_schema=False)
    async def wall(self, slug: FromPath[str], page: FromQuery[int] = 1) -> Template:
        """The walls as they hang, some at a time."""
        view = await visit.announced(slug)
        views, hung, pages = await visit.walls(view, max(0, page - 1))
        if not views and page > 1:
            raise NotFound("There is no such wall.")
        return _page("wall", view, walls=views, hung=hung, page=page, pages=pages)


def _page(name: str, view: ContestView, **context: Any) -> Template:
    use_zone(view.rules.contest.time_zone)
    return Template(f"exhibition/{name}.html", context={"view": view, "how": _how(view), **context, **_common(view)})


def _common(view: ContestView | None) -> dict[str, Any]:
    return {
        "base": f"/c/{view.slug}" if view else "",
        "site": settings().public_url,
        "per_cm": PER_CM,
    }


def _how(view: ContestView) -> dict[str, dict[str, str]]:
    """By category and language, how places are found, in plain sentences."""
    told = {one.category: explained(one) for one in view.rules.final_round.judgings}
    return {key: {"vi": one.vi, "en": one.en} for key, one in told.items()}


ROUTES = [FrontPage, ContestPages, CheckPages]
