"""The visitor's pages, before a real database and store."""

from __future__ import annotations

import httpx
import pytest

from judging.contests.enums import Stage
from judging.exhibition import gallery
from tests import cast
from tests.exhibition.showing import FULL, HIDDEN, Cast

LIMIT = 6
"""Queries of a visitor's page."""


def pages(shown: Cast) -> list[str]:
    base = f"/c/{shown.slug}"
    works = [f"{base}/works/{made.receipt.code}" for made in shown.play.entries]
    lists = [f"{base}/works", f"{base}/works?category=poems", f"{base}/winners", f"{base}/wall"]
    return ["/", base, *lists, *works]


async def test_every_page_is_there_in_both_languages_within_its_queries(
    shown: Cast, browser_client: httpx.AsyncClient, statements: list[str]
) -> None:
    for page in pages(shown):
        for lang in ("vi", "en"):
            statements.clear()
            answer = await browser_client.get(page, params={"lang": lang} if "?" not in page else None)
            assert answer.status_code == 200, page
            queries = [one for one in statements if one.lstrip().upper().startswith(("SELECT", "WITH"))]
            queries = [one for one in queries if "pg_advisory_unlock_all" not in one]
            assert len(queries) <= LIMIT, (page, queries)


async def test_no_page_tells_a_name_that_is_not_to_be_told(shown: Cast, browser_client: httpx.AsyncClient) -> None:
    texts = [(await browser_client.get(page)).text for page in pages(shown)]
    assert [word for text in texts for word in HIDDEN if word in text] == []
    assert any(FULL in text for text in texts)
    assert any("Q. V. V. T., T. T. C. V." in text for text in texts)


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.CHECKING, Stage.APPROVED])
async def test_before_the_announcement_there_is_no_work_no_winner_and_no_file(
    stage: Stage, browser_client: httpx.AsyncClient, pool: None
) -> None:
    play = await cast.make_contest(stage, entries={"paintings": 1, "poems": 1})
    base, code = f"/c/{play.view.slug}", play.entries[0].receipt.code
    front = await browser_client.get(base)
    assert front.status_code == 200
    assert code not in front.text
    assert play.entries[0].receipt.title not in front.text
    for page in ("/winners", "/works", f"/works/{code}", "/wall", f"/works/{code}/media/small.jpg"):
        assert (await browser_client.get(base + page)).status_code == 404, page


async def test_winners_stand_by_prize_and_rank(shown: Cast) -> None:
    view = await shown.play.refresh()
    keys = [category.key for category in view.rules.categories]
    won = [(keys.index(work.category), work.won) for work in await gallery.winners(view)]
    places = [(at, prize.order, prize.rank) for at, prize in won if prize]
    assert len(places) == len(won) > 1
    assert places == sorted(places)
    assert all(rank > 0 for _, _, rank in places)


async def test_a_draft_is_nobodys_business(browser_client: httpx.AsyncClient, pool: None) -> None:
    play = await cast.make_contest(Stage.DRAFT)
    assert (await browser_client.get(f"/c/{play.view.slug}")).status_code == 404
    assert play.view.slug not in (await browser_client.get("/")).text


async def test_an_open_contest_calls_for_entries(browser_client: httpx.AsyncClient, pool: None) -> None:
    play = await cast.make_contest()
    text = (await browser_client.get(f"/c/{play.view.slug}")).text
    assert f"/c/{play.view.slug}/enter" in text
    assert "/entry/sign-in" in text
    assert play.view.rules_sha256 in text


async def test_a_picture_is_fetched_by_anybody_and_kept(shown: Cast, browser_client: httpx.AsyncClient) -> None:
    address = f"/c/{shown.slug}/works/{shown.full.receipt.code}/media/small.jpg"
    whole = await browser_client.get(address)
    assert whole.status_code == 200
    assert whole.headers["content-type"] == "image/jpeg"
    assert "public" in whole.headers["cache-control"]
    part = await browser_client.get(address, headers={"Range": "bytes=2-9"})
    assert (part.status_code, part.content) == (206, whole.content[2:10])
    assert part.headers["content-range"] == f"bytes 2-9/{len(whole.content)}"
    beyond = await browser_client.get(address, headers={"Range": f"bytes={len(whole.content)}-"})
    assert beyond.status_code == 416
    known = await browser_client.get(address, headers={"If-None-Match": whole.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")


async def test_a_work_without_consent_has_a_title_and_nothing_to_fetch(
    shown: Cast, browser_client: httpx.AsyncClient
) -> None:
    page = f"/c/{shown.slug}/works/{shown.silent.receipt.code}"
    answer = await browser_client.get(page)
    assert "Tranh giữ lại" in answer.text
    assert "<img" not in answer.text
    for role in ("small.jpg", "small.webp", "large.jpg", "thumb.webp", "original"):
        assert (await browser_client.get(f"{page}/media/{role}")).status_code == 404


async def test_no_original_is_served(shown: Cast, browser_client: httpx.AsyncClient) -> None:
    for role in ("original", "tranh.png", "..%2Foriginals"):
        address = f"/c/{shown.slug}/works/{shown.full.receipt.code}/media/{role}"
        assert (await browser_client.get(address)).status_code == 404


async def test_a_work_of_another_contest_is_not_found_here(shown: Cast, browser_client: httpx.AsyncClient) -> None:
    other = await cast.make_contest(Stage.ANNOUNCED, entries={"poems": 1})
    code = other.entries[0].receipt.code
    assert (await browser_client.get(f"/c/{other.view.slug}/works/{code}")).status_code == 200
    assert (await browser_client.get(f"/c/{shown.slug}/works/{code}")).status_code == 404


async def test_lists_go_on_from_page_to_page_without_losing_a_work(
    browser_client: httpx.AsyncClient, pool: None
) -> None:
    play = await cast.make_contest(Stage.ANNOUNCED, entries={"poems": 26})
    codes = [made.receipt.code for made in play.entries]
    first = (await browser_client.get(f"/c/{play.view.slug}/works?category=poems")).text
    mark = first.split("after=")[1].split('"')[0]
    second = (await browser_client.get(f"/c/{play.view.slug}/works?category=poems&after={mark}")).text
    on_first = {code for code in codes if f"/works/{code}" in first}
    on_second = {code for code in codes if f"/works/{code}" in second}
    assert (len(on_first), len(on_second)) == (24, 2)
    assert on_first | on_second == set(codes)
    assert 'rel="next"' in first
    assert 'rel="next"' not in second
    assert (await browser_client.get(f"/c/{play.view.slug}/works?after=no-such-mark")).status_code == 200


async def test_one_work_leads_to_the_next_along_the_hang(shown: Cast, browser_client: httpx.AsyncClient) -> None:
    base = f"/c/{shown.slug}/works"
    first = (await browser_client.get(f"{base}/{shown.full.receipt.code}")).text
    assert f'rel="next" href="{base}/' in first
    assert 'rel="prev"' not in first
