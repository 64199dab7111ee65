"""Works that are alike, side by side. The secretary decides; nothing follows by itself."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import msgspec
from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from admin_ui.desk import DESK, AnyRequest, Desk, open_desk
from admin_ui.entry_words import STATES, TONES
from judging.contests.enums import Stage
from judging.errors import Invalid
from judging.storage import store
from judging.submissions import desk_service
from judging.submissions.likeness import queries, service
from judging.submissions.likeness.queries import Pair
from judging.submissions.likeness.service import Decision
from judging.submissions.likeness.texts import shared_lines
from judging.web.access import require
from judging.web.forms import FormView
from judging.web.i18n import N_

KINDS = {
    "file": N_("the very same file"),
    "picture": N_("the same picture: saved again, turned, mirrored or cropped"),
    "text": N_("the same passages"),
}
MOST_LINES = 80
MOST_BYTES = 200_000


class PairView(msgspec.Struct, frozen=True):
    """`lines` are those of both texts, each with whether the other text has it too; empty for pictures and sounds."""

    pair: Pair
    lines: tuple[list[tuple[str, bool]], list[tuple[str, bool]]]


class AlikePages(Controller):
    path = "/admin/{slug:str}/alike"
    opt = require(*DESK)

    @get("/", include_in_schema=False)
    async def listing(
        self, request: AnyRequest, slug: FromPath[str], settled: FromQuery[str] = "", after: FromQuery[str] = ""
    ) -> Template:
        return await _page(await open_desk(request, slug, *DESK), settled=bool(settled), after=_identifier(after))

    @post("/{pair_id:uuid}", include_in_schema=False)
    async def decide(
        self, request: AnyRequest, slug: FromPath[str], pair_id: FromPath[uuid.UUID]
    ) -> Redirect | Template:
        """Different works; the same one, of which one may leave for a reason; or the decision taken back."""
        desk = await open_desk(request, slug, *DESK)
        data = await request.form()
        decision, leaves = str(data.get("decision", "")), str(data.get("leaves", ""))
        try:
            if decision == Decision.SAME and leaves:
                await desk_service.disqualify(
                    actor=desk.actor, contest_id=desk.view.id, code=leaves, reason=str(data.get("reason", ""))
                )
            await service.decide(actor=desk.actor, contest_id=desk.view.id, pair_id=pair_id, decision=decision)
        except Invalid as error:
            return await _page(desk, wrong=pair_id, typed=data, error=error)
        return Redirect(f"{desk.path}/alike" + ("" if decision else "?settled=1"), status_code=303)


def _identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


async def _page(
    desk: Desk,
    *,
    settled: bool = False,
    after: uuid.UUID | None = None,
    wrong: uuid.UUID | None = None,
    typed: Any = None,
    error: Invalid | None = None,
) -> Template:
    page = await queries.pairs(desk.view.id, settled=settled, after=after)
    values = {name: value for name, value in (typed or {}).items() if isinstance(value, str)}
    context = {
        "desk": desk,
        "settled": settled,
        "next": page.next,
        "pairs": await asyncio.gather(*(asyncio.to_thread(_view, pair) for pair in page.pairs)),
        "wrong": wrong,
        "form": FormView(values=values, errors={error.field: error} if error else {}),
        "kinds": KINDS,
        "states": STATES,
        "tones": TONES,
        "may_leave": not desk.view.reached(Stage.BOARD),
    }
    return Template("admin/alike.html", context=context, status_code=422 if error else 200)


def _view(pair: Pair) -> PairView:
    if pair.kind == "picture" or not all(side.text for side in pair.sides):
        return PairView(pair, ([], []))
    one, other = (store().get_bytes(str(side.text))[:MOST_BYTES].decode("utf-8", "replace") for side in pair.sides)
    return PairView(pair, (shared_lines(one, other)[:MOST_LINES], shared_lines(other, one)[:MOST_LINES]))
