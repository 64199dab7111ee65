"""The entrant's form in a browser: what is missing is said in the page's words, and Back never leads to an error."""

from __future__ import annotations

from playwright.async_api import Page, expect

from judging.contests.enums import Stage
from tests.cast import make_contest, png
from tests.e2e.conftest import PHONE, Site


async def _continue(page: Page) -> None:
    await page.get_by_role("button", name="Continue").click()


async def test_every_gap_is_told_beside_its_field_and_the_first_takes_the_focus(site: Site) -> None:
    play = await make_contest(Stage.OPEN)
    async with site.visitor(viewport=PHONE) as page:
        await page.goto(f"/c/{play.view.slug}/enter/paintings?lang=en")
        await _continue(page)
        await expect(page.locator("#f-file")).to_be_focused()
        await expect(page.locator("#e-file")).to_have_text("Please choose the file of your work.")
        await expect(page.locator("#e-title")).to_have_text("Please fill this in.")
        await page.get_by_label("Title of the work").fill("Terraces")
        await expect(page.locator("#e-title")).to_be_hidden()


async def test_back_from_a_later_step_brings_the_first_one_filled_in(site: Site) -> None:
    play = await make_contest(Stage.OPEN)
    async with site.visitor(viewport=PHONE) as page:
        await page.goto(f"/c/{play.view.slug}/enter/paintings?lang=en")
        await page.locator("input[name=file]").set_input_files(
            {"name": "tranh.png", "mimeType": "image/png", "buffer": png()}
        )
        await page.get_by_label("Title of the work").fill("Terraces")
        await page.get_by_label("Technique").fill("gouache")
        await page.get_by_label("Size (cm)").fill("40 × 30")
        await _continue(page)
        await page.get_by_label("Full name").fill("Lò Thị Hương")
        await page.get_by_label("Year of birth").fill("1990")
        await page.get_by_label("School, ward or commune").fill("Phường Tô Hiệu")
        await _continue(page)
        await expect(page.get_by_role("heading", level=1)).to_have_text("Look it over and agree")
        await page.go_back()
        await expect(page.get_by_label("Title of the work")).to_have_value("Terraces")
        await _continue(page)
        await expect(page.get_by_label("Full name")).to_have_value("Lò Thị Hương")
