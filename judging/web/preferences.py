"""Language and theme of a request: asked for in the address (`?lang=en`, `?theme=dark`), then kept in a cookie."""

from __future__ import annotations

from typing import Final, Literal
from urllib.parse import parse_qsl, urlencode

import msgspec
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from judging.web.actor import Actor
from judging.web.i18n import DEFAULT_LOCALE, DEFAULT_ZONE, Locale, is_locale, use_locale, use_zone

Theme = Literal["light", "dark", ""]
THEMES: Final = ("light", "dark")
YEAR: Final = 31536000
LONGEST_COOKIES: Final = 16_384  # characters of a request's cookies that are looked at


class Preferences(msgspec.Struct, frozen=True):
    """`theme` "" follows the device. `to_remember` are the cookies to set: name → value."""

    locale: Locale
    theme: Theme
    to_remember: tuple[tuple[str, str], ...] = ()


def cookies_of(scope: Scope) -> dict[str, str]:
    """The cookies of a request, as they stand: ours need no quoting. Of two of one name the first counts.

    The standard library's reader takes quadratic time for backslashes, minutes for one request (CVE-2024-7592).
    """
    found: dict[str, str] = {}
    for header, line in scope["headers"]:
        if header == b"cookie":
            for pair in line[:LONGEST_COOKIES].decode("latin-1").split(";"):
                name, equals, value = pair.strip().partition("=")
                if equals:
                    found.setdefault(name, value)
    return found


def preferences_of(scope: Scope) -> Preferences:
    """Address first, then cookie, then the signed-in person's own language, then Vietnamese."""
    asked = dict(parse_qsl(scope["query_string"].decode("latin-1")))
    kept = cookies_of(scope)
    actor = scope.get("user")
    own = actor.locale if isinstance(actor, Actor) else None
    remember: list[tuple[str, str]] = []
    locale: Locale = DEFAULT_LOCALE
    for candidate in (asked.get("lang"), kept.get("lang"), own):
        if is_locale(candidate):
            locale = candidate
            break
    if asked.get("lang") == locale != kept.get("lang"):
        remember.append(("lang", locale))
    theme = kept.get("theme", "")
    if asked.get("theme") in (*THEMES, "auto"):
        theme = asked["theme"].replace("auto", "")
        remember.append(("theme", theme))
    shown: Theme = "dark" if theme == "dark" else "light" if theme == "light" else ""
    return Preferences(locale=locale, theme=shown, to_remember=tuple(remember))


def same_page(scope: Scope, **changes: str) -> str:
    """The address of the page being shown with some query parameters changed: how a switch keeps the page."""
    query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
    query.update(changes)
    return f"{scope['path']}?{urlencode(query)}"


def set_cookie_headers(preferences: Preferences, *, secure: bool) -> list[tuple[bytes, bytes]]:
    tail = f"; Path=/; Max-Age={YEAR}; SameSite=Lax" + ("; Secure" if secure else "")
    return [(b"set-cookie", f"{name}={value}{tail}".encode()) for name, value in preferences.to_remember]


class PreferencesMiddleware(ASGIMiddleware):
    """Makes the request's language and the default time zone the active ones. Stands after the session."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        activate(scope)
        await next_app(scope, receive, send)


def activate(scope: Scope | HTTPScope) -> Preferences:
    """Reads the preferences once a request and makes them active."""
    preferences = scope["state"].get("preferences")
    if not isinstance(preferences, Preferences):
        preferences = preferences_of(scope)
        scope["state"]["preferences"] = preferences
        use_zone(DEFAULT_ZONE)
    use_locale(preferences.locale)
    return preferences
