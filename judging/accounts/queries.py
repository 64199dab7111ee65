"""Reads about people, as frozen values."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from judging import clock
from judging.db import fetch
from judging.web.actor import Actor, Role

#: However often it is used, a session ends after this.
LONGEST = timedelta(days=60)

# One statement a request: finds the person and their roles, and, at most once an hour, moves the session's end on.
_ACTOR = """
WITH kept AS (
  UPDATE session SET expires_at = $2 + lifetime * interval '1 second'
  WHERE token_hash = $1 AND expires_at > $2
    AND expires_at < $2 + lifetime * interval '1 second' - interval '1 hour'
)
SELECT person.id, person.name, person.locale, person.email, session.entry_id,
  ARRAY(SELECT role || ' ' || coalesce(contest_id::text, '') FROM membership
        WHERE membership.person = person.id) AS memberships
FROM session JOIN person ON person.id = session.person
WHERE session.token_hash = $1 AND session.expires_at > $2 AND session.created_at > $3 AND person.disabled_at IS NULL
"""


async def actor_of_session(token_hash: str) -> Actor | None:
    """The person behind a session's digest; None when there is no such session, or it has ended."""
    now = clock.system_now()
    rows = await fetch(_ACTOR, token_hash, now, now - LONGEST)
    return _actor(rows[0]) if rows else None


def _actor(row: dict[str, Any]) -> Actor:
    memberships = _memberships(row["memberships"])
    if row["entry_id"] is not None:
        # A PIN is a few figures on a slip of paper: it opens one entry, never a juror's or an organiser's desk.
        memberships = frozenset(pair for pair in memberships if pair[0] is Role.ENTRANT)
    return Actor(
        person_id=uuid.UUID(str(row["id"])),
        name=row["name"],
        locale=row["locale"],
        memberships=memberships,
        email=row["email"],
        entry_id=uuid.UUID(str(row["entry_id"])) if row["entry_id"] else None,
    )


def _memberships(texts: Iterable[str]) -> frozenset[tuple[Role, uuid.UUID | None]]:
    pairs = (text.split(" ") for text in texts)
    return frozenset((Role(role), uuid.UUID(contest) if contest else None) for role, contest in pairs)


class PersonView(msgspec.Struct, frozen=True):
    id: uuid.UUID
    name: str
    email: str | None
    locale: str


async def person(person_id: uuid.UUID) -> PersonView | None:
    rows = await fetch("SELECT id, name, email, locale FROM person WHERE id = $1", person_id)
    return PersonView(**rows[0]) if rows else None


async def people_with_role(*, contest_id: uuid.UUID, role: Role) -> list[PersonView]:
    """Those who hold a role in a contest, by name."""
    rows = await fetch(
        "SELECT DISTINCT person.id, person.name, person.email, person.locale FROM person"
        " JOIN membership ON membership.person = person.id"
        " WHERE membership.role = $2 AND (membership.contest_id = $1 OR membership.contest_id IS NULL)"
        " AND person.disabled_at IS NULL ORDER BY person.name, person.id",
        contest_id, role.value,
    )  # fmt: skip
    return [PersonView(**row) for row in rows]


class Letter(msgspec.Struct, frozen=True):
    id: uuid.UUID
    to: str
    subject: str
    body: str
    created_at: datetime
    sent_at: datetime | None


async def letters(limit: int = 50) -> list[Letter]:
    """The newest letters, for the mailbox of an installation without a mail server."""
    rows = await fetch(
        'SELECT id, "to", subject, body, created_at, sent_at FROM mail ORDER BY created_at DESC, id LIMIT $1', limit
    )
    return [Letter(**row) for row in rows]
