"""Who sees what, at every stage."""

from __future__ import annotations

import httpx
import pytest

from judging.contests.enums import ORDER, Stage
from tests.cast import Play, entrant_of, make_contest, outsider, sign_in

PAGES = (
    "",
    "/entries",
    "/jury",
    "/result",
    "/board",
    "/exhibition",
    "/print",
    "/rules",
    "/rules/contest.toml",
    "/log",
    "/log?check=1",
)
FOR_THE_BOARD = ("", "/result", "/board", "/rules", "/rules/contest.toml")


@pytest.mark.parametrize("stage", ORDER)
async def test_the_organiser_sees_every_page_at_every_stage(browser_client: httpx.AsyncClient, stage: Stage) -> None:
    play = await make_contest(stage)
    await sign_in(browser_client, play.organiser)
    for page in PAGES:
        for language in ("vi", "en"):
            answer = await browser_client.get(f"/admin/{play.view.slug}{page}", headers={"Accept-Language": language})
            assert answer.status_code == 200, (stage, page)
    assert (await browser_client.get("/admin")).text.count(f"/admin/{play.view.slug}") == 1


async def test_the_board_sees_the_result_and_the_rules_but_no_authors(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.BOARD)
    await sign_in(browser_client, play.board)
    for page in PAGES:
        answer = await browser_client.get(f"/admin/{play.view.slug}{page}")
        assert answer.status_code == (200 if page in FOR_THE_BOARD else 403), page
        assert "Thị Hương" not in answer.text
        if page in FOR_THE_BOARD:
            assert f"/admin/{play.view.slug}/entries" not in answer.text


async def test_the_secretary_sees_entries_but_takes_no_step(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.CHECKING)
    await sign_in(browser_client, play.secretary)
    assert (await browser_client.get(f"/admin/{play.view.slug}/entries")).status_code == 200
    assert "/steps/" not in (await browser_client.get(f"/admin/{play.view.slug}")).text
    assert (await browser_client.post(f"/admin/{play.view.slug}/jury/assign")).status_code == 403
    assert (await browser_client.get(f"/admin/{play.view.slug}/steps/judge")).status_code == 403


async def _pages(play: Play) -> list[str]:
    code = play.entries[0].receipt.code
    contest = f"/admin/{play.view.slug}"
    return [
        "/admin",
        "/admin/new",
        *(contest + page for page in PAGES),
        f"{contest}/entries/{code}",
        f"{contest}/entries/{code}/media/text.txt",
        f"{contest}/print/result.json",
        f"{contest}/steps/judge",
    ]


async def test_jurors_entrants_and_strangers_see_nothing(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.CHECKING)
    pages = await _pages(play)
    for page in pages:
        answer = await browser_client.get(page)
        assert (answer.status_code, answer.headers["location"][:13]) == (303, "/sign-in?next"), page
    for actor in (play.jurors["muon"], await entrant_of(play.entries[0]), play.teacher, await outsider()):
        await sign_in(browser_client, actor)
        for page in pages:
            assert (await browser_client.get(page)).status_code == 403, page


async def test_an_organiser_of_another_contest_sees_nothing_of_this_one(browser_client: httpx.AsyncClient) -> None:
    play, other = await make_contest(Stage.CHECKING), await make_contest(Stage.DRAFT)
    await sign_in(browser_client, other.organiser)
    for page in (await _pages(play))[2:]:
        assert (await browser_client.get(page)).status_code == 403, page
    assert play.view.slug not in (await browser_client.get("/admin")).text


async def test_what_is_not_there_is_not_found(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.BOARD)
    await sign_in(browser_client, play.organiser)
    contest = f"/admin/{play.view.slug}"
    for page in ("/admin/khong-co", f"{contest}/entries/XX-0000", f"{contest}/entries/XX-0000/media/text.txt"):
        assert (await browser_client.get(page)).status_code == 404, page
    assert (await browser_client.post(f"{contest}/jury/assign/dances")).status_code == 404
    assert (await browser_client.post(f"{contest}/result/ties/poems/1")).status_code == 404


@pytest.mark.parametrize("page", ["", "/entries", "/jury", "/result", "/board", "/exhibition", "/print", "/log"])
async def test_the_number_of_statements_does_not_grow_with_the_works(
    browser_client: httpx.AsyncClient, statements: list[str], page: str
) -> None:
    counted = []
    for works in (1, 4):
        play = await make_contest(Stage.BOARD, entries={"poems": works, "paintings": works})
        await sign_in(browser_client, play.organiser)
        await browser_client.get(f"/admin/{play.view.slug}{page}")
        statements.clear()
        assert (await browser_client.get(f"/admin/{play.view.slug}{page}")).status_code == 200
        counted.append(len(statements))
    assert counted[0] == counted[1]
    assert counted[0] <= 14
