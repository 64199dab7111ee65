"""Folders that a killed process has left behind are cleared away; those of the living, and what is new, stay."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from judging.workfolder import OLD, PREFIX, clear_abandoned, work_folder

ROOT = Path(__file__).parents[1]
HOLD = """
import sys
from judging.workfolder import work_folder

with work_folder() as folder:
    (folder / "original").write_bytes(b"work")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def age(folder: Path) -> None:
    moment = folder.stat().st_mtime - OLD - 1
    os.utime(folder, (moment, moment))


def test_it_is_gone_with_all_that_is_in_it() -> None:
    with work_folder() as folder:
        (folder / "original").write_bytes(b"work")
    assert not folder.exists()


def test_what_a_killed_process_left_is_cleared_away_when_it_is_old(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as holder:
        assert holder.stdout is not None
        folder = Path(holder.stdout.readline().strip())
        age(folder)
        clear_abandoned()
        assert (folder / "original").exists()
        holder.kill()
    clear_abandoned()
    assert not folder.exists()


def test_what_is_new_or_not_ours_stays(tmp_path: Path) -> None:
    fresh, foreign, link = tmp_path / f"{PREFIX}fresh", tmp_path / "other", tmp_path / f"{PREFIX}link"
    fresh.mkdir()
    foreign.mkdir()
    age(foreign)
    link.symlink_to(foreign)
    clear_abandoned()
    assert sorted(tmp_path.iterdir()) == sorted([fresh, foreign, link])
