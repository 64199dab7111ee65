"""A teacher's pages: an envelope is begun, given a roster and sent; files and papers have routes of their own."""

from __future__ import annotations

import uuid
from typing import Any, Final

from litestar import Controller, Request, get, post
from litestar.background_tasks import BackgroundTask
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response, Template

from judging.accounts.routes import mailbox_is_open
from judging.contests.enums import Stage
from judging.contests.queries import ContestView, contests
from judging.errors import DomainError, Invalid, NotAllowed, NotFound
from judging.submissions.arrival import contest_of
from judging.submissions.envelopes import sending, service
from judging.submissions.envelopes.file_routes import FilePages, RowPages
from judging.submissions.envelopes.forms import read_envelope
from judging.submissions.envelopes.grid import MOST_BYTES, TOO_LARGE
from judging.submissions.envelopes.paper_routes import Papers
from judging.submissions.envelopes.queries import Refusal, envelopes_of
from judging.submissions.envelopes.shown import envelope_page
from judging.submissions.page import intake
from judging.web.access import PUBLIC, SIGNED_IN, actor_of, viewer_of
from judging.web.client import address_of
from judging.web.forms import FormReader, FormView, form_page
from judging.web.i18n import N_, active_locale

AnyRequest = Request[Any, Any, Any]
ROSTER_BODY: Final = MOST_BYTES + 1_000_000
NO_ROSTER = N_("Please choose the roster that you have filled in.")


class SchoolPages(Controller):
    """Where a teacher begins; public, because a teacher has no account yet."""

    path = "/c/{slug:str}/school"
    opt = PUBLIC

    @get("/", include_in_schema=False)
    async def show(self, request: AnyRequest, slug: FromPath[str]) -> Template:
        view = await contest_of(slug)
        return Template("envelopes/school.html", context=await _school(request, view))

    @post("/letter", include_in_schema=False, status_code=200)
    async def letter(self, request: AnyRequest, slug: FromPath[str]) -> Template:
        """Writes a link; the same answer whoever has the address."""
        view = await contest_of(slug)
        reader = FormReader(await request.form())
        try:
            name, email = reader.text("name", limit=200), reader.text("email", limit=254)
            reader.finish()
            await service.ask_to_begin(email=email, address=address_of(request))
        except DomainError as error:
            context = await _school(request, view)
            return form_page("envelopes/school.html", reader, error, context=context)
        written = BackgroundTask(
            service.write_to_teacher, contest_id=view.id, name=name, email=email, locale=active_locale()
        )
        context = {"email": email, "mailbox": mailbox_is_open(request)}
        return Template("accounts/link_sent.html", context=context, background=written)

    @post("/", include_in_schema=False)
    async def begin(self, request: AnyRequest, slug: FromPath[str]) -> Response[Any]:
        """By who is signed in; a stranger is told so only after there is such a contest."""
        view = await contest_of(slug)
        service.check_teacher(actor_of(request))
        data = await request.form()
        try:
            envelope_id = await service.begin(actor=actor_of(request), contest_id=view.id, given=read_envelope(data))
        except NotAllowed:
            raise
        except DomainError as error:
            return form_page("envelopes/school.html", data, error, context=await _school(request, view))
        return Redirect(f"/envelopes/{envelope_id}", status_code=303)


async def _school(request: AnyRequest, view: ContestView) -> dict[str, Any]:
    viewer = viewer_of(request)
    teacher = viewer if viewer is not None and viewer.entry_id is None else None
    own = [one for one in await envelopes_of(teacher) if one.contest_id == view.id] if teacher else []
    return {"view": view, "intake": intake(view), "teacher": teacher, "envelopes": own, "form": FormView()}


class EnvelopePages(Controller):
    path = "/envelopes"
    opt = SIGNED_IN

    @get("/", include_in_schema=False)
    async def mine(self, request: AnyRequest) -> Template:
        views = {view.id: view for view in await contests()}
        context = {
            "envelopes": await envelopes_of(actor_of(request)), "views": views,
            "open": [view for view in views.values() if view.stage == Stage.OPEN],
        }  # fmt: skip
        return Template("envelopes/mine.html", context=context)

    @get("/{envelope_id:uuid}", include_in_schema=False)
    async def show(
        self, request: AnyRequest, envelope_id: FromPath[uuid.UUID], page: FromQuery[str] = "1",
        done: FromQuery[str] = "", left: FromQuery[str] = "",
    ) -> Template:  # fmt: skip
        return await envelope_page(request, envelope_id, page=page, done=done, left=left)

    @post("/{envelope_id:uuid}/roster", include_in_schema=False, request_max_body_size=ROSTER_BODY)
    async def roster(self, request: AnyRequest, envelope_id: FromPath[uuid.UUID]) -> Response[Any]:
        """Taken whole, or shown with what is to be corrected."""
        reader = FormReader(await request.form())
        try:
            file = reader.file("roster", required=False)
            if file is None:
                raise Invalid(NO_ROSTER, field="roster")
            data = await file.read(MOST_BYTES + 1)
            if len(data) > MOST_BYTES:
                raise Invalid(TOO_LARGE, field="roster")
            result = await service.put_roster(
                actor=actor_of(request), envelope_id=envelope_id, file_name=file.filename, data=data
            )
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            return await envelope_page(request, envelope_id, errors={"roster": error})
        if isinstance(result, Refusal):
            return Redirect(f"/envelopes/{envelope_id}#roster", status_code=303)
        told = f"roster-{result.new}-{result.kept}-{result.gone}-{result.sent}"
        return Redirect(f"/envelopes/{envelope_id}?done={told}#roster", status_code=303)

    @post("/{envelope_id:uuid}/send", include_in_schema=False)
    async def send(self, request: AnyRequest, envelope_id: FromPath[uuid.UUID]) -> Response[Any]:
        try:
            result = await sending.send(actor=actor_of(request), envelope_id=envelope_id)
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            return await envelope_page(request, envelope_id, errors={"send": error})
        told = f"sent-{result.sent}-{result.refused}"
        return Redirect(f"/envelopes/{envelope_id}?done={told}&left={result.left}#send", status_code=303)


ROUTES = [SchoolPages, EnvelopePages, FilePages, RowPages, Papers]
