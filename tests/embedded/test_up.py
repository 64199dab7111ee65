"""`bangvang up` and `bangvang doctor` as a person uses them: from the first start to Ctrl-C."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import psutil

from judging import embedded
from judging.embedded.home import State
from tests.embedded.starting import address_in, command, is_healthy, up
from tests.services import Services


def test_from_first_start_to_ctrl_c(home: Path, services: Services) -> None:
    with up(home, services) as (process, lines):
        assert is_healthy(lines)
        assert any(line.endswith(f"{address_in(lines)}/mailbox") for line in lines)

        again = command(services, "up", "--home", home)
        assert again.returncode == 1
        assert f"in use by process {process.pid}" in again.stderr

        well = command(services, "doctor", "--home", home)
        assert well.returncode == 0, well.stdout
        assert "written and read" in well.stdout

        pids = msgspec.json.decode((home / "state.json").read_bytes(), type=State).processes
    assert process.returncode == 0
    assert [line for line in lines if line.endswith("is stopped")] == [
        "web is stopped", "worker is stopped", "postgres is stopped", "objects is stopped", "everything is stopped",
    ]  # fmt: skip
    assert set(pids) == {"objects", "postgres", "worker", "web"}
    assert not [name for name, each in pids.items() if psutil.pid_exists(each.pid)]
    assert not embedded.Home(home).is_held()


def test_doctor_names_what_is_wrong_and_what_to_do(home: Path, services: Services) -> None:
    with tempfile.TemporaryDirectory() as empty:
        done = command(services, "doctor", "--home", home, FONTS_DIR=empty)
    assert done.returncode == 1
    wrong = [line for line in done.stdout.splitlines() if line.startswith("WRONG")]
    assert len(wrong) == 1
    assert "Tinos" in wrong[0]
    assert "make setup" in wrong[0]
    assert not home.exists()


def test_doctor_sees_that_the_data_folder_cannot_be_one(home: Path, services: Services) -> None:
    home.write_text("a file")
    for place in (home, home / "below"):
        done = command(services, "doctor", "--home", place)
        assert done.returncode == 1
        assert f"{home} is not a folder; give another one with --home" in done.stdout
        assert done.stdout.endswith("wrong: data folder\n")
    home.unlink()


def test_doctor_only_looks_at_a_database_that_is_named(home: Path, services: Services) -> None:
    done = command(services, "doctor", "--home", home, DATABASE_URL="postgresql://u:p@127.0.0.1:1/none")
    assert (done.returncode, done.stderr) == (1, "")
    assert "WRONG  database" in done.stdout
    assert "ok     store" in done.stdout


def test_folder_that_cannot_be_one_is_refused(home: Path, services: Services) -> None:
    home.write_text("a file")
    done = command(services, "up", "--home", home)
    home.unlink()
    assert done.returncode == 1
    assert done.stderr.strip() == f"bangvang: {home} is not a folder; name another data folder with --home."


def test_wrong_port_is_wrong_usage(services: Services) -> None:
    done = command(services, "up", "--port", "eighty")
    assert done.returncode == 2
    assert "“eighty” is not a port; give a number from 1 to 65535" in done.stderr
