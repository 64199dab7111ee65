"""Invitations, assignment and conflicts."""

from __future__ import annotations

import httpx

from judging.contests.enums import Stage
from judging.db import fetch
from tests.cast import CONTEST, make_ballots, make_contest, make_entry, sign_in, step


async def test_invitations_are_sent_once(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    await sign_in(browser_client, play.organiser)
    jury = f"/admin/{play.view.slug}/jury"
    for _ in range(2):
        assert (await browser_client.post(f"{jury}/invite")).status_code == 303
    page = (await browser_client.get(jury)).text
    for juror in play.jurors.values():
        assert juror.name in page
        assert str(juror.email) in page
    assert "/jury/invite" not in page


async def test_works_are_assigned_and_the_assignment_explains_itself(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.CHECKING, entries={"poems": 3})
    await sign_in(browser_client, play.organiser)
    jury = f"/admin/{play.view.slug}/jury"
    assert "Phân 3 bài" in (await browser_client.get(jury)).text
    assert (await browser_client.post(f"{jury}/assign/poems")).status_code == 303
    page = (await browser_client.get(jury)).text
    assert "Cách phân bài" in page
    assert "được, giữa tất cả" in page
    assert f"{jury}/assign/poems" in page  # may be drawn anew


async def test_what_has_begun_is_not_drawn_anew(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.JUDGING)
    await make_ballots(play, finish=False)
    await sign_in(browser_client, play.organiser)
    jury = f"/admin/{play.view.slug}/jury"
    assert f"{jury}/assign/poems" not in (await browser_client.get(jury)).text
    answer = await browser_client.post(f"{jury}/assign/poems")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text


async def test_conflicts_stand_by_blind_code(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    for unit in ("Trường THCS Chiềng An", "Phường Tô Hiệu", "Phường Tô Hiệu"):
        await make_entry(play, "poems", unit=unit)
    await step(play, Stage.CHECKING)
    await sign_in(browser_client, play.organiser)
    answer = await browser_client.post(f"/admin/{play.view.slug}/jury/assign")
    page = (
        answer.text if answer.status_code == 409 else (await browser_client.get(f"/admin/{play.view.slug}/jury")).text
    )
    rows = await fetch(
        "SELECT e.blind_code FROM conflict c JOIN entry e ON e.id = c.entry WHERE e.contest = $1", play.id
    )
    for row in rows:
        assert row["blind_code"] in page
    assert "Thị Hương" not in page


async def test_an_impossible_assignment_says_what_to_relax(browser_client: httpx.AsyncClient) -> None:
    source = CONTEST.replace('conflicts = ["Trường THCS Chiềng An"]', 'conflicts = ["Phường Tô Hiệu"]')
    play = await make_contest(Stage.CHECKING, entries={"poems": 1}, source=source)
    judging = play.view.rules.final_round.judging("poems")
    await sign_in(browser_client, play.organiser)
    answer = await browser_client.post(f"/admin/{play.view.slug}/jury/assign/poems")
    if judging.ballots == "all":
        assert answer.status_code == 409
        assert play.entries[0].blind_code in answer.text
        assert "Chưa có gì thay đổi" in answer.text
    else:
        assert answer.status_code == 303


async def test_nothing_to_assign_is_said(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.CHECKING, entries={"poems": 1})
    await sign_in(browser_client, play.organiser)
    answer = await browser_client.post(f"/admin/{play.view.slug}/jury/assign/paintings")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
