"""How well the jurors judged: for the board and the organisers, once the round is closed."""

from __future__ import annotations

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response, Template

from admin_ui.board_pages import SIGNERS
from admin_ui.desk import AnyRequest, Desk, open_desk
from admin_ui.quality_sheets import jurors_csv, jurors_xlsx
from admin_ui.quality_view import PanelView, panel_views
from judging.awards.study.service import ask_for_study, look_at_jurors
from judging.web.access import require
from judging.web.actor import Role

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class QualityPages(Controller):
    path = "/admin/{slug:str}/quality"
    opt = require(*SIGNERS)

    @get("/", include_in_schema=False)
    async def quality(self, request: AnyRequest, slug: FromPath[str]) -> Template:
        desk = await open_desk(request, slug, *SIGNERS)
        panels: list[PanelView] = []
        if not desk.sealed:
            panels = panel_views(desk.view, await look_at_jurors(member=desk.actor, contest_id=desk.view.id))
        return Template("admin/quality.html", context={"desk": desk, "panels": panels})

    @get("/jurors.csv", include_in_schema=False)
    async def table(self, request: AnyRequest, slug: FromPath[str]) -> Response[bytes]:
        desk = await open_desk(request, slug, *SIGNERS)
        found = await look_at_jurors(member=desk.actor, contest_id=desk.view.id)
        return _file(desk, "csv", jurors_csv(desk.view, found), "text/csv; charset=utf-8")

    @get("/jurors.xlsx", include_in_schema=False)
    async def workbook(self, request: AnyRequest, slug: FromPath[str]) -> Response[bytes]:
        desk = await open_desk(request, slug, *SIGNERS)
        found = await look_at_jurors(member=desk.actor, contest_id=desk.view.id)
        return _file(desk, "xlsx", jurors_xlsx(desk.view, found), XLSX)

    @post("/study", include_in_schema=False, opt=require(Role.ORGANISER))
    async def study(self, request: AnyRequest, slug: FromPath[str]) -> Redirect:
        """Of a result that has no study yet."""
        desk = await open_desk(request, slug, Role.ORGANISER)
        await ask_for_study(organiser=desk.actor, contest_id=desk.view.id)
        return Redirect(f"{desk.path}/quality", status_code=303)


def _file(desk: Desk, ending: str, content: bytes, kind: str) -> Response[bytes]:
    headers = {
        "Content-Disposition": f'attachment; filename="{desk.view.slug}-jurors.{ending}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=kind, headers=headers)
