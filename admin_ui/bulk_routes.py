"""One act for many entries of the list at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from litestar import Controller, post
from litestar.params import FromPath
from litestar.response import Redirect

from admin_ui.desk import DESK, AnyRequest, open_desk
from admin_ui.entry_filter import EntryFilter
from judging.errors import DomainError, Invalid, NotAllowed
from judging.submissions import checkin, desk_service
from judging.web.access import require

MOST = 200
Verb = Callable[..., Awaitable[Any]]


class BulkPages(Controller):
    path = "/admin/{slug:str}/entries-at-once"
    opt = require(*DESK)

    @post("/", include_in_schema=False)
    async def act(self, request: AnyRequest, slug: FromPath[str]) -> Redirect:
        """Leads back to the list as it was asked for, and says how many were done and which were not."""
        desk = await open_desk(request, slug, *DESK)
        data = await request.form()
        codes = list(dict.fromkeys(str(code) for code in data.getall("code", [])))[:MOST]
        asked = EntryFilter.of({name: str(value) for name, value in data.items()})
        act = str(data.get("act", ""))
        held: dict[str, Any] = {"actor": desk.actor, "contest_id": desk.view.id}
        told: dict[str, str] = {}
        if not codes:
            told = {"nothing": "chosen"}
        elif act == "arrived":
            told = {"done": str(await checkin.check_in_many(**held, codes=codes))}
        elif act == "disqualify" and not str(data.get("reason", "")).strip():
            told = {"nothing": "reason"}
        elif act in ("disqualify", "reinstate"):
            reason = {"reason": str(data.get("reason", ""))} if act == "disqualify" else {}
            verb: Verb = desk_service.disqualify if act == "disqualify" else desk_service.reinstate
            told = await _each(partial(verb, **held, **reason), codes)
        return Redirect(f"{desk.path}/entries?{asked.query(**told)}", status_code=303)


async def _each(verb: Verb, codes: list[str]) -> dict[str, str]:
    """Each in a transaction of its own: one that cannot be does not hold the others up."""
    refused = []
    for code in codes:
        try:
            await verb(code=code)
        except NotAllowed:
            raise
        except (Invalid, DomainError):
            refused.append(code)
    return {"done": str(len(codes) - len(refused)), "refused": ",".join(refused)}
