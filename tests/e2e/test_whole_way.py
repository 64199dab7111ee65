"""A contest from its file to the winners, by five people at five browsers, with a real worker behind them."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from playwright.async_api import Page, expect

from judging import clock
from judging.demo.paintings import paint
from judging.web.actor import Role
from tests.cast import CONTEST, make_actor
from tests.e2e.conftest import PHONE, Site, first_mark, sign_in_by_letter

HALL = """centre_line = 145
gap = 20

[[wall]]
name = "Tường bắc"
name_en = "North wall"
width = 600
height = 300
"""
DATE = re.compile(r"= (2024-\d\d-\d\dT\d\d:\d\d:\d\d)")
SHEETS = (
    "award-list.pdf", "award-list.xlsx", "catalogue.pdf", "labels.pdf", "hanging-plan.pdf", "hanging-plan.csv",
    "result.json",
)  # fmt: skip


def _contest_file(slug: str) -> str:
    """The tests' contest, moved so that it opened ten days ago."""
    opened = clock.now().replace(tzinfo=None, microsecond=0) - timedelta(days=10)
    shift = opened - datetime.fromisoformat("2024-01-01T00:00:00")
    moved = DATE.sub(lambda found: f"= {(datetime.fromisoformat(found[1]) + shift).isoformat()}", CONTEST)
    return moved.replace('"cuoc-thi-nho"', f'"{slug}"').replace("@example.org", f"@{slug}.example.org")


async def _send(page: Page, slug: str, file: Path, title: str, name: str) -> str:
    """Sends a painting by the four steps and returns the entry's code."""
    await page.goto(f"/c/{slug}/enter")
    await page.get_by_role("link", name="Paintings").click()
    await page.locator("input[name=file]").set_input_files(file)
    await page.get_by_label("Title of the work").fill(title)
    await page.get_by_label("Technique").fill("gouache")
    await page.get_by_label("Size (cm)").fill("40 × 30")
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_label("Full name").fill(name)
    await page.get_by_label("Year of birth").fill(str(clock.now().year - 12))
    await page.get_by_label("School, ward or commune").fill("Trường THCS Chiềng Lề")
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_label("Parent or guardian").fill("Lò Văn Bố")
    for box in await page.get_by_role("checkbox").all():
        await box.check()
    await page.get_by_role("button", name="Send the work").click()
    await expect(page.locator(".receipt .pin").first).to_have_text(re.compile(r"\d{4}"))
    return await page.locator(".receipt .code").first.inner_text()


async def _until(page: Page, text: str) -> None:
    """Looks again until the worker has come so far."""
    found = page.get_by_text(text).first
    for _ in range(20):
        try:
            await expect(found).to_be_visible(timeout=1500)
        except AssertionError:
            await page.reload()
        else:
            return
    raise AssertionError(f"“{text}” never came: {await page.inner_text('main')}")


async def _enter_works(site: Site, slug: str, folder: Path) -> None:
    """Three entrants: on a phone, without scripts, and with a file that is no picture."""
    for number in range(2):
        paint(1, number).image.resize((800, 600)).save(folder / f"{number}.jpg", quality=90)
    (folder / "2.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"no picture at all" * 400)
    for number, scripts in enumerate((True, False, True)):
        async with site.visitor(viewport=PHONE, java_script_enabled=scripts) as page:
            code = await _send(
                page, slug, folder / f"{number}.jpg", f"Painting {number}", f"Lò Thị Hương {'ABC'[number]}"
            )
            await page.goto(f"/entry/{code}")
            await _until(page, "This is how it arrived." if number < 2 else "Your file needs to be sent again")


async def _step(page: Page, slug: str, button: str) -> None:
    """A step that cannot be undone, confirmed by typing the contest's address."""
    await page.goto(f"/admin/{slug}")
    await page.get_by_role("link", name=f"{button}…").click()
    await page.get_by_label("This cannot be undone").fill(slug)
    await page.get_by_role("button", name=button).click()
    await expect(page).not_to_have_url(re.compile("/steps/"))


async def _judge(site: Site, email: str, digit: dict[str, str]) -> int:
    """A juror marks by keyboard, more for “Painting 0”, and hands in. Returns the number of works."""
    async with site.visitor() as page:
        await sign_in_by_letter(page, email)
        begin = page.get_by_role("link", name="Begin scoring")
        if not await begin.count():
            return 0
        await begin.first.click()
        works = 0
        while not await page.get_by_role("heading", name="All works are answered").count():
            works += 1
            title = await page.locator("img.work").get_attribute("alt") or ""
            key = next(digit[name] for name in digit if name in title)
            await first_mark(page)
            await page.keyboard.press(key)
            await page.keyboard.press("Tab")
            await page.keyboard.press(key)
            await expect(page.locator("[data-total]")).to_have_text(f"{key}.00")
            await expect(page.locator("[data-saved]")).to_have_text(re.compile(r"Saved on the server at \d\d:\d\d"))
            here = page.url
            await page.keyboard.press("Enter")
            await expect(page).not_to_have_url(here)
            await page.wait_for_load_state()
        await page.get_by_label("Type").fill("hand in")
        await page.get_by_role("button", name="Hand in all ballots").click()
        await expect(page.get_by_text("Thank you")).to_be_visible()
        return works


async def _hang_and_print(page: Page, slug: str) -> None:
    await page.goto(f"/admin/{slug}/exhibition")
    await page.get_by_label("Or its text").fill(HALL)
    await page.get_by_role("button", name="Keep this hall").click()
    await page.get_by_role("button", name="Hang the works").click()
    await expect(page.get_by_text("2 works hang on the walls.")).to_be_visible()
    for name in SHEETS:
        answer = await page.request.get(f"/admin/{slug}/print/{name}")
        body = await answer.body()
        assert answer.ok, name
        if name.endswith(".pdf"):
            assert len(pypdfium2.PdfDocument(body)) >= 1, name
        else:
            assert len(body) > 50, name


async def _visit(site: Site, slug: str) -> None:
    async with site.visitor(viewport=PHONE) as page:
        await page.goto(f"/c/{slug}")
        await page.get_by_role("link", name="Winners").first.click()
        await expect(page.get_by_text("First prize").first).to_be_visible()
        await page.get_by_role("link", name="Painting 0").first.click()
        await expect(page.get_by_text("L. T. H. A.")).to_be_visible()  # a child's name, unless chosen otherwise
        await expect(page.locator("img.work").first).to_be_visible()
        assert (
            await page.locator("img.work").first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
        )


@pytest.mark.timeout(180)
async def test_whole_way_of_a_contest(site: Site, tmp_path: Path) -> None:
    slug = f"e2e-{uuid.uuid4().hex[:8]}"
    organiser = await make_actor("Hoa", Role.ORGANISER)
    async with site.visitor() as page:
        await sign_in_by_letter(page, organiser.email or "")
        await page.goto("/admin/new")
        await page.get_by_label("Or paste its text").fill(_contest_file(slug))
        await page.get_by_role("button", name="Read the file").click()
        await expect(page).to_have_url(re.compile(f"/admin/{slug}$"))
        await _step(page, slug, "Open the contest")
        await page.get_by_role("button", name="Send the invitations").click()
        await expect(page.get_by_text("3 jurors")).to_be_visible()
        await _enter_works(site, slug, tmp_path)
        await _step(page, slug, "Close intake")
        await page.get_by_role("link", name="To the jury").click()
        await page.get_by_role("button", name="Assign 2 works").click()
        await expect(page.get_by_text("no works yet").first).to_be_visible()
        await _step(page, slug, "Open judging")
        marks = {"Painting 0": "9", "Painting 1": "6"}
        works = [await _judge(site, f"{name}@{slug}.example.org", marks) for name in ("muon", "lan", "nga")]
        assert sum(works) == 4
        await _step(page, slug, "Close the round")
        await page.get_by_role("button", name="Compute the result").click()
        await page.goto(f"/admin/{slug}/result")
        assert "Hương" not in await page.inner_text("main")
        sha256 = await page.locator("input[name=list_sha256]").get_attribute("value") or ""
        await page.get_by_label("Type the first").fill(sha256[:6])
        await page.get_by_role("button", name="Sign", exact=True).click()
        await expect(page.get_by_text("Lò Thị Hương A").first).to_be_visible()
        await _step(page, slug, "Announce the winners")
        await _hang_and_print(page, slug)
    await _visit(site, slug)
    assert site.told == []
