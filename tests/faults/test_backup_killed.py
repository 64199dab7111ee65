"""A data folder backed up and restored, killed on the way: what is there is whole, and the same command goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import Request, urlopen

import psutil
import pytest

from judging.embedded.home import Home
from judging.operations import snapshot
from tests.embedded.starting import BANGVANG, address_in, command, hold, own_environment, up
from tests.operations.restoring import reading
from tests.services import Services

FILL = Path(__file__).with_name("fill_home.py")


def kill_when(condition: Callable[[], bool], services: Services, *arguments: str | Path) -> None:
    """`bangvang …`, killed (kill -9) as soon as the condition holds, with the servers that it started."""
    with subprocess.Popen([BANGVANG, *arguments], env=own_environment(services)) as process:
        while not condition():
            assert process.poll() is None, "it ended before it could be killed"
        family = psutil.Process(process.pid).children(recursive=True)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    _, alive = psutil.wait_procs(family, timeout=30)
    assert alive == []


@pytest.fixture
def filled(home: Path, services: Services) -> tuple[Path, str]:
    """A data folder with a contest and 40 MB of paintings, and the token of the organiser's session."""
    with hold(home) as held:
        done = subprocess.run(
            [sys.executable, FILL], env=own_environment(services, **held.environment), capture_output=True, text=True,
            check=True,
        )  # fmt: skip
    return home, done.stdout.strip()


def in_folder(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


def seen(address: str, token: str) -> str:
    """The page that whoever holds this session from before the backup is shown."""
    with urlopen(Request(address, headers={"Cookie": f"bv_session={token}"})) as answer:
        return str(answer.read().decode())


async def test_the_whole_way(filled: tuple[Path, str], services: Services, tmp_path: Path) -> None:
    home, token = filled
    file, new = tmp_path / "backup.zip", home.with_name("new")

    kill_when(lambda: any(one.stat().st_size > 1e6 for one in tmp_path.iterdir()), services,
              "backup", file, "--home", home)  # fmt: skip
    assert not file.exists()
    done = command(services, "backup", file, "--home", home)
    assert (done.returncode, done.stderr) == (0, "")
    assert in_folder(tmp_path) == [file.name], "what the killed one left is cleared away"

    part = new.with_name(".new.restoring")
    kill_when((part / "postgres" / "data" / "postmaster.pid").exists, services, "restore", file, "--home", new)
    assert not new.exists()
    done = command(services, "restore", file, "--home", new)
    assert (done.returncode, done.stderr) == (0, "")
    assert not part.exists()
    again = command(services, "restore", file, "--home", new)
    assert again.returncode == 1
    assert f"{new} is not empty" in again.stderr
    assert Home(new).secrets().secret_key == Home(home).secrets().secret_key

    with hold(new) as held, reading(file) as reader:  # without a worker, which would go on with what is owed
        async with snapshot.connected(held.environment["DATABASE_URL"]) as connection:
            tables = list(reader.manifest.tables)
            assert [await snapshot.digest(connection, one) for one in tables] == tables
            code = await connection.fetchval("SELECT e.code FROM entry e ORDER BY e.code LIMIT 1")
            slug = await connection.fetchval("SELECT slug FROM contest")

    with up(new, services) as (_, lines):
        assert code in seen(f"{address_in(lines)}/admin/{slug}/entries/{code}", token)
        later = tmp_path / "later.zip"
        done = command(services, "backup", later, "--home", new)
        assert (done.returncode, done.stderr) == (0, "")
        with reading(file) as first, reading(later) as second:
            assert set(first.stored()) <= set(second.stored())
