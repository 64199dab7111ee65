"""Hall, hang and printed matter."""

from __future__ import annotations

import re
import tomllib
from html import unescape

import httpx

from judging.contests.enums import Stage
from judging.exhibition import queries
from tests.cast import make_contest, sign_in

HALL = """centre_line = 145
gap = 10

[[wall]]
name = "Tường bắc"
name_en = "North wall"
width = 600
height = 300

[[wall.opening]]
kind = "door"
x = 400
y = 0
width = 90
height = 210
"""


async def test_a_hall_is_kept_and_works_hang_in_it(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.CHECKING, entries={"paintings": 2})
    exhibition = f"/admin/{play.view.slug}/exhibition"
    await sign_in(browser_client, play.organiser)
    assert "/hang" not in (await browser_client.get(exhibition)).text
    assert (await browser_client.post(f"{exhibition}/hall", data={"source": HALL})).status_code == 303
    assert (await browser_client.post(f"{exhibition}/hang")).status_code == 303
    page = (await browser_client.get(f"{exhibition}?lang=en")).text
    assert "North wall" in page
    assert page.count('<rect class="hung"') == 2
    pictures = re.findall(r'<img src="([^"]+)" alt="" loading="lazy">', page)
    assert len(pictures) == 2
    assert (await browser_client.get(pictures[0])).headers["content-type"].startswith("image/")
    assert page.count('<rect class="opening"') == 1
    assert len(await queries.placements(play.id)) == 2


async def test_there_is_a_small_hall_to_begin_from(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.CHECKING, entries={"paintings": 1})
    exhibition = f"/admin/{play.view.slug}/exhibition"
    await sign_in(browser_client, play.organiser)
    for language, remark in (("vi", "Ví dụ"), ("en", "An example")):
        page = (await browser_client.get(f"{exhibition}?lang={language}")).text
        field = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
        assert field
        example = unescape(field[1])
        assert remark in example
        assert len(tomllib.loads(example)["wall"]) == 2
    assert (await browser_client.post(f"{exhibition}/hall", data={"source": example})).status_code == 303


async def test_a_wrong_hall_names_its_line_and_keeps_the_text(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.DRAFT)
    exhibition = f"/admin/{play.view.slug}/exhibition"
    await sign_in(browser_client, play.organiser)
    wrong = HALL.replace("width = 600", "width = -6")
    answer = await browser_client.post(f"{exhibition}/hall", files={"file": ("hall.toml", wrong.encode())})
    assert answer.status_code == 422
    assert "width = -6" in answer.text
    assert "7" in answer.text.split('id="e-source">')[1].split("<")[0]
    assert await queries.hall(play.id) is None
    empty = await browser_client.post(f"{exhibition}/hall", data={"source": ""})
    assert empty.status_code == 422


async def test_a_hall_that_is_too_small_says_so(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.CHECKING, entries={"paintings": 2})
    exhibition = f"/admin/{play.view.slug}/exhibition"
    await sign_in(browser_client, play.organiser)
    small = HALL.replace("width = 600", "width = 30").split("[[wall.opening]]")[0]
    await browser_client.post(f"{exhibition}/hall", data={"source": small})
    answer = await browser_client.post(f"{exhibition}/hang")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text


async def test_sheets_are_printed_when_names_are_open(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.APPROVED, entries={"poems": 2})
    await sign_in(browser_client, play.organiser)
    contest = f"/admin/{play.view.slug}"
    page = (await browser_client.get(f"{contest}/print")).text
    assert f"{contest}/print/award-list.xlsx" in page
    assert f"{contest}/print/labels.pdf" not in page
    sheet = await browser_client.get(f"{contest}/print/award-list.xlsx")
    assert sheet.status_code == 200
    assert sheet.content[:2] == b"PK"
    assert sheet.headers["content-disposition"] == f'attachment; filename="{play.view.slug}-award-list.xlsx"'
    assert (await browser_client.get(f"{contest}/print/result.json")).json()
    assert (await browser_client.get(f"{contest}/print/labels.pdf")).status_code == 409
    assert (await browser_client.get(f"{contest}/print/secrets.pdf")).status_code == 404


async def test_nothing_is_printed_before_the_signature(browser_client: httpx.AsyncClient) -> None:
    for stage in (Stage.JUDGING, Stage.BOARD):
        play = await make_contest(stage)
        await sign_in(browser_client, play.organiser)
        assert "Chưa in được trước khi ký" in (await browser_client.get(f"/admin/{play.view.slug}/print")).text
        assert (await browser_client.get(f"/admin/{play.view.slug}/print/award-list.pdf")).status_code == 409


async def test_the_frozen_file_is_handed_out_with_its_digest(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    await sign_in(browser_client, play.board)
    assert play.view.rules_sha256 in (await browser_client.get(f"/admin/{play.view.slug}/rules")).text
    file = await browser_client.get(f"/admin/{play.view.slug}/rules/contest.toml")
    assert "[timeline]" in file.text
    assert file.headers["content-disposition"].endswith('.toml"')
