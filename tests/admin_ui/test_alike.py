"""Works that are alike, in the browser."""

from __future__ import annotations

import httpx
import pytest

from judging.submissions import desk
from judging.submissions.likeness import queries
from tests.cast import make_contest, make_entry, sign_in
from tests.submissions.likeness.painting import COPIES, painting, saved
from tests.submissions.likeness.test_texts import OTHER, POEM


async def test_side_by_side_and_one_of_them_leaves(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    first = await make_entry(play, "paintings", data=saved(painting(1)), file_name="a.jpg")
    copy = await make_entry(play, "paintings", data=saved(COPIES["turned"](painting(1))), file_name="b.jpg")
    await sign_in(browser_client, play.secretary)
    path = f"/admin/{play.view.slug}/alike"
    page = (await browser_client.get(path)).text
    for made in (first, copy):
        assert f"/entries/{made.receipt.code}/media/" in page
    assert path in (await browser_client.get(f"/admin/{play.view.slug}")).text
    pair = (await queries.pairs(play.id)).pairs[0].id
    form = {"decision": "same", "leaves": copy.receipt.code}
    bare = await browser_client.post(f"{path}/{pair}", data={**form, "reason": " "})
    assert bare.status_code == 422
    assert f'id="e-{pair}"' in bare.text
    done = await browser_client.post(f"{path}/{pair}", data={**form, "reason": "Gửi hai lần."})
    assert done.headers["location"] == path
    assert (await desk.entry(play.id, copy.receipt.code)).state == "disqualified"
    assert (await desk.entry(play.id, first.receipt.code)).state == "accepted"
    assert "Không có hai tác phẩm nào giống nhau" in (await browser_client.get(path)).text
    settled = (await browser_client.get(path, params={"settled": "1"})).text
    assert "Cùng một tác phẩm, người quyết định: Thư ký." in settled


async def test_shared_lines_are_marked_and_both_may_stay(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    await make_entry(play, data=POEM.encode())
    await make_entry(play, data="\n".join([*POEM.splitlines(), *OTHER.splitlines()[:1]]).encode())
    await sign_in(browser_client, play.secretary)
    path = f"/admin/{play.view.slug}/alike"
    page = (await browser_client.get(path)).text
    assert f"<mark>{POEM.splitlines()[0]}</mark>" in page
    assert f"<p>{OTHER.splitlines()[0]}</p>" in page
    pair = (await queries.pairs(play.id)).pairs[0].id
    assert (await browser_client.post(f"{path}/{pair}", data={"decision": "different"})).status_code == 303
    anew = await browser_client.post(f"{path}/{pair}", data={"decision": ""})
    assert anew.headers["location"] == f"{path}?settled=1"
    assert await queries.open_pairs(play.id) == 1


@pytest.mark.parametrize("settled", ["", "1"])
async def test_as_many_statements_for_three_pairs_as_for_one(
    browser_client: httpx.AsyncClient, statements: list[str], settled: str
) -> None:
    play = await make_contest()
    await sign_in(browser_client, play.secretary)
    counts = []
    for _ in range(2):
        await make_entry(play, data=POEM.encode())
        await make_entry(play, data=POEM.encode())
        statements.clear()
        await browser_client.get(f"/admin/{play.view.slug}/alike", params={"settled": settled})
        counts.append(len(statements))
    assert counts[0] == counts[1]
