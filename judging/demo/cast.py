"""The people who run the demo's contest, as actors of the services."""

from __future__ import annotations

import uuid

from judging.accounts.service import ensure_person, grant
from judging.db import fetch, unit_of_work
from judging.web.actor import Actor, Role

ORGANISER = ("Ban tổ chức", "ban-to-chuc@example.org")
BOARD = (
    ("Nguyễn Thị Minh Tâm", "hoi-dong@example.org"),  # chairs
    ("Lường Văn Thích", "hoi-dong-2@example.org"),
    ("Quàng Thị Inh", "hoi-dong-3@example.org"),
)
MINUTE_TAKER = "Hoàng Thu Trang"


async def organiser() -> Actor:
    return await _someone(*ORGANISER, Role.ORGANISER)


async def board(contest_id: uuid.UUID) -> list[Actor]:
    """The advisory board of a contest; the first one chairs."""
    return [await _someone(name, email, Role.BOARD, contest_id) for name, email in BOARD]


async def _someone(name: str, email: str, role: Role, contest_id: uuid.UUID | None = None) -> Actor:
    async with unit_of_work() as work:
        person_id = await ensure_person(work, name=name, email=email)
        await grant(work, person_id=person_id, role=role, contest_id=contest_id)
    return Actor(person_id=person_id, name=name, locale="vi", memberships=frozenset({(role, contest_id)}))


async def jurors(contest_id: uuid.UUID) -> dict[str, Actor]:
    """The contest's jurors by their key in the contest file."""
    rows = await fetch(
        "SELECT DISTINCT s.juror_key, n.id, n.name FROM panel_juror s JOIN panel p ON p.id = s.panel"
        " JOIN person n ON n.id = s.person WHERE p.contest = $1",
        contest_id,
    )
    held = frozenset({(Role.JUROR, contest_id)})
    return {
        row["juror_key"]: Actor(person_id=row["id"], name=row["name"], locale="vi", memberships=held) for row in rows
    }
