"""Every page for every person: WCAG 2.2 AA by axe-core, and no sideways scrolling on a phone.

Each page is opened on a phone in Vietnamese and at a desk in English, once light and once dark, which way round
alternates from page to page.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from judging.accounts.service import open_session
from judging.awards import service as awards
from judging.awards.deliberation.enums import Kind
from judging.awards.deliberation.proposals import Wish
from judging.awards.study.service import study_result
from judging.contests.enums import Stage
from judging.db import unit_of_work
from judging.exhibition import service as exhibition
from judging.scoring.queries import my_panels
from judging.submissions.checkin import Arrival, check_in
from judging.web.actor import Actor, Role
from tests.awards.deliberation.board import Board
from tests.cast import Play, entrant_of, make_actor, make_contest, make_entry, panel_of
from tests.e2e.conftest import DESK, PHONE, Site
from tests.e2e.kinds import four_kinds
from tests.submissions.envelopes.making import make_full
from tests.submissions.likeness.painting import painting, saved
from tests.submissions.likeness.test_texts import POEM

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async tags => {
    const found = await axe.run(document, { runOnly: { type: "tag", values: tags } });
    return found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.target.join(" ")} ${node.any.map(any => any.message).join("; ")}`));
}"""  # noqa: E501
UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
WIDTH = "() => [document.documentElement.scrollWidth, innerWidth]"
SHOWN = ("result", "exhibition", "print", "log", "rules")
HALL = 'centre_line = 145\ngap = 20\n\n[[wall]]\nname = "Tường bắc"\nwidth = 600\nheight = 300\n'


@dataclass(frozen=True)
class Stop:
    """A page and who looks at it."""

    path: str
    who: Actor | None = None


async def _school(play: Play) -> list[Stop]:
    """A teacher's pages, with a refused roster and a file that belongs to nobody."""
    full, address = await make_full(play, play.teacher), f"/c/{play.view.slug}/school"
    own = f"/envelopes/{full.id}"
    pages = [Stop(path, play.teacher) for path in (address, "/envelopes", own, f"{own}/rows/{full.row_id}")]
    return [Stop(address), *pages, Stop(f"/admin/{play.view.slug}/envelopes", play.secretary)]


@pytest.fixture(scope="module")
async def stops(site: Site) -> list[Stop]:
    """Every type of page, from contests at four stages."""
    draft = await make_contest(Stage.DRAFT)
    opened = await make_contest(Stage.OPEN)
    bad = await make_entry(opened, "paintings", data=b"\xff\xd8 no picture", file_name="hong.jpg")
    judged = await make_contest(Stage.JUDGING, entries={"paintings": 3, "poems": 2})
    board = await make_contest(Stage.BOARD, entries={"paintings": 3, "poems": 2})
    await awards.compute(organiser=board.organiser, contest_id=board.id)
    await study_result(board.id)
    shown = await make_contest(Stage.APPROVED, entries={"paintings": 4, "poems": 2})
    await exhibition.set_hall(organiser=shown.organiser, contest_id=shown.id, source=HALL)
    await exhibition.hang(organiser=shown.organiser, contest_id=shown.id)
    announced = await _announced()
    kinds = await four_kinds(Stage.JUDGING)
    heard = await four_kinds(Stage.ANNOUNCED)
    return [
        *(Stop(path) for path in ("/", "/sign-in", "/entry/sign-in", "/no-such-page", "/mailbox")),
        *(Stop(f"/c/{opened.view.slug}{tail}") for tail in ("", "/enter", "/enter/paintings", "/enter/poems")),
        Stop(f"/entry/{bad.receipt.code}", await entrant_of(bad)),
        Stop("/my", await entrant_of(bad)),
        *(await _school(opened)),
        *(await _jury(judged)),
        *[await _judged(kinds, category) for category in ("songs", "initiatives")],
        Stop("/admin/new", await make_actor("Hoa", Role.ORGANISER)),
        Stop("/admin", opened.organiser),
        Stop(f"/admin/{draft.view.slug}", draft.organiser),
        Stop(f"/admin/{draft.view.slug}/steps/open", draft.organiser),
        Stop(f"/admin/{opened.view.slug}/entries", opened.secretary),
        Stop(f"/admin/{opened.view.slug}/entries/{bad.receipt.code}", opened.secretary),
        *await _originals(opened),
        Stop(f"/admin/{judged.view.slug}", judged.organiser),
        Stop(f"/admin/{judged.view.slug}/jury", judged.organiser),
        Stop(f"/admin/{judged.view.slug}/result", judged.board),
        Stop(f"/admin/{board.view.slug}/result", board.board),
        Stop(f"/admin/{judged.view.slug}/quality", judged.board),
        Stop(f"/admin/{shown.view.slug}/quality", shown.organiser),
        Stop(f"/admin/{board.view.slug}/quality", board.board),
        *(await _board_room(board)),
        *(Stop(f"/admin/{shown.view.slug}/{page}", shown.organiser) for page in SHOWN),
        *_public(announced),
        Stop(f"/c/{heard.view.slug}"),
        *(Stop(f"/c/{heard.view.slug}/works?category={one}") for one in ("songs", "initiatives")),
        *(Stop(f"/c/{heard.view.slug}/works/{heard.of(one)[0].receipt.code}") for one in ("songs", "initiatives")),
    ]  # fmt: skip


async def _board_room(play: Play) -> list[Stop]:
    """The room with a motion that was carried and one that is open, and works of each kind side by side."""
    await awards.compute(organiser=play.organiser, contest_id=play.id)
    board = Board(play, [])
    await board.meets()
    codes = [made.blind_code for made in play.of("poems")]
    number = await board.propose(Wish(Kind.EXCHANGE, "poems", code=codes[0], other=codes[1]))
    await board.votes(number, "for")
    await board.close(number)
    await board.propose(Wish(Kind.NOT_AWARDED, "poems", tier="first"))
    room = f"/admin/{play.view.slug}/board"
    return [
        Stop(room, play.board),
        *(
            Stop(f"{room}/compare/{key}?works={'+'.join(made.blind_code for made in play.of(key))}", play.board)
            for key in ("paintings", "poems")
        ),
    ]


async def _originals(play: Play) -> list[Stop]:
    """Check-in with one original here and one not, two pairs of works that are alike, and the page of a new PIN."""
    for _ in range(2):
        await make_entry(play, "poems", data=POEM.encode())
        await make_entry(play, "paintings", data=saved(painting(1)), file_name="tranh.jpg")
    here, absent = await make_entry(play, "paintings"), await make_entry(play, "paintings")
    code = here.receipt.code
    await check_in(actor=play.secretary, contest_id=play.id, code=code, arrival=Arrival(shelf="B2"))
    tails = (
        "alike",
        f"checkin?done={code}",
        "checkin/missing",
        f"checkin/{absent.receipt.code}",
        f"entries/{code}/pin",
    )
    return [Stop(f"/admin/{play.view.slug}/{tail}", play.secretary) for tail in tails]


async def _announced() -> Play:
    play = await make_contest(Stage.ANNOUNCED, entries={"paintings": 4, "poems": 2})
    await exhibition.set_hall(organiser=play.organiser, contest_id=play.id, source=HALL)
    await exhibition.hang(organiser=play.organiser, contest_id=play.id)
    return play


async def _jury(play: Play) -> list[Stop]:
    juror = play.jurors["muon"]
    poems, paintings = await panel_of(play, "poems"), await panel_of(play, "paintings")
    code = play.of("poems")[0].blind_code
    painter = play.jurors["lan"]
    seat = next(one for one in await my_panels(painter) if one.panel_id == paintings)
    return [
        Stop("/jury", juror),
        Stop(f"/jury/{poems}", juror),
        Stop(f"/jury/{poems}/{code}", juror),
        Stop(f"/jury/{poems}/{code}/abstain", juror),
        Stop(f"/jury/{paintings}", painter),
        Stop(f"/jury/{paintings}/{seat.next_code}", painter),
    ]


async def _judged(play: Play, category: str) -> Stop:
    """A juror's page of the category's only work."""
    panel = await panel_of(play, category)
    key = next(panel.jurors[0] for panel in play.view.rules.panels if panel.category == category)
    return Stop(f"/jury/{panel}/{play.of(category)[0].blind_code}", play.jurors[key])


def _public(play: Play) -> list[Stop]:
    base = f"/c/{play.view.slug}"
    codes = [play.of(category)[0].receipt.code for category in ("paintings", "poems")]
    tails = ("", "/winners", "/check", "/wall", "/works?category=paintings", "/works?category=poems")
    return [*(Stop(base + tail) for tail in tails), *(Stop(f"{base}/works/{code}") for code in codes)]


@pytest.fixture
async def desk(site: Site) -> AsyncIterator[Page]:
    async with site.visitor(lang="en", viewport=DESK) as page:
        yield page


@pytest.fixture
async def phone(site: Site) -> AsyncIterator[Page]:
    async with site.visitor(lang="vi", viewport=PHONE) as page:
        yield page


async def _open(site: Site, page: Page, stop: Stop, theme: str) -> None:
    context = page.context
    await context.clear_cookies(name="bv_session")
    if stop.who is not None:
        async with unit_of_work() as work:
            opened = await open_session(work, person_id=stop.who.person_id, entry_id=stop.who.entry_id)
        await site.remember(context, bv_session=opened.token)
    await site.remember(context, theme=theme)
    answer = await page.goto(stop.path)
    assert answer is not None
    assert answer.status == (404 if "no-such" in stop.path else 200), stop.path


async def _violations(page: Page) -> list[Any]:
    await page.evaluate(AXE.read_text("utf-8"))
    found: list[Any] = await page.evaluate(RUN, TAGS)
    return found


async def test_pages_are_accessible_and_fit_a_phone(site: Site, stops: list[Stop], desk: Page, phone: Page) -> None:
    wrong: list[str] = []
    for number, stop in enumerate(stops):
        themes = ("light", "dark") if number % 2 else ("dark", "light")
        for page, theme in zip((phone, desk), themes, strict=True):
            await _open(site, page, stop, theme)
            await page.evaluate(UNFOLD)
            where = f"{stop.path} {page.viewport_size['width'] if page.viewport_size else ''} {theme}"
            wrong += [f"{where}: {one}" for one in await _violations(page)]
            wide, screen = await page.evaluate(WIDTH)
            if wide > screen:
                wrong.append(f"{where}: {wide} points wide on a screen of {screen}")
    assert not wrong, "\n".join(wrong)
    assert site.told == []
