"""The frozen rules, and the log of everything that was done."""

from __future__ import annotations

from litestar import Controller, get
from litestar.params import FromPath, FromQuery
from litestar.response import Response, Template

from admin_ui.desk import DESK, EVERYONE, AnyRequest, Desk, open_desk
from admin_ui.log_words import line_views
from admin_ui.result_view import method_words
from judging import audit
from judging.accounts.queries import people_with_role
from judging.contests import queries
from judging.web.access import require
from judging.web.actor import Role

PAGE = 50
NAMED = (Role.ORGANISER, Role.SECRETARY, Role.BOARD, Role.JUROR)


class RecordPages(Controller):
    path = "/admin/{slug:str}"
    opt = require(*EVERYONE)

    @get("/rules", include_in_schema=False)
    async def rules(self, request: AnyRequest, slug: FromPath[str]) -> Template:
        desk = await open_desk(request, slug, *EVERYONE)
        return Template("admin/rules.html", context={"desk": desk, "method_words": method_words})

    @get("/rules/contest.toml", include_in_schema=False)
    async def file(self, request: AnyRequest, slug: FromPath[str]) -> Response[str]:
        desk = await open_desk(request, slug, *EVERYONE)
        headers = {"Content-Disposition": f'attachment; filename="{slug}.toml"'}
        return Response(
            await queries.source(desk.view.id), media_type="application/toml; charset=utf-8", headers=headers
        )

    @get("/log", include_in_schema=False, opt=require(*DESK))
    async def log(
        self, request: AnyRequest, slug: FromPath[str], before: FromQuery[int] = 0, check: FromQuery[str] = ""
    ) -> Template:
        desk = await open_desk(request, slug, *DESK)
        lines = await audit.recent(contest_id=desk.view.id, before=before or None, limit=PAGE + 1)
        context = {
            "desk": desk,
            "lines": line_views(lines[:PAGE], await _names(desk)),
            "next": lines[PAGE - 1].seq if len(lines) > PAGE else None,
            "before": before,
            "checked": bool(check),
            "broken": await audit.first_broken_line() if check else None,
        }
        return Template("admin/log.html", context=context)


async def _names(desk: Desk) -> dict[str, str]:
    """Who acts in office, by id. Entrants are never named here."""
    names: dict[str, str] = {}
    for role in NAMED:
        names |= {str(one.id): one.name for one in await people_with_role(contest_id=desk.view.id, role=role)}
    return names
