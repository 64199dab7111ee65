"""The school envelopes of a contest: which school has sent what, and whom to call about the rest."""

from __future__ import annotations

from itertools import groupby

from litestar import Controller, get
from litestar.params import FromPath
from litestar.response import Template

from admin_ui.desk import DESK, AnyRequest, open_desk
from judging.submissions.envelopes.queries import envelopes_in
from judging.web.access import require


class EnvelopeList(Controller):
    path = "/admin/{slug:str}/envelopes"
    opt = require(*DESK)

    @get("/", include_in_schema=False)
    async def listing(self, request: AnyRequest, slug: FromPath[str]) -> Template:
        desk = await open_desk(request, slug, *DESK)
        found = await envelopes_in(desk.view.id)
        schools = [
            (one[0].unit, one) for one in (list(same) for _, same in groupby(found, lambda one: one.unit.lower()))
        ]
        return Template("admin/envelopes.html", context={"desk": desk, "schools": schools, "all": found})
