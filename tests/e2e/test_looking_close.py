"""Looking close in a real browser: fetched when asked for, by keys and by touch, accessible, within the policy."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, Request, expect

from judging.contests.enums import ORDER, Stage
from tests.cast import Play, make_contest, make_entry, png, step
from tests.e2e.conftest import PHONE, Site, first_mark, sign_in_by_letter
from tests.e2e.test_pages import AXE, RUN, TAGS

SOME_SCALE = re.compile(r"^[1-9]\d* %$")
FOCUS = "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()"


@pytest.fixture(scope="module")
async def play(site: Site) -> Play:
    """One large painting and one that the largest copy shows whole."""
    play = await make_contest(Stage.OPEN)
    await make_entry(play, "paintings", data=png(3000, 2000))
    await make_entry(play, "paintings", data=png(900, 600))
    await make_entry(play, "poems")
    for to in ORDER[ORDER.index(Stage.CHECKING) :]:
        await step(play, to)
    return play


def requested(page: Page) -> list[str]:
    """Everything that the page asks for from now on."""
    seen: list[str] = []

    def note(request: Request) -> None:
        seen.append(request.url)

    page.on("request", note)
    return seen


def some(addresses: list[str], part: str) -> bool:
    return any(part in address for address in addresses)


async def test_a_visitor_looks_close_by_keys(site: Site, play: Play) -> None:
    async with site.visitor() as page:
        asked = requested(page)
        await page.goto(f"/c/{play.view.slug}/works/{play.entries[0].receipt.code}")
        before = await page.locator("a.closer img").bounding_box()
        assert not some(asked, "openseadragon")
        await page.get_by_role("link", name=re.compile("Look closer")).focus()
        await page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name=re.compile("Looking closely at"))
        await expect(dialog.locator("canvas").first).to_be_visible()
        scale = dialog.locator(".zoom-scale")
        await expect(scale).to_have_text(SOME_SCALE)
        fitted = await scale.inner_text()
        assert not some(asked, "/tiles/")
        async with page.expect_request(lambda one: "/tiles/12/" in one.url):
            await page.keyboard.press("1")
            await expect(scale).to_have_text("100 %")
            await page.keyboard.press("+")
            await expect(scale).to_have_text("150 %")
            await page.keyboard.press("ArrowRight")
        await page.evaluate(AXE.read_text("utf-8"))
        assert await page.evaluate(RUN, TAGS) == []
        await page.keyboard.press("0")
        await expect(scale).to_have_text(fitted)
        await page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)
        assert "Look closer" in await page.evaluate(FOCUS)
        assert await page.locator("a.closer img").bounding_box() == before
    assert site.told == []


async def test_a_juror_looks_close_while_marking(site: Site) -> None:
    """By the key z from the marks, by a button on a phone; what has no tiles shows its largest copy."""
    judged = await make_contest(Stage.JUDGING, entries={"paintings": 3})
    async with site.visitor() as page:
        asked = requested(page)
        await sign_in_by_letter(page, judged.jurors["lan"].email or "")
        await page.locator("section a.button.main").click()
        await first_mark(page)
        assert not some(asked, "openseadragon")
        await page.keyboard.press("z")
        dialog = page.get_by_role("dialog")
        await expect(dialog.locator("canvas").first).to_be_visible()
        await page.keyboard.press("7")
        await page.keyboard.press("z")
        await expect(dialog).to_have_count(0)
        await first_mark(page)
        assert await page.locator(".marks input:checked").count() == 0
        await page.set_viewport_size(PHONE)
        await page.get_by_role("button", name="Look closer").click()
        await expect(dialog.get_by_role("button", name="Close")).to_be_visible()
        boxes = [await button.bounding_box() for button in await dialog.get_by_role("button").all()]
        assert all(box and box["width"] >= 44 and box["height"] >= 44 for box in boxes)
        await dialog.get_by_role("button", name="Zoom in").click()
        await dialog.get_by_role("button", name="Close").click()
        await expect(dialog).to_have_count(0)
        assert await page.evaluate(FOCUS) == "Look closer"
        assert not some(asked, "/tiles/")
    assert site.told == []


async def test_without_script_the_picture_leads_to_the_largest_copy(site: Site, play: Play) -> None:
    async with site.visitor(java_script_enabled=False) as page:
        await page.goto(f"/c/{play.view.slug}/works/{play.entries[0].receipt.code}")
        await page.locator("a.closer").click()
        await expect(page).to_have_url(re.compile(r"/media/large\.jpg$"))
