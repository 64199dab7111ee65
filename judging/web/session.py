"""The session cookie and the middleware that turns it into `request.user`.

Only tokens made here are ever good: what a browser brings is looked up by digest, never adopted. Signing in makes a
new token. How a token's digest becomes a person is told by the room of accounts, which lies above this one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from litestar.datastructures import Cookie
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from judging.settings import settings
from judging.web.access import ACCESS, Actor
from judging.web.preferences import cookies_of
from judging.web.tokens import token_digest

SESSION_COOKIE: Final = "bv_session"
ActorLoader = Callable[[str], Awaitable[Actor | None]]


def is_secure() -> bool:
    """Whether the site is reached by https alone, and its cookies too."""
    return settings().public_url.startswith("https://")


def cookie_name(*, secure: bool) -> str:
    """By its prefix a browser takes the cookie from this very host over TLS only: no neighbour below the same domain,
    and nobody on the line, can plant a session of their own."""
    return f"__Host-{SESSION_COOKIE}" if secure else SESSION_COOKIE


def session_cookie(token: str, *, secure: bool, lifetime: int) -> Cookie:
    """The cookie to set after signing in; `lifetime` in seconds."""
    name = cookie_name(secure=secure)
    return Cookie(key=name, value=token, path="/", httponly=True, samesite="lax", secure=secure, max_age=lifetime)


def cleared_cookie(*, secure: bool) -> Cookie:
    """The cookie to set after signing out."""
    name = cookie_name(secure=secure)
    return Cookie(key=name, value="", path="/", httponly=True, samesite="lax", secure=secure, max_age=0)


def session_token(scope: Scope, *, secure: bool | None = None) -> str | None:
    """The token that the browser brought, if it could be one of ours. `secure` is by default what the settings say."""
    morsel = cookies_of(scope).get(cookie_name(secure=is_secure() if secure is None else secure))
    return morsel if morsel and 40 <= len(morsel) <= 64 else None


class SessionMiddleware(ASGIMiddleware):
    """Sets scope["user"] to an Actor or None. At most one query; none for strangers and static files."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, load: ActorLoader) -> None:
        self._load = load

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        token = session_token(scope)
        scope["user"] = None
        if token is not None and scope["route_handler"].opt.get(ACCESS) != "static":
            scope["user"] = await self._load(token_digest(token))
        await next_app(scope, receive, send)
