"""The secretary's desk: the entries, and one entry with its author."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response, Template

from admin_ui.desk import DESK, AnyRequest, Desk, open_desk
from admin_ui.entry_filter import GROUPS, ORIGINALS, EntryFilter
from admin_ui.entry_words import ACTIONS, STATES, TONES, author_words, channel_words, detail_words, fact_words
from judging.contests.queries import contest
from judging.errors import Invalid
from judging.storage import stored_range
from judging.submissions import desk as entries
from judging.submissions import desk_service
from judging.submissions.checkin import pictures_of
from judging.submissions.codes import is_code
from judging.submissions.envelopes.queries import envelope_of_entry
from judging.submissions.verdict import reason_words
from judging.web.access import actor_of, require
from judging.web.forms import FormView
from judging.web.ranges import ranged

KEPT = "private, max-age=3600"


class EntryPages(Controller):
    path = "/admin/{slug:str}/entries"
    opt = require(*DESK)

    @get("/", include_in_schema=False)
    async def listing(
        self,
        request: AnyRequest,
        slug: FromPath[str],
        after: FromQuery[str] = "",
        done: FromQuery[str] = "",
        refused: FromQuery[str] = "",
        nothing: FromQuery[str] = "",
    ) -> Template:
        """`done`, `refused` and `nothing` tell what an act on many entries came to."""
        desk = await open_desk(request, slug, *DESK)
        asked = EntryFilter.of(request.query_params)
        page = await entries.entries(
            desk.view.id,
            search=asked.q,
            states=asked.states,
            category_id=desk.view.category_ids.get(asked.category),
            unit=asked.unit,
            here=asked.here,
            after=after or None,
        )
        context = {
            "desk": desk, "page": page, "asked": asked, "after": after, "states": STATES, "tones": TONES,
            "groups": GROUPS, "originals": ORIGINALS, "units": await entries.units(desk.view.id),
            "done": int(done) if done.isdecimal() else None, "refused": list(filter(is_code, refused.split(","))),
            "nothing": nothing, "reason_words": reason_words, "pictures": bool(pictures_of(desk.view)),
        }  # fmt: skip
        return Template("admin/entries.html", context=context)

    @get("/{code:str}", include_in_schema=False)
    async def entry(self, request: AnyRequest, slug: FromPath[str], code: FromPath[str]) -> Template:
        return await _entry_page(request, await open_desk(request, slug, *DESK), code)

    @post("/{code:str}/disqualify", include_in_schema=False)
    async def disqualify(self, request: AnyRequest, slug: FromPath[str], code: FromPath[str]) -> Redirect | Template:
        desk = await open_desk(request, slug, *DESK)
        data = await request.form()
        try:
            await desk_service.disqualify(
                actor=desk.actor, contest_id=desk.view.id, code=code, reason=str(data.get("reason", ""))
            )
        except Invalid as error:
            return await _entry_page(request, desk, code, typed=data, error=error)
        return Redirect(f"{desk.path}/entries/{code}", status_code=303)

    @post("/{code:str}/reinstate", include_in_schema=False)
    async def reinstate(self, request: AnyRequest, slug: FromPath[str], code: FromPath[str]) -> Redirect:
        desk = await open_desk(request, slug, *DESK)
        await desk_service.reinstate(actor=desk.actor, contest_id=desk.view.id, code=code)
        return Redirect(f"{desk.path}/entries/{code}", status_code=303)

    @get("/{code:str}/media/{role:str}", include_in_schema=False)
    async def media(
        self, request: AnyRequest, slug: FromPath[str], code: FromPath[str], role: FromPath[str]
    ) -> Response[bytes]:
        """A judging copy; the original is never sent anywhere."""
        view = await contest(slug=slug)
        actor_of(request).must_be(view.id, *DESK)
        key, content_type, size = await entries.rendition(view.id, code, role)
        return await asyncio.to_thread(
            ranged, request.headers.get("range", ""), size=size, content_type=content_type,
            headers={"Cache-Control": KEPT}, read=partial(stored_range, key),
        )  # fmt: skip


async def _entry_page(
    request: AnyRequest, desk: Desk, code: str, *, typed: Any = None, error: Invalid | None = None
) -> Template:
    entry = await desk_service.look(actor=actor_of(request), contest_id=desk.view.id, code=code)
    values = {name: value for name, value in (typed or {}).items() if isinstance(value, str)}
    context = {
        "desk": desk,
        "entry": entry,
        "reason": reason_words(entry.reason),
        "form": FormView(values=values, errors={error.field: error} if error else {}),
        "states": STATES,
        "tones": TONES,
        "actions": ACTIONS,
        "channel_words": channel_words,
        "authors": author_words(entry),
        "details": detail_words(entry),
        "facts": fact_words(entry),
        "envelope": await envelope_of_entry(desk.view.id, code),
    }
    return Template("admin/entry.html", context=context, status_code=422 if error else 200)
