"""Scoring where there is no network: works kept on the device, ballots that wait there, and what is left behind."""

from __future__ import annotations

import re
from dataclasses import replace

from playwright.async_api import Page, expect

from judging.contests.enums import Stage
from judging.db import fetch
from tests.cast import Play, make_contest
from tests.e2e.conftest import Site, first_mark, sign_in_by_letter
from tests.e2e.line import line_to

COPY = "No network: this is the copy on this device."


async def _ballots(play: Play, juror: str) -> list[tuple[str, str]]:
    rows = await fetch(
        "SELECT b.state, b.scores::text AS scores FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror"
        " JOIN panel p ON p.id = s.panel WHERE p.contest = $1 AND s.juror_key = $2 ORDER BY b.position",
        play.id, juror,
    )  # fmt: skip
    return [(row["state"], row["scores"]) for row in rows]


async def _keep(page: Page, play: Play) -> str:
    """Signs a juror in, keeps the works on the device, and returns the address of the panel."""
    await sign_in_by_letter(page, play.jurors["lan"].email or "")
    await page.goto("/jury")
    await page.locator("section.card h2 a").first.click()  # what is to be done stands first
    await page.get_by_text("Scoring without a network").click()
    await page.get_by_role("button", name="Keep on this device").click()
    await expect(page.get_by_role("button", name="Remove from this device")).to_be_visible()
    return page.url


async def _score(page: Page, marks: str) -> None:
    await first_mark(page)
    await page.keyboard.type(marks[0])
    await page.keyboard.press("Tab")
    await page.keyboard.type(marks[1])
    await page.keyboard.press("Enter")


async def test_a_juror_goes_on_without_a_network_and_every_ballot_arrives_once(site: Site) -> None:
    play = await make_contest(Stage.JUDGING, entries={"paintings": 3})
    async with line_to(site.address) as line, replace(site, address=line.address).visitor() as page:
        panel = await _keep(page, play)
        await page.goto(panel)
        await page.locator("[data-work] a").first.click()
        await first_mark(page)
        await page.keyboard.type("4")
        await expect(page.locator("[data-saved]")).to_have_text(re.compile(r"Saved on the server at"))
        line.cut()
        await page.context.set_offline(True)
        await page.goto(panel)
        await page.locator("[data-work] a").first.click()
        # The copy is older than the mark that the server acknowledged: the mark is shown all the same.
        await expect(page.locator("[data-saved]")).to_have_text(f"{COPY} These marks are on the server.")
        await expect(page.locator("input[name=mark-content][value='4']")).to_be_checked()
        await page.locator("img.work").evaluate("picture => picture.decode()")  # fails without its bytes
        await _score(page, "78")
        await expect(page.get_by_text("Work 2 of 2")).to_be_visible()
        await _score(page, "65")
        await expect(page).to_have_url(panel)
        await expect(page.get_by_text("Ballots that are on this device only: 2")).to_be_visible()
        assert [state for state, _ in await _ballots(play, "lan")] == ["draft", "open"]
        line.mend()
        await page.context.set_offline(False)
        await expect(page.get_by_text("2 / 2")).to_be_visible()
        await expect(page.locator("[data-waiting]:visible, [data-here]:visible")).to_have_count(0)
    assert await _ballots(play, "lan") == [
        ("submitted", '{"colour": 8, "content": 7}'),
        ("submitted", '{"colour": 5, "content": 6}'),
    ]
    told = await fetch(
        "SELECT count(*) AS n FROM audit_line WHERE contest_id = $1 AND action = 'ballot.submitted'", play.id
    )
    assert told[0]["n"] == 2


async def test_what_is_missing_is_said_by_the_server_while_it_is_there(site: Site) -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 2})
    async with site.visitor() as page:
        panel = await _keep(page, play)
        await page.goto(panel)
        await page.locator("[data-work] a").first.click()
        await first_mark(page)
        await page.keyboard.type("4")
        await page.locator("form[data-ballot] button[type=submit]").click()
        await expect(page.locator(".criterion .error")).to_contain_text("Please give a mark for every criterion")
    assert [state for state, _ in await _ballots(play, "lan")] == ["draft", "open"]


async def test_signing_out_leaves_nothing_on_the_device(site: Site) -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 1})
    async with site.visitor() as page:
        await _keep(page, play)
        await page.goto("/jury")
        await page.get_by_role("button", name="Sign out on this device").click()
        await expect(page).not_to_have_url(re.compile("/jury$"))
        assert await page.evaluate("async () => [await caches.keys(), localStorage.length]") == [[], 0]
