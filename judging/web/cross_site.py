"""Refuses writes that another site makes a visitor's browser send. Needs no token in forms, so no body is read for it.

Browsers say where a request comes from: Sec-Fetch-Site, and, older ones, Origin or Referer. Where all are missing it is
not a browser, and only a browser carries somebody's cookies unasked.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from judging.errors import NotAllowed
from judging.web.i18n import N_
from judging.web.session import is_secure

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def is_cross_site(method: str, headers: dict[str, str], *, secure: bool = False) -> bool:
    """Whether a request is an unsafe one sent by another origin. Header names are lower case; `secure` is a site that
    is reached by https alone."""
    if method in SAFE:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    source = headers.get("origin") or headers.get("referer")
    if not source:
        return False
    try:
        origin = urlsplit(source)
    except ValueError:
        return True
    plain = secure and origin.scheme != "https"  # somebody on the line could have written that page
    return plain or origin.netloc.lower() != headers.get("host", "").lower()


class CrossSiteMiddleware(ASGIMiddleware):
    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if is_cross_site(str(scope.get("method", "GET")), headers, secure=is_secure()):
            raise NotAllowed(
                N_("This was sent from another website, so nothing was changed. Please do it on this page.")
            )
        await next_app(scope, receive, send)
