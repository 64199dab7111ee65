"""The pages of an entry that was sent: receipt, status, another file, withdrawal; and coming back by code and PIN."""

from __future__ import annotations

import asyncio
import re
from typing import Any, Final

from litestar import Controller, Request, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response, Template

from judging import clock
from judging.accounts.routes import is_secure, signed_in_response
from judging.contests.queries import contest, contests
from judging.errors import DomainError, Invalid, NotAllowed, NotFound, Refused
from judging.storage import store
from judging.submissions import forms, pins, service
from judging.submissions.arrival import receive_file
from judging.submissions.codes import is_code, normal_code
from judging.submissions.enums import EntryState
from judging.submissions.own import PREVIEWS, EntryStatus, entries_of, entry_status
from judging.submissions.page import ReceiptPage, accept
from judging.submissions.queries import rendition_key
from judging.web.access import PUBLIC, SIGNED_IN, actor_of, viewer_of
from judging.web.client import address_of
from judging.web.forms import FormReader, FormView, check_typed, form_page
from judging.web.i18n import N_, translate, use_zone
from judging.web.preferences import cookies_of
from judging.web.ranges import ranged
from judging.web.session import session_token

AnyRequest = Request[Any, Any, Any]
LARGEST: Final = 80_000_000  # bytes of a request with a file
WITHDRAW: Final = N_("withdraw")


class EntryPages(Controller):
    path = "/entry"
    opt = PUBLIC

    @get("/sign-in", include_in_schema=False)
    async def ask_code(self, code: FromQuery[str] = "", next: FromQuery[str] = "") -> Template:
        values = {"code": normal_code(code)[:20], "next": next}
        return Template("submissions/sign_in.html", context={"form": FormView(values=values)})

    @post("/sign-in", include_in_schema=False)
    async def sign_in(self, request: AnyRequest) -> Response[Any]:
        reader = FormReader(await request.form())
        try:
            code, pin = reader.text("code", limit=40), reader.text("pin", limit=20)
            reader.finish()
            session = await pins.sign_in_with_code(
                code=code, pin=pin, address=address_of(request), replaces=session_token(request.scope)
            )
        except DomainError as error:
            return form_page("submissions/sign_in.html", {**reader.values, "pin": ""}, error)
        return signed_in_response(session, reader.values.get("next") or f"/entry/{normal_code(code)}")

    @get("/{code:str}", include_in_schema=False)
    async def receipt(self, request: AnyRequest, code: FromPath[str]) -> Response[Any]:
        """The owner's; anybody else is asked for the PIN, whether there is such an entry or not."""
        code = normal_code(code)
        viewer = viewer_of(request)
        if viewer is None:
            return Redirect(f"/entry/sign-in?code={code}" if is_code(code) else "/entry/sign-in", status_code=303)
        try:
            entry = await own_entry(request, code)
        except NotFound:
            form = FormView(values={"code": code[:20]})
            return Template("submissions/sign_in.html", context={"form": form, "other": True}, status_code=404)
        return await _receipt(request, entry)

    @get("/{code:str}/media/{role:str}", include_in_schema=False, opt=SIGNED_IN)
    async def media(self, request: AnyRequest, code: FromPath[str], role: FromPath[str]) -> Response[bytes]:
        """A small copy of one's own work."""
        entry = await own_entry(request, code)
        if role not in PREVIEWS:
            raise NotFound("There is no such picture, sound or page.")
        key, content_type = await rendition_key(entry.id, role)
        body = await asyncio.to_thread(store().get_bytes, key)
        return ranged(
            request.headers.get("range", ""), size=len(body), content_type=content_type,
            headers={"Cache-Control": "private, max-age=600"}, read=lambda at, length: body[at : at + length],
        )  # fmt: skip

    @post("/{code:str}/file", include_in_schema=False, opt=SIGNED_IN, request_max_body_size=LARGEST)
    async def replace(self, request: AnyRequest, code: FromPath[str]) -> Response[Any]:
        """Another file in the place of the one sent: with the form, or sent before by the script."""
        begun_at = clock.now()
        entry = await own_entry(request, code)
        view = await contest(id=entry.contest_id)
        data = await request.form()
        try:
            upload_id = forms.identifier(str(data.get("upload_id", "")))
            file = data.get("file")
            if isinstance(file, UploadFile) and file.filename:
                category = view.rules.category(view.category_key(entry.category_id))
                upload_id = (await receive_file(view, category, file, begun_at, address_of(request))).id
            if upload_id is None:
                raise Invalid(forms.NO_FILE, field="file")
            await service.replace_file(actor=actor_of(request), entry_id=entry.id, upload_id=upload_id)
        except NotAllowed:
            raise
        except DomainError as error:
            return await _receipt(request, entry, "file", error)
        return Redirect(f"/entry/{entry.code}", status_code=303)

    @post("/{code:str}/withdraw", include_in_schema=False, opt=SIGNED_IN)
    async def withdraw(self, request: AnyRequest, code: FromPath[str]) -> Response[Any]:
        entry = await own_entry(request, code)
        try:
            check_typed(await request.form(), translate(WITHDRAW))
            await service.withdraw(actor=actor_of(request), entry_id=entry.id)
        except (Invalid, Refused) as error:
            return await _receipt(request, entry, "confirm", error)
        return Redirect(f"/entry/{entry.code}", status_code=303)


class MyEntries(Controller):
    path = "/my"
    opt = SIGNED_IN

    @get("/", include_in_schema=False)
    async def my_entries(self, request: AnyRequest) -> Template:
        entries = await entries_of(actor_of(request))
        views = await contests()
        context = {"entries": entries, "views": {view.id: view for view in views}, "open": [
            view for view in views if view.stage == "open"], "states": EntryState}  # fmt: skip
        return Template("submissions/my.html", context=context)


def pin_cookie() -> str:
    """The name of the cookie that shows a new PIN for a few minutes, on its own receipt alone."""
    return "__Secure-bv_pin" if is_secure() else "bv_pin"


async def own_entry(request: AnyRequest, code: str) -> EntryStatus:
    """Raises NotFound for an entry of somebody else just as for one that is not there."""
    entry = await entry_status(normal_code(code))
    if not entry.belongs_to(actor_of(request)):
        raise NotFound("There is no entry with this code.")
    return entry


async def receipt_page(request: AnyRequest, entry: EntryStatus) -> ReceiptPage:
    """What receipt and sheet are made from; times are then told in the contest's zone."""
    view = await contest(id=entry.contest_id)
    use_zone(view.rules.contest.time_zone)
    category = view.rules.category(view.category_key(entry.category_id))
    pin = cookies_of(request.scope).get(pin_cookie(), "")
    return ReceiptPage(view, category, entry, pin if re.fullmatch(r"[0-9]{6}", pin) else "")


async def _receipt(
    request: AnyRequest, entry: EntryStatus, field: str = "", error: DomainError | None = None
) -> Template:
    page = await receipt_page(request, entry)
    context = {
        "page": page, "states": EntryState, "accept": accept(page.category), "word": translate(WITHDRAW),
        "form": FormView(errors={field: error} if error else {}),
    }  # fmt: skip
    return Template("submissions/receipt.html", context=context, status_code=422 if error else 200)
