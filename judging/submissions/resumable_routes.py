"""Uploads that go on after a lost link: the protocol tus 1.0.0 (core, creation, expiration, termination).

Nobody has signed in yet when a work is sent: an upload belongs to the browser that began it, by a token in a cookie.
"""

from __future__ import annotations

import base64
import binascii
import re
import uuid
from email.utils import format_datetime
from typing import Any, Final

from litestar import Controller, Request, delete, head, patch, post, route
from litestar.datastructures import Cookie
from litestar.enums import HttpMethod, MediaType
from litestar.params import FromPath
from litestar.response import Response

from judging.errors import DomainError, Invalid, NotAllowed, NotFound, Refused, TooMany
from judging.submissions import incoming, uploads
from judging.submissions.arrival import contest_of, pieces
from judging.submissions.forms import check_file
from judging.submissions.incoming import Gone, Incoming, TooLong, WrongOffset
from judging.web.access import PUBLIC
from judging.web.client import address_of
from judging.web.i18n import explain
from judging.web.preferences import activate, cookies_of
from judging.web.session import is_secure
from judging.web.tokens import new_token, token_digest

AnyRequest = Request[Any, Any, Any]
VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,expiration,termination"
OWNER_COOKIE: Final = "bv_upload"
OCTETS: Final = "application/offset+octet-stream"
STATUS: Final = {
    Gone: 410, NotFound: 404, WrongOffset: 409, TooLong: 413, TooMany: 429, Invalid: 422, Refused: 403,
    NotAllowed: 403,
}  # fmt: skip


class Wrong(Exception):
    """A request that is not by the protocol: a program's mistake, told to programs."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status, self.sentence = status, sentence
        super().__init__(sentence)


def _wrong(_: AnyRequest, error: Wrong) -> Response[Any]:
    headers = {"Tus-Version": VERSION} if error.status == 412 else {}
    return _answer(error.status, {"error": error.sentence}, **headers)


def _refused(request: AnyRequest, error: DomainError) -> Response[Any]:
    activate(request.scope)
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    return _answer(status, {"error": explain(error)})


class Uploads(Controller):
    path = "/uploads"
    opt = PUBLIC
    exception_handlers = {Wrong: _wrong, DomainError: _refused}  # noqa: RUF012 - the framework's own name and type

    @route("/", http_method=[HttpMethod.OPTIONS], include_in_schema=False)
    async def abilities(self) -> Response[Any]:
        """For all uploads: the framework itself answers OPTIONS of addresses that take other methods."""
        return _answer(204, None, **{"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS})

    @head("/{upload_id:uuid}", include_in_schema=False)
    async def offset(self, request: AnyRequest, upload_id: FromPath[uuid.UUID]) -> Response[None]:
        found = await incoming.state(upload_id, _owner(request))
        _check_version(request)
        return _answer(
            200, None, **_standing(found, found.received), **{"Upload-Length": str(found.size)},
            **{"Cache-Control": "no-store"},
        )  # fmt: skip

    @patch("/{upload_id:uuid}", include_in_schema=False, request_max_body_size=None)
    async def add(self, request: AnyRequest, upload_id: FromPath[uuid.UUID]) -> Response[Any]:
        """The next bytes. The body is never read whole, and not at all where it cannot be right."""
        found = await incoming.state(upload_id, _owner(request))
        _check_version(request)
        if request.headers.get("content-type", "").partition(";")[0].strip() != OCTETS:
            raise Wrong(415, f"The bytes come as {OCTETS}.")
        offset = _number(request, "upload-offset")
        if offset + int(request.headers.get("content-length") or 0) > found.size:
            raise TooLong("More bytes were sent than were announced.")
        if not found.received == offset == found.size:
            found = await incoming.begin(found, offset)
            offset = await incoming.append(found, pieces(request.receive))
        return _answer(204, None, **_standing(found, offset))

    @delete("/{upload_id:uuid}", include_in_schema=False, status_code=204)
    async def discard(self, request: AnyRequest, upload_id: FromPath[uuid.UUID]) -> Response[None]:
        await incoming.state(upload_id, _owner(request))
        _check_version(request)
        await incoming.discard(upload_id, _owner(request))
        return _answer(204, None)


@post(
    "/c/{slug:str}/enter/{category:str}/uploads", include_in_schema=False, opt=PUBLIC,
    exception_handlers={Wrong: _wrong, DomainError: _refused},
)  # fmt: skip
async def create_upload(request: AnyRequest, slug: FromPath[str], category: FromPath[str]) -> Response[Any]:
    """Announces a file of a category: its size is looked at before any byte is taken."""
    view = await contest_of(slug)
    _check_version(request)
    size = _number(request, "upload-length")
    if category not in view.category_ids:
        raise NotFound("There is no such category.")
    rules = view.rules.category(category)
    try:
        check_file(rules, size)
    except Invalid as error:
        return _answer(413 if size else 422, {"error": explain(error)})
    token = await _token(request)
    made = await incoming.create(
        view=view, size=size, name=_file_name(request), owner=token_digest(token),
        source=incoming.source_of(address_of(request)),
    )  # fmt: skip
    answer = _answer(201, None, Location=f"/uploads/{made.id}", **_standing(made, 0))
    answer.set_cookie(Cookie(
        key=_cookie_name(), value=token, path="/", httponly=True, samesite="strict", secure=is_secure(),
        max_age=int(uploads.KEPT.total_seconds()),
    ))  # fmt: skip
    return answer


def _answer(status: int, body: dict[str, str] | None, **headers: str) -> Response[Any]:
    return Response(
        body, status_code=status, headers={"Tus-Resumable": VERSION, **headers},
        media_type=MediaType.JSON if body else MediaType.TEXT,
    )  # fmt: skip


def _standing(upload: Incoming, offset: int) -> dict[str, str]:
    return {"Upload-Offset": str(offset), "Upload-Expires": format_datetime(upload.expires_at, usegmt=True)}


def _check_version(request: AnyRequest) -> None:
    if request.headers.get("tus-resumable") != VERSION:
        raise Wrong(412, f"This server speaks tus {VERSION}.")


def _number(request: AnyRequest, name: str) -> int:
    given = request.headers.get(name, "")
    if not re.fullmatch(r"[0-9]{1,15}", given):
        raise Wrong(400, f"The header {name} must be a whole number.")
    return int(given)


def _cookie_name() -> str:
    return f"__Host-{OWNER_COOKIE}" if is_secure() else OWNER_COOKIE


def _owner(request: AnyRequest) -> str:
    """The digest of the browser's token; that of none where it brought none, which owns nothing."""
    return token_digest(cookies_of(request.scope).get(_cookie_name(), ""))


async def _token(request: AnyRequest) -> str:
    """The token that the browser has, if it has uploads under it; else a new one: never one that somebody made up."""
    given = cookies_of(request.scope).get(_cookie_name(), "")
    return given if given and await incoming.is_known(token_digest(given)) else new_token()


def _file_name(request: AnyRequest) -> str:
    """`filename` of the metadata, which are pairs of a word and a text in base64."""
    for pair in request.headers.get("upload-metadata", "").split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(value, validate=True).decode("utf-8", "replace")
            except binascii.Error:
                raise Wrong(400, "The metadata must be in base64.") from None
    return ""


RESUMABLE = [Uploads, create_upload]
