"""The overview of a contest and its steps from stage to stage."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin_ui.desk import EVERYONE, AnyRequest, Desk, open_desk
from admin_ui.overview import facts_of, lags, overview
from admin_ui.steps import Step, next_step
from judging.awards import service as awards
from judging.contests import service as contests
from judging.contests.enums import Stage
from judging.errors import Invalid, Refused
from judging.scoring import panels
from judging.web.access import require
from judging.web.actor import Role
from judging.web.forms import FormView, check_typed
from judging.web.i18n import N_

NOT_NEXT = N_("This step is not the next one any more. Please look at the overview again.")
NOT_READY = N_("Something that this step needs is still missing. Please look at the list.")


def _advance(to: Stage) -> Callable[[Desk], Awaitable[object]]:
    return lambda desk: contests.advance(organiser=desk.actor, contest_id=desk.view.id, to=to)


STEPS: dict[str, Callable[[Desk], Awaitable[object]]] = {
    "open": _advance(Stage.OPEN),
    "invite": lambda desk: panels.set_up_panels(organiser=desk.actor, contest_id=desk.view.id),
    "close": _advance(Stage.CHECKING),
    "judge": _advance(Stage.JUDGING),
    "board": _advance(Stage.BOARD),
    "compute": lambda desk: awards.compute(organiser=desk.actor, contest_id=desk.view.id),
    "announce": lambda desk: awards.announce(organiser=desk.actor, contest_id=desk.view.id),
}
AFTERWARDS = {"compute": "/result", "announce": "/print", "invite": "/jury"}


class ContestPages(Controller):
    path = "/admin/{slug:str}"
    opt = require(*EVERYONE)

    @get("/", include_in_schema=False)
    async def overview(self, request: AnyRequest, slug: FromPath[str]) -> Template:
        desk = await open_desk(request, slug, *EVERYONE)
        return Template("admin/overview.html", context={"desk": desk, "page": await overview(desk), "lags": lags})

    @get("/steps/{key:str}", include_in_schema=False, opt=require(Role.ORGANISER))
    async def ask(self, request: AnyRequest, slug: FromPath[str], key: FromPath[str]) -> Template:
        """What cannot be undone is read and typed on a page of its own."""
        desk = await open_desk(request, slug, Role.ORGANISER)
        return _step_page(desk, await _step(desk, key))

    @post("/steps/{key:str}", include_in_schema=False, opt=require(Role.ORGANISER))
    async def take(self, request: AnyRequest, slug: FromPath[str], key: FromPath[str]) -> Redirect | Template:
        desk = await open_desk(request, slug, Role.ORGANISER)
        step = await _step(desk, key)
        try:
            if not step.ready:
                raise Invalid(NOT_READY)
            if step.final:
                check_typed(await request.form(), slug)
        except Invalid as error:
            return _step_page(desk, step, error)
        await STEPS[key](desk)
        return Redirect(desk.path + AFTERWARDS.get(key, ""), status_code=303)


async def _step(desk: Desk, key: str) -> Step:
    """The next step, if it is still the one that was asked for: a page may be old, and two may organise."""
    step = next_step(await facts_of(desk))
    if step is None or step.key != key or key not in STEPS:
        raise Refused(NOT_NEXT)
    return step


def _step_page(desk: Desk, step: Step, error: Invalid | None = None) -> Template:
    form = FormView(errors={error.field: error} if error else {})
    context = {"desk": desk, "step": step, "form": form}
    return Template("admin/step.html", context=context, status_code=422 if error else 200)
