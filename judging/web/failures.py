"""Errors to pages in the reader's language. What nobody foresaw gets a number, found again in the log."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from asyncpg import (
    DataError,
    InsufficientResourcesError,
    InterfaceError,
    InternalClientError,
    OperatorInterventionError,
    PostgresConnectionError,
    PostgresSystemError,
    ReadOnlySQLTransactionError,
    TransactionRollbackError,
)
from litestar import Request
from litestar.enums import MediaType
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.response import Redirect, Response, Template

from judging.errors import DomainError, Invalid, NotAllowed, NotFound, Refused, TooMany
from judging.web.i18n import N_, explain, translate
from judging.web.preferences import activate
from media_store.objects import StoreUnavailable

log = logging.getLogger(__name__)
AnyRequest = Request[Any, Any, Any]

#: How it shows that the store or the database is away: refused and cut connections, a server that starts, stops, is
#: full or has failed over, and, as `InternalClientError`, a pool's connection that died between two statements.
AWAY: Final[tuple[type[Exception], ...]] = (
    StoreUnavailable, ConnectionError, TimeoutError, InterfaceError, InternalClientError, PostgresConnectionError,
    OperatorInterventionError, InsufficientResourcesError, PostgresSystemError, ReadOnlySQLTransactionError,
    TransactionRollbackError,
)  # fmt: skip

STATUS: Final[dict[type[DomainError], int]] = {NotFound: 404, NotAllowed: 403, Invalid: 422, TooMany: 429, Refused: 409}
TITLES: Final = {
    400: N_("This cannot be read"),
    401: N_("Please sign in"),
    403: N_("Not for you to see"),
    404: N_("There is no such page"),
    405: N_("This cannot be done here"),
    409: N_("Not possible now"),
    413: N_("This is too large"),
    422: N_("Please correct this"),
    429: N_("Please wait a little"),
    500: N_("Something broke on our side"),
    503: N_("We will be back in a moment"),
}
SENTENCES: Final = {
    400: N_("The browser sent something incomplete. Please go back and try again."),
    401: N_("Your session has ended. Please sign in again; nothing is lost."),
    403: N_("You do not have the right to see this page."),
    404: N_("The address may be mistyped, or the page may have moved."),
    405: N_("Please go back and use the buttons of the page."),
    413: N_("The file or the text is larger than this page accepts. Please send a smaller one."),
    429: N_("There were many attempts in a short time. Please try again in a few minutes."),
    503: N_("A part of the system is starting. Please reload the page in a minute."),
}


def wants_json(request: AnyRequest) -> bool:
    accept = request.headers.get("accept", "")
    return "application/json" in accept and "text/html" not in accept


def domain_failure(request: AnyRequest, error: DomainError) -> Response[Any]:
    activate(request.scope)
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 409)
    field = error.field if isinstance(error, Invalid) else ""
    return _answer(request, status, explain(error), field=field)


def http_failure(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """What the framework itself refuses. Strangers are shown the door to sign in, and led back afterwards."""
    activate(request.scope)
    status = error.status_code
    if status >= 500:
        return unforeseen(request, error)
    if isinstance(error, NotAuthorizedException) and request.method == "GET" and not wants_json(request):
        query = request.scope["query_string"].decode("latin-1")
        back = request.scope["path"] + (f"?{query}" if query else "")
        return Redirect(f"/sign-in?{urlencode({'next': back})}", status_code=303)
    return _answer(request, status, translate(SENTENCES.get(status, SENTENCES[400])), headers=error.headers)


def part_is_down(request: AnyRequest, error: Exception) -> Response[Any]:
    """The store or the database does not answer: it will, and nothing was acknowledged that is not kept."""
    activate(request.scope)
    log.error("a part is down: %s", _where(request), exc_info=error)
    return _answer(request, 503, translate(SENTENCES[503]), headers={"Retry-After": "20"})


def unstorable(request: AnyRequest, error: DataError) -> Response[Any]:
    """A value that no column can hold: a NUL in an address, a page number of forty figures. Nobody types these."""
    activate(request.scope)
    log.warning("not storable (%s): %s", type(error).__name__, _where(request))
    return _answer(request, 400, translate(SENTENCES[400]))


def _where(request: AnyRequest) -> str:
    """Method and route. The address itself may hold a sign-in link, which is still good when something fails."""
    return f"{request.method} {request.scope.get('path_template') or 'an unknown address'}"


def unforeseen(request: AnyRequest, error: Exception) -> Response[Any]:
    activate(request.scope)
    number = secrets.token_hex(4)
    log.error("failure %s: %s", number, _where(request), exc_info=error)
    sentence = translate(
        N_("What you had sent before is safe. If this happens again, tell the organisers this number: %(number)s."),
        {"number": number},
    )
    return _answer(request, 500, sentence, number=number)


def _answer(
    request: AnyRequest, status: int, sentence: str, *, field: str = "", number: str = "", headers: Any = None
) -> Response[Any]:
    if wants_json(request):
        body = {"error": sentence, **({"field": field} if field else {}), **({"id": number} if number else {})}
        return Response(body, status_code=status, headers=headers, media_type=MediaType.JSON)
    title = translate(TITLES.get(status, TITLES[400]))
    context = {"title": title, "sentence": sentence, "status": status}
    return Template("web/error.html", context=context, status_code=status, headers=headers)


HANDLERS: Final[dict[int | type[Exception], Callable[..., Response[Any]]]] = {
    DomainError: domain_failure,
    HTTPException: http_failure,
    DataError: unstorable,
    **dict.fromkeys(AWAY, part_is_down),
    Exception: unforeseen,
}
