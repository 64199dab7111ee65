"""The juror's pages through the whole application: blind, few statements, and nothing typed is lost."""

from __future__ import annotations

import json
import re

import httpx
import pytest

from judging.contests.enums import Stage
from judging.db import fetch
from judging.scoring import service
from tests.cast import Made, Play, entrant_of, make_ballots, make_contest, make_entry, outsider, panel_of, sign_in, step

HTML = {"Accept": "text/html"}
SURE = {"confirm": "Nop"}  # not every keyboard writes marks


@pytest.fixture
async def play(pool: None) -> Play:
    return await make_contest(Stage.JUDGING, entries={"poems": 2})


@pytest.fixture
async def client(browser_client: httpx.AsyncClient, play: Play) -> httpx.AsyncClient:
    """Lan, signed in."""
    await sign_in(browser_client, play.jurors["lan"])
    browser_client.headers.update(HTML)
    return browser_client


async def path_of(play: Play, made: Made, rest: str = "") -> str:
    return f"/jury/{await panel_of(play, made.category)}/{made.blind_code}{rest}"


async def in_order(play: Play, juror: str = "lan") -> list[Made]:
    rows = await fetch(
        "SELECT b.entry FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror"
        " WHERE s.person = $1 ORDER BY b.position",
        play.jurors[juror].person_id,
    )
    return [next(made for made in play.entries if made.id == row["entry"]) for row in rows]


async def kept(play: Play, made: Made, juror: str = "lan") -> tuple[str, dict[str, int]]:
    rows = await fetch(
        "SELECT b.state, b.scores FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror"
        " WHERE s.person = $1 AND b.entry = $2",
        play.jurors[juror].person_id, made.id,
    )  # fmt: skip
    return rows[0]["state"], json.loads(rows[0]["scores"])


def chosen(page: str) -> dict[str, str]:
    """The marks that the page shows as chosen."""
    inputs = [one for one in re.findall(r"<input[^>]*>", page) if re.search(r"\schecked\b", one)]
    values = [re.search(r'name="mark-(\w+)".* value="(\d+)"', one) for one in inputs]
    return {found[1]: found[2] for found in values if found}


async def test_a_jurors_way_from_home_to_the_work(client: httpx.AsyncClient, play: Play) -> None:
    home = await client.get("/jury")
    assert home.status_code == 200
    panel = f"/jury/{await panel_of(play, 'poems')}"
    assert panel in home.text
    overview = await client.get(panel)
    work = await path_of(play, play.entries[0])
    assert work in overview.text
    page = await client.get(work)
    assert page.status_code == 200
    assert play.entries[0].blind_code in page.text
    assert "dòng hai" in page.text


async def test_no_page_tells_who_made_it(client: httpx.AsyncClient, pool: None) -> None:
    blind = await make_contest()
    marked = await make_entry(
        blind, name="Zzqname Thị Hương", unit="Zzqunit", class_name="Zzqclass", teacher="Zzqteacher",
        guardian="Zzqguardian", phone="09zzqphone", email="zzqmail@example.org", co_authors="Zzqfriend",
        credits="Zzqcredit", file_name="Zzqfile.txt",
    )  # fmt: skip
    await step(blind, Stage.CHECKING)
    await step(blind, Stage.JUDGING)
    await sign_in(client, blind.jurors["lan"])
    panel = await panel_of(blind, "poems")
    paths = ["/jury", f"/jury/{panel}", await path_of(blind, marked), await path_of(blind, marked, "/abstain")]
    paths += [await path_of(blind, marked, f"/media/{role}") for role in ("text.txt", "page-1.webp")]
    for path in paths:
        answer = await client.get(path)
        said = f"{answer.headers} {answer.text}".lower()
        assert "zzq" not in said, path
        assert marked.receipt.code.lower() not in said, path
        assert str(marked.id) not in said, path
        assert marked.receipt.sha256 not in said, path


async def test_others_see_nothing(client: httpx.AsyncClient, play: Play) -> None:
    made = play.entries[0]
    paths = [await path_of(play, made, rest) for rest in ("", "/abstain", "/media/text.txt")]
    paths.append(f"/jury/{await panel_of(play, 'poems')}")
    stranger = (await make_contest(Stage.JUDGING, entries={"poems": 1})).jurors["lan"]
    for actor in (stranger, play.jurors["nga"]):
        await sign_in(client, actor)
        assert [(await client.get(path)).status_code for path in paths] == [404] * 4
    for actor in (play.organiser, play.secretary, await outsider(), await entrant_of(made)):
        await sign_in(client, actor)
        assert {(await client.get(path)).status_code for path in paths} <= {403, 404}
        assert (await client.post(paths[0], data={"mark-content": "9"})).status_code in (403, 404)
    client.cookies.clear()
    assert {(await client.get(path)).status_code for path in paths} <= {302, 303, 401, 403}
    assert (await kept(play, made))[0] == "open"


async def test_a_plain_form_hands_in_and_leads_on(client: httpx.AsyncClient, play: Play) -> None:
    first, second = await in_order(play)
    data = {"mark-content": "8", "mark-language": "0", "note": "Hay"}
    answer = await client.post(await path_of(play, first), data=data)
    assert (answer.status_code, answer.headers["location"]) == (303, await path_of(play, second))
    assert await kept(play, first) == ("submitted", {"content": 8, "language": 0})
    last = await client.post(await path_of(play, second), data=data)
    assert last.headers["location"] == f"/jury/{await panel_of(play, 'poems')}"
    finish = f"{last.headers['location']}/finish"
    unsure = await client.post(finish, data={"confirm": "không"})
    assert unsure.status_code == 422
    assert 'value="không"' in unsure.text
    assert (await client.post(finish, data=SURE)).status_code == 303
    assert (await client.post(await path_of(play, first), data=data)).status_code == 409


async def test_a_missing_mark_is_shown_and_the_others_stay(client: httpx.AsyncClient, play: Play) -> None:
    path = await path_of(play, play.entries[0])
    answer = await client.post(path, data={"mark-content": "8", "note": "Câu cuối hay"})
    assert answer.status_code == 422
    assert chosen(answer.text) == {"content": "8"}
    assert "Câu cuối hay" in answer.text
    assert (await kept(play, play.entries[0]))[0] == "open"


@pytest.mark.parametrize("mark", ["11", "-1", "8.5", "٣", "x", "9" * 400])
async def test_what_is_no_mark_is_refused_kindly(client: httpx.AsyncClient, play: Play, mark: str) -> None:
    path = await path_of(play, play.entries[0])
    answer = await client.post(path, data={"mark-content": mark, "mark-language": "8"})
    assert answer.status_code == 422
    assert chosen(answer.text) == {"language": "8"}


async def test_the_script_saves_as_json(client: httpx.AsyncClient, play: Play) -> None:
    path = await path_of(play, play.entries[0], "/save")
    answer = await client.post(path, json={"scores": {"content": 7}, "note": "", "flagged": True, "version": 0})
    assert answer.status_code == 200
    assert {key: answer.json()[key] for key in ("version", "total", "missing")} == {
        "version": 1, "total": "3,50", "missing": 1,
    }  # fmt: skip
    stale = await client.post(path, json={"scores": {"content": 1}, "version": 0})
    assert stale.status_code in (409, 422)
    assert await kept(play, play.entries[0]) == ("draft", {"content": 7})
    for body in (b"", b"[]", b'{"scores": {"content": "7"}}', b'{"scores": {"content": 7.5}}', b"\xff"):
        assert (await client.post(path, content=body)).status_code in (400, 422)
    page = await client.get(await path_of(play, play.entries[0]))
    assert chosen(page.text) == {"content": "7"}


async def test_not_scoring_asks_why(client: httpx.AsyncClient, play: Play) -> None:
    first, second = await in_order(play)
    path = await path_of(play, first, "/abstain")
    assert (await client.get(path)).status_code == 200
    empty = await client.post(path, data={"kind": "conflict", "reason": " "})
    assert empty.status_code == 422
    answer = await client.post(path, data={"kind": "conflict", "reason": "Học trò của tôi"})
    assert (answer.status_code, answer.headers["location"]) == (303, await path_of(play, second))
    assert await kept(play, first) == ("recused", {})


async def test_finishing_too_early_says_how_many_are_open(client: httpx.AsyncClient, play: Play) -> None:
    panel = await panel_of(play, "poems")
    answer = await client.post(f"/jury/{panel}/finish", data=SURE)
    assert answer.status_code in (409, 422)
    assert "2" in answer.text
    await make_ballots(play, finish=False)
    assert (await client.post(f"/jury/{panel}/finish", data=SURE)).status_code == 303


async def test_a_player_gets_the_range_it_asks_for(client: httpx.AsyncClient, play: Play) -> None:
    path = await path_of(play, play.entries[0], "/media/text.txt")
    whole = await client.get(path)
    assert whole.status_code == 200
    assert whole.headers["accept-ranges"] == "bytes"
    body, size = whole.content, len(whole.content)
    for asked, part in (("0-3", body[:4]), ("4-", body[4:]), ("-5", body[-5:]), ("2-99999", body[2:])):
        answer = await client.get(path, headers={"Range": f"bytes={asked}", "Accept-Encoding": "identity"})
        assert (answer.status_code, answer.content) == (206, part), asked
        assert answer.headers["content-range"].endswith(f"/{size}")
    beyond = await client.get(path, headers={"Range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{size}")
    for odd in ("bytes=", "bytes=x-y", "bytes=0-1,3-4", "lines=1-2"):
        assert (await client.get(path, headers={"Range": odd})).status_code == 200
    assert (await client.get(await path_of(play, play.entries[0], "/media/none.webp"))).status_code == 404
    assert (await client.get(await path_of(play, play.entries[0], "/media/..%2F..%2Fx"))).status_code == 404


async def test_a_page_costs_the_same_statements_with_one_and_three_works(
    client: httpx.AsyncClient, statements: list[str], pool: None
) -> None:
    counts = []
    for number in (1, 3):
        made = await make_contest(Stage.JUDGING, entries={"poems": number, "paintings": number})
        await sign_in(client, made.jurors["muon"])
        poem = made.of("poems")[0]
        panel = await panel_of(made, "poems")
        for path in ("/jury", f"/jury/{panel}", await path_of(made, poem)):
            await client.get(path)  # rules are read once a process
        found = []
        for path in ("/jury", f"/jury/{panel}", await path_of(made, poem)):
            statements.clear()
            assert (await client.get(path)).status_code == 200
            found.append(len(statements))
        counts.append(found)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 4


async def test_a_handed_in_ballot_can_be_read_but_not_written(client: httpx.AsyncClient, play: Play) -> None:
    await make_ballots(play)
    page = await client.get(await path_of(play, play.entries[0]))
    assert page.status_code == 200
    assert "disabled" in page.text
    answer = await client.post(await path_of(play, play.entries[0], "/abstain"), data={"reason": "x", "kind": "other"})
    assert answer.status_code in (409, 422)


async def test_after_the_round_marks_are_shown_but_cannot_be_given(client: httpx.AsyncClient, play: Play) -> None:
    work = await path_of(play, play.entries[0])
    assert "disabled" not in (await client.get(work)).text
    await step(play, Stage.BOARD)
    await fetch("UPDATE panel_juror SET finished_at = NULL WHERE person = $1", play.jurors["lan"].person_id)
    page = (await client.get(f"{work}?lang=en")).text
    assert "The round is not open; marks can no longer be changed." in page
    assert "Next work" not in page
    for path in ("/jury?lang=en", f"{work.rpartition('/')[0]}?lang=en"):
        assert "The round is closed. Thank you." in (await client.get(path)).text


async def test_titles_are_texts_not_markup(client: httpx.AsyncClient, pool: None) -> None:
    sly = await make_contest()
    made = await make_entry(sly, title="<script>alert(1)</script>", data="<b>Thơ</b>\n{{ 7 * 7 }}\n".encode())
    await step(sly, Stage.CHECKING)
    await step(sly, Stage.JUDGING)
    await sign_in(client, sly.jurors["lan"])
    page = await client.get(await path_of(sly, made))
    assert "<script>alert(1)" not in page.text
    assert "<b>Thơ</b>" not in page.text
    assert "{{ 7 * 7 }}" in page.text
    await service.save_ballot(
        juror=sly.jurors["lan"], panel_id=await panel_of(sly, "poems"), blind_code=made.blind_code,
        scores={}, note="</textarea><script>",
    )  # fmt: skip
    assert "</textarea><script>" not in (await client.get(await path_of(sly, made))).text
