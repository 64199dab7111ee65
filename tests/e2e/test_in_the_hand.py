"""A tablet held either way, a browser that speaks another language, one without scripts."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, ViewportSize, expect

from judging.accounts.service import open_session
from judging.contests.enums import Stage
from judging.db import unit_of_work
from judging.scoring.queries import my_panels
from judging.web.actor import Actor, Role
from tests.cast import make_actor, make_contest, panel_of
from tests.e2e.conftest import PHONE, Site


async def _come_in(site: Site, page: Page, who: Actor) -> None:
    async with unit_of_work() as work:
        opened = await open_session(work, person_id=who.person_id)
    await site.remember(page.context, bv_session=opened.token)


@pytest.mark.parametrize(("width", "height"), [(820, 1180), (1180, 820)])
async def test_a_tablet_shows_work_marks_and_the_way_on_at_once(site: Site, width: int, height: int) -> None:
    play = await make_contest(Stage.JUDGING, entries={"paintings": 2})
    juror, panel = play.jurors["lan"], await panel_of(play, "paintings")
    seat = next(one for one in await my_panels(juror) if one.panel_id == panel)
    async with site.visitor(viewport=ViewportSize(width=width, height=height), has_touch=True) as page:
        await _come_in(site, page, juror)
        await page.goto(f"/jury/{panel}/{seat.next_code}")
        for part in (".stage .work", ".marks >> nth=0", ".marks >> nth=-1", "[data-ballot] button.main"):
            await expect(page.locator(part)).to_be_in_viewport(ratio=1)


async def test_a_file_is_chosen_in_the_language_of_the_page(site: Site) -> None:
    play = await make_contest()
    async with site.visitor(lang="vi", viewport=PHONE, java_script_enabled=False) as page:
        await page.goto(f"/c/{play.view.slug}/enter/paintings")
        await expect(page.locator(".file-name")).to_have_text("Chưa chọn tệp")
        await page.locator("[name=file]").set_input_files(
            {"name": "tranh.png", "mimeType": "image/png", "buffer": b"not looked at yet"}
        )
        await expect(page.locator(".file-name")).to_be_hidden()  # the browser's own line names the file now


async def test_a_script_names_the_file_and_says_its_size_as_people_do(site: Site) -> None:
    play = await make_contest()
    text = {"name": "bai-tho.txt", "mimeType": "text/plain", "buffer": "thơ\n".encode() * 5_000}
    async with site.visitor(lang="vi", viewport=PHONE) as page:
        await page.goto(f"/c/{play.view.slug}/enter/poems")
        await page.locator("[name=file]").set_input_files(text)
        await expect(page.locator(".upload-note")).to_contain_text("· 25 KB")
        await _come_in(site, page, await make_actor("Hoa", Role.ORGANISER))
        await page.goto("/admin/new")
        await expect(page.locator(".file-name")).to_have_text("Chưa chọn tệp")
        await page.locator("[name=file]").set_input_files(text)
        await expect(page.locator(".file-name")).to_have_text("bai-tho.txt")
