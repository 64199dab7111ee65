"""Backup and restore between real servers, as somebody does it at the command line."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path

import pytest

from judging.contests.enums import Stage
from judging.operations import snapshot
from tests.cast import Play, make_contest
from tests.operations.restoring import bangvang, empty_servers, flip_within, make_tables, reading, rows, store
from tests.services import Services

LAST = "SELECT app_name, name FROM migration WHERE app_name = 'awards' ORDER BY name DESC LIMIT 1"


HALF = (
    "INSERT INTO upload (id, contest, file_name, size, begun_at, created_at)"
    " VALUES ($1, $2, 'half.png', 9, now(), now())"
)


@pytest.fixture(scope="module")
async def play(pool: None) -> Play:
    return await make_contest(Stage.BOARD, entries={"poems": 3, "paintings": 1})


@pytest.fixture(scope="module")
async def backup(play: Play, services: Services, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of all that lies in the test run's servers, with an upload that is under way."""
    file, half = tmp_path_factory.mktemp("backup") / "backup.zip", uuid.uuid4()
    await rows(services.environment, HALF, half, play.id)
    # Exit code 1 where other tests have left objects away: the backup is made all the same.
    assert f"{file}: " in bangvang(services.environment, "backup", file).stdout
    await rows(services.environment, "DELETE FROM upload WHERE id = $1", half)
    assert file.stat().st_mode & 0o077 == 0
    return file


async def object_key(play: Play, services: Services) -> str:
    [row] = await rows(services.environment, "SELECT storage_key FROM work_file WHERE entry = $1", play.entries[0].id)
    return str(row["storage_key"])


async def test_what_was_acknowledged_is_there_again(play: Play, services: Services, backup: Path) -> None:
    async with empty_servers(services) as new:
        done = bangvang(new, "restore", backup)
        assert (done.returncode, done.stderr) == (0, "")
        with reading(backup) as reader:
            manifest, stored = reader.manifest, list(reader.stored())
            async with snapshot.connected(new["DATABASE_URL"]) as connection:
                assert [await snapshot.digest(connection, table) for table in manifest.tables] == list(manifest.tables)
            of_play = {made.receipt.sha256 for made in play.entries}
            assert of_play <= {one.sha256 for one in stored}
            for one in (one for one in stored if one.sha256 in of_play):
                with reader.checked(f"objects/{one.key}", one.sha256) as chunks:
                    assert store(new).get_bytes(one.key) == b"".join(chunks)
        for sql in (
            "SELECT * FROM entry WHERE contest = $1 ORDER BY id",
            "SELECT a.* FROM authorship a JOIN entry e ON e.id = a.entry WHERE e.contest = $1 ORDER BY a.id",
            "SELECT b.* FROM ballot b JOIN entry e ON e.id = b.entry WHERE e.contest = $1 ORDER BY b.id",
            "SELECT * FROM audit_line WHERE contest_id = $1 ORDER BY seq",
        ):
            before, after = await rows(services.environment, sql, play.id), await rows(new, sql, play.id)
            assert before == after != []
        [job] = await rows(new, "INSERT INTO job (kind, key, args, due_at, created_at)"
                                " VALUES ('none', '1', '{}', now(), now()) RETURNING id")  # fmt: skip
        [most] = await rows(new, "SELECT max(id) AS id FROM job WHERE kind <> 'none'")
        assert job["id"] > most["id"]

        again = bangvang(new, "restore", backup)
        assert again.returncode == 1
        assert "There are data in this system already" in again.stderr


def test_a_backup_never_replaces_a_file(play: Play, services: Services, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    file.write_text("something else")
    done = bangvang(services.environment, "backup", file)
    assert done.returncode == 1
    assert done.stderr == f"bangvang: {file}: is there already and stays as it is; give the backup another name\n"
    assert file.read_text() == "something else"
    assert list(tmp_path.iterdir()) == [file]


async def test_what_the_store_lost_is_named_and_the_rest_is_kept(
    play: Play, services: Services, tmp_path: Path
) -> None:
    key, other = await object_key(play, services), play.entries[1]
    [row] = await rows(services.environment, "SELECT storage_key FROM work_file WHERE entry = $1", other.id)
    kept = {name: store(services.environment).get_bytes(name) for name in (key, row["storage_key"])}
    store(services.environment).delete(key)
    store(services.environment).put_bytes(row["storage_key"], b"something else")
    done = bangvang(services.environment, "backup", tmp_path / "backup.zip")
    for name, content in kept.items():
        store(services.environment).put_bytes(name, content)
    assert done.returncode == 1
    assert f"{key} is missing in the store" in done.stderr
    assert f"{row['storage_key']} has been changed in the store" in done.stderr
    assert bangvang({}, "restore", "--check", tmp_path / "backup.zip").returncode == 0


async def test_a_damaged_backup_touches_nothing(play: Play, services: Services, backup: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    shutil.copyfile(backup, file)
    key = await object_key(play, services)
    content = store(services.environment).get_bytes(key)
    flip_within(file, content)
    checked = bangvang({}, "restore", "--check", file)
    assert checked.returncode == 1
    assert f"objects/{key} is not as it was written" in checked.stderr
    async with empty_servers(services) as new:
        done = bangvang(new, "restore", file)
        assert done.returncode == 1
        assert f"objects/{key} is not as it was written" in done.stderr
        assert await rows(new, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'") == []


async def test_another_secret_key_is_refused_with_what_to_do(services: Services, backup: Path) -> None:
    async with empty_servers(services) as new:
        done = bangvang({**new, "SECRET_KEY": "x" * 40}, "restore", backup)
        assert done.returncode == 1
        assert f"bangvang restore --print-key {backup}" in done.stderr
    assert bangvang({}, "restore", "--print-key", backup).stdout.strip() == services.environment["SECRET_KEY"]


async def test_an_older_version_is_brought_up_to_date_and_a_newer_one_refused(
    pool: None, services: Services, tmp_path: Path
) -> None:
    """And the tables of a system that was started and never used are no hindrance."""
    everything = await rows(services.environment, "SELECT app_name, name FROM migration")
    [last] = await rows(services.environment, LAST)
    older = [list(row.values()) for row in everything if row != last]
    async with empty_servers(services) as old, empty_servers(services) as new:
        make_tables(old, older)
        await rows(old, "INSERT INTO person (id, name, locale, created_at) VALUES"
                        " ('00000000-0000-0000-0000-000000000001', 'Hương', 'vi', '2026-10-01 07:00+07')")  # fmt: skip
        assert bangvang(old, "backup", tmp_path / "older.zip").returncode == 0
        await rows(old, "INSERT INTO migration (name, app_name, ran_on) VALUES ('2099-01-01', 'awards', now())")
        assert bangvang(old, "backup", tmp_path / "newer.zip").returncode == 0

        make_tables(new, [list(row.values()) for row in everything if row["app_name"] == "house"])
        done = bangvang(new, "restore", tmp_path / "newer.zip")
        assert done.returncode == 1
        assert "was made by a newer version of this program" in done.stderr

        assert bangvang(new, "restore", tmp_path / "older.zip").returncode == 0
        assert await rows(new, "SELECT * FROM person") == await rows(old, "SELECT * FROM person") != []
        assert await rows(new, LAST) == [last]


def test_unfinished_sending_stays_out(backup: Path) -> None:
    with reading(backup) as reader:
        [upload] = [table for table in reader.manifest.tables if table.name == "upload"]
        with reader.checked("database/upload.csv", upload.sha256) as chunks:
            assert b"half.png" not in b"".join(chunks)
