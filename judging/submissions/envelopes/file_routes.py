"""The files of an envelope: sent many at once, matched by hand where the name tells too little, shown small; and the
page of one pupil's work that was sent."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any, Final

from litestar import Controller, Request, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import Redirect, Response, Template

from judging import clock
from judging.contests.queries import ContestView, contest
from judging.errors import DomainError, Invalid, NotAllowed, NotFound
from judging.storage import store
from judging.submissions import forms
from judging.submissions.arrival import receive_file
from judging.submissions.entry_routes import WITHDRAW
from judging.submissions.envelopes import files, sending
from judging.submissions.envelopes.page import EnvelopePage
from judging.submissions.envelopes.queries import Contents, EnvelopeView, Row, envelope, thumbnail_key
from judging.submissions.envelopes.shown import envelope_page
from judging.submissions.own import entry_status
from judging.submissions.page import ReceiptPage, accept
from judging.web.access import SIGNED_IN, actor_of
from judging.web.client import address_of
from judging.web.form_request import read_multipart
from judging.web.forms import FormView, check_typed
from judging.web.i18n import N_, explain, translate

AnyRequest = Request[Any, Any, Any]
LARGEST: Final = 80_000_000  # bytes of a request with one file
AT_ONCE: Final = 40  # files of a plain form
ALL_AT_ONCE: Final = 400_000_000  # bytes of them
NO_FILES = N_("Please choose the files.")


class FilePages(Controller):
    path = "/envelopes/{envelope_id:uuid}/files"
    opt = SIGNED_IN

    @post("/", include_in_schema=False, request_max_body_size=ALL_AT_ONCE)
    async def add(self, request: AnyRequest, envelope_id: FromPath[uuid.UUID]) -> Response[Any]:
        """Files of a plain form; or, by the page's script, uploads that have arrived (`upload_id`), told as JSON."""
        begun_at = clock.now()
        found = await envelope(actor_of(request), envelope_id)  # before the body is read
        view = await contest(id=found.contest_id)
        fields = await _fields(request)
        added, problems = 0, []
        try:
            for name, value in fields:
                try:
                    if isinstance(value, UploadFile) and value.filename:
                        await _take(request, view, envelope_id, value, begun_at)
                    elif name == "upload_id" and (upload_id := forms.identifier(str(value))):
                        await files.add_file(actor=actor_of(request), envelope_id=envelope_id, upload_id=upload_id)
                    else:
                        continue
                    added += 1
                except DomainError as error:
                    problems.append((value.filename if isinstance(value, UploadFile) else "", error))
        finally:
            for _, value in fields:
                if isinstance(value, UploadFile):
                    await value.close()
        if "application/json" in request.headers.get("accept", ""):
            said = [explain(error) for _, error in problems]
            return Response({"added": added, "problems": said}, status_code=200 if added or not said else 422)
        return await _told(request, envelope_id, added, problems)

    @post("/{file_id:uuid}", include_in_schema=False)
    async def match(
        self, request: AnyRequest, envelope_id: FromPath[uuid.UUID], file_id: FromPath[uuid.UUID]
    ) -> Response[Any]:
        """`do` is give (to the pupil `row`), take (from its pupil) or remove (from the envelope)."""
        data = await request.form()
        actor, wanted = actor_of(request), str(data.get("do", "give"))
        await envelope(actor, envelope_id)
        try:
            if wanted == "remove":
                await files.remove_file(actor=actor, envelope_id=envelope_id, file_id=file_id)
            else:
                row_id = forms.identifier(str(data.get("row", ""))) if wanted == "give" else None
                if wanted == "give" and row_id is None:
                    raise Invalid("Please choose the pupil.", field="files")
                await files.match_by_hand(actor=actor, envelope_id=envelope_id, file_id=file_id, row_id=row_id)
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            return await envelope_page(request, envelope_id, errors={"files": error})
        return Redirect(f"/envelopes/{envelope_id}#files", status_code=303)

    @get("/{file_id:uuid}/picture", include_in_schema=False)
    async def picture(
        self, request: AnyRequest, envelope_id: FromPath[uuid.UUID], file_id: FromPath[uuid.UUID]
    ) -> Response[bytes]:
        """A small picture, rebuilt; never the bytes that were sent."""
        await envelope(actor_of(request), envelope_id)
        body = await asyncio.to_thread(store().get_bytes, await thumbnail_key(envelope_id, file_id))
        return Response(body, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=600"})


async def _fields(request: AnyRequest) -> list[tuple[str, Any]]:
    """More files than other forms may have, each still on disk."""
    kind, options = request.content_type
    if kind == "multipart/form-data":
        return list(await read_multipart(request.stream(), options.get("boundary", ""), parts=AT_ONCE + 5))
    return list((await request.form()).multi_items())


async def _take(
    request: AnyRequest, view: ContestView, envelope_id: uuid.UUID, file: UploadFile, begun_at: Any
) -> None:
    largest = max(view.rules.categories, key=lambda category: category.max_mb)
    upload = await receive_file(view, largest, file, begun_at, address_of(request))
    await files.add_file(actor=actor_of(request), envelope_id=envelope_id, upload_id=upload.id)


async def _told(
    request: AnyRequest, envelope_id: uuid.UUID, added: int, problems: list[tuple[str, DomainError]]
) -> Response[Any]:
    if not added and not problems:
        return await envelope_page(request, envelope_id, errors={"files": Invalid(NO_FILES, field="files")})
    if problems:
        names = "; ".join(f"{name}: {explain(error)}" for name, error in problems[:10])
        error = Invalid("%(count)s files were not taken. %(names)s", field="files", count=len(problems), names=names)
        return await envelope_page(request, envelope_id, errors={"files": error})
    return Redirect(f"/envelopes/{envelope_id}?done=file-{added}-0#files", status_code=303)


class RowPages(Controller):
    """One pupil's work that was sent: its state, another file, and taking it back."""

    path = "/envelopes/{envelope_id:uuid}/rows/{row_id:uuid}"
    opt = SIGNED_IN

    @get("/", include_in_schema=False)
    async def show(
        self, request: AnyRequest, envelope_id: FromPath[uuid.UUID], row_id: FromPath[uuid.UUID]
    ) -> Template:
        return await _row_page(request, envelope_id, row_id)

    @post("/file", include_in_schema=False, request_max_body_size=LARGEST)
    async def replace(
        self, request: AnyRequest, envelope_id: FromPath[uuid.UUID], row_id: FromPath[uuid.UUID]
    ) -> Response[Any]:
        begun_at = clock.now()
        actor = actor_of(request)
        found, row, _ = await sending.sent_row(actor, envelope_id, row_id)
        view = await contest(id=found.contest_id)
        data = await request.form()
        try:
            upload_id = forms.identifier(str(data.get("upload_id", "")))
            file = data.get("file")
            if isinstance(file, UploadFile) and file.filename:
                category = view.rules.category(view.category_key(row.category_id))
                upload_id = (await receive_file(view, category, file, begun_at, address_of(request))).id
            if upload_id is None:
                raise Invalid(forms.NO_FILE, field="file")
            await sending.replace(actor=actor, envelope_id=envelope_id, row_id=row_id, upload_id=upload_id)
        except NotAllowed:
            raise
        except DomainError as error:
            return await _row_page(request, envelope_id, row_id, {"file": error})
        return Redirect(f"/envelopes/{envelope_id}/rows/{row_id}", status_code=303)

    @post("/withdraw", include_in_schema=False)
    async def withdraw(
        self, request: AnyRequest, envelope_id: FromPath[uuid.UUID], row_id: FromPath[uuid.UUID]
    ) -> Response[Any]:
        actor = actor_of(request)
        await sending.sent_row(actor, envelope_id, row_id)
        try:
            check_typed(await request.form(), translate(WITHDRAW))
            await sending.withdraw(actor=actor, envelope_id=envelope_id, row_id=row_id)
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            return await _row_page(request, envelope_id, row_id, {"confirm": error})
        return Redirect(f"/envelopes/{envelope_id}/rows/{row_id}", status_code=303)


async def _row_page(
    request: AnyRequest, envelope_id: uuid.UUID, row_id: uuid.UUID, errors: dict[str, DomainError] | None = None
) -> Template:
    found: EnvelopeView
    row: Row
    found, row, _ = await sending.sent_row(actor_of(request), envelope_id, row_id)
    view = await contest(id=found.contest_id)
    entry = await entry_status(row.entry_code or row.code)
    category = view.rules.category(view.category_key(row.category_id))
    shown = EnvelopePage.of(view, found, Contents([row], []), None, page="1", done="", left="")
    pins = await sending.pins([row])
    context = {
        "page": shown, "row": row, "receipt": ReceiptPage(view, category, entry, pins[row.id]),
        "accept": accept(category), "word": translate(WITHDRAW), "form": FormView(errors=errors or {}),
    }  # fmt: skip
    return Template("envelopes/row.html", context=context, status_code=422 if errors else 200)
