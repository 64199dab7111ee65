"""The receipt as a file: for its owner, with the PIN only while it is being shown."""

from __future__ import annotations

import httpx
import pypdfium2
import pytest

from judging.contests.calendar import moment
from judging.db import fetch
from judging.submissions.own import entry_status
from judging.submissions.receipts import zone_offset
from judging.web.i18n import use_zone
from tests.cast import entrant_of, make_contest, make_entry, outsider, sign_in

CUT = "cắt theo đường này"
pytestmark = pytest.mark.usefixtures("pool")


def text_of(answer: httpx.Response) -> str:
    pages = pypdfium2.PdfDocument(answer.content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


async def test_the_owner_fetches_it_at_any_time_without_the_pin(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await make_entry(play, "paintings", unit="Trường THCS Chiềng Lề")
    await sign_in(browser_client, await entrant_of(made))
    path = f"/entry/{made.receipt.code}"
    assert f'href="{path}/receipt.pdf"' in (await browser_client.get(path)).text
    sheet = await browser_client.get(f"{path}/receipt.pdf")
    assert (sheet.status_code, sheet.headers["content-type"]) == (200, "application/pdf")
    assert sheet.headers["content-disposition"] == f'attachment; filename="phieu-nhan-bai-{made.receipt.code}.pdf"'
    assert sheet.headers["cache-control"] == "private, no-store"
    told = text_of(sheet)
    for words in (made.receipt.code, made.receipt.title, "Trường THCS Chiềng Lề", "(UTC+7)", CUT):
        assert words in told
    assert made.receipt.sha256 in told.replace(" ", "")
    assert str(made.receipt.pin) not in told


async def test_the_first_copy_has_the_pin_that_is_on_the_screen(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await make_entry(play, checked=False)
    await sign_in(browser_client, await entrant_of(made))
    browser_client.cookies.set("bv_pin", str(made.receipt.pin), domain="testserver.local")
    told = text_of(await browser_client.get(f"/entry/{made.receipt.code}/receipt.pdf"))
    assert str(made.receipt.pin) in told
    assert CUT not in told


async def test_who_comes_from_the_letter_signs_in_first(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await make_entry(play, checked=False, email="huong@receipt.example.org")
    letter = (await fetch('SELECT body FROM mail WHERE "to" = $1', "huong@receipt.example.org"))[0]["body"]
    path = f"/entry/{made.receipt.code}/receipt.pdf"
    assert f"http://testserver.local{path}" in letter
    assert str(made.receipt.pin) not in letter
    asked = await browser_client.get(path)
    assert asked.headers["location"] == f"/entry/sign-in?code={made.receipt.code}&next={path}"
    typed = {"code": made.receipt.code, "pin": made.receipt.pin, "next": path}
    assert (await browser_client.post("/entry/sign-in", data=typed)).headers["location"] == path
    assert made.receipt.code in text_of(await browser_client.get(path))


async def test_nobody_else_gets_it(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await make_entry(play, checked=False)
    await sign_in(browser_client, await outsider())
    for code in (made.receipt.code, "ZZ99-9999"):
        assert (await browser_client.get(f"/entry/{code}/receipt.pdf")).status_code == 404


async def test_what_was_taken_back_keeps_its_receipt(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await make_entry(play, "paintings")
    await sign_in(browser_client, await entrant_of(made))
    path = f"/entry/{made.receipt.code}"
    await browser_client.post(f"{path}/withdraw", data={"confirm": "rút bài"})
    assert f"{path}/receipt.pdf" in (await browser_client.get(path)).text
    told = text_of(await browser_client.get(f"{path}/receipt.pdf"))
    assert "sau đó đã được rút" in told
    assert CUT not in told
    assert (await entry_status(made.receipt.code)).sha256 in told.replace(" ", "")


async def test_times_are_told_with_the_zone_they_are_in() -> None:
    play = await make_contest()
    use_zone("Asia/Ho_Chi_Minh")
    at = moment(play.view.rules, play.view.rules.timeline.deadline)
    assert zone_offset(at) == "UTC+7"
    use_zone("America/St_Johns")
    assert zone_offset(at) in ("UTC-3:30", "UTC-2:30")
