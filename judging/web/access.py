"""What a route lets in. Every route declares its access in `opt`; a route that declares none is closed."""

from __future__ import annotations

from typing import Any, Final

from litestar.connection import ASGIConnection, Request
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler

from judging.errors import NotAllowed
from judging.web.actor import NOT_YOURS, Actor, Role

__all__ = [
    "ACCESS",
    "PUBLIC",
    "SIGNED_IN",
    "STATIC",
    "Actor",
    "Role",
    "actor_of",
    "check_access",
    "require",
    "viewer_of",
]

ACCESS: Final = "access"
PUBLIC: Final[dict[str, Any]] = {ACCESS: "public"}
SIGNED_IN: Final[dict[str, Any]] = {ACCESS: frozenset[Role]()}
#: Bytes that are the same for everyone: the session is not even looked at.
STATIC: Final[dict[str, Any]] = {ACCESS: "static"}


def require(*roles: Role) -> dict[str, Any]:
    """`opt` of a route for people with one of these roles in some contest; the handler asks `must_be` which."""
    if not roles:
        raise ValueError("require() needs a role; SIGNED_IN is for anyone with an account")
    return {ACCESS: frozenset(roles)}


async def check_access(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """The application's one guard. NotAuthorizedException: sign in first; NotAllowed: signed in, without the role.

    Waits for nothing, but is async: the framework would give a plain function a thread at every request.
    """
    wanted = handler.opt.get(ACCESS)
    if wanted in ("public", "static"):
        return
    if not isinstance(wanted, frozenset):
        raise NotAllowed(NOT_YOURS)
    actor = connection.scope.get("user")
    if not isinstance(actor, Actor):
        raise NotAuthorizedException
    if wanted and wanted.isdisjoint(actor.roles):
        raise NotAllowed(NOT_YOURS)


def actor_of(request: Request[Any, Any, Any]) -> Actor:
    """The signed-in person of a guarded route."""
    actor = viewer_of(request)
    if actor is None:
        raise NotAuthorizedException
    return actor


def viewer_of(request: Request[Any, Any, Any]) -> Actor | None:
    """The signed-in person, or None: for public pages that show more to some."""
    actor = request.scope.get("user")
    return actor if isinstance(actor, Actor) else None
