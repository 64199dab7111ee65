"""Who is asking, and what a route lets in. Every route declares its access in `opt`; what has none is refused."""

from __future__ import annotations

import uuid
from enum import StrEnum
from typing import Any, Final

import msgspec
from litestar.connection import ASGIConnection, Request
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler

from judging.errors import NotAllowed
from judging.web.i18n import N_

ACCESS: Final = "access"


class Role(StrEnum):
    ORGANISER = "organiser"
    SECRETARY = "secretary"
    JUROR = "juror"
    BOARD = "board"
    ENTRANT = "entrant"
    TEACHER = "teacher"


class Actor(msgspec.Struct, frozen=True):
    """The person behind a session. `entry_id` is set when they came in by an entry's code and PIN, for it alone.

    A membership whose contest is None holds in every contest.
    """

    person_id: uuid.UUID
    name: str
    locale: str
    memberships: frozenset[tuple[Role, uuid.UUID | None]] = frozenset()
    email: str | None = None
    entry_id: uuid.UUID | None = None

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role, _ in self.memberships)

    def has(self, role: Role, contest_id: uuid.UUID) -> bool:
        return not self.memberships.isdisjoint({(role, contest_id), (role, None)})

    def must_be(self, contest_id: uuid.UUID, *roles: Role) -> None:
        """Raises NotAllowed unless this person has one of the roles in that contest."""
        if not any(self.has(role, contest_id) for role in roles):
            raise NotAllowed(N_("You do not have the right to see this page."))


PUBLIC: Final[dict[str, Any]] = {ACCESS: "public"}
SIGNED_IN: Final[dict[str, Any]] = {ACCESS: frozenset[Role]()}
#: Bytes that are the same for everyone: the session is not even looked at.
STATIC: Final[dict[str, Any]] = {ACCESS: "static"}


def require(*roles: Role) -> dict[str, Any]:
    """`opt` of a route for people with one of these roles in some contest; the handler asks `must_be` which."""
    if not roles:
        raise ValueError("require() needs a role; SIGNED_IN is for anyone with an account")
    return {ACCESS: frozenset(roles)}


def check_access(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """The application's one guard. NotAuthorizedException: sign in first; NotAllowed: signed in, without the role."""
    wanted = handler.opt.get(ACCESS)
    if wanted in ("public", "static"):
        return
    if not isinstance(wanted, frozenset):
        raise NotAllowed(N_("You do not have the right to see this page."))
    actor = connection.scope.get("user")
    if not isinstance(actor, Actor):
        raise NotAuthorizedException
    if wanted and wanted.isdisjoint(actor.roles):
        raise NotAllowed(N_("You do not have the right to see this page."))


def actor_of(request: Request[Any, Any, Any]) -> Actor:
    """The signed-in person of a guarded route."""
    actor = request.scope.get("user")
    if not isinstance(actor, Actor):
        raise NotAuthorizedException
    return actor
