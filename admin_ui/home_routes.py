"""All contests of an organiser, and how a new one begins."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from zoneinfo import ZoneInfo

from litestar import Controller, get, post
from litestar.response import Redirect, Response, Template

from admin_ui.desk import EVERYONE, AnyRequest
from admin_ui.forms import text_from_form
from admin_ui.mistakes import mistake_lines
from admin_ui.stages import stage_name
from judging import clock
from judging.contests import queries, service
from judging.errors import DomainError, Invalid, NotAllowed
from judging.web.access import actor_of, require
from judging.web.actor import NOT_YOURS, Actor, Role
from judging.web.forms import FormView
from judging.web.i18n import DEFAULT_ZONE

PRACTICE = "son-la-thu"


def may_create(actor: Actor) -> bool:
    """Who organises everywhere may begin a new contest."""
    return (Role.ORGANISER, None) in actor.memberships


def reference_file() -> bytes:
    return files("judging.demo").joinpath("contest.toml").read_bytes()


class HomePages(Controller):
    path = "/admin"
    opt = require(*EVERYONE)

    @get("/", include_in_schema=False)
    async def home(self, request: AnyRequest) -> Template:
        actor = actor_of(request)
        seen = [view for view in await queries.contests() if any(actor.has(role, view.id) for role in EVERYONE)]
        context = {"contests": seen, "may_create": may_create(actor), "stage_name": stage_name}
        return Template("admin/home.html", context=context)

    @get("/new", include_in_schema=False, opt=require(Role.ORGANISER))
    async def new(self, request: AnyRequest) -> Template:
        _must_create(request)
        return _new_page()

    @get("/new/contest.toml", include_in_schema=False, opt=require(Role.ORGANISER))
    async def sample(self, request: AnyRequest) -> Response[bytes]:
        """The reference competition's file, to begin one's own from."""
        _must_create(request)
        headers = {"Content-Disposition": 'attachment; filename="contest.toml"'}
        return Response(await asyncio.to_thread(reference_file), media_type="application/toml", headers=headers)

    @post("/new", include_in_schema=False, opt=require(Role.ORGANISER))
    async def create(self, request: AnyRequest) -> Redirect | Template:
        """All mistakes at once, with the text kept."""
        _must_create(request)
        source = ""
        try:
            source = await text_from_form(await request.form())
            contest_id = await service.create_contest(organiser=actor_of(request), source=source.encode())
        except DomainError as error:
            return _new_page(source, error)
        view = await queries.contest(id=contest_id)
        return Redirect(f"/admin/{view.slug}", status_code=303)

    @post("/practise", include_in_schema=False, opt=require(Role.ORGANISER))
    async def practise(self, request: AnyRequest) -> Redirect:
        """The reference competition under an address of its own, moved so that intake opens today."""
        taken = {view.slug for view in await queries.contests()}
        slug = next(name for n in range(1, len(taken) + 2) if (name := f"{PRACTICE}-{n}") not in taken)
        await service.create_contest(
            organiser=actor_of(request),
            source=await asyncio.to_thread(reference_file),
            slug=slug,
            opens_on=clock.now().astimezone(ZoneInfo(DEFAULT_ZONE)),
        )
        return Redirect(f"/admin/{slug}", status_code=303)


def _must_create(request: AnyRequest) -> None:
    """Raises NotAllowed before anything is read: organising one contest is no right to begin another."""
    if not may_create(actor_of(request)):
        raise NotAllowed(NOT_YOURS)


def _new_page(source: str = "", error: DomainError | None = None) -> Template:
    field = error.field if isinstance(error, Invalid) else ""
    form = FormView(values={"source": source}, errors={field: error} if error else {})
    context = {"form": form, "mistakes": mistake_lines(source, error)}
    return Template("admin/new.html", context=context, status_code=422 if error else 200)
