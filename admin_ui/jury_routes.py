"""Panels, invitations and the assignment of works."""

from __future__ import annotations

import secrets

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin_ui.desk import DESK, AnyRequest, Desk, open_desk
from admin_ui.jury_words import panel_views, relaxation_words
from judging.contests.enums import Stage
from judging.errors import NotFound, Refused
from judging.scoring import desk as jury_desk
from judging.scoring import panels
from judging.scoring.assignment import Infeasible
from judging.web.access import require
from judging.web.actor import Role
from judging.web.i18n import explain

LOTS = 2**31  # seeds of the drawing by lot


class JuryPages(Controller):
    path = "/admin/{slug:str}/jury"
    opt = require(*DESK)

    @get("/", include_in_schema=False)
    async def jury(self, request: AnyRequest, slug: FromPath[str]) -> Template:
        return await _page(await open_desk(request, slug, *DESK))

    @post("/invite", include_in_schema=False, opt=require(Role.ORGANISER))
    async def invite(self, request: AnyRequest, slug: FromPath[str]) -> Redirect:
        desk = await open_desk(request, slug, Role.ORGANISER)
        await panels.set_up_panels(organiser=desk.actor, contest_id=desk.view.id)
        return Redirect(f"{desk.path}/jury", status_code=303)

    @post("/assign", include_in_schema=False, opt=require(Role.ORGANISER))
    async def assign_all(self, request: AnyRequest, slug: FromPath[str]) -> Redirect | Template:
        """Every category that has works without a juror."""
        desk = await open_desk(request, slug, Role.ORGANISER)
        lacking = await jury_desk.unassigned(desk.view.id)
        return await _assign(
            desk, [key for key, category_id in desk.view.category_ids.items() if category_id in lacking]
        )

    @post("/assign/{key:str}", include_in_schema=False, opt=require(Role.ORGANISER))
    async def assign(self, request: AnyRequest, slug: FromPath[str], key: FromPath[str]) -> Redirect | Template:
        desk = await open_desk(request, slug, Role.ORGANISER)
        if key not in desk.view.category_ids:
            raise NotFound("There is no such category.")
        return await _assign(desk, [key])


async def _assign(desk: Desk, keys: list[str]) -> Redirect | Template:
    """Each category by itself; the first that cannot be assigned is explained, with what to relax."""
    for key in keys:
        try:
            await panels.assign_category(
                organiser=desk.actor, contest_id=desk.view.id, category_key=key, seed=secrets.randbelow(LOTS)
            )
        except Infeasible as error:
            return await _page(desk, failed=key, problems=relaxation_words(error))
        except Refused as error:
            return await _page(desk, failed=key, problems=[explain(error)])
    return Redirect(f"{desk.path}/jury", status_code=303)


async def _page(desk: Desk, *, failed: str = "", problems: list[str] | None = None) -> Template:
    contacts = await jury_desk.contacts(desk.view.id)
    lacking = await jury_desk.unassigned(desk.view.id)
    context = {
        "desk": desk,
        "panels": panel_views(desk, contacts, lacking),
        "conflicts": await jury_desk.conflicts(desk.view.id),
        "seated": desk.jurors,
        "lacking": sum(lacking.values()),
        "may_assign": desk.organises and desk.view.stage in (Stage.CHECKING, Stage.JUDGING),
        "may_invite": desk.organises and desk.view.reached(Stage.OPEN) and not desk.jurors,
        "failed": failed,
        "problems": problems or [],
    }
    return Template("admin/jury.html", context=context, status_code=409 if problems else 200)
