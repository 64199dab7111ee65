"""The shell of the command line: help, version, exit codes, and how fast it starts."""

import subprocess
import sys
from pathlib import Path

import pytest

from judging.cli import main

HEAVY = ("numpy", "scipy", "litestar", "piccolo", "celery", "PIL", "ortools", "typst", "minio", "av")


def test_help_teaches_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    assert "bangvang scores rank scores.csv --method trimmed" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("bangvang ")


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["scores"], ["scores", "rank"], ["--no-such-option"]])
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: bangvang" in capsys.readouterr().err


def test_a_refusal_is_one_sentence_and_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scores", "rank", str(tmp_path / "none.csv"), "--method", "mean"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith(f"bangvang: {tmp_path / 'none.csv'}: cannot be read")


def test_help_loads_no_heavy_library() -> None:
    program = (
        "import sys; from judging.cli import build_parser; build_parser().format_help();"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    scores = tmp_path / "scores.csv"
    scores.write_text("entry,juror,score\n" + "".join(f"E{number},J,{number % 10}\n" for number in range(20_000)))
    program = "import sys; from judging.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "scores", "rank", str(scores), "--method", "mean"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().split() == ["Rank", "Entry", "Score", "Ballots"]
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 1


@pytest.mark.parametrize("command", ["up", "doctor", "demo", "media", "scores", "assign", "awards", "verify", "hang"])
def test_the_help_of_every_command_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert "example" in capsys.readouterr().out.partition("usage")[2]


def test_control_characters_in_a_refusal_are_spelt_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scores = tmp_path / "scores.csv"
    scores.write_text("entry,juror,score\nA,J,\x1b[31m7\n")
    assert main(["scores", "rank", str(scores), "--method", "mean"]) == 1
    captured = capsys.readouterr()
    assert "\\x1b[31m7" in captured.err
    assert "\x1b" not in captured.err


@pytest.mark.parametrize(
    ("shell", "code", "out", "err"),
    [
        ("{} >/dev/full", 1, "", "bangvang: the output: cannot be read or written (No space left on device)"),
        ("{} >&-", 0, "", ""),
        ("PYTHONIOENCODING=ascii {}", 0, "Thêu", ""),
    ],
)
def test_an_output_that_takes_nothing_ends_without_a_traceback(
    tmp_path: Path, shell: str, code: int, out: str, err: str
) -> None:
    scores = tmp_path / "scores.csv"
    scores.write_text("entry,juror,score\nThêu,J,7\n")
    program = "'import sys; from judging.cli import main; sys.exit(main())'"
    command = shell.format(f"{sys.executable} -c {program} scores rank {scores} --method mean")
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, out in done.stdout, err in done.stderr) == (code, True, True)
    assert "Traceback" not in done.stderr


def test_lines_that_nobody_can_take_are_told_as_such(tmp_path: Path) -> None:
    work = tmp_path / "work.txt"
    work.write_text("Mường La")
    program = "'import sys; from judging.cli import main; sys.exit(main())'"
    command = f"{sys.executable} -c {program} media check {work} >/dev/full"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("bangvang: the output: cannot be read or written")
