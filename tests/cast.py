"""People, contests and works for the tests, made through the rooms' own verbs.

`play = await make_contest(stage=Stage.JUDGING)` is a contest of its own, with its own people: tests share one database
and never meet. Its dates lie around today, so no clock has to be set.
"""

from __future__ import annotations

import io
import itertools
import tempfile
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from PIL import Image

from judging import clock
from judging.accounts.service import ensure_person, grant, open_session
from judging.awards import queries as results
from judging.awards import service as awards
from judging.contests import service as contests
from judging.contests.enums import ORDER, Stage
from judging.contests.queries import ContestView, contest
from judging.db import fetch, unit_of_work
from judging.scoring import panels, service
from judging.submissions import processing, uploads
from judging.submissions import service as submissions
from judging.submissions.rules import NewEntry
from judging.submissions.service import Receipt
from judging.web.actor import Actor, Role

DATA = Path(__file__).parent / "data"
CONTEST = (DATA / "contest.toml").read_text("utf-8")
FAMILIES = ("Lò", "Cà", "Quàng", "Tòng", "Lường", "Giàng", "Hoàng", "Vì")
_count = itertools.count(1)

Marks = Callable[[str, str], Mapping[str, int] | None]


@dataclass
class Made:
    """A work as it came in, and what the jury calls it."""

    receipt: Receipt
    blind_code: str
    category: str

    @property
    def id(self) -> uuid.UUID:
        return self.receipt.entry_id


@dataclass
class Play:
    """A contest and its people. `view` is as of the last step made through this object."""

    view: ContestView
    organiser: Actor  # Hoa
    secretary: Actor
    board: Actor
    teacher: Actor
    jurors: dict[str, Actor] = field(default_factory=dict)  # muon, lan, nga
    entries: list[Made] = field(default_factory=list)

    @property
    def id(self) -> uuid.UUID:
        return self.view.id

    def of(self, category: str) -> list[Made]:
        return [made for made in self.entries if made.category == category]

    async def refresh(self) -> ContestView:
        self.view = await contest(id=self.view.id)
        return self.view


async def make_actor(name: str, *roles: Role, contest_id: uuid.UUID | None = None) -> Actor:
    """A person nobody else knows, with these roles in a contest (in all of them without one)."""
    email = f"{uuid.uuid4().hex}@example.org"
    async with unit_of_work() as work:
        person_id = await ensure_person(work, name=name, email=email)
        for role in roles:
            await grant(work, person_id=person_id, role=role, contest_id=contest_id)
    held = frozenset((role, contest_id) for role in roles)
    return Actor(person_id=person_id, name=name, locale="vi", memberships=held, email=email)


async def outsider() -> Actor:
    """Signed in, but with no role anywhere."""
    return await make_actor("Người ngoài cuộc")


async def make_contest(
    stage: Stage = Stage.OPEN,
    *,
    entries: Mapping[str, int] | None = None,
    source: str = CONTEST,
    marks: Marks | None = None,
) -> Play:
    """A contest from a contest file, brought to a stage. `entries` is how many accepted works each category gets
    (3 poems where the stage lies after OPEN); `marks(juror key, blind code)` fills the ballots in on the way to BOARD.
    """
    founder = await make_actor("Hoa", Role.ORGANISER)
    slug = f"c{next(_count)}-{uuid.uuid4().hex[:8]}"
    contest_id = await contests.create_contest(
        organiser=founder,
        source=source.replace("@example.org", f"@{slug}.example.org").encode(),
        slug=slug,
        opens_on=clock.now() - timedelta(days=10),
    )
    play = Play(
        view=await contest(id=contest_id),
        organiser=await make_actor("Hoa", Role.ORGANISER, contest_id=contest_id),
        secretary=await make_actor("Thư ký", Role.SECRETARY, contest_id=contest_id),
        board=await make_actor("Hội đồng", Role.BOARD, contest_id=contest_id),
        teacher=await make_actor("Cô giáo Hà", Role.TEACHER, contest_id=contest_id),
    )
    if stage == Stage.DRAFT:
        return play
    await step(play, Stage.OPEN)
    if entries is None:
        entries = {} if stage == Stage.OPEN else {"poems": 3}
    for category, count in entries.items():
        for _ in range(count):
            await make_entry(play, category)
    for to in ORDER[ORDER.index(Stage.OPEN) + 1 : ORDER.index(stage) + 1]:
        await step(play, to, marks=marks)
    return play


async def step(play: Play, to: Stage, *, marks: Marks | None = None) -> None:
    """One step on, with the work that belongs to it: jurors invited, ballots drawn, filled in, the list signed."""
    if to == Stage.JUDGING:
        for category in dict.fromkeys(made.category for made in play.entries):
            await panels.assign_category(organiser=play.organiser, contest_id=play.id, category_key=category, seed=1)
    if to == Stage.BOARD:
        await make_ballots(play, marks)
    if to == Stage.APPROVED:
        await awards.compute(organiser=play.organiser, contest_id=play.id)
        seen = (await results.result(await play.refresh())).list_sha256
        await awards.approve(member=play.board, contest_id=play.id, list_sha256=seen, statement="Nhất trí.")
    elif to == Stage.ANNOUNCED:
        await awards.announce(organiser=play.organiser, contest_id=play.id)
    else:
        await contests.advance(organiser=play.organiser, contest_id=play.id, to=to)
    if to == Stage.OPEN:
        await panels.set_up_panels(organiser=play.organiser, contest_id=play.id)
        play.jurors = await _jurors(play.id)
    await play.refresh()


async def _jurors(contest_id: uuid.UUID) -> dict[str, Actor]:
    rows = await fetch(
        "SELECT DISTINCT s.juror_key, n.id, n.name, n.email FROM panel_juror s JOIN panel p ON p.id = s.panel"
        " JOIN person n ON n.id = s.person WHERE p.contest = $1",
        contest_id,
    )
    held = frozenset({(Role.JUROR, contest_id)})
    return {
        row["juror_key"]: Actor(
            person_id=row["id"], name=row["name"], locale="vi", memberships=held, email=row["email"]
        )
        for row in rows
    }


def png(width: int = 160, height: int = 120, colour: str = "seagreen") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()


async def upload(play: Play, data: bytes, name: str) -> uuid.UUID:
    """Bytes that have arrived and wait for their entry."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        return (await uploads.receive(contest_id=play.id, path=Path(file.name), name=name)).id


async def make_entry(
    play: Play,
    category: str = "poems",
    *,
    data: bytes | None = None,
    file_name: str | None = None,
    checked: bool = True,
    actor: Actor | None = None,
    **changes: Any,
) -> Made:
    """A work of its own author (Hương of some family), sent in and, with `checked`, read by the machine as in a worker.

    `changes` are fields of NewEntry: name=…, unit=…, teacher=…, name_mode=….
    """
    number = next(_count)
    if data is None:
        data = (
            png(colour=f"#{number % 0xFFFFFF:06x}") if category == "paintings" else f"Thơ {number}\ndòng hai\n".encode()
        )
    details = {"technique": "Màu nước", "width_cm": "40", "height_cm": "30"} if category == "paintings" else {}
    given: dict[str, Any] = {
        "category_key": category,
        "title": f"Bài {number}",
        "name": f"{FAMILIES[number % len(FAMILIES)]} Thị Hương",
        "unit": "Phường Tô Hiệu",
        "birth_year": play.view.rules.timeline.deadline.year - 20,
        "language": None if category == "paintings" else "vi",
        "details": details,
        "consents": frozenset({"rules", "publication"}),
    }
    upload_id = await upload(play, data, file_name or ("tranh.png" if category == "paintings" else "tho.txt"))
    receipt = await submissions.submit_entry(
        actor=actor, contest_id=play.id, entry=NewEntry(**{**given, **changes}), upload_id=upload_id
    )
    if checked:
        await processing.process_file(upload_id)
    rows = await fetch("SELECT blind_code FROM entry WHERE id = $1", receipt.entry_id)
    made = Made(receipt, rows[0]["blind_code"], category)
    play.entries.append(made)
    return made


async def entrant_of(made: Made) -> Actor:
    """The author, come in by code and PIN: acts for that entry alone."""
    rows = await fetch("SELECT person, name FROM authorship WHERE entry = $1", made.id)
    return Actor(
        person_id=rows[0]["person"],
        name=rows[0]["name"],
        locale="vi",
        memberships=frozenset({(Role.ENTRANT, None)}),
        entry_id=made.id,
    )


async def panel_of(play: Play, category: str) -> uuid.UUID:
    rows = await fetch("SELECT id FROM panel WHERE category = $1", play.view.category_ids[category])
    found: uuid.UUID = rows[0]["id"]
    return found


async def make_ballots(play: Play, marks: Marks | None = None, *, finish: bool = True) -> None:
    """Every juror fills in every open ballot: `marks` gives the marks by criterion, None for an abstention.

    Without `marks` the first work of a category gets nines, the second eights, and so on.
    """
    places = {made.blind_code: play.of(made.category).index(made) for made in play.entries}
    rows = await fetch(
        "SELECT s.panel, s.juror_key, e.blind_code, c.key AS category FROM ballot b"
        " JOIN panel_juror s ON s.id = b.panel_juror JOIN entry e ON e.id = b.entry"
        " JOIN category c ON c.id = e.category"
        " WHERE e.contest = $1 AND b.state IN ('open', 'draft') ORDER BY s.juror_key, b.position",
        play.id,
    )
    for row in rows:
        juror, code = play.jurors[row["juror_key"]], row["blind_code"]
        criteria = play.view.rules.category(row["category"]).criteria
        given = marks(row["juror_key"], code) if marks else {one.key: max(0, 9 - places[code]) for one in criteria}
        if given is None:
            await service.abstain(juror=juror, panel_id=row["panel"], blind_code=code, reason="Tôi không rõ.")
        else:
            await service.submit_ballot(juror=juror, panel_id=row["panel"], blind_code=code, scores=given)
    if finish:
        for panel_id, key in sorted({(row["panel"], row["juror_key"]) for row in rows}):
            await service.finish(juror=play.jurors[key], panel_id=panel_id)


async def sign_in(client: httpx.AsyncClient, actor: Actor) -> None:
    """Gives the client this person's session, replacing the one it had."""
    async with unit_of_work() as work:
        opened = await open_session(work, person_id=actor.person_id, entry_id=actor.entry_id)
    client.cookies.set("bv_session", opened.token, domain="testserver.local")
