"""The secretary's desk in the browser."""

from __future__ import annotations

import httpx

from judging import audit
from judging.contests.enums import Stage
from judging.db import fetch
from tests.cast import make_contest, make_entry, sign_in


async def test_search_needs_no_diacritics_and_filters_narrow(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    found = await make_entry(play, "poems", name="Đặng Thị Ổn", unit="Trường THCS Chiềng Lề", title="Mưa 100%")
    other = await make_entry(play, "paintings", name="Lò Văn Tấn")
    await sign_in(browser_client, play.secretary)
    entries = f"/admin/{play.view.slug}/entries"
    for asked in (
        {"q": "dang on chieng"},
        {"q": "ĐẶNG"},
        {"q": "100%"},
        {"q": found.receipt.code},
        {"category": "poems"},
    ):
        page = (await browser_client.get(entries, params=asked)).text
        assert found.receipt.code in page, asked
        assert f"/entries/{other.receipt.code}" not in page, asked
    empty = await browser_client.get(entries, params={"q": "khong ai", "status": "withdrawn", "category": "?"})
    assert "Không tìm thấy" in empty.text
    assert 'value="khong ai"' in empty.text


async def test_pages_go_on_below_the_last_line(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    made = [await make_entry(play, "poems", checked=False) for _ in range(51)]
    await sign_in(browser_client, play.secretary)
    entries = f"/admin/{play.view.slug}/entries"
    first = await browser_client.get(entries, params={"q": "huong"})
    assert made[-1].receipt.code in first.text
    assert f"{made[0].receipt.code}<" not in first.text
    link = f"{entries}?q=huong&amp;after={made[1].receipt.code}"
    assert link in first.text
    second = await browser_client.get(entries, params={"q": "huong", "after": made[1].receipt.code})
    assert made[0].receipt.code in second.text
    assert 'rel="next"' not in second.text


async def test_an_early_look_is_noted_and_tells_no_blind_code(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.JUDGING)
    made = play.entries[0]
    await sign_in(browser_client, play.secretary)
    page = await browser_client.get(f"/admin/{play.view.slug}/entries/{made.receipt.code}")
    assert "Thị Hương" in page.text
    assert made.receipt.sha256 in page.text
    assert made.blind_code not in page.text
    line = (await audit.recent(contest_id=play.id, limit=1))[0]
    assert (line.action, line.subject, line.actor) == (
        "entry.looked", made.receipt.code, str(play.secretary.person_id),
    )  # fmt: skip
    log = await browser_client.get(f"/admin/{play.view.slug}/log")
    assert "Thư ký" in log.text
    assert "Thị Hương" not in log.text


async def test_the_judging_copy_is_shown_and_never_the_original(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    made = await make_entry(play, "paintings")
    await sign_in(browser_client, play.secretary)
    path = f"/admin/{play.view.slug}/entries/{made.receipt.code}"
    assert f"{path}/media/medium.webp" in (await browser_client.get(path)).text
    picture = await browser_client.get(f"{path}/media/medium.webp")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/webp")
    part = await browser_client.get(f"{path}/media/medium.webp", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, picture.content[:4])  # a player asks so
    assert (await browser_client.get(f"{path}/media/original")).status_code == 404


async def test_an_entry_is_disqualified_with_a_reason_and_let_in_again(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    made = await make_entry(play, "poems")
    await sign_in(browser_client, play.secretary)
    path = f"/admin/{play.view.slug}/entries/{made.receipt.code}"
    bare = await browser_client.post(f"{path}/disqualify", data={"reason": "  "})
    assert bare.status_code == 422
    assert "ghi lý do; tác giả sẽ đọc được" in bare.text
    done = await browser_client.post(f"{path}/disqualify", data={"reason": "Chép lại 100% bài đã in."})
    assert done.headers["location"] == path
    page = (await browser_client.get(path)).text
    assert "Ban tổ chức đã loại bài này khỏi cuộc thi: Chép lại 100% bài đã in." in page
    assert (await browser_client.post(f"{path}/disqualify", data={"reason": "lại"})).status_code == 409
    assert (await browser_client.post(f"{path}/reinstate")).status_code == 303
    rows = await fetch("SELECT state, reason FROM entry WHERE id = $1", made.id)
    assert dict(rows[0]) == {"state": "accepted", "reason": None}


async def test_nobody_leaves_the_contest_after_the_scores_are_closed(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.BOARD)
    code = play.entries[0].receipt.code
    await sign_in(browser_client, play.organiser)
    path = f"/admin/{play.view.slug}/entries/{code}"
    assert "/disqualify" not in (await browser_client.get(path)).text
    assert (await browser_client.post(f"{path}/disqualify", data={"reason": "muộn"})).status_code == 409
    assert (await browser_client.post(f"{path}/reinstate")).status_code == 409


async def test_after_the_signature_a_look_is_no_longer_noted(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.APPROVED)
    await sign_in(browser_client, play.organiser)
    before = (await audit.recent(contest_id=play.id, limit=1))[0].seq
    code = play.entries[0].receipt.code
    assert (await browser_client.get(f"/admin/{play.view.slug}/entries/{code}")).status_code == 200
    assert (await audit.recent(contest_id=play.id, limit=1))[0].seq == before
