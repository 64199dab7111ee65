"""Works side by side for the board: ties to be put in an order, and whatever else it wants to look at together."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar.response import Template

from admin_ui.desk import Desk
from admin_ui.result_view import tie_of
from judging.awards import queries
from judging.awards.deliberation.doubtful import MOST
from judging.awards.deliberation.looking import Comparison, beside_each_other
from judging.errors import DomainError, Invalid, NotFound
from judging.web.actor import Role
from judging.web.forms import FormProblems, FormView

SIGNERS = (Role.BOARD, Role.ORGANISER)


class Asked(msgspec.Struct, frozen=True):
    """Which works were asked for; `rank` where they are a tie."""

    key: str
    rank: int | None = None


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
