"""A teacher sends the works of a class: from a letter to the slips that the pupils take home."""

from __future__ import annotations

import asyncio
import io

import openpyxl
import pypdfium2
from playwright.async_api import Page, expect

from judging.contests.enums import Stage
from judging.db import fetch
from tests.cast import make_contest, png
from tests.e2e.conftest import PATIENCE, PHONE, Site, _links
from tests.submissions.envelopes.making import CLASS, HEADS, changed, xlsx


async def _download(page: Page, name: str) -> bytes:
    async with page.expect_download() as waiting:
        await page.get_by_role("link", name=name).click()
    path = await (await waiting.value).path()
    return await asyncio.to_thread(path.read_bytes)


async def _come_in(page: Page, slug: str) -> None:
    """By the letter that the page itself writes: nobody knew this teacher before."""
    email = f"co-ha@{slug}.example.org"
    await page.goto(f"/c/{slug}/school?lang=en")
    await page.get_by_label("Your full name").fill("Cà Thị Hà")
    await page.get_by_label("E-mail address").fill(email)
    await page.get_by_role("button", name="Send me a link").click()
    await page.get_by_role("link", name="Read the letter in the mailbox").click()
    async with asyncio.timeout(PATIENCE / 1000):
        while not (links := await _links(page, email)):  # it is written after the answer
            await page.reload()
    await page.goto(links.pop())
    await page.get_by_role("button", name="Come in").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("My envelopes")
    await page.goto(f"/c/{slug}/school?lang=en")


async def _begin(page: Page) -> None:
    await page.get_by_label("School").fill("Trường THCS Chiềng Lề")
    await page.get_by_label("Class").fill("5A")
    await page.get_by_label("Your telephone").fill("0912 345 678")
    await page.get_by_role("button", name="Begin the envelope").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Trường THCS Chiềng Lề · 5A")


async def _send_roster(page: Page, name: str, data: bytes) -> None:
    await page.locator("#f-roster").set_input_files(
        {"name": name, "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "buffer": data}
    )
    await page.get_by_role("button", name="Send the roster").click()


def _texts(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


async def test_a_class_of_three_from_the_letter_to_the_receipts(site: Site) -> None:
    play = await make_contest(Stage.OPEN)
    async with site.visitor(viewport=PHONE, accept_downloads=True) as page:
        await _come_in(page, play.view.slug)
        await _begin(page)
        template = openpyxl.load_workbook(io.BytesIO(await _download(page, "Template (XLSX)")))
        assert [cell.value for cell in template.worksheets[0][1]][:2] == ["No.", "Full name *"]
        await _send_roster(page, "sai.xlsx", xlsx([changed(CLASS[0], birth="31/02/2014"), *CLASS[1:]], heads=HEADS))
        await expect(page.locator(".findings")).to_contain_text("C2")
        marked = openpyxl.load_workbook(io.BytesIO(await _download(page, "Download it with the faults marked")))
        assert "date of birth" in str(marked.worksheets[0]["C2"].comment)
        await _send_roster(page, "lop5a.xlsx", xlsx(CLASS))
        await expect(page.get_by_role("status").first).to_contain_text("3 new lines")
        codes = [await cell.inner_text() for cell in await page.locator(".code-cell").all()]
        slips = _texts(await _download(page, "Slips to cut out (PDF)"))
        assert all(code in slips for code in codes)
        pictures = [("01 - Lò Thị Mai.png", "#a03020"), (f"{codes[1]}.png", "#2a6549"), ("IMG_2031.png", "#2b4675")]
        await page.locator("#f-files").set_input_files(
            [{"name": name, "mimeType": "image/png", "buffer": png(colour=colour)} for name, colour in pictures]
        )
        await expect(page.get_by_role("heading", name="1 file belongs to nobody yet")).to_be_visible()
        await page.get_by_label("Whose work is “IMG_2031.png”?").select_option(
            label="Nguyễn Thị Ánh Tuyết – Bà em học chữ"
        )
        await page.get_by_role("button", name="It is theirs").click()
        await page.get_by_role("button", name="Send 3 works").click()
        await expect(page.get_by_role("status").first).to_contain_text("3 works have been received")
        receipts = _texts(await _download(page, "Receipts for the class (PDF)"))
        assert all(code in receipts for code in codes)
    rows = await fetch("SELECT code FROM entry WHERE contest = $1 AND state <> 'withdrawn' ORDER BY code", play.id)
    assert [row["code"] for row in rows] == sorted(codes)
    assert site.told == []


async def test_without_a_script_the_form_sends_the_files(site: Site) -> None:
    play = await make_contest(Stage.OPEN)
    async with site.visitor(java_script_enabled=False) as page:
        await _come_in(page, play.view.slug)
        await _begin(page)
        await _send_roster(page, "lop5a.xlsx", xlsx(CLASS[:2]))
        await page.locator("#f-files").set_input_files(
            [{"name": name, "mimeType": "image/png", "buffer": png(colour=colour)}
             for name, colour in (("lo thi mai.png", "#112233"), ("02_giang_a_pao.png", "#332211"))]
        )  # fmt: skip
        await page.get_by_role("button", name="Send the files").click()
        await expect(page.locator("#files .status").first).to_have_text("2 of 2 have one")
        await page.get_by_role("button", name="Send 2 works").click()
        await expect(page.locator("#send .status").first).to_have_text("2 of 2 sent")
