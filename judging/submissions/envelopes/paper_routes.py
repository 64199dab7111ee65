"""What a teacher downloads: templates, the roster as it stands or with its faults marked, slips and receipts."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import Callable
from typing import Any

from litestar import Controller, Request, get
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from judging.contests.queries import ContestView, contest
from judging.errors import NotFound
from judging.submissions.envelopes import papers, queries, sending, workbooks
from judging.submissions.envelopes.page import PRINTED_AT_ONCE
from judging.submissions.envelopes.queries import Contents, EnvelopeView, Row, envelope
from judging.web.access import SIGNED_IN, actor_of
from judging.web.i18n import N_, translate, use_zone

AnyRequest = Request[Any, Any, Any]
PDF = "application/pdf"


class Papers(Controller):
    path = "/envelopes/{envelope_id:uuid}"
    opt = SIGNED_IN

    @get("/template.xlsx", include_in_schema=False)
    async def template(self, request: AnyRequest, envelope_id: FromPath[uuid.UUID]) -> Response[bytes]:
        view, _, _ = await _held(request, envelope_id)
        body = await asyncio.to_thread(workbooks.template_xlsx, view.rules)
        return _file(body, workbooks.XLSX_TYPE, translate(N_("roster.xlsx")))

    @get("/template.csv", include_in_schema=False)
    async def template_csv(self, request: AnyRequest, envelope_id: FromPath[uuid.UUID]) -> Response[bytes]:
        view, _, _ = await _held(request, envelope_id)
        return _file(workbooks.template_csv(view.rules), "text/csv; charset=utf-8", translate(N_("roster.csv")))

    @get("/roster.xlsx", include_in_schema=False)
    async def roster(self, request: AnyRequest, envelope_id: FromPath[uuid.UUID]) -> Response[bytes]:
        """The rows as they are, with their codes: to be corrected and sent again."""
        view, _, held = await _held(request, envelope_id)
        rows = [
            workbooks.row_texts(view.rules, view.category_key(row.category_id), row.answers, {"code": row.code})
            for row in held.rows
        ]
        body = await asyncio.to_thread(workbooks.template_xlsx, view.rules, rows)
        return _file(body, workbooks.XLSX_TYPE, translate(N_("roster.xlsx")))

    @get("/corrections.xlsx", include_in_schema=False)
    async def corrections(self, request: AnyRequest, envelope_id: FromPath[uuid.UUID]) -> Response[bytes]:
        """The roster that was not taken, its faults marked."""
        view, _, _ = await _held(request, envelope_id)
        refusal = await queries.refusal(envelope_id)
        if refusal is None:
            raise NotFound("There is nothing to correct: the last roster was taken.")
        body = await asyncio.to_thread(workbooks.corrections_xlsx, view.rules, refusal.grid, refusal.findings)
        return _file(body, workbooks.XLSX_TYPE, translate(N_("roster-to-correct.xlsx")))

    @get("/slips.pdf", include_in_schema=False)
    async def slips(
        self, request: AnyRequest, envelope_id: FromPath[uuid.UUID], part: FromQuery[str] = "1"
    ) -> Response[bytes]:
        view, found, held = await _held(request, envelope_id)
        return await _sheet(papers.slips, view, found, part_of(held.rows, part), translate(N_("slips.pdf")))

    @get("/roster.pdf", include_in_schema=False)
    async def roster_sheet(
        self, request: AnyRequest, envelope_id: FromPath[uuid.UUID], part: FromQuery[str] = "1"
    ) -> Response[bytes]:
        view, found, held = await _held(request, envelope_id)
        return await _sheet(papers.roster, view, found, part_of(held.rows, part), translate(N_("roster.pdf")))

    @get("/receipts.pdf", include_in_schema=False)
    async def receipts(
        self, request: AnyRequest, envelope_id: FromPath[uuid.UUID], part: FromQuery[str] = "1"
    ) -> Response[bytes]:
        """With the PINs: for the teacher, who hands them out."""
        view, found, held = await _held(request, envelope_id)
        rows = part_of(held.sent, part)
        pins = await sending.pins(rows)
        if not rows:
            raise NotFound("No work of this envelope has been sent yet.")
        body = await asyncio.to_thread(papers.receipts, view, found, rows, pins)
        return _file(body, PDF, translate(N_("receipts.pdf")))


def part_of(rows: list[Row], part: str) -> list[Row]:
    """What is printed at once: a whole class, or a part of a whole district."""
    number = int(part) if re.fullmatch(r"[1-9][0-9]?", part) else 1
    return rows[(number - 1) * PRINTED_AT_ONCE : number * PRINTED_AT_ONCE]


async def _held(request: AnyRequest, envelope_id: uuid.UUID) -> tuple[ContestView, EnvelopeView, Contents]:
    found = await envelope(actor_of(request), envelope_id)
    view = await contest(id=found.contest_id)
    use_zone(view.rules.contest.time_zone)
    return view, found, await queries.contents(envelope_id)


async def _sheet(
    make: Callable[[ContestView, EnvelopeView, list[Row]], bytes], view: ContestView, found: EnvelopeView,
    rows: list[Row], name: str,
) -> Response[bytes]:  # fmt: skip
    if not rows:
        raise NotFound("There is no roster yet: nothing can be printed.")
    return _file(await asyncio.to_thread(make, view, found, rows), PDF, name)


def _file(body: bytes, media_type: str, name: str) -> Response[bytes]:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(body, media_type=media_type, headers=headers)
