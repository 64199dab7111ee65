"""A new PIN at the desk."""

from __future__ import annotations

import uuid

import httpx
import pytest

from judging import audit
from judging.accounts.attempts import LIMITS, WINDOW
from judging.db import fetch
from judging.errors import Invalid, NotAllowed, NotFound, TooMany
from judging.submissions import pins, service
from tests.cast import entrant_of, make_contest, make_entry, sign_in

pytestmark = pytest.mark.usefixtures("pool")


async def test_the_old_pin_dies_with_its_sessions_and_the_new_one_opens(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made, other = await make_entry(play, checked=False), await make_entry(play, checked=False)
    code = made.receipt.code
    await sign_in(browser_client, await entrant_of(made))
    assert (await browser_client.get(f"/entry/{code}")).status_code == 200
    given = await pins.give_pin(actor=play.secretary, contest_id=play.id, code=code, sure="met")
    assert (await browser_client.get(f"/entry/{code}")).status_code == 303
    with pytest.raises(Invalid):
        await pins.sign_in_with_code(code=code, pin=str(made.receipt.pin), address=uuid.uuid4().hex)
    assert (await pins.sign_in_with_code(code=code, pin=given.pin, address=uuid.uuid4().hex)).token
    assert (
        await pins.sign_in_with_code(code=other.receipt.code, pin=str(other.receipt.pin), address=uuid.uuid4().hex)
    ).token


async def test_the_log_says_who_and_how_and_never_the_pin() -> None:
    play = await make_contest()
    code = (await make_entry(play, checked=False)).receipt.code
    given = await pins.give_pin(actor=play.secretary, contest_id=play.id, code=code, sure="called")
    line = (await audit.recent(contest_id=play.id, limit=1))[0]
    assert (line.action, line.subject, line.actor) == ("entry.pin_given", code, str(play.secretary.person_id))
    assert line.detail == {"sure": "called"}
    rows = await fetch("SELECT pin_hash FROM authorship a JOIN entry e ON e.id = a.entry WHERE e.code = $1", code)
    assert given.pin not in rows[0]["pin_hash"]


async def test_who_tried_too_often_before_is_let_in() -> None:
    play = await make_contest()
    code = (await make_entry(play, checked=False)).receipt.code
    for _ in range(10):
        with pytest.raises(Invalid):
            await pins.sign_in_with_code(code=code, pin="x", address=uuid.uuid4().hex)
    given = await pins.give_pin(actor=play.secretary, contest_id=play.id, code=code, sure="met")
    assert (await pins.sign_in_with_code(code=code, pin=given.pin, address=uuid.uuid4().hex)).token


async def test_an_author_with_an_address_is_told_without_the_pin() -> None:
    play = await make_contest()
    code = (await make_entry(play, checked=False, email="on@pins.example.org", title="Ổ chim")).receipt.code
    given = await pins.give_pin(actor=play.secretary, contest_id=play.id, code=code, sure="told")
    letters = await fetch('SELECT body FROM mail WHERE "to" = $1 ORDER BY created_at', "on@pins.example.org")
    assert "PIN mới cho tác phẩm “Ổ chim”" in letters[-1]["body"]
    assert given.pin not in letters[-1]["body"]


async def test_only_the_desk_of_this_contest_and_only_when_sure() -> None:
    play, elsewhere = await make_contest(), await make_contest()
    made = await make_entry(play, checked=False)
    code = made.receipt.code
    for actor in (play.board, play.teacher, elsewhere.secretary, await entrant_of(made)):
        with pytest.raises(NotAllowed):
            await pins.give_pin(actor=actor, contest_id=play.id, code=code, sure="met")
    with pytest.raises(NotFound):
        await pins.give_pin(actor=elsewhere.secretary, contest_id=elsewhere.id, code=code, sure="met")
    with pytest.raises(Invalid):
        await pins.give_pin(actor=play.secretary, contest_id=play.id, code=code, sure="")
    assert (await pins.sign_in_with_code(code=code, pin=str(made.receipt.pin), address=uuid.uuid4().hex)).token


async def test_there_is_an_end_to_it_for_one_entry() -> None:
    play = await make_contest()
    made, other = await make_entry(play, checked=False), await make_entry(play, checked=False)
    (_, most) = LIMITS["given"][-1]
    for _ in range(most):
        await pins.give_pin(actor=play.secretary, contest_id=play.id, code=made.receipt.code, sure="met")
    with pytest.raises(TooMany):
        await pins.give_pin(actor=play.secretary, contest_id=play.id, code=made.receipt.code, sure="met")
    assert (await pins.give_pin(actor=play.secretary, contest_id=play.id, code=other.receipt.code, sure="met")).pin
    assert LIMITS["giver"][0][0] == WINDOW


async def test_a_form_sent_twice_does_not_tell_a_pin_that_is_dead() -> None:
    play = await make_contest()
    made = await make_entry(play, checked=False)
    upload_id = (await fetch("SELECT id FROM work_file WHERE entry = $1", made.id))[0]["id"]
    assert (await service._receipt_again(made.id, upload_id)).pin == made.receipt.pin
    await pins.give_pin(actor=play.secretary, contest_id=play.id, code=made.receipt.code, sure="met")
    assert (await service._receipt_again(made.id, upload_id)).pin is None


async def test_the_desk_shows_it_once_on_a_slip(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    made = await make_entry(play, checked=False, title="Ổ chim", name="Lò Thị Ổn", birth_year=2001)
    await sign_in(browser_client, play.secretary)
    path = f"/admin/{play.view.slug}/entries/{made.receipt.code}"
    assert f'href="{path}/pin"' in (await browser_client.get(path)).text
    asked = await browser_client.get(f"{path}/pin")
    assert "2001" in asked.text
    unsure = await browser_client.post(f"{path}/pin")
    assert (unsure.status_code, "xác minh" in unsure.text) == (422, True)
    slip = await browser_client.post(f"{path}/pin", data={"sure": "teacher"})
    assert slip.status_code == 200
    assert slip.headers["cache-control"] == "private, no-store"
    for words in ("Ổ chim", "Lò Thị Ổn", "<svg", f"/entry/{made.receipt.code}"):
        assert words in slip.text
    log = await browser_client.get(f"/admin/{play.view.slug}/log")
    assert "cô giáo" in log.text.lower()
    assert (await browser_client.get(path)).text.count("Ban thư ký đã cấp PIN mới") == 1
