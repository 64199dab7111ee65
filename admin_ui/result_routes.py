"""The result before the board and after it: ranks by blind code, ties, signature; then names."""

from __future__ import annotations

import uuid
from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response, Template

from admin_ui.board_pages import SIGNERS, form_of, tie_page
from admin_ui.desk import EVERYONE, AnyRequest, Desk, open_desk
from admin_ui.forms import DIGITS, signature_from_form, tie_from_form
from admin_ui.line_view import LineView, line_views
from admin_ui.result_view import CategoryView, category_views, tie_of
from judging.awards import queries, service
from judging.awards.queries import ContestResult
from judging.awards.sealing import queries as sealed
from judging.awards.sealing import service as sealing
from judging.awards.study.queries import studies
from judging.errors import Invalid, NotFound
from judging.submissions.queries import Author, authors
from judging.web.access import require
from judging.web.actor import Role
from judging.web.forms import FormView


class ResultPages(Controller):
    path = "/admin/{slug:str}/result"
    opt = require(*EVERYONE)

    @get("/", include_in_schema=False)
    async def result(self, request: AnyRequest, slug: FromPath[str]) -> Template:
        return await _page(await open_desk(request, slug, *EVERYONE))

    @get("/bundle", include_in_schema=False)
    async def bundle(self, request: AnyRequest, slug: FromPath[str]) -> Response[bytes]:
        """The sealed result; with names once they are announced."""
        desk = await open_desk(request, slug, *EVERYONE)
        row = await sealing.bundle(desk.view.id)
        headers = {
            "Content-Disposition": f'attachment; filename="{slug}-result-bundle.zip"',
            "Cache-Control": "private, no-store",
        }
        return Response(await sealing.bundle_bytes(row), media_type="application/zip", headers=headers)

    @post("/compute", include_in_schema=False, opt=require(Role.ORGANISER))
    async def compute(self, request: AnyRequest, slug: FromPath[str]) -> Redirect:
        desk = await open_desk(request, slug, Role.ORGANISER)
        await service.compute(organiser=desk.actor, contest_id=desk.view.id)
        return Redirect(f"{desk.path}/result", status_code=303)

    @get("/ties/{key:str}/{rank:int}", include_in_schema=False, opt=require(*SIGNERS))
    async def tie(self, request: AnyRequest, slug: FromPath[str], key: FromPath[str], rank: FromPath[int]) -> Template:
        """The tied works beside each other, to be put in an order."""
        return await tie_page(await open_desk(request, slug, *SIGNERS), key, rank)

    @post("/ties/{key:str}/{rank:int}", include_in_schema=False, opt=require(*SIGNERS))
    async def settle(
        self, request: AnyRequest, slug: FromPath[str], key: FromPath[str], rank: FromPath[int]
    ) -> Redirect | Template:
        desk = await open_desk(request, slug, *SIGNERS)
        data = await request.form()
        tied = tie_of(await queries.result(desk.view), key, rank)
        if not tied:
            raise NotFound("These works are not tied any more.")
        try:
            given = tie_from_form(data, [entry.entry_id for entry in tied])
            await service.settle_tie(
                member=desk.actor,
                contest_id=desk.view.id,
                category_key=key,
                order=given.order,
                statement=given.statement,
            )
        except Invalid as error:
            return await tie_page(desk, key, rank, form=form_of(data, error), status_code=422)
        return Redirect(f"{desk.path}/board", status_code=303)

    @post("/sign", include_in_schema=False, opt=require(*SIGNERS))
    async def sign(self, request: AnyRequest, slug: FromPath[str]) -> Redirect | Template:
        desk = await open_desk(request, slug, *SIGNERS)
        data = await request.form()
        try:
            given = signature_from_form(data)
        except Invalid as error:
            return await _page(desk, form="sign", typed=data, error=error)
        await service.approve(
            member=desk.actor, contest_id=desk.view.id, list_sha256=given.list_sha256, statement=given.statement
        )
        return Redirect(f"{desk.path}/result", status_code=303)


async def _page(desk: Desk, *, form: str = "", typed: Any = None, error: Invalid | None = None) -> Template:
    """`form` names the form that came back with an error; the others are empty."""
    result: ContestResult | None = None
    names: dict[uuid.UUID, Author] = {}
    categories: list[CategoryView] = []
    around: dict[str, LineView] = {}
    if not desk.sealed:
        result = await queries.result(desk.view)
        names = await authors(desk.view.id) if desk.named else {}
        categories = category_views(desk.view, result, names)
        around = line_views(desk.view, result, await studies(desk.view)) if desk.signs else {}
    context = {
        "desk": desk,
        "result": result,
        "categories": categories,
        "around": around,
        "forms": {form: form_of(typed, error)} if error else {},
        "blank": FormView(),
        "digits": DIGITS,
        "promise": await sealed.commitment(desk.view.id),
        "seal": await sealed.seal(desk.view.id),
    }
    return Template("admin/result.html", context=context, status_code=422 if error else 200)
