"""Check-in in the browser, without a script."""

from __future__ import annotations

import httpx
import pytest

from judging.contests.enums import Stage
from judging.exhibition import service as exhibition
from judging.submissions import checkin_queries
from judging.submissions.checkin import Arrival, check_in
from tests.cast import make_contest, make_entry, sign_in
from tests.exhibition.showing import HALL


async def test_scan_look_confirm_and_undo(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await make_entry(play, "paintings", title="Ổ chim", name="Lò Thị Ổn", unit="Trường Chiềng Lề")
    code, base = made.receipt.code, f"/admin/{play.view.slug}/checkin"
    await sign_in(browser_client, play.secretary)
    start = await browser_client.get(base)
    assert "Chưa có bản gốc nào đến" in start.text
    assert "camera=(self)" in start.headers["permissions-policy"]
    scanned = await browser_client.get(base, params={"code": f"http://testserver.local/entry/{code}"})
    assert (scanned.status_code, scanned.headers["location"]) == (303, f"{base}/{code}")
    page = (await browser_client.get(f"{base}/{code}")).text
    for words in ("Ổ chim", "Lò Thị Ổn", "Trường Chiềng Lề", "40 × 30", f"/entries/{code}/media/"):
        assert words in page.replace("\xa0", " ")
    noted = {"width_cm": "41,5", "height_cm": "30", "condition": "nếp gấp", "shelf": "B2"}
    done = await browser_client.post(f"{base}/{code}", data=noted)
    assert done.headers["location"] == f"{base}?done={code}"
    told = (await browser_client.get(done.headers["location"])).text
    assert "đã đến: “Ổ chim”" in told
    assert "Đã có 1 trên 1 bản gốc" in told
    again = (await browser_client.get(f"{base}/{code}")).text
    assert 'value="41.5"' in again
    assert "người nhận: Thư ký" in again
    assert (await browser_client.post(f"{base}/{code}/undo")).headers["location"] == f"{base}/{code}"
    assert await checkin_queries.here(play.id, code) is None


async def test_mistakes_stand_beside_their_fields(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made, poem = await make_entry(play, "paintings"), await make_entry(play)
    base = f"/admin/{play.view.slug}/checkin"
    await sign_in(browser_client, play.secretary)
    unknown = await browser_client.get(base, params={"code": "ZZ99-9999"})
    assert unknown.status_code == 422
    assert 'id="e-code"' in unknown.text
    assert 'value="ZZ99-9999"' in unknown.text
    half = await browser_client.post(f"{base}/{made.receipt.code}", data={"width_cm": "40", "shelf": "B2"})
    assert half.status_code == 422
    assert 'id="e-height_cm"' in half.text
    assert 'value="B2"' in half.text
    song = await browser_client.post(f"{base}/{poem.receipt.code}")
    assert song.status_code == 422
    assert "Chỉ tranh mới nộp bản gốc" in song.text


async def test_what_is_missing_by_unit_with_whom_to_ask(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await make_entry(play, "paintings", unit="Trường Ánh", teacher="Cô Hà", phone="0912 000 111")
    other = await make_entry(play, "paintings", unit="Trường Ông Út")
    await check_in(actor=play.secretary, contest_id=play.id, code=other.receipt.code, arrival=Arrival())
    await sign_in(browser_client, play.secretary)
    path = f"/admin/{play.view.slug}/checkin/missing"
    page = (await browser_client.get(path)).text
    assert "Cô Hà, 0912 000 111" in page
    assert "đủ cả" in page
    assert other.receipt.code not in page
    unit = (await browser_client.get(path, params={"unit": "Trường Ánh"})).text
    assert made.receipt.code in unit
    overview = (await browser_client.get(f"/admin/{play.view.slug}")).text
    assert f'href="{path}"' in overview


async def test_the_hall_warns_of_what_hangs_and_never_came(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.CHECKING, entries={"paintings": 3})
    await exhibition.set_hall(organiser=play.organiser, contest_id=play.id, source=HALL)
    await exhibition.hang(organiser=play.organiser, contest_id=play.id)
    await sign_in(browser_client, play.secretary)
    path = f"/admin/{play.view.slug}/exhibition"
    assert "bản gốc chưa đến" not in (await browser_client.get(path)).text
    code = play.entries[0].receipt.code
    await check_in(actor=play.secretary, contest_id=play.id, code=code, arrival=Arrival())
    assert "2 tác phẩm đã có chỗ trên tường nhưng bản gốc chưa đến" in (await browser_client.get(path)).text


@pytest.mark.parametrize("page", ["", "/missing"])
async def test_as_many_statements_for_three_works_as_for_one(
    browser_client: httpx.AsyncClient, statements: list[str], page: str
) -> None:
    play = await make_contest()
    await sign_in(browser_client, play.secretary)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            made = await make_entry(play, "paintings", unit=f"Trường {more}", checked=False)
            await check_in(actor=play.secretary, contest_id=play.id, code=made.receipt.code, arrival=Arrival())
            await make_entry(play, "paintings", unit=f"Trường {more}", checked=False)
        statements.clear()
        await browser_client.get(f"/admin/{play.view.slug}/checkin{page}")
        counts.append(len(statements))
    assert counts[0] == counts[1]
