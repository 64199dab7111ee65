"""Entries from the first byte to the verdict, in a real database and a real store."""

from __future__ import annotations

import asyncio
import hashlib
import uuid
from datetime import timedelta

import msgspec
import pytest

from judging import clock
from judging.accounts.attempts import LIMITS, has_room_for_letter
from judging.contests.calendar import last_byte, moment
from judging.contests.enums import Stage
from judging.contests.service import enter_stage
from judging.db import fetch, unit_of_work
from judging.errors import NotAllowed, NotFound, Refused
from judging.storage import store
from judging.submissions import processing, queries, service
from judging.submissions.own import entries_of, entry_status
from judging.submissions.rules import NewEntry
from judging.web.actor import Actor
from tests.cast import Made, Play, entrant_of, make_actor, make_contest, make_entry, outsider, upload

pytestmark = pytest.mark.usefixtures("pool")
POEM = "Sáng nay bà học chữ\nbên bếp lửa nhà sàn\n".encode()


async def state_of(made: Made) -> str:
    return (await entry_status(made.receipt.code)).state


async def text_entry(play: Play, **changes: object) -> NewEntry:
    good = NewEntry(
        category_key="poems", title="Bà học chữ", name="Lò Thị Hương", unit="Phường Tô Hiệu", language="vi",
        birth_year=play.view.rules.timeline.deadline.year - 30, consents=frozenset({"rules"}),
    )  # fmt: skip
    return msgspec.structs.replace(good, **changes)


async def test_what_has_a_receipt_is_in_store_database_and_queue() -> None:
    play = await make_contest()
    made = await make_entry(play, "poems", data=POEM, checked=False)
    receipt = made.receipt
    assert receipt.sha256 == hashlib.sha256(POEM).hexdigest()
    assert receipt.size == len(POEM)
    files = await fetch("SELECT id, storage_key, state FROM work_file WHERE entry = $1", made.id)
    assert store().get_bytes(files[0]["storage_key"]) == POEM
    jobs = await fetch("SELECT kind FROM job WHERE key = $1", str(files[0]["id"]))
    assert [job["kind"] for job in jobs] == ["process_file"]
    lines = await fetch("SELECT action FROM audit_line WHERE subject = $1", receipt.code)
    assert [line["action"] for line in lines] == ["entry.received"]


async def test_a_file_that_can_be_read_is_accepted_and_judged_without_its_author() -> None:
    play = await make_contest()
    made = await make_entry(play, "poems", data=POEM)
    assert await state_of(made) == "accepted"
    work = (await queries.blind_works(play.id))[made.id]
    assert work.blind_code == made.blind_code
    assert made.receipt.code not in (work.blind_code, work.title)
    assert "text.txt" in work.renditions


async def test_done_twice_the_check_comes_to_the_same() -> None:
    play = await make_contest()
    made = await make_entry(play, "poems", data=POEM)
    files = await fetch("SELECT id FROM work_file WHERE entry = $1", made.id)
    before = await fetch("SELECT count(*) AS n FROM rendition WHERE file = $1", files[0]["id"])
    await processing.process_file(files[0]["id"])
    assert await fetch("SELECT count(*) AS n FROM rendition WHERE file = $1", files[0]["id"]) == before


async def _waits_for_a_lock() -> bool:
    rows = await fetch("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
    return bool(rows)


async def test_closing_the_intake_is_not_overtaken_by_an_entry() -> None:
    """Everything was still right when the form came; the intake closes while its PIN is being hashed."""
    play = await make_contest()
    upload_id, entry, closed = await upload(play, POEM, "tho.txt"), await text_entry(play), asyncio.Event()

    async def send() -> service.Receipt:
        await closed.wait()
        return await service.submit_entry(actor=None, contest_id=play.id, entry=entry, upload_id=upload_id)

    sent = asyncio.create_task(send())
    async with unit_of_work() as work:
        await enter_stage(work, actor="system", contest_id=play.id, to=Stage.CHECKING)
        closed.set()  # nothing of this is committed yet: the entry's own look finds the contest open
        while not sent.done() and not await _waits_for_a_lock():
            pass
    with pytest.raises(Refused):
        await sent
    assert await fetch("SELECT 1 FROM entry WHERE contest = $1", play.id) == []


async def test_the_same_form_sent_twice_gives_the_same_receipt() -> None:
    play = await make_contest()
    upload_id, entry_id = await upload(play, POEM, "tho.txt"), uuid.uuid4()

    async def send() -> service.Receipt:
        entry = await text_entry(play)
        return await service.submit_entry(
            actor=None, contest_id=play.id, entry=entry, upload_id=upload_id, entry_id=entry_id
        )

    receipts = await asyncio.gather(send(), send(), send())
    assert len({(one.code, one.pin, one.sha256) for one in [*receipts, await send()]}) == 1
    rows = await fetch("SELECT count(*) AS n FROM entry WHERE contest = $1", play.id)
    assert rows[0]["n"] == 1


async def test_an_upload_becomes_one_entry_only() -> None:
    play = await make_contest()
    upload_id = await upload(play, POEM, "tho.txt")
    entry = await text_entry(play)
    await service.submit_entry(actor=None, contest_id=play.id, entry=entry, upload_id=upload_id)
    with pytest.raises(NotFound, match="no longer waiting"):
        await service.submit_entry(actor=None, contest_id=play.id, entry=entry, upload_id=upload_id)


async def test_an_upload_of_another_contest_is_not_found() -> None:
    play, other = await make_contest(), await make_contest()
    upload_id = await upload(other, POEM, "tho.txt")
    with pytest.raises(NotFound, match="no longer waiting"):
        await service.submit_entry(actor=None, contest_id=play.id, entry=await text_entry(play), upload_id=upload_id)


async def test_every_finding_is_told_and_nothing_changes() -> None:
    play = await make_contest()
    upload_id = await upload(play, POEM, "tho.txt")
    with pytest.raises(service.WrongEntry) as caught:
        await service.submit_entry(
            actor=None, contest_id=play.id, upload_id=upload_id,
            entry=await text_entry(play, title="", unit="\u200b", consents=frozenset()),
        )  # fmt: skip
    assert [finding.field for finding in caught.value.findings] == ["title", "unit", "consent-rules"]
    receipt = await service.submit_entry(
        actor=None, contest_id=play.id, entry=await text_entry(play), upload_id=upload_id
    )
    assert receipt.code


async def test_one_author_sends_as_many_works_as_the_rules_say() -> None:
    play = await make_contest()
    sender = await make_actor("Lò Thị Hương")
    for _ in range(2):
        await make_entry(play, actor=sender, name="Lò Thị Hương")
    with pytest.raises(Refused, match="here already"):
        await make_entry(play, actor=sender, name="Lo\u0300 Thị  Hương", checked=False)
    sister = await make_entry(play, actor=sender, name="Lò Thị Mai", checked=False)
    assert await state_of(sister) == "received"


async def test_a_work_taken_back_no_longer_counts() -> None:
    play = await make_contest()
    sender = await make_actor("Lò Thị Hương")
    first = await make_entry(play, actor=sender, name="Lò Thị Hương", checked=False)
    await make_entry(play, actor=sender, name="Lò Thị Hương", checked=False)
    await service.withdraw(actor=sender, entry_id=first.id)
    third = await make_entry(play, actor=sender, name="Lò Thị Hương", checked=False)
    assert await state_of(first) == "withdrawn"
    assert await state_of(third) == "received"


async def test_a_phone_passed_on_does_not_make_two_pupils_one() -> None:
    play = await make_contest()
    first = await make_entry(play, name="Lò Thị Hương", checked=False)
    signed_in = await entrant_of(first)
    again = await make_entry(play, name="Lò Thị Hương", actor=signed_in, checked=False)
    other = await make_entry(play, name="Cà Văn An", actor=signed_in, checked=False)
    persons = [(await entry_status(made.receipt.code)).person_id for made in (first, again, other)]
    assert persons[0] == persons[1] != persons[2]
    keys = await queries.cap_keys(play.id)
    assert keys == {}  # nothing is accepted yet


async def test_pupils_of_one_account_are_different_entrants() -> None:
    play = await make_contest()
    made = [await make_entry(play, actor=play.teacher, name=name) for name in ("Lò Thị Hương", "Cà Văn An")]
    keys = await queries.cap_keys(play.id)
    assert keys[made[0].id][0] != keys[made[1].id][0]


async def test_nothing_is_taken_after_the_deadline_but_what_began_before() -> None:
    play = await make_contest()
    deadline = moment(play.view.rules, play.view.rules.timeline.deadline)
    with clock.set_to(deadline - timedelta(seconds=1)):
        in_time, late = [await upload(play, POEM, "tho.txt") for _ in range(2)]
    with clock.set_to(deadline + timedelta(minutes=29)):
        receipt = await service.submit_entry(
            actor=None, contest_id=play.id, entry=await text_entry(play), upload_id=in_time
        )
        with pytest.raises(Refused, match="deadline"):
            await upload(play, POEM, "tho.txt")
    with clock.set_to(last_byte(play.view.rules) + timedelta(seconds=1)), pytest.raises(Refused, match="deadline"):
        await service.submit_entry(actor=None, contest_id=play.id, entry=await text_entry(play), upload_id=late)
    assert receipt.received_at == deadline + timedelta(minutes=29)


async def test_a_contest_that_is_not_open_takes_nothing() -> None:
    play = await make_contest(Stage.DRAFT)
    with pytest.raises(Refused, match="not open yet"):
        await upload(play, POEM, "tho.txt")


async def test_another_file_takes_the_place_of_the_first() -> None:
    play = await make_contest()
    made = await make_entry(play, "poems", data=POEM)
    owner = await entrant_of(made)
    other = b"M\xe1\xbb\x99t b\xc3\xa0i kh\xc3\xa1c\n"
    upload_id = await upload(play, other, "moi.txt")
    receipt = await service.replace_file(actor=owner, entry_id=made.id, upload_id=upload_id)
    assert (receipt.code, receipt.pin) == (made.receipt.code, None)
    assert receipt.sha256 == hashlib.sha256(other).hexdigest()
    assert await state_of(made) == "received"
    await processing.process_file(upload_id)
    assert await state_of(made) == "accepted"
    files = await fetch("SELECT state, storage_key FROM work_file WHERE entry = $1 ORDER BY state", made.id)
    assert [file["state"] for file in files] == ["accepted", "replaced"]
    assert store().get_bytes(files[1]["storage_key"]) == POEM


async def test_a_check_that_comes_too_late_changes_nothing() -> None:
    play = await make_contest()
    made = await make_entry(play, "poems", data=POEM, checked=False)
    files = await fetch("SELECT id FROM work_file WHERE entry = $1", made.id)
    await service.withdraw(actor=await entrant_of(made), entry_id=made.id)
    await processing.process_file(files[0]["id"])
    assert await state_of(made) == "withdrawn"
    with pytest.raises(Refused, match="no longer be changed"):
        await service.withdraw(actor=await entrant_of(made), entry_id=made.id)


@pytest.mark.parametrize("who", ["outsider", "another entry", "teacher"])
async def test_nobody_else_changes_an_entry(who: str) -> None:
    play = await make_contest()
    made, other = await make_entry(play, checked=False), await make_entry(play, checked=False)
    strangers: dict[str, Actor] = {
        "outsider": await outsider(), "another entry": await entrant_of(other), "teacher": play.teacher
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        await service.withdraw(actor=strangers[who], entry_id=made.id)
    with pytest.raises(NotAllowed):
        await service.replace_file(
            actor=strangers[who], entry_id=made.id, upload_id=await upload(play, POEM, "tho.txt")
        )
    assert await state_of(made) == "received"


async def test_a_receipt_opens_one_entry_of_a_person_only() -> None:
    play = await make_contest()
    sender = await make_actor("Lò Thị Hương")
    one, two = [await make_entry(play, actor=sender, name=sender.name, checked=False) for _ in range(2)]
    by_pin = msgspec.structs.replace(sender, entry_id=one.id)
    assert [entry.code for entry in await entries_of(by_pin)] == [one.receipt.code]
    assert len(await entries_of(sender)) == 2
    with pytest.raises(NotAllowed):
        await service.withdraw(actor=by_pin, entry_id=two.id)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Lo\u0300 Thi\u0323 Hu\u031bo\u031bng", "Lò Thị Hương"),
        ("Lò\u200b Thị\u202e Hương\u2069", "Lò Thị Hương"),
        ("ꪩꪷ ꪋꪱꪥ", "ꪩꪷ ꪋꪱꪥ"),
    ],
)
async def test_names_are_kept_clean(typed: str, kept: str) -> None:
    play = await make_contest()
    made = await make_entry(play, name=typed, title=f"{typed} kể", checked=False)
    status = await entry_status(made.receipt.code)
    assert (status.name, status.title) == (kept, f"{kept} kể")


async def test_nobody_is_buried_in_receipts() -> None:
    play = await make_contest()
    email, (_, limit) = f"{uuid.uuid4().hex}@example.org", LIMITS["letter"][0]
    await make_entry(play, email=email, checked=False)
    async with unit_of_work():
        while await has_room_for_letter(email.upper()):
            pass
    made = await make_entry(play, email=email, checked=False)
    letters = await fetch('SELECT id FROM mail WHERE "to" = $1', email)
    assert made.receipt.pin
    assert len(letters) == 1 < limit
