"""Every page in Vietnamese: none of our own message ids is left in English on any of them, or in a letter.

The pages are those of the table of rights, so a new one is looked at as soon as it has its line there; its words are
those of the catalogue, so nothing has to be listed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import httpx
import pytest
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.response import Template
from litestar.routes import HTTPRoute

from judging.awards import service as awards
from judging.contests.enums import ORDER, Stage
from judging.db import fetch
from judging.exhibition import service as exhibition
from judging.web.actor import Actor, Role
from tests.cast import Marks, Play, entrant_of, make_actor, make_contest, make_entry, panel_of, sign_in, step
from tests.exhibition.showing import HALL
from tests.submissions.envelopes.making import make_full
from tests.web.foreign_words import english_among, english_in
from tests.web.rights_table import RIGHTS, Right, plain

STAGES = (Stage.DRAFT, Stage.OPEN, Stage.JUDGING, Stage.BOARD, Stage.APPROVED, Stage.ANNOUNCED)
#: Where one page has several faces.
MORE = {
    "/admin/{slug}/log": ("?check=1",),
    "/admin/{slug}/entries": ("?q=zzz", "?status=quarantined"),
    "/c/{slug}/works": ("?q=zzz", "?category=poems"),
}
#: Stages at which every page that there is then must have been looked at.
FULL = (Stage.JUDGING, Stage.ANNOUNCED)
STEPS = ("open", "invite", "close", "judge", "board", "compute", "announce")


@dataclass
class Walk:
    """A contest at a stage, everybody who has a page in it, and what was found on the pages."""

    play: Play
    people: dict[str, Actor | None]
    address: dict[str, str]
    reached: set[str] = field(default_factory=set)
    english: list[str] = field(default_factory=list)

    def paths(self, right: Right) -> list[str]:
        values = dict(self.address)
        if right.path.startswith("/jury"):
            values["code"] = values.get("blind_code", "")
        path = re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], "x"), right.path)
        if right.path == "/admin/{slug}/entries/{code}":
            return [path, path.replace(values.get("code", ""), values.get("other", ""))]
        if right.path == "/admin/{slug}/steps/{key}":
            return [f"/admin/{self.play.view.slug}/steps/{key}" for key in STEPS]
        return [path + more for more in ("", *MORE.get(right.path, ()))]

    def visitor(self, right: Right) -> Actor | None:
        """The one of those who may come that sees most."""
        if "anonymous" in right.who:
            return None
        return next((self.people[name] for name in self.people if name in right.who), None)

    def look(self, right: Right, answer: httpx.Response) -> None:
        if not answer.headers.get("content-type", "").startswith("text/html"):
            return
        if answer.status_code not in (403, 404):
            self.reached.add(right.path)
        assert '<html lang="vi"' in answer.text, right.line
        self.english += [f"{right.method} {answer.url}: {words}" for words in english_in(answer.text)]


async def make_walk(stage: Stage) -> Walk:
    """A poem and a painting tie; one file could not be used; from JUDGING on there is a hall, with pictures in it."""
    play = await make_contest(Stage.DRAFT if stage == Stage.DRAFT else Stage.OPEN)
    people: dict[str, Actor | None] = {
        "admin": await make_actor("Quản trị", Role.ORGANISER), "organiser": play.organiser, "board": play.board,
    }  # fmt: skip
    address = {"slug": play.view.slug, "category": "poems", "token": "x" * 43, "role": "text.txt", "key": "poems"}
    walk = Walk(play, people, address)
    if stage == Stage.DRAFT:
        return walk
    for category in ("poems", "poems", "poems", "paintings", "paintings"):
        await make_entry(play, category)
    await make_entry(play, "paintings", data=b"GIF89a\0\0\0", file_name="tranh.png")
    work, refused = play.of("poems")[0], play.entries[-1]
    people |= {"author": await entrant_of(work), "other-author": await entrant_of(refused)}
    people |= {"juror": play.jurors["lan"], "teacher": play.teacher}
    address |= {"code": work.receipt.code, "blind_code": work.blind_code, "other": refused.receipt.code}
    address["panel_id"] = str(await panel_of(play, "poems"))
    envelope = await make_full(play, play.teacher)
    address |= {"envelope_id": str(envelope.id), "row_id": str(envelope.row_id), "file_id": str(envelope.file_id)}
    for to in ORDER[ORDER.index(Stage.OPEN) + 1 : ORDER.index(stage) + 1]:
        await step(play, to, marks=marks_of(play) if stage == Stage.BOARD else None)
        if to == Stage.JUDGING:
            await exhibition.set_hall(organiser=play.organiser, contest_id=play.id, source=HALL)
            await exhibition.hang(organiser=play.organiser, contest_id=play.id)
        if to == stage == Stage.BOARD:
            await awards.compute(organiser=play.organiser, contest_id=play.id)
    return walk


def marks_of(play: Play) -> Marks:
    """Everybody gives every work the same, so that the board has ties to settle."""
    categories = {made.blind_code: made.category for made in play.entries}
    return lambda _, code: {one.key: 7 for one in play.view.rules.category(categories[code]).criteria}


def pages(app: Litestar) -> list[Right]:
    """The lines of the table whose handler makes a page from a template, and which somebody reaches."""
    found = []
    for route in app.routes:
        for handler in route.route_handlers if isinstance(route, HTTPRoute) else ():
            right = RIGHTS.get(("GET", plain(route.path)))
            if right and right.who and "GET" in handler.http_methods and _makes_a_page(handler):
                found.append(right)
    return found


def _makes_a_page(handler: HTTPRouteHandler) -> bool:
    returned = handler.parsed_fn_signature.return_type
    return any(one.is_subclass_of(Template) for one in (returned, *returned.inner_types))


async def read_everything(client: httpx.AsyncClient, walk: Walk, rights: list[Right]) -> None:
    for right in rights:
        await enter(client, walk.visitor(right))
        for path in walk.paths(right):
            walk.look(right, await client.get(path))


async def send_empty_forms(client: httpx.AsyncClient, walk: Walk) -> None:
    """What is said beside the fields, and of steps that cannot be taken now."""
    for right in (right for right in RIGHTS.values() if right.method == "POST"):
        await enter(client, walk.visitor(right))
        for path in walk.paths(right):
            walk.look(right, await client.post(path, data={"x": ""}))


async def enter(client: httpx.AsyncClient, person: Actor | None) -> None:
    client.cookies.clear()
    if person is not None:
        await sign_in(client, person)


@pytest.mark.parametrize("stage", STAGES)
async def test_no_page_says_our_own_words_in_english(
    browser_client: httpx.AsyncClient, app: Litestar, stage: Stage
) -> None:
    walk = await make_walk(stage)
    await read_everything(browser_client, walk, pages(app))
    await send_empty_forms(browser_client, walk)
    assert walk.english == []
    wanted = {right.path for right in pages(app) if stage in right.stages}
    assert len(wanted) > 10 or stage not in FULL
    assert stage not in FULL or wanted - walk.reached == set(), "nobody of this walk reaches these pages"


async def test_no_letter_says_our_own_words_in_english(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    author = await make_actor("Lò Thị Hương")
    await make_entry(play, "poems", actor=author)
    await browser_client.post("/sign-in?lang=en", data={"email": author.email})
    ours = f"@{play.view.slug}.example.org"
    letters = await fetch('SELECT subject, body FROM mail WHERE "to" LIKE $1 OR "to" = $2', f"%{ours}", author.email)
    assert len(letters) >= len(play.jurors) + 1
    for letter in letters:
        assert english_among([letter["subject"], *letter["body"].split("\n")]) == []


def test_english_is_found() -> None:
    page = '<p lang="vi">Trang <b title="Please choose a file.">này</b></p><p>Line 7 of the hall: có lỗi</p>'
    assert english_in(page) == ["Please choose", "Please choose a file", "Please choose a file.", "of the hall"]
    assert english_in('<p lang="en">Please choose a file.</p><textarea>Please choose a file.</textarea>') == []
