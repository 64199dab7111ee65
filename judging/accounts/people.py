"""People and roles, for verbs that are already inside a unit of work."""

from __future__ import annotations

import uuid

from judging import clock
from judging.db import fetch
from judging.web.access import Role


def email_key(email: str) -> str:
    """One person an address: trimmed and case-folded."""
    return email.strip().casefold()


async def person_id(*, name: str, email: str | None, locale: str = "vi") -> uuid.UUID:
    """The person with this address, made if new; without an address always a new one."""
    new = uuid.uuid4()
    rows = await fetch(
        "INSERT INTO person (id, name, email, email_key, locale, created_at) VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT (email_key) DO UPDATE SET email_key = excluded.email_key RETURNING id",
        new, name, email, email_key(email) if email else None, locale, clock.system_now(),
    )  # fmt: skip
    found: uuid.UUID = rows[0]["id"]
    return found


async def give_role(person: uuid.UUID, role: Role, contest_id: uuid.UUID | None) -> None:
    """Gives a role in a contest (None: in all). Giving it twice changes nothing."""
    await fetch(
        "INSERT INTO membership (id, person, contest_id, role, granted_at) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT DO NOTHING",
        uuid.uuid4(), person, contest_id, role, clock.system_now(),
    )  # fmt: skip
