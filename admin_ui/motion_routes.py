"""The board's meeting and its motions: plain forms of the board's room."""

from __future__ import annotations

from typing import Any

from litestar import Controller, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from admin_ui.board_forms import proposal_from_form, sitting_from_form, vote_from_form
from admin_ui.board_pages import SIGNERS, room_page
from admin_ui.desk import AnyRequest, open_desk
from judging.awards import queries
from judging.awards.deliberation import queries as board
from judging.awards.deliberation import service
from judging.errors import Invalid
from judging.web.access import require
from judging.web.actor import Role


class MotionPages(Controller):
    path = "/admin/{slug:str}/board"
    opt = require(Role.BOARD)

    @post("/meeting", include_in_schema=False, opt=require(*SIGNERS))
    async def meeting(self, request: AnyRequest, slug: FromPath[str]) -> Redirect | Template:
        """Who sits, and who chairs."""
        desk = await open_desk(request, slug, *SIGNERS)
        data: Any = await request.form()
        try:
            members = await board.members(desk.view.id)
            sitting = sitting_from_form(data, members, desk.view.rules.contest.time_zone)
            await service.note_meeting(member=desk.actor, contest_id=desk.view.id, sitting=sitting)
        except Invalid as error:
            return await room_page(desk, form="meeting", typed=data, error=error)
        return Redirect(f"{desk.path}/board#meeting", status_code=303)

    @post("/motions", include_in_schema=False)
    async def propose(self, request: AnyRequest, slug: FromPath[str]) -> Redirect | Template:
        desk = await open_desk(request, slug, Role.BOARD)
        data: Any = await request.form()
        result = await queries.result(desk.view)
        try:
            given = proposal_from_form(data, result)
            number = await service.propose(
                member=desk.actor, contest_id=desk.view.id, wish=given.wish, reason=given.reason,
                confirmed=given.confirmed,
            )  # fmt: skip
        except Invalid as error:
            return await room_page(desk, form=f"propose-{data.get('kind', '')}", typed=data, error=error)
        return Redirect(f"{desk.path}/board#motion-{number}", status_code=303)

    @post("/motions/{number:int}/vote", include_in_schema=False)
    async def vote(self, request: AnyRequest, slug: FromPath[str], number: FromPath[int]) -> Redirect:
        desk = await open_desk(request, slug, Role.BOARD)
        choice = vote_from_form(await request.form())
        await service.vote(member=desk.actor, contest_id=desk.view.id, number=number, choice=choice)
        return Redirect(f"{desk.path}/board#motion-{number}", status_code=303)

    @post("/motions/{number:int}/close", include_in_schema=False)
    async def close(self, request: AnyRequest, slug: FromPath[str], number: FromPath[int]) -> Redirect | Template:
        """By the chair; what would break a rule must be confirmed."""
        desk = await open_desk(request, slug, Role.BOARD)
        data: Any = await request.form()
        try:
            await service.close(member=desk.actor, contest_id=desk.view.id, number=number, confirmed="confirm" in data)
        except Invalid as error:
            return await room_page(desk, form="close", typed=data, error=error)
        return Redirect(f"{desk.path}/board#motion-{number}", status_code=303)

    @post("/motions/{number:int}/withdraw", include_in_schema=False)
    async def withdraw(self, request: AnyRequest, slug: FromPath[str], number: FromPath[int]) -> Redirect:
        desk = await open_desk(request, slug, Role.BOARD)
        await service.withdraw(member=desk.actor, contest_id=desk.view.id, number=number)
        return Redirect(f"{desk.path}/board#motion-{number}", status_code=303)
