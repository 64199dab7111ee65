"""A file on its way from a phone: the link is cut, the page is closed, and not a byte is sent twice or lost."""

from __future__ import annotations

import asyncio
import hashlib
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect

from judging import clock
from judging.db import fetch
from judging.demo.paintings import paint
from tests.cast import Play, make_contest
from tests.e2e.conftest import PHONE, Site

BYTES = re.compile(r".*/uploads/[0-9a-f-]{36}$")


@pytest.fixture(scope="module")
def painting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some megabytes, as a phone makes them."""
    path = tmp_path_factory.mktemp("upload") / "ruong-bac-thang.jpg"
    paint(1, 3).image.resize((2400, 1800)).save(path, quality=97)
    return path


async def _choose(page: Page, play: Play, file: Path) -> None:
    await page.goto(f"/c/{play.view.slug}/enter/paintings")
    await page.locator("input[name=file]").set_input_files(file)


async def _hand_in(page: Page) -> None:
    await page.get_by_label("Title of the work").fill("Terraces")
    await page.get_by_label("Technique").fill("gouache")
    await page.get_by_label("Size (cm)").fill("40 × 30")
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_label("Full name").fill("Lò Thị Hương")
    await page.get_by_label("Year of birth").fill(str(clock.now().year - 30))
    await page.get_by_label("School, ward or commune").fill("Phường Tô Hiệu")
    await page.get_by_role("button", name="Continue").click()
    for box in await page.get_by_role("checkbox").all():
        await box.check()
    await page.get_by_role("button", name="Send the work").click()


@pytest.mark.timeout(120)
async def test_cut_off_closed_and_chosen_again_it_goes_on(site: Site, painting: Path) -> None:
    play, data = await make_contest(), await asyncio.to_thread(painting.read_bytes)
    offsets: list[int] = []

    async def cut(route: Route) -> None:
        """Two stretches get through, then the link is gone."""
        offsets.append(int(route.request.headers.get("upload-offset", "0")))
        await (route.continue_() if len(offsets) <= 2 else route.abort("connectionfailed"))

    async with site.visitor(viewport=PHONE) as page:
        await page.route(BYTES, cut)
        await _choose(page, play, painting)
        note = page.locator(".upload-note")
        await expect(note).to_have_text("The connection is lost. What has been sent is kept; we go on by ourselves.")
        await page.unroute(BYTES)
        await page.close()
        page = await page.context.new_page()
        again: list[int] = []
        page.on(
            "request",
            lambda one: again.append(int(one.headers["upload-offset"])) if one.method == "PATCH" else None,
        )
        await page.goto(f"/c/{play.view.slug}/enter/paintings")
        note = page.locator(".upload-note")
        await expect(note).to_contain_text("Choose the same file again, and we go on from there.")
        await expect(page.locator(".upload-name")).to_have_text(painting.name)
        await page.locator("input[name=file]").set_input_files(painting)
        await expect(note).to_contain_text("Safe on our server")
        assert again[0] == offsets[2] > 0
        await _hand_in(page)
        await expect(page.locator("details.digest code")).to_have_text(hashlib.sha256(data).hexdigest())
    assert [line for line in site.told if "ERR_CONNECTION_FAILED" not in line] == []
    site.told.clear()


async def test_paused_continued_and_given_up(site: Site, painting: Path) -> None:
    play, may_go = await make_contest(), asyncio.Event()

    async def hold(route: Route) -> None:
        if route.request.method == "PATCH" and route.request.headers["upload-offset"] != "0":
            await may_go.wait()
        await route.continue_()

    async with site.visitor(viewport=PHONE) as page:
        await page.route(BYTES, hold)
        async with page.expect_response(lambda one: one.request.method == "PATCH"):
            await _choose(page, play, painting)
        await page.get_by_role("button", name="Pause").click()
        await expect(page.locator(".upload-note")).to_have_text("Paused. What has been sent is kept on our server.")
        await page.get_by_role("button", name="Go on").click()
        await expect(page.get_by_role("button", name="Pause")).to_be_visible()
        async with page.expect_response(lambda one: one.request.method == "DELETE") as gone:
            await page.get_by_role("button", name="Cancel sending").click()
        assert (await gone.value).status == 204
        await expect(page.locator(".upload-card")).to_be_hidden()
        may_go.set()
        await page.unroute_all(behavior="ignoreErrors")
    assert await fetch("SELECT 1 FROM upload WHERE contest = $1", play.id) == []


async def test_a_form_waits_for_its_file_and_a_refusal_is_told(site: Site, painting: Path, tmp_path: Path) -> None:
    play, may_go = await make_contest(), asyncio.Event()

    async def hold(route: Route) -> None:
        if route.request.method == "PATCH":
            await may_go.wait()
        await route.continue_()

    huge = tmp_path / "lon.png"
    huge.write_bytes(b"x" * 10_000_001)
    async with site.visitor(viewport=PHONE) as page:
        await page.route(BYTES, hold)
        await _choose(page, play, huge)
        await expect(page.locator("#e-file")).to_contain_text("10 MB are the most")
        await page.locator("input[name=file]").set_input_files(painting)
        await page.get_by_label("Title of the work").fill("Terraces")
        await page.get_by_label("Technique").fill("gouache")
        await page.get_by_label("Size (cm)").fill("40 × 30")
        await page.get_by_role("button", name="Continue").click()
        await expect(page.locator(".upload-note")).to_have_text("We go on as soon as the file has arrived …")
        may_go.set()
        await expect(page.get_by_label("Full name")).to_be_visible()
    assert site.told == []
