"""The pages of an entry that was sent: for its owner, and for nobody else."""

from __future__ import annotations

import re
from html import unescape

import httpx
import pytest

from judging.contests.enums import Stage
from judging.submissions.own import entry_status
from tests.cast import CONTEST, Made, Play, entrant_of, make_contest, make_entry, outsider, png, sign_in, step

pytestmark = pytest.mark.usefixtures("pool")


def error_at(page: httpx.Response, field: str) -> str:
    found = re.search(rf'<p class="error" id="e-{field}">([^<]+)', page.text)
    return unescape(found[1]) if found else ""


async def signed_in(
    client: httpx.AsyncClient, play: Play, data: bytes | None = None, file_name: str | None = None
) -> Made:
    made = await make_entry(play, "paintings", data=data, file_name=file_name)
    await sign_in(client, await entrant_of(made))
    return made


async def test_the_reason_of_a_quarantine_stands_with_another_chance(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await signed_in(browser_client, play, data=b"GIF89a" + bytes(40), file_name="a.gif")
    path = f"/entry/{made.receipt.code}"
    page = await browser_client.get(path)
    assert "Bên trong là ảnh GIF nên chưa nhận được" in page.text
    assert "Hãy lưu ảnh thành JPEG hoặc PNG." in page.text
    nothing = await browser_client.post(f"{path}/file", files={"file": ("", b"")})
    assert nothing.status_code == 422
    again = await browser_client.post(f"{path}/file", files={"file": ("tranh.png", png())})
    assert again.status_code == 303
    assert (await entry_status(made.receipt.code)).state == "received"
    assert "data-waiting" in (await browser_client.get(path)).text


async def test_taking_back_is_typed(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await signed_in(browser_client, play)
    path = f"/entry/{made.receipt.code}"
    unsure = await browser_client.post(f"{path}/withdraw", data={"confirm": "rút"})
    assert unsure.status_code == 422
    assert "rút bài" in error_at(unsure, "confirm")
    assert (await browser_client.post(f"{path}/withdraw", data={"confirm": " Rut  bài "})).status_code == 303
    assert "Bạn đã rút bài này" in (await browser_client.get(path)).text


async def test_after_the_deadline_nothing_can_be_changed(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await signed_in(browser_client, play)
    await step(play, Stage.CHECKING)
    path = f"/entry/{made.receipt.code}"
    page = await browser_client.get(path)
    assert f'action="{path}/file"' not in page.text
    late = await browser_client.post(f"{path}/withdraw", data={"confirm": "rút bài"})
    assert late.status_code == 422
    assert (await entry_status(made.receipt.code)).state == "accepted"


async def test_the_owner_sees_small_copies_only(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await signed_in(browser_client, play)
    role = (await entry_status(made.receipt.code)).preview_role
    picture = await browser_client.get(f"/entry/{made.receipt.code}/media/{role}")
    assert picture.status_code == 200
    assert picture.headers["content-type"].startswith("image/")
    assert (await browser_client.get(f"/entry/{made.receipt.code}/media/large.webp")).status_code == 404


async def test_others_learn_nothing_of_an_entry(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await make_entry(play, "paintings")
    stranger = await browser_client.get(f"/entry/{made.receipt.code}")
    assert (stranger.status_code, stranger.headers["location"]) == (303, f"/entry/sign-in?code={made.receipt.code}")
    await sign_in(browser_client, await outsider())
    for code in (made.receipt.code, "ZZ99-9999"):
        page = await browser_client.get(f"/entry/{code}")
        assert page.status_code == 404
        assert made.receipt.title not in page.text
        for tail in ("media/small.webp", "media/small.jpg"):
            assert (await browser_client.get(f"/entry/{code}/{tail}")).status_code == 404
        for verb in ("file", "withdraw"):
            answer = await browser_client.post(f"/entry/{code}/{verb}", data={"confirm": "rút bài"})
            assert answer.status_code == 404
    assert (await entry_status(made.receipt.code)).state == "accepted"


async def test_code_and_pin_lead_to_the_receipt(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await make_entry(play, "paintings", checked=False)
    code = made.receipt.code
    asked = await browser_client.get("/entry/sign-in", params={"code": code.lower()})
    assert f'value="{code}"' in asked.text
    wrong = await browser_client.post("/entry/sign-in", data={"code": code, "pin": "99999"})
    assert wrong.status_code == 422
    assert "chưa đúng" in error_at(wrong, "code")
    assert "99999" not in wrong.text
    right = await browser_client.post("/entry/sign-in", data={"code": code, "pin": made.receipt.pin})
    assert (right.status_code, right.headers["location"]) == (303, f"/entry/{code}")
    page = await browser_client.get(f"/entry/{code}")
    assert page.status_code == 200
    assert 'class="pin"' not in page.text
    mine = await browser_client.get("/my")
    assert made.receipt.title in mine.text


async def test_guessing_a_pin_is_slowed_down(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await make_entry(play, "paintings", checked=False)
    answers = [
        await browser_client.post("/entry/sign-in", data={"code": made.receipt.code, "pin": "x"}) for _ in range(11)
    ]
    assert "Bạn hãy thử lại sau" in answers[-1].text or "thử lại" in answers[-1].text
    assert answers[-1].text != answers[0].text


async def test_my_works_are_empty_at_first(browser_client: httpx.AsyncClient) -> None:
    assert (await browser_client.get("/my")).status_code == 303
    await sign_in(browser_client, await outsider())
    page = await browser_client.get("/my")
    assert page.status_code == 200
    assert 'class="empty"' in page.text


async def test_pupils_are_addressed_as_the_contest_says(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(source=CONTEST.replace("[contest]", '[contest]\naddress = "em"'))
    made = await signed_in(browser_client, play)
    assert "Đã nhận bài của em" in (await browser_client.get(f"/entry/{made.receipt.code}")).text
