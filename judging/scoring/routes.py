"""The juror's pages. Everything also works as plain forms; the script only saves earlier and answers faster."""

from __future__ import annotations

import asyncio
import uuid
from decimal import Decimal
from functools import partial
from typing import Any

import msgspec
from litestar import Controller, Request, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response, Template

from judging.contests.calendar import moment
from judging.contests.enums import Stage
from judging.contests.queries import contest, contests
from judging.errors import DomainError, Invalid, NotFound
from judging.scoring import queries, service
from judging.scoring.enums import BallotState
from judging.scoring.forms import Marks, abstention_from_form, marks_from_form
from judging.scoring.offline_routes import OFFLINE
from judging.scoring.page import scoring_page
from judging.storage import stored_range, stored_tile
from judging.web.access import actor_of, require
from judging.web.actor import Role
from judging.web.formats import clock_time, number
from judging.web.forms import FormView, check_typed
from judging.web.i18n import translate, use_zone
from judging.web.ranges import ranged
from media_store.tiles import ROLE as TILES

AnyRequest = Request[Any, Any, Any]
KEPT = "private, max-age=86400, immutable"  # a judging copy never changes while it is judged


class JuryPages(Controller):
    path = "/jury"
    opt = require(Role.JUROR)

    @get("/", include_in_schema=False)
    async def home(self, request: AnyRequest) -> Template:
        panels = await queries.my_panels(actor_of(request))
        views = {view.id: view for view in await contests()} if panels else {}
        closes = {view.id: moment(view.rules, view.rules.final_round.closes) for view in views.values()}
        # What is to be done stands first.
        panels.sort(
            key=lambda seat: (views[seat.contest_id].stage != Stage.JUDGING, not seat.assigned, bool(seat.finished_at))
        )
        return Template("scoring/home.html", context={"panels": panels, "views": views, "closes": closes})

    @get("/{panel_id:uuid}", include_in_schema=False)
    async def panel(self, request: AnyRequest, panel_id: FromPath[uuid.UUID], after: FromQuery[int] = 0) -> Template:
        """The works of the juror's own order, a page at a time, and handing them in."""
        return await _works(request, panel_id, after)

    @post("/{panel_id:uuid}/finish", include_in_schema=False)
    async def finish(self, request: AnyRequest, panel_id: FromPath[uuid.UUID]) -> Redirect | Template:
        data = await request.form()
        try:
            check_typed(data, translate("hand in"))
        except Invalid as error:
            return await _works(request, panel_id, form=FormView(values=dict(data), errors={"confirm": error}))
        await service.finish(juror=actor_of(request), panel_id=panel_id)
        return Redirect(f"/jury/{panel_id}", status_code=303)

    @get("/{panel_id:uuid}/{code:str}", include_in_schema=False)
    async def work(self, request: AnyRequest, panel_id: FromPath[uuid.UUID], code: FromPath[str]) -> Template:
        return await _page(request, panel_id, code)

    @post("/{panel_id:uuid}/{code:str}", include_in_schema=False)
    async def submit(
        self, request: AnyRequest, panel_id: FromPath[uuid.UUID], code: FromPath[str]
    ) -> Redirect | Template:
        """Hands the ballot in and leads to the next work."""
        data = await request.form()
        try:
            marks = marks_from_form(data)
            await service.submit_ballot(
                juror=actor_of(request), panel_id=panel_id, blind_code=code, scores=marks.scores, note=marks.note,
                flagged=marks.flagged,
            )  # fmt: skip
        except Invalid as error:
            return await _page(request, panel_id, code, typed=data, error=error)
        return await _onward(request, panel_id, code)

    @post("/{panel_id:uuid}/{code:str}/save", include_in_schema=False, status_code=200)
    async def save(self, request: AnyRequest, panel_id: FromPath[uuid.UUID], code: FromPath[str]) -> dict[str, Any]:
        """The script's autosave: JSON of Marks in, what the server now holds out."""
        try:
            marks = msgspec.json.decode(await request.body(), type=Marks)
        except msgspec.DecodeError:
            raise Invalid("A mark is a whole number.") from None
        keep = service.submit_ballot if marks.done else service.save_ballot
        saved = await keep(
            juror=actor_of(request), panel_id=panel_id, blind_code=code, scores=marks.scores, note=marks.note,
            flagged=marks.flagged, version=marks.version,
        )  # fmt: skip
        return {
            "version": saved.version,
            "at": clock_time(saved.at),
            "total": number(Decimal(saved.total), 2),
            "missing": len(saved.missing),
        }

    @get("/{panel_id:uuid}/{code:str}/abstain", include_in_schema=False)
    async def ask_abstain(self, request: AnyRequest, panel_id: FromPath[uuid.UUID], code: FromPath[str]) -> Template:
        return await _page(request, panel_id, code, template="scoring/abstain.html")

    @post("/{panel_id:uuid}/{code:str}/abstain", include_in_schema=False)
    async def abstain(
        self, request: AnyRequest, panel_id: FromPath[uuid.UUID], code: FromPath[str]
    ) -> Redirect | Template:
        data = await request.form()
        given = abstention_from_form(data)
        try:
            await service.abstain(
                juror=actor_of(request),
                panel_id=panel_id,
                blind_code=code,
                reason=given.reason,
                conflict=given.conflict,
            )
        except Invalid as error:
            return await _page(request, panel_id, code, template="scoring/abstain.html", typed=data, error=error)
        return await _onward(request, panel_id, code)

    @get("/{panel_id:uuid}/{code:str}/media/{role:str}", include_in_schema=False)
    async def media(
        self, request: AnyRequest, panel_id: FromPath[uuid.UUID], code: FromPath[str], role: FromPath[str]
    ) -> Response[bytes]:
        found = await queries.my_rendition(actor_of(request), panel_id, code, role)
        return await asyncio.to_thread(
            ranged,
            request.headers.get("range", ""),
            size=found.size,
            content_type=found.content_type,
            headers={"Cache-Control": KEPT},
            read=partial(stored_range, found.key),
        )

    @get("/{panel_id:uuid}/{code:str}/tiles/{level:int}/{tile:str}", include_in_schema=False)
    async def tile(
        self, request: AnyRequest, panel_id: FromPath[uuid.UUID], code: FromPath[str], level: FromPath[int],
        tile: FromPath[str],
    ) -> Response[bytes]:  # fmt: skip
        """A part of the work for looking close, by the same right as the whole of it."""
        found = await queries.my_rendition(actor_of(request), panel_id, code, TILES)
        body = await asyncio.to_thread(stored_tile, found.key, found.size, level, tile)
        return Response(body, media_type="image/jpeg", headers={"Cache-Control": KEPT})


async def _works(request: AnyRequest, panel_id: uuid.UUID, after: int = 0, form: FormView | None = None) -> Template:
    juror = actor_of(request)
    seats = await queries.my_panels(juror, panel_id)
    if not seats:
        raise NotFound("You do not sit on this panel.")
    after = max(0, min(after, seats[0].assigned - 1))
    context = {
        "seat": seats[0],
        "works": await queries.my_works(juror, panel_id, after=after),
        "after": after,
        "page_size": queries.PAGE,
        "view": await contest(id=seats[0].contest_id),
        "form": form or FormView(),
    }
    return Template("scoring/panel.html", context=context, status_code=422 if form else 200)


async def _page(
    request: AnyRequest,
    panel_id: uuid.UUID,
    code: str,
    *,
    template: str = "scoring/work.html",
    typed: Any = None,
    error: DomainError | None = None,
) -> Template:
    page = await scoring_page(actor_of(request), panel_id, code)
    use_zone(page.rules.contest.time_zone)
    values = {name: value for name, value in (typed or {}).items() if isinstance(value, str)}
    field = error.field if isinstance(error, Invalid) else ""
    form = FormView(values=values, errors={field: error} if error else {})
    context = {"page": page, "form": form, "states": BallotState}
    return Template(template, context=context, status_code=422 if error else 200)


async def _onward(request: AnyRequest, panel_id: uuid.UUID, code: str) -> Redirect:
    """To the next work of the juror's own order; after the last one to the overview."""
    ballot = await queries.my_ballot(actor_of(request), panel_id, code)
    target = f"/jury/{panel_id}/{ballot.next_code}" if ballot.next_code else f"/jury/{panel_id}"
    return Redirect(target, status_code=303)


ROUTES = [JuryPages, *OFFLINE]
