"""From stage to stage, as an organiser does it on the page."""

from __future__ import annotations

import httpx
import pytest

from judging.accounts.queries import letters
from judging.contests.enums import Stage
from tests.cast import Play, _jurors, make_ballots, make_contest, make_entry, sign_in

NEXT = {
    Stage.DRAFT: "open",
    Stage.OPEN: "close",
    Stage.JUDGING: "board",
    Stage.BOARD: "compute",
    Stage.APPROVED: "announce",
}


async def take(client: httpx.AsyncClient, play: Play, key: str, confirm: str | None = None) -> httpx.Response:
    data = {"confirm": play.view.slug if confirm is None else confirm}
    return await client.post(f"/admin/{play.view.slug}/steps/{key}", data=data)


async def test_a_contest_goes_all_the_way_by_its_pages(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.DRAFT)
    contest = f"/admin/{play.view.slug}"
    await sign_in(browser_client, play.organiser)
    assert (await take(browser_client, play, "open")).headers["location"] == contest
    assert (await play.refresh()).stage == Stage.OPEN
    assert (await browser_client.post(f"{contest}/steps/invite")).headers["location"] == f"{contest}/jury"
    assert any(play.view.slug in letter.to for letter in await letters(50))
    for _ in range(2):
        await make_entry(play, "poems")
    await take(browser_client, play, "close")
    assert "2 bài chưa có giám khảo" in (await browser_client.get(contest)).text
    assert (await browser_client.post(f"{contest}/jury/assign")).status_code == 303
    assert (await take(browser_client, play, "judge")).status_code == 303
    assert (await play.refresh()).stage == Stage.JUDGING
    await _judge(play)
    assert (await take(browser_client, play, "board")).status_code == 303
    assert (await take(browser_client, play, "compute")).headers["location"] == f"{contest}/result"
    sha256 = (await browser_client.get(f"{contest}/result")).text.split('name="list_sha256" value="')[1][:64]
    signed = await browser_client.post(
        f"{contest}/result/sign", data={"list_sha256": sha256, "confirm": sha256[:6].upper(), "statement": "Nhất trí."}
    )
    assert signed.status_code == 303
    assert (await take(browser_client, play, "announce")).headers["location"] == f"{contest}/print"
    assert (await play.refresh()).stage == Stage.ANNOUNCED
    page = (await browser_client.get(contest)).text
    assert "/steps/" not in page
    assert "Mọi kết quả đã công khai" in page


async def _judge(play: Play) -> None:
    play.jurors = await _jurors(play.id)
    await make_ballots(play)


@pytest.mark.parametrize("stage", list(NEXT))
async def test_each_stage_offers_its_one_next_step(browser_client: httpx.AsyncClient, stage: Stage) -> None:
    play = await make_contest(stage)
    await sign_in(browser_client, play.organiser)
    page = (await browser_client.get(f"/admin/{play.view.slug}")).text
    assert f"/steps/{NEXT[stage]}" in page
    assert page.count('class="button main"') == 1


async def test_a_step_that_cannot_be_undone_must_be_typed(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.DRAFT)
    await sign_in(browser_client, play.organiser)
    shown = await browser_client.get(f"/admin/{play.view.slug}/steps/open")
    assert play.view.rules_sha256 in shown.text
    answer = await take(browser_client, play, "open", confirm="mở")
    assert answer.status_code == 422
    assert f"Bạn hãy gõ “{play.view.slug}” để xác nhận." in answer.text
    assert (await play.refresh()).stage == Stage.DRAFT


async def test_an_old_page_takes_no_step_twice(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    await sign_in(browser_client, play.organiser)
    for key in ("open", "judge", "announce", "nothing"):
        assert (await take(browser_client, play, key)).status_code == 409
    assert (await play.refresh()).stage == Stage.OPEN


async def test_the_overview_tells_counts_and_never_marks(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 2})
    await make_ballots(play, lambda juror, code: {"content": 7, "language": 9}, finish=False)
    await sign_in(browser_client, play.organiser)
    page = (await browser_client.get(f"/admin/{play.view.slug}")).text
    panel = next(one for one in play.view.rules.panels if one.category == "poems")
    total = 2 * len(panel.jurors)
    assert f"{total} / {total}" in page
    for path in ("", "/jury", "/result"):
        text = (await browser_client.get(f"/admin/{play.view.slug}{path}")).text
        assert "8,00" not in text
        assert "niêm phong" in text


async def test_what_needs_a_person_is_counted(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    await make_entry(play, "paintings", data=b"no picture at all")
    await make_entry(play, "poems", checked=False)
    await sign_in(browser_client, play.organiser)
    page = (await browser_client.get(f"/admin/{play.view.slug}")).text
    assert '<span class="count">1</span><a href="/admin/' in page
    assert "Tệp không nhận được" in page
    assert "Tệp đang được kiểm tra" in page
