"""A wrong letter put right: seen everywhere, noted in the log, and nothing that was signed or sealed changes."""

from __future__ import annotations

import httpx
import pytest

from judging import audit
from judging.awards import queries as results
from judging.awards.sealing import service as sealing
from judging.contests.enums import Stage
from judging.db import fetch
from judging.errors import Invalid, NotAllowed, NotFound, Refused
from judging.submissions import desk
from judging.submissions.corrections import Spelling, correct
from tests.cast import Made, Play, entrant_of, make_actor, make_contest, make_entry, sign_in, step

pytestmark = pytest.mark.usefixtures("pool")


async def put_right(play: Play, made: Made, title: str = "Mưa", title_en: str = "", name: str = "Lò Thị Hường") -> None:
    spelling = Spelling(title, title_en, name)
    await correct(actor=play.secretary, contest_id=play.id, code=made.receipt.code, spelling=spelling)


async def test_both_are_corrected_found_again_and_noted() -> None:
    play = await make_contest(Stage.OPEN)
    made = await make_entry(play, title="Mua", name="Lò Thị Hương")
    await put_right(play, made, "  Mưa ", "Rain", "Lò\u200b Thị Hường")
    found = await desk.entry(play.id, made.receipt.code)
    assert (found.title, found.title_en, found.name) == ("Mưa", "Rain", "Lò Thị Hường")
    assert [one.code for one in (await desk.entries(play.id, search="huong mua")).entries] == [made.receipt.code]
    line = (await audit.recent(contest_id=play.id, limit=1))[0]
    assert (line.action, line.detail["title_before"], line.detail["title_after"]) == ("entry.corrected", "Mua", "Mưa")
    assert line.detail["name_before"] != line.detail["name_after"]
    assert "Hương" not in repr(line)
    assert "Hường" not in repr(line)


async def test_what_is_right_already_is_not_noted() -> None:
    play = await make_contest(Stage.OPEN)
    made = await make_entry(play, title="Mưa", name="Lò Thị Hường")
    await put_right(play, made)
    assert "entry.corrected" not in [line.action for line in await audit.recent(contest_id=play.id, limit=50)]


async def test_only_the_office_may_and_nothing_is_left_empty() -> None:
    play = await make_contest(Stage.OPEN)
    made = await make_entry(play)
    for stranger in (await entrant_of(made), play.board, play.jurors["lan"]):
        with pytest.raises(NotAllowed):
            await correct(
                actor=stranger, contest_id=play.id, code=made.receipt.code, spelling=Spelling("Mưa", "", "Lò")
            )
    with pytest.raises(NotFound):
        await correct(actor=play.secretary, contest_id=play.id, code="XX-0000", spelling=Spelling("Mưa", "", "Lò"))
    for title, name, field in (("", "Lò", "title"), ("x" * 301, "Lò", "title"), ("Mưa", " \u200b", "name")):
        with pytest.raises(Invalid) as caught:
            await put_right(play, made, title, name=name)
        assert caught.value.field == field


async def test_the_signed_list_and_the_sealed_result_stay() -> None:
    play = await make_contest(Stage.APPROVED)
    made = play.entries[0]
    before = (await results.result(play.view)).list_sha256
    await put_right(play, made)
    assert (await results.result(play.view)).list_sha256 == before
    assert (await sealing.bundle(play.id)).stage == Stage.APPROVED
    await step(play, Stage.ANNOUNCED)
    assert (await sealing.bundle(play.id)).stage == Stage.ANNOUNCED


async def test_after_the_scores_are_closed_no_correction_changes_what_counts_for_one_person() -> None:
    play = await make_contest(Stage.OPEN, entries={"poems": 1})
    sender = await make_actor("Lò Thị Hương")
    one, two = [await make_entry(play, actor=sender, name=name) for name in ("Lò Thị Hương", "Lò Thị Hường")]
    await step(play, Stage.CHECKING)
    await step(play, Stage.JUDGING)
    await put_right(play, one, name="Lò Thị Hườn")
    await step(play, Stage.BOARD)
    with pytest.raises(Refused, match="counted together"):
        await put_right(play, one, name="Lò Thị Hường")
    with pytest.raises(Refused, match="counted together"):
        await put_right(play, two, name="Lò Thị Hườn")
    await put_right(play, play.entries[0], name="Quàng Thị Ổn")
    names = await fetch("SELECT name FROM authorship WHERE entry = ANY($1) ORDER BY name", [one.id, two.id])
    assert len({row["name"] for row in names}) == 2


async def test_the_page_shows_what_is_written_and_keeps_what_was_typed(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    made = await make_entry(play, title="Mua", name="Lò Thị Hương")
    await sign_in(browser_client, play.secretary)
    path = f"/admin/{play.view.slug}/entries/{made.receipt.code}"
    assert f"{path}/correct" in (await browser_client.get(path)).text
    assert 'value="Lò Thị Hương"' in (await browser_client.get(f"{path}/correct")).text
    wrong = await browser_client.post(f"{path}/correct", data={"title": "", "name": "Lò Thị Hường"})
    assert wrong.status_code == 422
    assert 'value="Lò Thị Hường"' in wrong.text
    done = await browser_client.post(f"{path}/correct", data={"title": "Mưa", "name": "Lò Thị Hường"})
    assert (done.status_code, done.headers["location"]) == (303, path)
    log = (await browser_client.get(f"/admin/{play.view.slug}/log")).text
    assert "tên tác phẩm cũ Mua" in log
    assert "Hường" not in log
