"""A contest of any size for the juror's pages: rows written straight into the tables, and a signed-in juror."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from pathlib import Path

from judging import clock, demo
from judging.accounts.service import ensure_person, open_session
from judging.contests import service as contests
from judging.contests.enums import Stage
from judging.contests.queries import contest
from judging.db import fetch, unit_of_work
from judging.scoring.panels import set_up_panels
from judging.storage import store
from judging.web.actor import Actor, Role

POEM = ("Bà thổi lửa cho sáng trang vần\nChữ đậu lên tay rồi cứ tần ngần\n\n" * 6).encode()
DETAILS = {"paintings": '{"technique": "Màu nước", "width_cm": "40", "height_cm": "30"}', "poems": '{"form": "Tự do"}'}
FACTS = {"paintings": '{"width": 3200, "height": 2400}', "poems": '{"lines": 12}'}
SIDES = {"thumb": 240, "small": 600, "medium": 1200, "large": 2400}
TEXT_KEY = "renditions/bench/poem.txt"

# Entries, their files and the juror's ballots, in the juror's own order, which has nothing to do with the codes'.
_ENTRIES = """
INSERT INTO entry (id, contest, category, code, blind_code, state, title, age_group, details, received_at, created_at,
                   updated_at)
SELECT gen_random_uuid(), $1, $2, $3 || 'C-' || n, $3 || '-' || n, 'accepted', 'Con suối kể chuyện ' || n, '11-14',
       $4::jsonb, now(), now(), now()
FROM generate_series(1, $5::int) n
"""
_FILES = """
INSERT INTO work_file (id, entry, state, storage_key, file_name, size, sha256, received_at, kind, format, facts)
SELECT gen_random_uuid(), id, 'accepted', 'originals/' || id, 'file', 4000000, repeat('0', 64), now(), $2, $2, $3::jsonb
FROM entry WHERE category = $1
"""
_RENDITIONS = """
INSERT INTO rendition (id, file, role, storage_key, content_type, width, height, size, sha256)
SELECT gen_random_uuid(), f.id, r.role, r.key, r.type, r.side, r.side * 3 / 4, 90000, repeat('0', 64)
FROM work_file f JOIN entry e ON e.id = f.entry
CROSS JOIN unnest($2::text[], $3::text[], $4::text[], $5::int[]) AS r (role, key, type, side)
WHERE e.category = $1
"""
_BALLOTS = """
INSERT INTO ballot (id, panel_juror, entry, position, anchor, state, scores, flagged, version)
SELECT gen_random_uuid(), $1, id, row_number() OVER (ORDER BY id), false, 'open', '{}', false, 0
FROM entry WHERE category = $2
"""


@dataclass(frozen=True)
class Desk:
    """A juror's panel with all its works, and the cookie that opens it."""

    panel_id: uuid.UUID
    codes: list[str]
    criteria: list[str]
    cookie: str

    def address(self, code: str) -> str:
        return f"/jury/{self.panel_id}/{code}"


async def fill(slug: str, entries: dict[str, int]) -> dict[str, Desk]:
    """A contest under judgement with so many entries by category, all of them assigned to one juror of each panel."""
    store().put_bytes(TEXT_KEY, POEM, "text/plain")
    async with unit_of_work() as work:
        person_id = await ensure_person(work, name="Bench", email=f"{slug}@example.org")
    organiser = Actor(person_id=person_id, name="Bench", locale="vi", memberships=frozenset({(Role.ORGANISER, None)}))
    source = (
        Path(demo.__file__ or "")
        .with_name("contest.toml")
        .read_bytes()
        .replace(b"@example", f"@{slug}.example".encode())
    )
    contest_id = await contests.create_contest(organiser=organiser, source=source, slug=slug, opens_on=clock.now())
    await contests.advance(organiser=organiser, contest_id=contest_id, to=Stage.OPEN)
    await set_up_panels(organiser=organiser, contest_id=contest_id)
    view = await contest(id=contest_id)
    desks = {}
    for key, count in entries.items():
        criteria = [one.key for one in view.rules.category(key).criteria]
        desks[key] = await _desk(contest_id, view.category_ids[key], key, count, criteria)
    await fetch("UPDATE contest SET stage = 'judging' WHERE id = $1", contest_id)
    await fetch("ANALYZE")
    return desks


async def _desk(contest_id: uuid.UUID, category_id: uuid.UUID, key: str, count: int, criteria: list[str]) -> Desk:
    prefix = hashlib.sha256(category_id.bytes).hexdigest()[:6].upper()
    await fetch(_ENTRIES, contest_id, category_id, prefix, DETAILS[key], count)
    await fetch(_FILES, category_id, key.removesuffix("s"), FACTS[key])
    await fetch(_RENDITIONS, category_id, *_renditions(key))
    seat = (
        await fetch(
            "SELECT s.id, s.panel, s.person FROM panel_juror s JOIN panel p ON p.id = s.panel"
            " WHERE p.category = $1 AND s.number = 1",
            category_id,
        )
    )[0]
    await fetch(_BALLOTS, seat["id"], category_id)
    await fetch("UPDATE panel_juror SET assigned = $2 WHERE id = $1", seat["id"], count)
    async with unit_of_work() as work:
        session = await open_session(work, person_id=seat["person"])
    codes = [f"{prefix}-{number}" for number in range(1, count + 1)]
    return Desk(panel_id=seat["panel"], codes=codes, criteria=criteria, cookie=f"bv_session={session.token}")


def _renditions(key: str) -> tuple[list[str], list[str], list[str], list[int | None]]:
    """Roles, keys, types and sides: of a picture eight copies, of a poem its text."""
    if key == "poems":
        return ["text.txt"], [TEXT_KEY], ["text/plain"], [None]
    roles = [(f"{size}.{kind}", side) for size, side in SIDES.items() for kind in ("jpg", "webp")]
    names = [role for role, _ in roles]
    types = ["image/jpeg" if role.endswith("jpg") else "image/webp" for role in names]
    return (
        names,
        [f"renditions/{hashlib.sha256(role.encode()).hexdigest()}" for role in names],
        types,
        [side for _, side in roles],
    )
