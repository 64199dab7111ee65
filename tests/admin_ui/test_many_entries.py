"""Filters of the list, and acts on many entries at once."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from admin_ui.entry_filter import EntryFilter
from judging.contests.enums import Stage
from judging.submissions import checkin_queries, desk, desk_service
from judging.submissions.checkin import Arrival, check_in
from tests.cast import make_contest, make_entry, sign_in


async def test_by_unit_by_part_and_by_original(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    here = (await make_entry(play, "paintings", unit="Trường Ông Út", checked=False)).receipt.code
    other = (await make_entry(play, "paintings", unit="Trường Ánh", checked=False)).receipt.code
    gone = (await make_entry(play, "poems", unit="Trường Ánh", checked=False)).receipt.code
    await check_in(actor=play.secretary, contest_id=play.id, code=here, arrival=Arrival())
    await desk_service.disqualify(actor=play.secretary, contest_id=play.id, code=gone, reason="x")
    await sign_in(browser_client, play.secretary)
    path = f"/admin/{play.view.slug}/entries"
    cases: tuple[tuple[dict[str, str], set[str]], ...] = (
        ({"unit": "Trường Ánh"}, {other, gone}),
        ({"status": "eligible"}, {here, other}),
        ({"status": "out"}, {gone}),
        ({"original": "here"}, {here}),
        ({"original": "missing", "category": "paintings"}, {other}),
        ({"unit": "Trường Ánh", "status": "out", "category": "paintings"}, set()),
    )
    for asked, wanted in cases:
        page = (await browser_client.get(path, params=asked)).text
        assert {code for code in (here, other, gone) if f"/entries/{code}" in page} == wanted, asked


async def test_many_leave_and_come_back_and_the_list_stays_as_asked(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    codes = [(await make_entry(play, checked=False)).receipt.code for _ in range(3)]
    await desk_service.disqualify(actor=play.secretary, contest_id=play.id, code=codes[0], reason="x")
    await sign_in(browser_client, play.secretary)
    path = f"/admin/{play.view.slug}/entries-at-once"
    form = {"q": "huong", "unit": "Phường Tô Hiệu", "act": "disqualify", "code": codes, "reason": "Gửi nhầm thể loại."}
    done = await browser_client.post(path, data=form)
    told = parse_qs(urlsplit(done.headers["location"]).query)
    assert (told["q"], told["unit"]) == (["huong"], ["Phường Tô Hiệu"])
    assert (told["done"], told["refused"]) == (["2"], [codes[0]])
    page = (await browser_client.get(done.headers["location"])).text
    assert "Đã xong 2 bài." in page
    assert f"Không làm được với {codes[0]}" in page
    assert [(await desk.entry(play.id, code)).state for code in codes] == ["disqualified"] * 3
    await browser_client.post(path, data={"act": "reinstate", "code": codes[1:]})
    assert [(await desk.entry(play.id, code)).state for code in codes] == ["disqualified", "received", "received"]


async def test_a_pile_of_originals_is_here(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    codes = [(await make_entry(play, "paintings", checked=False)).receipt.code for _ in range(2)]
    await sign_in(browser_client, play.secretary)
    await browser_client.post(f"/admin/{play.view.slug}/entries-at-once", data={"act": "arrived", "code": codes})
    assert all([await checkin_queries.here(play.id, code) for code in codes])


@pytest.mark.parametrize(
    ("form", "words"),
    [({"act": "disqualify"}, "Hãy đánh dấu các bài trước"), ({"act": "disqualify", "code": "X"}, "ghi lý do")],
)
async def test_nothing_is_done_without_entries_or_reason(
    browser_client: httpx.AsyncClient, form: dict[str, str], words: str
) -> None:
    play = await make_contest(entries={"poems": 1})
    code = play.entries[0].receipt.code
    await sign_in(browser_client, play.secretary)
    given = {**form, **({"code": code} if "code" in form else {})}
    answer = await browser_client.post(f"/admin/{play.view.slug}/entries-at-once", data=given)
    assert words in (await browser_client.get(answer.headers["location"])).text
    assert (await desk.entry(play.id, code)).state == "accepted"


async def test_nobody_leaves_after_the_scores_are_closed(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.BOARD)
    code = play.entries[0].receipt.code
    await sign_in(browser_client, play.organiser)
    form = {"act": "disqualify", "code": code, "reason": "muộn"}
    answer = await browser_client.post(f"/admin/{play.view.slug}/entries-at-once", data=form)
    assert f"refused={code}" in answer.headers["location"]
    assert 'value="disqualify"' not in (await browser_client.get(f"/admin/{play.view.slug}/entries")).text


async def test_as_many_statements_for_three_entries_as_for_one(
    browser_client: httpx.AsyncClient, statements: list[str]
) -> None:
    play = await make_contest()
    await sign_in(browser_client, play.secretary)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            await make_entry(play, unit=f"Trường {more}", checked=False)
        statements.clear()
        await browser_client.get(f"/admin/{play.view.slug}/entries")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_what_is_asked_survives_its_way_through_an_address() -> None:
    asked = EntryFilter(q="50% & hơn", status="out", unit="Trường Ánh")
    found = {name: values[0] for name, values in parse_qs(asked.query(after="SL24-H7K2")).items()}
    assert EntryFilter.of(found) == asked
    assert found["after"] == "SL24-H7K2"
    assert (EntryFilter(status="?").states, EntryFilter(original="?").here) == ((), None)
    assert not EntryFilter().narrows
