"""Uploads that nobody claims are cleared away, with their objects; nobody else's bytes go with them."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest

from judging import clock, outbox
from judging.db import fetch, unit_of_work
from judging.errors import NotFound
from judging.storage import store
from judging.submissions import incoming, service, sweeping, tasks, uploads
from judging.submissions.incoming import PREFIX, Incoming
from media_store.objects import content_key
from tests.cast import Play, entrant_of, make_contest, make_entry, upload

pytestmark = pytest.mark.usefixtures("pool")
LATER = uploads.KEPT + sweeping.MARGIN + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def unsent() -> Iterator[None]:
    outbox.send_with(None)
    yield
    outbox.send_with(None)


def key_of(data: bytes) -> str:
    return content_key("originals", hashlib.sha256(data).hexdigest(), "")


def poem(text: str) -> bytes:
    return f"{text} {uuid.uuid4()}\n".encode() * 20


async def sent(play: Play, data: bytes, *, whole: bool = True) -> Incoming:
    """An upload that came in stretches, and perhaps not to its end."""

    async def body() -> object:
        yield data[:100]
        yield data[100:] if whole else data[100:200]

    made = await incoming.create(view=play.view, size=len(data), name="tho.txt", owner=uuid.uuid4().hex, source="s")
    begun = await incoming.begin(made, 0)
    await incoming.append(begun, body())  # type: ignore[arg-type]
    return begun


async def sweep() -> None:
    await sweeping.sweep(clock.system_now() + LATER)


async def run_jobs() -> None:
    for row in await fetch("SELECT id FROM job WHERE kind IN ('seal_upload', 'clear_parts') AND state = 'queued'"):
        assert await outbox.run(row["id"])


async def test_the_jobs_make_one_object_and_clear_the_stretches_away() -> None:
    play, data = await make_contest(), poem("Bà")
    begun = await sent(play, data)
    assert len(list(store().list(f"{PREFIX}{begun.id}-"))) == 2
    await run_jobs()
    await run_jobs()
    assert list(store().list(f"{PREFIX}{begun.id}-")) == []
    assert await fetch("SELECT 1 FROM upload_part WHERE upload = $1", begun.id) == []
    found = await uploads.find(play.id, begun.id)
    assert store().get_bytes(found.storage_key) == data
    await tasks.seal_upload(str(begun.id))
    assert await uploads.find(play.id, begun.id) == found


async def test_what_was_never_claimed_is_cleared_away() -> None:
    play, whole, by_form, half = await make_contest(), poem("một"), poem("hai"), poem("ba")
    begun = await sent(play, whole)
    await uploads.seal(begun.id)
    given = await upload(play, by_form, "tho.txt")
    broken = await sent(play, half, whole=False)
    assert await sweeping.sweep() == 0
    assert store().exists(key_of(whole))
    await sweep()
    await run_jobs()
    assert await fetch("SELECT 1 FROM upload WHERE contest = $1", play.id) == []
    assert not store().exists(key_of(whole))
    assert not store().exists(key_of(by_form))
    assert list(store().list(f"{PREFIX}{broken.id}-")) == []
    with pytest.raises(NotFound):
        await uploads.find(play.id, given)


async def test_a_file_with_the_same_bytes_keeps_its_object() -> None:
    play, data = await make_contest(), poem("Bản")
    made = await make_entry(play, "poems", data=data, checked=False)
    await upload(play, data, "lần nữa.txt")
    await sweep()
    assert store().get_bytes(key_of(data)) == data
    assert (await fetch("SELECT 1 FROM work_file WHERE entry = $1", made.id)) != []


async def test_an_upload_that_still_waits_keeps_the_object_of_an_older_one() -> None:
    play, data = await make_contest(), poem("Suối")
    old, young = await upload(play, data, "a.txt"), await upload(play, data, "b.txt")
    await fetch("UPDATE upload SET created_at = created_at - $2::interval WHERE id = $1", old, LATER)
    assert await sweeping.sweep() >= 1
    assert store().get_bytes((await uploads.find(play.id, young)).storage_key) == data
    await sweep()
    assert not store().exists(key_of(data))


async def test_what_is_too_old_is_not_claimed_even_if_nobody_has_swept() -> None:
    play, data = await make_contest(), poem("Núi")
    upload_id = await upload(play, data, "a.txt")
    made = await make_entry(play, "poems")
    await fetch("UPDATE upload SET created_at = created_at - $2::interval WHERE id = $1", upload_id, uploads.KEPT)
    with pytest.raises(NotFound):
        await uploads.find(play.id, upload_id)
    async with unit_of_work():
        assert not await uploads.take(upload_id)
    with pytest.raises(NotFound):
        await service.replace_file(actor=await entrant_of(made), entry_id=made.id, upload_id=upload_id)


async def test_replaced_and_withdrawn_files_stay_and_their_uploads_are_gone() -> None:
    """What had a receipt is never lost."""
    play, first, second = await make_contest(), poem("đầu"), poem("sau")
    made = await make_entry(play, "poems", data=first, checked=False)
    begun = await sent(play, second)
    entrant = await entrant_of(made)
    receipt = await service.replace_file(actor=entrant, entry_id=made.id, upload_id=begun.id)
    assert receipt.sha256 == hashlib.sha256(second).hexdigest()
    await service.withdraw(actor=entrant, entry_id=made.id)
    await sweep()
    await run_jobs()
    assert store().get_bytes(key_of(first)) == first
    assert store().get_bytes(key_of(second)) == second
    assert list(store().list(f"{PREFIX}{begun.id}-")) == []
    assert await fetch("SELECT 1 FROM upload WHERE contest = $1", play.id) == []


async def test_stretches_that_no_row_names_are_cleared_away() -> None:
    stray, odd = f"{PREFIX}{uuid.uuid4()}-3-0", f"{PREFIX}something"
    for key in (stray, odd):
        store().put_bytes(key, os.urandom(10))
    await sweeping.sweep()
    assert store().exists(stray)
    await sweep()
    assert not store().exists(stray)
    assert not store().exists(odd)


async def test_the_sweep_is_owed_once_an_hour() -> None:
    await fetch("DELETE FROM job WHERE kind = 'sweep_uploads'")
    outbox._wound.clear()
    await outbox.wind_up()
    outbox._wound.clear()  # another worker
    await outbox.wind_up()
    rows = await fetch("SELECT id, state FROM job WHERE kind = 'sweep_uploads'")
    assert [row["state"] for row in rows] == ["queued"]
    assert await outbox.run(rows[0]["id"])
