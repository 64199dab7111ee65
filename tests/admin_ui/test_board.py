"""The board's room: works side by side by blind code, for the board and the organisers alone, once scores are open."""

from __future__ import annotations

import re

import httpx

from judging.awards import queries, service
from judging.contests.enums import Stage
from judging.contests.service import advance
from judging.db import fetch
from tests.cast import Play, entrant_of, make_ballots, make_contest, outsider, sign_in


async def computed(**entries: int) -> Play:
    play = await make_contest(Stage.BOARD, entries=entries or {"poems": 3})
    await service.compute(organiser=play.organiser, contest_id=play.id)
    return play


async def tied() -> Play:
    play = await make_contest(
        Stage.BOARD, entries={"poems": 3}, marks=lambda juror, code: {"content": 8, "language": 6}
    )
    await service.compute(organiser=play.organiser, contest_id=play.id)
    return play


async def test_the_room_is_empty_while_scores_are_sealed(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.JUDGING)
    await sign_in(browser_client, play.board)
    page = await browser_client.get(f"/admin/{play.view.slug}/board")
    assert page.status_code == 200
    assert play.entries[0].blind_code not in page.text
    compare = f"/admin/{play.view.slug}/board/compare/poems?works={play.entries[0].blind_code}"
    assert (await browser_client.get(compare)).status_code == 409
    copy = f"/admin/{play.view.slug}/board/works/{play.entries[0].blind_code}/media/text.txt"
    assert (await browser_client.get(copy)).status_code == 409


async def test_tied_works_are_seen_before_they_are_put_in_an_order(browser_client: httpx.AsyncClient) -> None:
    play = await tied()
    await sign_in(browser_client, play.board)
    path = f"/admin/{play.view.slug}/result/ties/poems/1"
    assert path in (await browser_client.get(f"/admin/{play.view.slug}/board")).text
    page = (await browser_client.get(path)).text
    for made in play.entries:
        assert made.blind_code in page
        assert made.receipt.code not in page
        assert f"place-{made.id}" in page
    assert "dòng hai" in page  # the poems themselves
    assert page.count("bằng nhau ở mọi bài") == 3  # the score, content, language
    assert "8,00" in page
    assert "6,00" in page
    assert "Thị Hương" not in page
    places = {f"place-{made.id}": str(place) for place, made in enumerate(play.entries, 1)}
    settled = await browser_client.post(path, data={**places, "statement": "Bút pháp."})
    assert (settled.status_code, settled.headers["location"]) == (303, f"/admin/{play.view.slug}/board")
    assert (await browser_client.get(path)).status_code == 404


async def test_a_border_leads_to_the_works_on_either_side(browser_client: httpx.AsyncClient) -> None:
    """The two jurors see it differently, so that whoever comes second may as well come first."""
    play = await make_contest(Stage.JUDGING, entries={"poems": 3})
    views = {"muon": (9, 6, 5), "lan": (5, 7, 7), "nga": (5, 7, 7)}
    codes = [made.blind_code for made in play.entries]

    def marks(juror: str, code: str) -> dict[str, int]:
        return dict.fromkeys(("content", "language"), views[juror][codes.index(code)])

    await make_ballots(play, marks)
    await advance(organiser=play.organiser, contest_id=play.id, to=Stage.BOARD)
    await service.compute(organiser=play.organiser, contest_id=play.id)
    await sign_in(browser_client, play.board)
    page = (await browser_client.get(f"/admin/{play.view.slug}/board")).text
    links = re.findall(r'href="([^"]+/board/compare/poems\?works=[^"]+)"', page)
    assert links
    for link in links:
        named = link.partition("works=")[2].split("+")
        assert len(named) >= 2
        beside = await browser_client.get(link)
        assert beside.status_code == 200
        assert {code for code in codes if f'id="{code}"' in beside.text} == set(named)


async def test_only_works_of_this_result_are_shown(browser_client: httpx.AsyncClient) -> None:
    play, other = await computed(), await computed()
    await sign_in(browser_client, play.board)
    path = f"/admin/{play.view.slug}/board/compare"
    code, foreign = play.entries[0].blind_code, other.entries[0].blind_code
    assert (await browser_client.get(f"{path}/poems?works={code.lower()}")).status_code == 200
    for wrong in (f"poems?works={foreign}", f"poems?works={code}+{foreign}", f"dances?works={code}"):
        assert (await browser_client.get(f"{path}/{wrong}")).status_code == 404, wrong
    for wrong in (f"{foreign}/media/text.txt", f"{code}/media/original", f"{code}/media/none.webp"):
        copy = await browser_client.get(f"/admin/{play.view.slug}/board/works/{wrong}")
        assert copy.status_code == 404, wrong


async def test_copies_are_for_the_board_and_the_organisers(browser_client: httpx.AsyncClient) -> None:
    play = await computed(paintings=2)
    made = play.entries[0]
    rows = await fetch(
        "SELECT r.role FROM rendition r JOIN work_file f ON f.id = r.file WHERE f.entry = $1 ORDER BY r.role", made.id
    )
    copies = [f"/admin/{play.view.slug}/board/works/{made.blind_code}/media/{row['role']}" for row in rows]
    assert len(copies) > 4
    for person in (play.board, play.organiser):
        await sign_in(browser_client, person)
        for copy in copies:
            answer = await browser_client.get(copy)
            assert (answer.status_code, answer.headers["cache-control"][:7]) == (200, "private"), copy
    other = await computed()
    people = (play.secretary, play.jurors["lan"], play.teacher, await entrant_of(made), await outsider(), other.board)
    for stranger in people:
        await sign_in(browser_client, stranger)
        assert (await browser_client.get(copies[0])).status_code == 403


async def test_the_room_after_the_signature(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.APPROVED)
    await sign_in(browser_client, play.board)
    assert (await browser_client.get(f"/admin/{play.view.slug}/board")).status_code == 200
    codes = "+".join(one.blind_code for one in (await queries.result(play.view)).categories[-1].entries)
    page = await browser_client.get(f"/admin/{play.view.slug}/board/compare/poems?works={codes}")
    assert page.status_code == 200
    assert "Thị Hương" not in page.text
