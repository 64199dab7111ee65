"""Check-in of originals: scan the slip, look at the work, say that it is here. Plain forms; a script only adds the
camera."""

from __future__ import annotations

from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from admin_ui.desk import DESK, AnyRequest, Desk, open_desk
from admin_ui.entry_words import STATES, TONES, detail_words
from judging.errors import DomainError, Invalid, NotFound, Refused
from judging.submissions import checkin, checkin_queries, desk_service
from judging.submissions import desk as entries
from judging.submissions.checkin import Arrival
from judging.submissions.codes import scanned_code
from judging.web.access import require
from judging.web.forms import FormReader, FormView, form_page

PICTURES = ("medium.webp", "medium.jpg", "small.webp", "small.jpg", "small.png")
#: Only here may a page ask for the camera, and only for itself.
CAMERA = {"Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"}


class CheckInPages(Controller):
    path = "/admin/{slug:str}/checkin"
    opt = require(*DESK)

    @get("/", include_in_schema=False)
    async def scan(
        self, request: AnyRequest, slug: FromPath[str], code: FromQuery[str] = "", done: FromQuery[str] = ""
    ) -> Template | Redirect:
        """A scanner types into the one field and presses Enter; what it typed leads to the work."""
        desk = await open_desk(request, slug, *DESK)
        if not code.strip():
            return await _scan_page(desk, done=done)
        wanted = scanned_code(code)[:20]
        try:
            await entries.entry(desk.view.id, wanted)
        except NotFound as error:
            return await _scan_page(desk, typed=code, error=error)
        return Redirect(f"{desk.path}/checkin/{wanted}", status_code=303)

    @get("/missing", include_in_schema=False)
    async def missing(
        self, request: AnyRequest, slug: FromPath[str], unit: FromQuery[str] = "", after: FromQuery[str] = ""
    ) -> Template:
        desk = await open_desk(request, slug, *DESK)
        pictures = checkin.pictures_of(desk.view)
        context = {
            "desk": desk,
            "unit": unit,
            "after": after,
            "page": await checkin_queries.absent(pictures, unit=unit, after=after),
            "tally": await checkin_queries.tally(pictures),
            "units": [] if unit else await checkin_queries.by_unit(pictures),
        }
        return Template("admin/checkin_missing.html", context=context)

    @get("/{code:str}", include_in_schema=False)
    async def work(self, request: AnyRequest, slug: FromPath[str], code: FromPath[str]) -> Template:
        desk = await open_desk(request, slug, *DESK)
        return Template("admin/checkin_work.html", context=await _work(desk, code), headers=CAMERA)

    @post("/{code:str}", include_in_schema=False)
    async def confirm(self, request: AnyRequest, slug: FromPath[str], code: FromPath[str]) -> Redirect | Template:
        desk = await open_desk(request, slug, *DESK)
        reader = FormReader(await request.form())
        try:
            arrival = _arrival(reader)
            await checkin.check_in(actor=desk.actor, contest_id=desk.view.id, code=code, arrival=arrival)
        except (Invalid, Refused) as error:
            return form_page("admin/checkin_work.html", reader, error, context=await _work(desk, code))
        return Redirect(f"{desk.path}/checkin?done={code}", status_code=303)

    @post("/{code:str}/undo", include_in_schema=False)
    async def undo(self, request: AnyRequest, slug: FromPath[str], code: FromPath[str]) -> Redirect:
        desk = await open_desk(request, slug, *DESK)
        await checkin.undo_check_in(actor=desk.actor, contest_id=desk.view.id, code=code)
        return Redirect(f"{desk.path}/checkin/{code}", status_code=303)


def _arrival(reader: FormReader) -> Arrival:
    most = checkin.LARGEST_SIDE
    arrival = Arrival(
        width_cm=reader.number("width_cm", low=1, high=most, required=False),
        height_cm=reader.number("height_cm", low=1, high=most, required=False),
        condition=reader.text("condition", limit=checkin.LIMITS["condition"], required=False),
        shelf=reader.text("shelf", limit=checkin.LIMITS["shelf"], required=False),
    )
    reader.finish()
    return arrival


async def _scan_page(desk: Desk, *, done: str = "", typed: str = "", error: DomainError | None = None) -> Template:
    pictures = checkin.pictures_of(desk.view)
    latest = await checkin_queries.latest(pictures)
    context = {
        "desk": desk,
        "tally": await checkin_queries.tally(pictures),
        "latest": latest,
        "done": next((one for one in latest if one.code == done), None),
        "form": FormView(values={"code": typed}, errors={"code": error} if error else {}),
    }
    return Template("admin/checkin.html", context=context, headers=CAMERA, status_code=422 if error else 200)


async def _work(desk: Desk, code: str) -> dict[str, Any]:
    entry = await desk_service.look(actor=desk.actor, contest_id=desk.view.id, code=code)
    here = await checkin_queries.here(desk.view.id, code)
    latest = await checkin_queries.latest(checkin.pictures_of(desk.view), 1)
    return {
        "desk": desk,
        "entry": entry,
        "noted": here,
        "expected": entry.state in checkin.EXPECTED,
        "picture": next((role for role in PICTURES if role in entry.roles), None),
        "details": detail_words(entry),
        "form": FormView(values=_noted(here)),
        "shelf": latest[0].shelf if latest and not here else "",
        "states": STATES,
        "tones": TONES,
    }


def _noted(here: checkin_queries.Here | None) -> dict[str, str]:
    """What was noted before, to be corrected."""
    if here is None:
        return {}
    sides = {"width_cm": here.width_cm, "height_cm": here.height_cm}
    measured = {name: f"{side.normalize():f}" for name, side in sides.items() if side is not None}
    return {**measured, "condition": here.condition or "", "shelf": here.shelf or ""}
