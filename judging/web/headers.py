"""Headers on every answer, errors included: what the page may load, who may frame it, whether it may be kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from litestar.types import Message, Scope

from judging.web.preferences import Preferences, cookies_of, set_cookie_headers
from judging.web.session import cookie_name

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS: Final = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
}
HSTS: Final = b"max-age=31536000; includeSubDomains"


def finish_headers(*, secure: bool) -> Callable[[Message, Scope], Awaitable[None]]:
    """A before-send hook. A handler's own header of the same name stands."""

    async def hook(message: Message, scope: Scope) -> None:
        if message["type"] != "http.response.start":
            return
        headers: list[tuple[bytes, bytes]] = list(message.get("headers", []))
        present = {name.lower() for name, _ in headers}
        wanted = dict(ALWAYS)
        if b"cache-control" not in present:
            # What was made for a signed-in person, or from what somebody has typed, is not left on a shared computer.
            personal = cookie_name(secure=secure) in cookies_of(scope) or scope.get("method") not in ("GET", "HEAD")
            wanted[b"cache-control"] = b"private, no-store" if personal else b"private, no-cache"
        if secure:
            wanted[b"strict-transport-security"] = HSTS
        headers.extend((name, value) for name, value in wanted.items() if name not in present)
        state: dict[str, Any] = scope.get("state", {})
        preferences = state.get("preferences")
        # What caches share must bring nobody a cookie of somebody else's choice.
        shared = any(name.lower() == b"cache-control" and value.startswith(b"public") for name, value in headers)
        if isinstance(preferences, Preferences) and not shared:
            headers.extend(set_cookie_headers(preferences, secure=secure))
        message["headers"] = headers

    return hook
