"""The hall, the hang and everything that is printed."""

from __future__ import annotations

from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response, Template

from admin_ui.desk import DESK, AnyRequest, Desk, open_desk
from admin_ui.forms import text_from_form
from admin_ui.walls import elevations
from judging.contests.enums import Media, Stage
from judging.errors import DomainError, Invalid
from judging.exhibition import queries, service
from judging.submissions import checkin_queries
from judging.submissions.checkin import pictures_of
from judging.submissions.desk import small_pictures
from judging.web.access import require
from judging.web.actor import Role
from judging.web.forms import FormView
from judging.web.i18n import N_

SHEETS = (
    ("award-list.pdf", N_("Award list"), N_("for signing and posting: every prize with author and unit"), False),
    ("award-list.xlsx", N_("Award list as a table"), N_("every entry with rank, score, prize and the reason"), False),
    ("minutes.pdf", N_("Minutes of the board"), N_("who sat, ties, motions with votes, result and signatures"), False),
    ("minutes-en.pdf", N_("Minutes in English"), N_("the same, translated"), False),
    ("certificates.pdf", N_("Certificates"), N_("one for each prize, with room for signature and seal"), False),
    ("catalogue.pdf", N_("Catalogue for the screen"), N_("all works, winners large, bilingual, with an index"), False),
    ("catalogue-print.pdf", N_("Catalogue for the printer"), N_("the same with bleed and crop marks"), False),
    ("labels.pdf", N_("Labels"), N_("one for each work on a wall, with its number and a QR code"), True),
    ("wall-texts.pdf", N_("Wall texts"), N_("A3: what the show is, and a sheet for each category"), False),
    ("hanging-plan.pdf", N_("Hanging plan"), N_("each wall drawn to scale, with heights and nails"), True),
    ("hanging-plan.csv", N_("Hanging plan as a table"), N_("coordinates of every work and nail, in centimetres"), True),
    ("result.json", N_("Result for machines"), N_("every entry with prize and reason"), False),
)
TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}


class ShowPages(Controller):
    path = "/admin/{slug:str}"
    opt = require(*DESK)

    @get("/exhibition", include_in_schema=False)
    async def exhibition(self, request: AnyRequest, slug: FromPath[str]) -> Template:
        return await _page(await open_desk(request, slug, *DESK))

    @post("/exhibition/hall", include_in_schema=False, opt=require(Role.ORGANISER))
    async def set_hall(self, request: AnyRequest, slug: FromPath[str]) -> Redirect | Template:
        desk = await open_desk(request, slug, Role.ORGANISER)
        data = await request.form()
        source = str(data.get("source", ""))
        try:
            source = await text_from_form(data)
            await service.set_hall(organiser=desk.actor, contest_id=desk.view.id, source=source)
        except Invalid as error:
            return await _page(desk, typed={"source": source}, error=error)
        return Redirect(f"{desk.path}/exhibition", status_code=303)

    @post("/exhibition/hang", include_in_schema=False, opt=require(Role.ORGANISER))
    async def hang(self, request: AnyRequest, slug: FromPath[str]) -> Redirect | Template:
        desk = await open_desk(request, slug, Role.ORGANISER)
        try:
            await service.hang(organiser=desk.actor, contest_id=desk.view.id)
        except DomainError as error:
            return await _page(desk, refused=error)
        return Redirect(f"{desk.path}/exhibition", status_code=303)

    @get("/print", include_in_schema=False)
    async def sheets(self, request: AnyRequest, slug: FromPath[str]) -> Template:
        desk = await open_desk(request, slug, *DESK)
        hung = bool(await queries.placements(desk.view.id))
        return Template("admin/print.html", context={"desk": desk, "sheets": SHEETS, "hung": hung})

    @get("/print/{name:str}", include_in_schema=False)
    async def sheet(self, request: AnyRequest, slug: FromPath[str], name: FromPath[str]) -> Response[bytes]:
        """Made when it is asked for, so that it always shows the data as they stand."""
        desk = await open_desk(request, slug, *DESK)
        body = await service.sheet(desk.view.id, name)
        headers = {
            "Content-Disposition": f'attachment; filename="{slug}-{name}"',
            "Cache-Control": "private, no-store",
        }
        return Response(body, media_type=TYPES[name.rpartition(".")[2]], headers=headers)


async def _checks_in(desk: Desk) -> bool:
    """Whether this contest has originals checked in at all."""
    return bool(desk.view.reached(Stage.OPEN) and (await checkin_queries.tally(pictures_of(desk.view))).arrived)


async def _page(
    desk: Desk, *, typed: Any = None, error: Invalid | None = None, refused: DomainError | None = None
) -> Template:
    source = await queries.hall_source(desk.view.id)
    hall = await queries.hall(desk.view.id)
    placements = await queries.placements(desk.view.id)
    context = {
        "desk": desk,
        "source": source or "",
        "walls": elevations(hall, placements, await small_pictures(desk.view.id)) if hall else [],
        "hung": len(placements),
        "never_came": await checkin_queries.not_here(list(placements)) if await _checks_in(desk) else 0,
        "pictures": any(category.media == Media.IMAGE for category in desk.view.rules.categories),
        "may_hang": desk.organises and hall is not None and desk.view.reached(Stage.CHECKING),
        "form": FormView(values=typed or {}, errors={error.field: error} if error else {}),
        "refused": refused,
    }
    return Template("admin/exhibition.html", context=context, status_code=422 if error else 409 if refused else 200)
