"""The receipt as a sheet of paper: for its owner, at once and at any later time."""

from __future__ import annotations

import asyncio
from typing import Any

from litestar import Controller, Request, get
from litestar.params import FromPath
from litestar.response import Redirect, Response

from judging.submissions.codes import is_code, normal_code
from judging.submissions.entry_routes import own_entry, receipt_page
from judging.submissions.printing.receipt import receipt_pdf
from judging.submissions.receipts import receipt_sheet
from judging.web.access import PUBLIC, viewer_of
from judging.web.i18n import N_, translate


class ReceiptFile(Controller):
    path = "/entry/{code:str}"
    opt = PUBLIC

    @get("/receipt.pdf", include_in_schema=False)
    async def pdf(self, request: Request[Any, Any, Any], code: FromPath[str]) -> Response[Any]:
        """The owner's; who is not signed in, for example coming from the letter, is asked for the PIN first."""
        code = normal_code(code)
        if viewer_of(request) is None:
            target = f"/entry/sign-in?code={code}&next=/entry/{code}/receipt.pdf" if is_code(code) else "/entry/sign-in"
            return Redirect(target, status_code=303)
        page = await receipt_page(request, await own_entry(request, code))
        body = await asyncio.to_thread(receipt_pdf, receipt_sheet(page))
        name = translate(N_("receipt-%(code)s.pdf"), {"code": page.entry.code})
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        }
        return Response(body, media_type="application/pdf", headers=headers)
