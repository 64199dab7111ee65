"""Counts every answer of the web server: its route, status, and the time until it began."""

from __future__ import annotations

import time
from typing import Final

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from judging.operations.metrics import observe

_BEGAN: Final = "bangvang_began"


class CountingMiddleware(ASGIMiddleware):
    """Notes when a request came; stands before all others."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        scope["state"][_BEGAN] = time.perf_counter()
        await next_app(scope, receive, send)


async def count_answer(message: Message, scope: Scope) -> None:
    """A before-send hook, because refusals are answered outside the middleware."""
    if message["type"] == "http.response.start" and scope["type"] == ScopeType.HTTP:
        began = scope["state"].get(_BEGAN)
        seconds = 0.0 if began is None else time.perf_counter() - began
        observe(scope["method"], scope.get("path_template", ""), message["status"], seconds)
