"""One flipped bit in the store is found, named by the entry's code, and given back."""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from judging import storage
from judging.contests.enums import Stage
from judging.db import fetch
from judging.operations import integrity, orphans, repair, snapshot
from judging.operations.queries import integrity as known
from judging.operations.snapshot import Named
from judging.settings import settings
from tests.cast import Play, make_contest
from tests.operations.restoring import bangvang, reading
from tests.services import Services


@pytest.fixture
async def play(pool: None) -> Play:
    return await make_contest(Stage.CHECKING, entries={"poems": 2, "paintings": 1})


async def objects_of(play: Play) -> list[Named]:
    """Originals and copies, by key."""
    rows = await fetch(
        "SELECT f.storage_key AS key FROM work_file f JOIN entry e ON e.id = f.entry WHERE e.contest = $1"
        " UNION SELECT r.storage_key FROM rendition r JOIN work_file f ON f.id = r.file"
        " JOIN entry e ON e.id = f.entry WHERE e.contest = $1",
        play.id,
    )
    keys = {row["key"] for row in rows}
    async with snapshot.connected(settings().database_url) as connection:
        return [one for one in await snapshot.named_objects(connection) if one.key in keys]


async def original_of(play: Play, number: int) -> str:
    [row] = await fetch("SELECT storage_key FROM work_file WHERE entry = $1", play.entries[number].id)
    return str(row["storage_key"])


def flip(key: str) -> bytes:
    """Flips one bit of an object. Returns what it was."""
    content = storage.store().get_bytes(key)
    storage.store().put_bytes(key, bytes([content[0] ^ 1]) + content[1:])
    return content


async def walk() -> None:
    await integrity.begin()
    assert await integrity.go_on()


async def test_each_of_a_hundred_flipped_bits_is_found(pool: None) -> None:
    """And no object that is as it was."""
    found, prefix = [], f"bits/{uuid.uuid4().hex}"
    for number in range(100):
        content = f"work {number}".encode() * 50
        digest = hashlib.sha256(content).hexdigest()
        one = Named(f"{prefix}/{number}", len(content), digest)
        storage.store().put_bytes(one.key, content)
        assert integrity.verify(one) == ""
        place, bit = number * 3, 1 << number % 8
        storage.store().put_bytes(one.key, content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :])
        found.append(integrity.verify(one))
        storage.store().delete(one.key)
        assert integrity.verify(one) == integrity.MISSING
    assert found == [integrity.CHANGED] * 100


async def test_a_walk_names_what_is_broken_by_code_and_forgets_what_is_mended(play: Play) -> None:
    await walk()
    well = await known(play.id)
    assert well.faults == []
    assert well.verified_at is not None
    assert well.originals == 3

    changed, missing = await original_of(play, 0), await original_of(play, 1)
    before, lost = flip(changed), storage.store().get_bytes(missing)
    storage.store().delete(missing)
    await walk()
    broken = await known(play.id)
    codes = [play.entries[number].receipt.code for number in (0, 1)]
    assert {(one.problem, one.what, one.code) for one in broken.faults} == {
        ("changed", "original", codes[0]), ("missing", "original", codes[1]),
    }  # fmt: skip
    assert broken.broken_originals == sorted(codes)

    storage.store().put_bytes(changed, before)
    storage.store().put_bytes(missing, lost)
    await walk()
    assert (await known(play.id)).faults == []


async def test_a_walk_goes_on_where_it_stopped(play: Play) -> None:
    await integrity.begin()
    stretches = 1
    while not await integrity.go_on(seconds=0):
        stretches += 1
    async with snapshot.connected(settings().database_url) as connection:
        named = [one for one in await snapshot.named_objects(connection) if not one.waiting]
    [row] = await fetch("SELECT verified, finished_at FROM store_check")
    assert row["verified"] == len(named)
    assert row["finished_at"] is not None
    assert stretches >= len(named) / 50
    assert not await integrity.owed()
    await fetch("UPDATE store_check SET begun_at = begun_at - interval '25 hours'")
    assert await integrity.owed()


async def test_an_object_that_nothing_names_is_told(play: Play) -> None:
    digest = hashlib.sha256(uuid.uuid4().bytes).hexdigest()
    key, at_once = f"originals/{digest[:2]}/{digest}", timedelta(minutes=-5)
    storage.store().put_bytes(key, b"left by a process that was killed")
    found = {one.key for one in await orphans.found(at_once)}
    young = {one.key for one in await orphans.found()}
    storage.store().delete(key)
    assert key in found
    assert key not in young, "its row may be on its way"
    assert await original_of(play, 0) not in found


async def test_copies_are_made_anew_from_the_original(play: Play) -> None:
    for one in await objects_of(play):
        if one.key.startswith("renditions/"):
            flip(one.key)
    await walk()
    assert len((await known(play.id)).broken_copies) == 3
    [owed] = await fetch(
        "SELECT count(DISTINCT args) AS n FROM job WHERE kind = 'rebuild_copies' AND args->>'file_id' IN"
        " (SELECT f.id::text FROM work_file f JOIN entry e ON e.id = f.entry WHERE e.contest = $1)",
        play.id,
    )
    assert owed["n"] == 3
    for row in await fetch("SELECT f.id FROM work_file f JOIN entry e ON e.id = f.entry WHERE e.contest = $1", play.id):
        await repair.rebuild(row["id"])
    assert (await known(play.id)).faults == []
    assert all(integrity.verify(one) == "" for one in await objects_of(play))


async def test_a_copy_is_not_made_from_an_original_that_is_broken(play: Play) -> None:
    original = await original_of(play, 2)
    [copy] = await fetch(
        "SELECT r.storage_key AS key, f.id FROM rendition r JOIN work_file f ON f.id = r.file"
        " WHERE f.entry = $1 LIMIT 1",
        play.entries[2].id,
    )
    before, made = flip(original), flip(copy["key"])
    await walk()
    await repair.rebuild(copy["id"])
    faults = (await known(play.id)).faults
    storage.store().put_bytes(original, before)
    storage.store().put_bytes(copy["key"], made)
    assert {one.key for one in faults} == {original, copy["key"]}


async def test_the_command_names_it_and_a_backup_gives_it_back(play: Play, services: Services, tmp_path: Path) -> None:
    backup = tmp_path / "backup.zip"
    bangvang(services.environment, "backup", backup)
    key = await original_of(play, 0)
    code, before = play.entries[0].receipt.code, flip(key)
    checked = bangvang(services.environment, "store", "check")
    assert checked.returncode == 1
    assert f"changed   original of {code} ({key})" in checked.stdout

    bangvang(services.environment, "store", "repair")
    assert storage.store().get_bytes(key) != before, "there is nothing it could be made from"
    repaired = bangvang(services.environment, "store", "repair", "--backup", backup)
    assert code not in repaired.stdout
    assert storage.store().get_bytes(key) == before
    with reading(backup) as reader:
        assert key in {one.key for one in reader.stored()}


async def test_what_a_room_stores_in_a_column_of_its_own_is_verified_and_backed_up_too(pool: None) -> None:
    content = b"a small picture of a page"
    digest = hashlib.sha256(content).hexdigest()
    key = f"glances/{digest[:2]}/{digest}.jpg"
    await fetch("CREATE TABLE with_pictures (id int PRIMARY KEY, thumbnail_key text, sort_key text)")
    await fetch("INSERT INTO with_pictures VALUES (1, $1, 'huong lo')", key)
    async with snapshot.connected(settings().database_url) as connection:
        named = [one for one in await snapshot.named_objects(connection) if one.key in (key, "huong lo")]
    await fetch("DROP TABLE with_pictures")
    assert named == [Named(key, None, digest)]
