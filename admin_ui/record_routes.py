"""The frozen rules, and the log of everything that was done."""

from __future__ import annotations

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response, Template

from admin_ui.desk import DESK, EVERYONE, AnyRequest, Desk, open_desk
from admin_ui.forms import text_from_form
from admin_ui.log_words import line_views
from admin_ui.method_words import how_places, method_words
from admin_ui.mistakes import mistake_lines
from judging import audit
from judging.accounts.queries import people_with_role
from judging.awards.sealing.queries import published_heads
from judging.contests import queries, service
from judging.contests.enums import Stage
from judging.errors import DomainError, Invalid
from judging.web.access import require
from judging.web.actor import Role
from judging.web.formats import bilingual
from judging.web.forms import FormView

PAGE = 50
NAMED = (Role.ORGANISER, Role.SECRETARY, Role.BOARD, Role.JUROR)


class RecordPages(Controller):
    path = "/admin/{slug:str}"
    opt = require(*EVERYONE)

    @get("/rules", include_in_schema=False)
    async def rules(self, request: AnyRequest, slug: FromPath[str]) -> Template:
        return await _rules_page(await open_desk(request, slug, *EVERYONE))

    @post("/rules", include_in_schema=False, opt=require(Role.ORGANISER))
    async def replace(self, request: AnyRequest, slug: FromPath[str]) -> Redirect | Template:
        """Another contest file in place of a draft's. All mistakes at once, with the text kept."""
        desk = await open_desk(request, slug, Role.ORGANISER)
        source = ""
        try:
            source = await text_from_form(await request.form())
            await service.replace_draft(organiser=desk.actor, contest_id=desk.view.id, source=source.encode())
        except DomainError as error:
            return await _rules_page(desk, source=source, error=error)
        view = await queries.contest(id=desk.view.id)
        return Redirect(f"/admin/{view.slug}/rules", status_code=303)

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
            "lost": await audit.first_lost(await published_heads()) if check else None,
        }
        return Template("admin/log.html", context=context)


async def _rules_page(desk: Desk, *, source: str = "", error: DomainError | None = None) -> Template:
    """With the form for another file while the contest is a draft, and the answer to what it sent."""
    may_replace = desk.organises and desk.view.stage == Stage.DRAFT
    field = error.field if isinstance(error, Invalid) else ""
    context = {
        "desk": desk,
        "method_words": method_words,
        "how_places": how_places,
        "may_replace": may_replace or error is not None,
        "source": source or (await queries.source(desk.view.id) if may_replace else ""),
        "mistakes": mistake_lines(source, error),
        "form": FormView(errors={field: error} if error else {}),
    }
    return Template("admin/rules.html", context=context, status_code=422 if error else 200)


async def _names(desk: Desk) -> dict[str, str]:
    """Who acts in office, by id, and the categories by key. Entrants are never named here."""
    names = {category.key: bilingual(category, "name") for category in desk.view.rules.categories}
    for role in NAMED:
        names |= {str(one.id): one.name for one in await people_with_role(contest_id=desk.view.id, role=role)}
    return names
