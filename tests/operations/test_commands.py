"""The commands of whoever runs the server: their help teaches, and what cannot be is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from judging.cli import main


@pytest.mark.parametrize("command", [["backup"], ["restore"], ["store", "check"], ["store", "repair"]])
def test_help_has_an_example(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([*command, "--help"])
    assert left.value.code == 0
    assert f"  bangvang {' '.join(command)}" in capsys.readouterr().out.partition("example")[2]


@pytest.mark.parametrize("command", [["backup"], ["restore", "--check"], ["restore", "--print-key"]])
def test_what_cannot_be_is_refused_in_one_sentence(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "no-such-folder" / "backup.zip"
    assert main([*command, str(file)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert str(file.parent) in captured.err
    assert not file.parent.exists()


def test_check_and_print_key_are_not_one(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as left:
        main(["restore", "--check", "--print-key", str(tmp_path / "backup.zip")])
    assert left.value.code == 2
