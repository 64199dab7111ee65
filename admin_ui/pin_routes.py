"""A page of the desk: a new PIN for an entrant who has lost theirs."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Template
from markupsafe import Markup

from admin_ui.desk import DESK, AnyRequest, Desk, open_desk
from admin_ui.entry_words import SURE, author_words
from judging.errors import DomainError, Invalid, TooMany
from judging.settings import settings
from judging.submissions import desk_service, pins
from judging.submissions.pins import NewPin
from judging.typesetting.qr import qr_inline
from judging.web.access import require
from judging.web.forms import FormView
from judging.web.i18n import translate


class PinPages(Controller):
    path = "/admin/{slug:str}/entries/{code:str}/pin"
    opt = require(*DESK)

    @get("/", include_in_schema=False)
    async def ask(self, request: AnyRequest, slug: FromPath[str], code: FromPath[str]) -> Template:
        return await _page(await open_desk(request, slug, *DESK), code)

    @post("/", include_in_schema=False, status_code=200)
    async def give(self, request: AnyRequest, slug: FromPath[str], code: FromPath[str]) -> Template:
        """The answer itself shows the PIN, once; no later address leads to it."""
        desk = await open_desk(request, slug, *DESK)
        sure = str((await request.form()).get("sure", ""))
        try:
            given = await pins.give_pin(actor=desk.actor, contest_id=desk.view.id, code=code, sure=sure)
        except (Invalid, TooMany) as error:
            return await _page(desk, code, typed={"sure": sure}, error=error)
        context = {"desk": desk, "given": given, "qr": _qr(given), "address": _address(given)}
        return Template("admin/pin_given.html", context=context)


def _address(given: NewPin) -> str:
    return f"{settings().public_url}/entry/{given.code}"


def _qr(given: NewPin) -> Markup:
    return Markup(qr_inline(_address(given)))  # noqa: S704 - made here, from our own address


async def _page(
    desk: Desk, code: str, *, typed: dict[str, Any] | None = None, error: DomainError | None = None
) -> Template:
    entry = await desk_service.look(actor=desk.actor, contest_id=desk.view.id, code=code)
    field = error.field if isinstance(error, Invalid) else ""
    context = {
        "desk": desk,
        "entry": entry,
        "authors": [(translate("Title"), entry.title), *author_words(msgspec.structs.replace(entry, credits=None))],
        "sure": [(key.value, translate(words)) for key, words in SURE.items()],
        "form": FormView(values=typed or {}, errors={field: error} if error else {}),
    }
    status = 429 if isinstance(error, TooMany) else 422 if error else 200
    return Template("admin/pin.html", context=context, status_code=status)
