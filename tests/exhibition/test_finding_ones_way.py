"""A visitor finds the way: from a work to its place on the wall, from winners to how they were found, from an error."""

from __future__ import annotations

import re

import httpx

from tests.exhibition.showing import Cast


async def test_the_number_of_a_work_leads_to_its_place_on_the_wall(
    shown: Cast, browser_client: httpx.AsyncClient
) -> None:
    links = []
    for made in shown.play.entries:
        page = (await browser_client.get(f"/c/{shown.slug}/works/{made.receipt.code}")).text
        links += re.findall(rf'href="(/c/{shown.slug}/wall[^"#]*)#(n\d+)"', page)
    assert links
    for wall, place in links:
        assert f'id="{place}"' in (await browser_client.get(wall)).text


async def test_winners_are_explained_and_rules_stay_readable(shown: Cast, browser_client: httpx.AsyncClient) -> None:
    page = (await browser_client.get(f"/c/{shown.slug}/winners")).text
    assert 'id="how"' in page
    assert f'href="/c/{shown.slug}/check"' in page
    rules = shown.play.view.rules
    assert all(criterion.name.vi in page for category in rules.categories for criterion in category.criteria)


async def test_where_one_stands_is_marked(shown: Cast, browser_client: httpx.AsyncClient) -> None:
    for path in ("", "/winners", "/wall", "/works?category=poems"):
        page = (await browser_client.get(f"/c/{shown.slug}{path}")).text
        nav = page.partition('class="page-nav"')[2].partition("</ul>")[0]
        assert re.findall(r'href="([^"]*)" aria-current="page"', nav) == [f"/c/{shown.slug}{path}"]


async def test_an_unknown_page_of_a_contest_leads_back_to_it(shown: Cast, browser_client: httpx.AsyncClient) -> None:
    missing = await browser_client.get(f"/c/{shown.slug}/works/XX-0000")
    assert missing.status_code == 404
    assert f'href="/c/{shown.slug}"' in missing.text


async def test_pages_describe_themselves_for_those_who_search(shown: Cast, browser_client: httpx.AsyncClient) -> None:
    page = (await browser_client.get(f"/c/{shown.slug}")).text
    description = re.search(r'<meta name="description" content="([^"]*)"', page)
    assert description
    assert len(description[1]) > 40
    assert re.findall(r'hreflang="\w\w" href="(https?://)[^"]*lang=\w\w"', page)
