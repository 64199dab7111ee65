"""The supervisor with real services: start, stop, crash, restart; as root and not, in folders open and closed."""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import asyncpg
import psutil
import pytest
from minio.error import S3Error

from judging import embedded
from judging.embedded import postgres
from judging.embedded.ports import PortTaken
from judging.errors import Refused
from tests.embedded.starting import ROOT, client, hold, read, write
from tests.services import Services


def plan(home: Path, *, s3: bool = True) -> embedded.Plan:
    return embedded.Plan(home=home, s3=s3, given={})


async def test_starts_closed_to_strangers_and_stops_whole(home: Path) -> None:
    supervisor = embedded.Supervisor(plan(home))
    with supervisor:
        environment, pids = supervisor.environment, supervisor.pids()
        await write(environment, "a")
        assert await read(environment) == (["a"], ["a"])
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(environment["DATABASE_URL"], password="wrong")
        with pytest.raises(S3Error, match="SignatureDoesNotMatch"):
            client(environment, "a-wrong-secret-key").list_buckets()
        listening = [each.laddr.ip for pid in pids.values() for each in psutil.Process(pid).net_connections("tcp")]
        assert set(listening) == {"127.0.0.1"}
    assert not [pid for pid in pids.values() if psutil.pid_exists(pid)]
    assert {stat.S_IMODE((home / name).stat().st_mode) for name in ("secrets.json", "state.json", "lock")} == {0o600}
    assert {stat.S_IMODE((home / name).stat().st_mode) for name in ("logs", "broker")} == {0o700}


async def test_second_start_is_refused_and_says_who_has_the_folder(home: Path) -> None:
    with hold(home, s3=False) as first:
        with pytest.raises(embedded.AlreadyRunning, match=f"in use by process {first.process.pid}"):
            embedded.Supervisor(plan(home)).start()
        assert embedded.Home(home).environment()["DATABASE_URL"] == first.environment["DATABASE_URL"]
        await write(first.environment, "still answers")


async def test_nothing_is_lost_when_everything_is_killed(home: Path) -> None:
    with hold(home) as first:
        await write(first.environment, "a")
        first.kill("objects", "postgres")
    with hold(home) as second:
        assert await read(second.environment) == (["a"], ["a"])
        await write(second.environment, "b")
        second.kill("postgres", "objects")
    with embedded.running(home, given={}) as environment:
        assert await read(environment) == (["a", "b"], ["a", "b"])


async def test_two_folders_side_by_side(home: Path) -> None:
    other = home.with_name("Cuộc thi, lần 2 " + "dài " * 30)
    try:
        with hold(home) as first, embedded.running(other, given={}) as second:
            await write(first.environment, "first")
            await write(second, "second")
            assert (await read(first.environment))[0] == ["first"]
            assert (await read(second))[0] == ["second"]
    finally:
        embedded.erase(other)


async def test_copy_of_a_running_folder_leaves_the_original_alone(home: Path) -> None:
    copy = home.with_name("copy")
    with hold(home) as first:
        await write(first.environment, "both")
    await asyncio.to_thread(subprocess.run, ["cp", "-a", home, copy], check=True)
    try:
        with hold(home) as first:
            # As if it had been copied now: what is said there of running processes is true, but not of the copy.
            shutil.copyfile(home / "state.json", copy / "state.json")
            with embedded.running(copy, given={}) as second:
                await write(first.environment, "first")
                await write(second, "second")
                assert (await read(first.environment))[0] == ["both", "first"]
                assert (await read(second))[0] == ["both", "second"]
    finally:
        embedded.erase(copy)


async def test_folder_below_one_that_only_its_owner_may_enter(home: Path) -> None:
    home.parent.chmod(0o700)
    with embedded.Supervisor(plan(home, s3=False)) as supervisor:
        await write(supervisor.environment, "a")
        assert supervisor.postgres is not None
        place = supervisor.postgres.folder
    outside = place.is_relative_to(postgres.SYSTEM_PLACE)
    assert outside is (os.geteuid() == 0)
    with embedded.running(home, s3=False, given={}) as environment:
        assert await read(environment) == (["a"], [])
    embedded.erase(home)
    assert not place.exists()


def as_nobody(home: Path) -> dict[str, Any]:
    """How `hold` is told to run as an unprivileged user. Where that user cannot reach the program (root runs the tests
    in a folder of its own), or where we are unprivileged ourselves: nothing, and the test shows our own start."""
    nobody = pwd.getpwnam("nobody")
    packages = Path(asyncpg.__file__).parents[1]
    if os.geteuid() != 0 or not postgres.can_enter(packages, (nobody.pw_uid, nobody.pw_gid)):
        return {}
    home.mkdir()
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    # Plain Python with our packages, because a virtual environment may stand on a Python in root's home.
    path = f"{Path(sys.prefix) / 'bin'}:/usr/bin:/bin"
    environment = {"PATH": path, "PYTHONPATH": f"{ROOT}:{packages}", "HOME": "/nonexistent"}
    return {
        "user": nobody.pw_uid,
        "group": nobody.pw_gid,
        "extra_groups": [],
        "env": environment,
        "python": "/usr/bin/python3",
    }


async def test_unprivileged_user(home: Path) -> None:
    options = as_nobody(home)
    expected = options.get("user", os.geteuid())
    with hold(home, **options) as held:
        await write(held.environment, "a")
        assert await read(held.environment) == (["a"], ["a"])
        assert psutil.Process(held.pids["objects"]).uids().real == expected


def test_interrupted_first_start_begins_again(home: Path) -> None:
    supervisor = embedded.Supervisor(plan(home, s3=False))
    supervisor.reserve()
    half_made = home / "postgres" / "data.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    supervisor.start()
    supervisor.stop()
    assert (home / "postgres" / "data" / "PG_VERSION").exists()
    assert not half_made.exists()


def test_start_that_cannot_be_says_why_and_leaves_nothing_running(home: Path) -> None:
    with embedded.running(home, s3=False, given={}):
        pass
    (home / "postgres" / "data" / "PG_VERSION").write_text("9.6\n")
    supervisor = embedded.Supervisor(plan(home))
    with pytest.raises(embedded.ServiceFailed, match=r"postgres ended while starting(.|\n)*incompatible"):
        supervisor.start()
    assert supervisor.pids() == {}
    assert not embedded.Home(home).is_held()


def test_real_servers_take_the_place_of_embedded_ones(home: Path, services: Services) -> None:
    with embedded.Supervisor(embedded.Plan(home=home, given=services.environment)) as supervisor:
        assert supervisor.pids() == {}
        assert supervisor.environment["DATABASE_URL"] == services.database_url
        assert supervisor.environment["S3_ENDPOINT"] == services.s3_endpoint


def test_port_that_was_asked_for_and_is_taken_is_refused(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        supervisor = embedded.Supervisor(embedded.Plan(home=home, web=True, port=port, strict_port=True, given={}))
        with pytest.raises(PortTaken, match=f"{port} is taken; give another one with --port"):
            supervisor.start()


def test_environment_of_a_folder_where_nothing_runs_is_refused(home: Path) -> None:
    with pytest.raises(Refused, match=r"Nothing is running.*bangvang up"):
        embedded.Home(home).environment()
