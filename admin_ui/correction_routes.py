"""A page of the desk: the spelling of one entry's title and author."""

from __future__ import annotations

from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin_ui.desk import DESK, AnyRequest, Desk, open_desk
from judging.errors import Invalid, Refused
from judging.submissions import corrections, desk_service
from judging.submissions.corrections import Spelling
from judging.web.access import require
from judging.web.forms import FormView, form_page

PAGE = "admin/correct.html"


class CorrectionPages(Controller):
    path = "/admin/{slug:str}/entries/{code:str}/correct"
    opt = require(*DESK)

    @get("/", include_in_schema=False)
    async def form(self, request: AnyRequest, slug: FromPath[str], code: FromPath[str]) -> Template:
        desk = await open_desk(request, slug, *DESK)
        entry = await desk_service.look(actor=desk.actor, contest_id=desk.view.id, code=code)
        written = {"title": entry.title, "title_en": entry.title_en or "", "name": entry.name}
        return Template(PAGE, context={**_context(desk, code), "form": FormView(values=written)})

    @post("/", include_in_schema=False)
    async def correct(self, request: AnyRequest, slug: FromPath[str], code: FromPath[str]) -> Redirect | Template:
        desk = await open_desk(request, slug, *DESK)
        data = await request.form()
        spelling = Spelling(*(str(data.get(field, "")) for field in Spelling.__struct_fields__))
        try:
            await corrections.correct(actor=desk.actor, contest_id=desk.view.id, code=code, spelling=spelling)
        except (Invalid, Refused) as error:
            return form_page(PAGE, data, error, context=_context(desk, code))
        return Redirect(f"{desk.path}/entries/{code}", status_code=303)


def _context(desk: Desk, code: str) -> dict[str, Any]:
    return {"desk": desk, "code": code}
