"""Who is asking: the value that pages and services hand on. Knows no HTTP."""

from __future__ import annotations

import uuid
from enum import StrEnum

import msgspec

from judging.errors import NotAllowed
from judging.web.i18n import N_

NOT_YOURS = N_("You do not have the right to see this page.")


class Role(StrEnum):
    ORGANISER = "organiser"
    SECRETARY = "secretary"
    JUROR = "juror"
    BOARD = "board"
    ENTRANT = "entrant"
    TEACHER = "teacher"


class Actor(msgspec.Struct, frozen=True):
    """The person behind a session. With an `entry_id` they came in by that entry's code and PIN, and act for it alone.

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
            raise NotAllowed(NOT_YOURS)
