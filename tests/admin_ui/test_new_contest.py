"""A contest begins from a file; whatever is wrong with it is said at once, and the text is kept."""

from __future__ import annotations

import tomllib
import uuid

import httpx
import pytest

from judging.contests.enums import Stage
from judging.contests.queries import contest, contests
from judging.contests.queries import source as source_of
from judging.web.actor import Actor, Role
from tests.cast import CONTEST, make_actor, make_contest, sign_in


@pytest.fixture
async def founder(browser_client: httpx.AsyncClient) -> Actor:
    actor = await make_actor("Hoa", Role.ORGANISER)
    await sign_in(browser_client, actor)
    return actor


def named(slug: str) -> str:
    return CONTEST.replace("cuoc-thi-nho", slug)


async def test_a_pasted_file_becomes_a_draft(browser_client: httpx.AsyncClient, founder: Actor) -> None:
    slug = f"moi-{uuid.uuid4().hex[:8]}"
    answer = await browser_client.post("/admin/new", data={"source": named(slug)})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/admin/{slug}")
    assert (await contest(slug=slug)).stage == Stage.DRAFT
    shown = await browser_client.get(f"/admin/{slug}")
    assert "Cuộc thi đang được chuẩn bị" in shown.text
    assert f"/admin/{slug}/steps/open" in shown.text


async def test_there_is_a_file_to_begin_from(browser_client: httpx.AsyncClient, founder: Actor) -> None:
    await sign_in(browser_client, founder)
    assert 'href="/admin/new/contest.toml"' in (await browser_client.get("/admin/new")).text
    sample = await browser_client.get("/admin/new/contest.toml")
    assert sample.headers["content-disposition"] == 'attachment; filename="contest.toml"'
    assert tomllib.loads(sample.text)["contest"]["slug"]


async def test_an_uploaded_file_wins_over_the_field(browser_client: httpx.AsyncClient, founder: Actor) -> None:
    slug = f"moi-{uuid.uuid4().hex[:8]}"
    answer = await browser_client.post(
        "/admin/new", data={"source": "x"}, files={"file": ("thi.toml", named(slug).encode("utf-8-sig"))}
    )
    assert answer.headers["location"] == f"/admin/{slug}"


async def test_every_mistake_is_shown_with_its_line_and_the_text_is_kept(
    browser_client: httpx.AsyncClient, founder: Actor
) -> None:
    lines = named("sai").split("\n")
    first = next(place for place, line in enumerate(lines) if line.startswith("grace_minutes"))
    second = next(place for place, line in enumerate(lines) if line.startswith("max_mb"))
    lines[first], lines[second] = "grace_minute = 30", 'max_mb = "mười"'
    answer = await browser_client.post("/admin/new", data={"source": "\r\n".join(lines)})
    assert answer.status_code == 422
    assert "2 lỗi trong tệp" in answer.text
    for place in (first, second):
        assert f"Dòng {place + 1}<" in answer.text
    assert "<code>grace_minute = 30</code>" in answer.text
    assert "có phải ý bạn là “grace_minutes”?" in answer.text
    assert "ở đây cần một số nguyên, không phải chữ trong ngoặc kép" in answer.text
    assert answer.text.count("grace_minute = 30") == 2  # in the list and in the field


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"data": {"source": " "}}, "Bạn hãy chọn tệp hoặc dán nội dung của tệp."),
        ({"files": {"file": ("a.toml", b"\xff\xfe\x00")}}, "không phải văn bản UTF-8"),
        ({"data": {"source": "name = "}}, "không đúng TOML: giá trị không đúng"),
    ],
)
async def test_what_is_no_contest_file_is_said(
    browser_client: httpx.AsyncClient, founder: Actor, sent: dict[str, object], sentence: str
) -> None:
    answer = await browser_client.post("/admin/new", **sent)  # type: ignore[arg-type]  # a table of arguments
    assert answer.status_code == 422
    assert sentence in answer.text


async def test_an_address_is_given_once(browser_client: httpx.AsyncClient, founder: Actor) -> None:
    source = named(f"moi-{uuid.uuid4().hex[:8]}")
    await browser_client.post("/admin/new", data={"source": source})
    again = await browser_client.post("/admin/new", data={"source": source})
    assert again.status_code == 422
    assert "Lifelong learning" in again.text


async def test_the_reference_competition_opens_today_under_its_own_address(
    browser_client: httpx.AsyncClient, founder: Actor
) -> None:
    before = {view.slug for view in await contests()}
    for _ in range(2):
        answer = await browser_client.post("/admin/practise")
        slug = answer.headers["location"].rpartition("/")[2]
        assert slug.startswith("son-la-thu-")
        assert slug not in before
        before.add(slug)
    view = await contest(slug=slug)
    assert (view.stage, len(view.rules.categories)) == (Stage.DRAFT, 4)
    assert view.rules.timeline.deadline > view.rules.timeline.opens


async def test_an_organiser_of_one_contest_founds_no_other(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.DRAFT)
    await sign_in(browser_client, play.organiser)
    assert "/admin/new" not in (await browser_client.get("/admin")).text
    assert (await browser_client.post("/admin/practise")).status_code == 403
    assert (await browser_client.post("/admin/new", data={"source": named("la")})).status_code in (403, 422)


async def test_a_drafts_file_is_replaced_on_the_page_of_its_rules(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.DRAFT)
    rules = f"/admin/{play.view.slug}/rules"
    await sign_in(browser_client, play.organiser)
    assert "grace_minutes = 30" in (await browser_client.get(rules)).text
    wrong = CONTEST.replace("grace_minutes = 30", "grace_minute = 30")
    answer = await browser_client.post(rules, data={"source": wrong})
    assert answer.status_code == 422
    line = wrong[: wrong.index("grace_minute")].count("\n") + 1
    assert f"Dòng {line}<" in answer.text
    assert "có phải ý bạn là “grace_minutes”?" in answer.text
    assert answer.text.count("grace_minute = 30") == 2  # in the list and in the field
    empty = await browser_client.post(rules, data={"source": ""})
    assert (empty.status_code, "Bạn hãy chọn tệp" in empty.text) == (422, True)
    right = (await source_of(play.id)).replace("grace_minutes = 30", "grace_minutes = 45")
    assert (await browser_client.post(rules, data={"source": right})).headers["location"] == rules
    assert (await contest(id=play.id)).rules.timeline.grace_minutes == 45
    assert "Đã thay tệp cuộc thi" in (await browser_client.get(f"/admin/{play.view.slug}/log")).text


async def test_frozen_rules_have_no_form(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    rules = f"/admin/{play.view.slug}/rules"
    await sign_in(browser_client, play.organiser)
    assert "<textarea" not in (await browser_client.get(rules)).text
    answer = await browser_client.post(rules, data={"source": await source_of(play.id)})
    assert answer.status_code == 422
    assert "Thể lệ đã được chốt" in answer.text
