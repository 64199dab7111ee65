"""Sending a work, as a browser without script sees it; and with one."""

from __future__ import annotations

import json
import re
import uuid
from datetime import timedelta
from html import unescape

import httpx
import pytest

from judging import clock
from judging.accounts import queries as accounts
from judging.contests.calendar import moment
from judging.submissions.own import entry_status
from tests.cast import Play, make_contest, png

pytestmark = pytest.mark.usefixtures("pool")
WORK = {"step": "2", "go": "3", "title": "Ruộng bậc thang", "technique": "Màu bột", "size": "40 × 30", "kept": "{}"}
AUTHOR = {"step": "3", "go": "4", "name": "Lò Thị Hương", "unit": "Phường Tô Hiệu"}
CONSENTS = {"step": "4", "go": "5", "name_mode": "initials", "consent-rules": "yes"}


def kept(page: httpx.Response) -> str:
    found = re.search(r'name="kept" value="([^"]*)"', page.text)
    assert found
    return unescape(found[1])


def error_at(page: httpx.Response, field: str) -> str:
    found = re.search(rf'<p class="error" id="e-{field}">([^<]+)', page.text)
    return unescape(found[1]) if found else ""


def address(play: Play, category: str = "paintings") -> str:
    return f"/c/{play.view.slug}/enter/{category}"


async def work_page(client: httpx.AsyncClient, play: Play, data: bytes | None = None, **changes: str) -> httpx.Response:
    """The answer to step 2, with the file in the form."""
    form = {**WORK, "entry_id": str(uuid.uuid4()), **changes}
    files = {"file": ("tranh.png", png() if data is None else data, "image/png")}
    return await client.post(address(play), data=form, files=files)


async def consents_page(client: httpx.AsyncClient, play: Play, *, age: int = 30, **changes: str) -> httpx.Response:
    """The answer to step 3."""
    page = await work_page(client, play)
    year = str(play.view.rules.timeline.deadline.year - age)
    return await client.post(address(play), data={**AUTHOR, "birth_year": year, "kept": kept(page), **changes})


async def test_a_work_is_sent_in_four_plain_steps(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    first = await browser_client.get(f"/c/{play.view.slug}/enter")
    assert first.status_code == 200
    assert address(play) in first.text
    assert (await browser_client.get(address(play))).status_code == 200
    page = await consents_page(browser_client, play, email=f"{uuid.uuid4().hex}@example.org")
    assert page.status_code == 200
    assert "L. T. H." in page.text
    sent = await browser_client.post(address(play), data={**CONSENTS, "kept": kept(page)})
    assert sent.status_code == 303
    code = sent.headers["location"].removeprefix("/entry/")
    pin_cookie = next(line for line in sent.headers.get_list("set-cookie") if line.startswith("bv_pin"))
    assert f"Path=/entry/{code}" in pin_cookie
    assert "HttpOnly" in pin_cookie
    assert "?" not in sent.headers["location"]
    receipt = await browser_client.get(f"/entry/{code}")
    assert "Đã nhận bài của bạn" in receipt.text
    assert re.search(r'<p class="pin">\d{6}</p>', receipt.text)
    status = await entry_status(code)
    assert status.sha256 in receipt.text
    assert "<svg" in receipt.text
    assert status.title == "Ruộng bậc thang"


async def test_every_category_asks_its_own_questions(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    poems = (await browser_client.get(address(play, "poems"))).text
    paintings = (await browser_client.get(address(play, "paintings"))).text
    assert re.search(r'<option value="vi" selected>Tiếng Việt</option>', poems)
    assert '<option value="blt">Tiếng Thái</option>' in poems
    assert {name for name in ("technique", "size", "form") if f'name="{name}"' in poems} == {"form"}
    assert {name for name in ("technique", "size", "language") if f'name="{name}"' in paintings} == {
        "technique",
        "size",
    }


async def test_a_poem_goes_the_same_way_though_it_is_asked_less(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    where = address(play, "poems")
    form = {**WORK, "entry_id": str(uuid.uuid4()), "form": "thơ bốn chữ", "language": "vi"}
    files = {"file": ("tho.txt", "Trên nương con chữ\ngieo cùng hạt ngô".encode(), "text/plain")}
    author = await browser_client.post(where, data=form, files=files)
    author_of = {**AUTHOR, "birth_year": str(play.view.rules.timeline.deadline.year - 30), "kept": kept(author)}
    page = await browser_client.post(where, data=author_of)
    assert page.status_code == 200
    assert "Ruộng bậc thang" in page.text
    sent = await browser_client.post(where, data={**CONSENTS, "kept": kept(page)})
    assert sent.status_code == 303


async def test_the_receipt_is_also_sent_by_letter_without_the_pin(browser_client: httpx.AsyncClient) -> None:
    play, email = await make_contest(), f"{uuid.uuid4().hex}@example.org"
    page = await consents_page(browser_client, play, email=email)
    sent = await browser_client.post(address(play), data={**CONSENTS, "kept": kept(page)})
    pin = browser_client.cookies.get("bv_pin", path=sent.headers["location"])
    letter = next(letter for letter in await accounts.letters(1000) if letter.to == email)
    assert sent.headers["location"] in letter.body
    assert pin
    assert pin not in letter.body.replace(sent.headers["location"], "").split("SHA-256")[0]


async def test_sent_twice_by_a_lost_connection_it_is_one_receipt(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    page = await consents_page(browser_client, play)
    form = {**CONSENTS, "kept": kept(page)}
    first = await browser_client.post(address(play), data=form)
    browser_client.cookies.clear()
    again = await browser_client.post(address(play), data=form)
    assert again.status_code == 303
    assert again.headers["location"] == first.headers["location"]
    assert browser_client.cookies.get("bv_pin")


async def test_the_script_sends_the_file_first(browser_client: httpx.AsyncClient) -> None:
    play, tus = await make_contest(), {"Tus-Resumable": "1.0.0"}
    made = await browser_client.post(f"{address(play)}/uploads", headers={**tus, "Upload-Length": str(len(png()))})
    path = made.headers["location"]
    headers = {**tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    assert (await browser_client.patch(path, headers=headers, content=png())).status_code == 204
    page = await browser_client.post(address(play), data={**WORK, "upload_id": path.rpartition("/")[2]})
    assert page.status_code == 200
    assert 'name="birth_year"' in page.text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "Tệp này trống"), (b"x" * 10_000_001, "nhiều nhất 10 MB")],
)
async def test_a_file_that_cannot_be_a_work_is_refused_beside_its_field(
    browser_client: httpx.AsyncClient, data: bytes, sentence: str
) -> None:
    play = await make_contest()
    page = await work_page(browser_client, play, data)
    assert page.status_code == 422
    assert sentence in page.text
    assert 'value="Ruộng bậc thang"' in page.text


async def test_without_a_file_the_form_comes_back(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    page = await browser_client.post(address(play), data={**WORK, "size": "lớn", "upload_id": "x"})
    assert page.status_code == 422
    assert "Bạn hãy chọn tệp tác phẩm." in page.text
    assert "40 × 30" in error_at(page, "size")
    assert 'value="lớn"' in page.text


async def test_nothing_typed_is_lost_going_back_and_on(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    page = await consents_page(browser_client, play, teacher="Cô Hà <b>", phone="0912")
    back = await browser_client.post(address(play), data={"step": "4", "go": "2", "kept": kept(page)})
    assert back.status_code == 200
    assert 'value="Ruộng bậc thang"' in back.text
    assert "tranh.png" in back.text
    assert json.loads(kept(back))["teacher"] == "Cô Hà <b>"
    upload_id = re.search(r'name="upload_id" value="([^"]+)"', back.text)
    assert upload_id
    form = {**WORK, "title": "Tên mới", "upload_id": upload_id[1], "kept": kept(back)}
    on = await browser_client.post(address(play), data=form)
    assert 'value="Lò Thị Hương"' in on.text
    assert 'value="Cô Hà &lt;b&gt;"' in on.text


async def test_what_is_wrong_is_told_beside_its_field(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    page = await consents_page(browser_client, play, birth_year="abcd", name="\u200b", email="a@b")
    assert page.status_code == 422
    assert {name for name in ("name", "birth_year", "email") if error_at(page, name)} == {"name", "birth_year", "email"}
    assert 'value="abcd"' in page.text
    assert "autofocus" in page.text


async def test_a_child_is_asked_with_a_grown_up(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    page = await consents_page(browser_client, play, age=12)
    assert 'name="guardian"' in page.text
    assert re.search(r'value="initials" checked', page.text)
    refused = await browser_client.post(address(play), data={**CONSENTS, "kept": kept(page), "consent-guardian": "yes"})
    assert refused.status_code == 422
    assert error_at(refused, "guardian")
    assert re.search(r'name="consent-guardian"[^>]* checked', refused.text)
    grown = await consents_page(browser_client, play, age=40)
    assert 'name="guardian"' not in grown.text
    assert re.search(r'value="full" checked', grown.text)


async def test_a_consent_that_was_ticked_off_is_not_kept(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    page = await consents_page(browser_client, play)
    refused = await browser_client.post(address(play), data={"step": "4", "go": "5", "kept": kept(page)})
    assert refused.status_code == 422
    assert error_at(refused, "consent-rules")
    assert "consent-" not in kept(refused)


async def test_a_form_that_somebody_wrote_by_hand_is_no_harm(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    form = {"step": "9", "go": "77", "kept": '{"name": 1', "entry_id": "x", "upload_id": "y", "name_mode": "z"}
    page = await browser_client.post(address(play), data=form)
    assert page.status_code == 422
    jump = await browser_client.post(address(play), data={**form, "step": "2", "go": "5"})
    assert jump.status_code == 422
    assert 'name="title"' in jump.text
    assert (await browser_client.get(address(play, "opera"))).status_code == 404


async def test_a_third_work_is_refused_with_the_form_kept(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    for _ in range(2):
        page = await consents_page(browser_client, play)
        await browser_client.post(address(play), data={**CONSENTS, "kept": kept(page)})
    page = await consents_page(browser_client, play)
    third = await browser_client.post(address(play), data={**CONSENTS, "kept": kept(page)})
    assert third.status_code == 422
    assert "nhiều nhất 2 bài" in third.text


async def test_before_and_after_the_time_the_pages_say_so(browser_client: httpx.AsyncClient) -> None:
    early = await make_contest()
    with clock.set_to(moment(early.view.rules, early.view.rules.timeline.opens) - timedelta(days=1)):
        assert "Chưa đến ngày nhận bài" in (await browser_client.get(f"/c/{early.view.slug}/enter")).text
        assert (await browser_client.get(address(early))).status_code == 409
    late = await make_contest()
    with clock.set_to(moment(late.view.rules, late.view.rules.timeline.deadline) + timedelta(minutes=31)):
        assert "Đã hết hạn nhận bài" in (await browser_client.get(f"/c/{late.view.slug}/enter")).text
        page = await work_page(browser_client, late)
    assert page.status_code == 409
    assert "Đã hết hạn nhận bài" in page.text


async def test_in_the_grace_what_began_in_time_is_finished(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    deadline = moment(play.view.rules, play.view.rules.timeline.deadline)
    with clock.set_to(deadline - timedelta(seconds=1)):
        page = await consents_page(browser_client, play)
    with clock.set_to(deadline + timedelta(minutes=29)):
        sent = await browser_client.post(address(play), data={**CONSENTS, "kept": kept(page)})
    assert sent.status_code == 303
