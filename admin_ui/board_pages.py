"""Works side by side for the board: ties to be put in an order, and whatever else it wants to look at together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from litestar.response import Template

from admin_ui.board_view import breach_lines, motion_cards, room_categories
from admin_ui.desk import Desk
from admin_ui.result_view import tie_of
from judging import clock
from judging.awards import queries
from judging.awards.deliberation import queries as board
from judging.awards.deliberation.doubtful import MOST
from judging.awards.deliberation.looking import Comparison, beside_each_other
from judging.awards.deliberation.service import BreaksRules
from judging.errors import DomainError, Invalid, NotFound
from judging.web.actor import Role
from judging.web.formats import local
from judging.web.forms import FormProblems, FormView

SIGNERS = (Role.BOARD, Role.ORGANISER)


class Asked(msgspec.Struct, frozen=True):
    """Which works were asked for; `rank` where they are a tie."""

    key: str
    rank: int | None = None


async def room_page(
    desk: Desk, *, code: str = "", form: str = "", typed: Any = None, error: Invalid | None = None
) -> Template:
    """The whole room. `form` names the one that came back with an error; the others are empty."""
    result = None if desk.sealed else await queries.result(desk.view)
    sits = await board.meeting(desk.view.id) if result else None
    broken = error.breaches if isinstance(error, BreaksRules) else []
    context = {
        "desk": desk,
        "result": result,
        "categories": room_categories(desk.view, result) if result else [],
        "members": await board.members(desk.view.id) if result else [],
        "meeting": sits,
        "motions": motion_cards(desk.view, await board.motions(desk.view)) if result else [],
        "of_board": desk.actor.has(Role.BOARD, desk.view.id),
        "voting": desk.view.rules.voting,
        "forms": {form: form_of(typed, error)} if error else {},
        "blank": FormView(values={"code": code} if code else {}),
        "broken": breach_lines(desk.view, broken),
        "began": _field_time(sits.began_at if sits else clock.now(), desk),
    }
    return Template("admin/board.html", context=context, status_code=422 if error else 200)


def _field_time(moment: datetime, desk: Desk) -> str:
    """As a browser's field for date and time wants it, in the contest's zone."""
    return local(moment, desk.view.rules.contest.time_zone).strftime("%Y-%m-%dT%H:%M")


async def tie_page(
    desk: Desk, key: str, rank: int, *, form: FormView | None = None, status_code: int = 200
) -> Template:
    """Raises NotFound where nothing is tied (any more)."""
    result = await queries.result(desk.view)
    tied = tie_of(result, key, rank)
    if not tied:
        raise NotFound("These works are not tied any more.")
    codes = [entry.blind_code for entry in tied]
    found = await beside_each_other(desk.view, result.category(key), codes, most=len(codes))
    return _page(desk, found, Asked(key, rank), form=form, status_code=status_code)


async def compare_page(desk: Desk, key: str, typed: str) -> Template:
    """The works whose codes were typed or linked, at most MOST of them; without any, the first two. Raises NotFound."""
    result = await queries.result(desk.view)
    found = next((one for one in result.categories if one.key == key), None)
    if found is None:
        raise NotFound("There is no such work in this result.")
    codes = typed.upper().replace(",", " ").replace(";", " ").split()
    codes = codes or [entry.blind_code for entry in found.entries[:2]]
    return _page(desk, await beside_each_other(desk.view, found, codes), Asked(key))


def form_of(typed: Any, error: DomainError | None) -> FormView:
    """A form that comes back with what was typed and what is wrong with it."""
    if isinstance(error, FormProblems):
        return error.view
    values = {name: value for name, value in (typed or {}).items() if isinstance(value, str)}
    field = error.field if isinstance(error, Invalid) else ""
    return FormView(values=values, errors={field: error} if error else {})


def _page(
    desk: Desk, found: Comparison, asked: Asked, *, form: FormView | None = None, status_code: int = 200
) -> Template:
    context = {
        "desk": desk,
        "found": found,
        "asked": asked,
        "form": form or FormView(),
        "most": MOST,
        "base": f"{desk.path}/board/works",
    }
    return Template("admin/side_by_side.html", context=context, status_code=status_code)
