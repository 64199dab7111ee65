"""`media check`: a line of JSON for each file, in order, whatever the files are."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from media_store.commands import register

Shell = pytest.CaptureFixture[str]


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    arguments = parser.parse_args(["media", "check", *words])
    code = arguments.run(arguments)
    assert isinstance(code, int)
    return code


def lines(shell: Shell) -> list[dict[str, Any]]:
    return [json.loads(line) for line in shell.readouterr().out.splitlines()]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "tranh.png")
    (tmp_path / "thơ.txt").write_text("Mường La")
    (tmp_path / "bad.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    (tmp_path / "empty.mp3").write_bytes(b"")
    return [str(tmp_path / name) for name in ("bad.jpg", "tranh.png", "empty.mp3", "thơ.txt")]


def test_a_line_for_each_file_in_order(files: list[str], capsys: Shell) -> None:
    assert run(*files) == 0
    told = lines(capsys)
    assert [each["file"] for each in told] == files
    assert [each["verdict"] for each in told] == ["quarantined", "accepted", "quarantined", "accepted"]
    assert [each["kind"] for each in told] == ["image", "image", None, "text"]
    assert [each["format"] for each in told] == ["jpeg", "png", None, "txt"]
    assert [each["reason"] is None for each in told] == [False, True, False, True]
    keys = {"file", "kind", "format", "size", "verdict", "reason", "seconds", "leaks", "renditions"}
    assert all(keys <= set(each) for each in told)


def test_renditions_are_kept_where_asked(files: list[str], tmp_path: Path, capsys: Shell) -> None:
    kept = tmp_path / "copies"
    assert run(*files, "--renditions", str(kept)) == 0
    paths = [Path(each["path"]) for line in lines(capsys) for each in line["renditions"]]
    assert len(paths) == 9
    assert sorted(paths) == sorted(each for each in kept.rglob("*") if each.is_file())
    assert not any("tranh" in str(each) for each in paths)


def test_without_a_folder_nothing_stays(files: list[str], capsys: Shell) -> None:
    run(files[1])
    (line,) = lines(capsys)
    assert {each["path"] for each in line["renditions"]} == {None}
    assert line["renditions"][0]["sha256"]


def test_a_file_that_is_not_there_does_not_end_the_run(files: list[str], tmp_path: Path, capsys: Shell) -> None:
    assert run(str(tmp_path / "none.jpg"), files[1], str(tmp_path)) == 1
    missing, found, folder = lines(capsys)
    assert "No such file" in missing["reason"]
    assert found["verdict"] == "accepted"
    assert folder["reason_code"] == "cannot_open"


def test_a_pipe_or_a_device_is_not_waited_for(files: list[str], tmp_path: Path, capsys: Shell) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    assert run(str(tmp_path / "pipe"), "/dev/zero", str(tmp_path / "circle"), files[1]) == 1
    pipe, device, circle, found = lines(capsys)
    assert "Not an ordinary file" in pipe["reason"]
    assert "Not an ordinary file" in device["reason"]
    assert circle["reason_code"] == "cannot_open"
    assert found["verdict"] == "accepted"
    assert set(pipe) <= set(found)


def test_files_of_one_name_do_not_meet(tmp_path: Path, capsys: Shell) -> None:
    names = [tmp_path / folder / "thơ\nmới.txt" for folder in ("a", "b")]
    for name in names:
        name.parent.mkdir()
        name.write_text(str(name))
    assert run(*map(str, names), "--renditions", str(tmp_path / "out\udcff")) == 0
    told = lines(capsys)
    assert [each["file"] for each in told] == [str(name) for name in names]
    assert [Path(each["renditions"][0]["path"]).read_text() for each in told] == [f"{name}\n" for name in names]


def test_a_folder_that_cannot_be_written_is_one_sentence(files: list[str], capsys: Shell) -> None:
    assert run(files[1], "--renditions", files[3]) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith("bangvang: cannot write to")
    assert printed.err.count("\n") == 1


def test_a_name_that_is_not_unicode_is_given_back(tmp_path: Path, capsys: Shell) -> None:
    name = str(tmp_path / "old\udcff.txt")
    Path(name).write_text("verse")
    assert run(name) == 0
    assert lines(capsys)[0]["file"] == name


def test_an_earlier_copy_survives_a_run_that_fails(files: list[str], tmp_path: Path, capsys: Shell) -> None:
    kept = tmp_path / "copies"
    run(files[1], "--renditions", str(kept))
    before = {each: each.read_bytes() for each in kept.rglob("*") if each.is_file()}
    run(files[1], files[0], "--renditions", str(kept))
    assert {each: each.read_bytes() for each in kept.rglob("*") if each.is_file()} == before
    assert len(lines(capsys)) == 3
