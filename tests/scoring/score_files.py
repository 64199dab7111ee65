"""Files of scores for the command line, and what runs it on them."""

import json
from pathlib import Path
from typing import Any

import pytest

from judging.cli import main

CRITERIA = "entry,juror,criterion,score\nA,J,nội dung,8\nA,J,hình thức,6\nB,J,nội dung,7\nB,J,hình thức,8\n"
HEADER = "entry,juror,score\n"
GOOD = HEADER + "A,J1,7\nA,J2,8\nB,J1,9\nB,J2,9.5\nC,J1,\nD,J1,8\nD,J2,7\n"


class Runner:
    """Runs one of the `scores` commands on a text in a folder of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], action: str = "rank") -> None:
        self.action = action
        self.folder = folder
        self.capsys = capsys
        self.scores = folder / "scores.csv"
        self.json = folder / "out.json"

    def code(self, text: str | bytes, *options: str) -> int:
        self.scores.write_bytes(text.encode() if isinstance(text, str) else text)
        return main(["scores", self.action, str(self.scores), *options])

    def result(self, text: str, *options: str) -> dict[str, Any]:
        assert self.code(text, *options, "--json", str(self.json)) == 0
        return json.loads(self.json.read_text())

    def refusal(self, text: str | bytes, *options: str) -> str:
        self.json.write_text("old")
        assert self.code(text, *options, "--json", str(self.json)) == 1
        captured = self.capsys.readouterr()
        assert captured.out == ""
        assert captured.err.startswith(f"bangvang: {self.folder}")
        assert captured.err.count("\n") == 1
        assert self.json.read_text() == "old"
        assert sorted(self.folder.glob("*out*")) == [self.json]
        return captured.err

    def usage(self, *options: str) -> str:
        with pytest.raises(SystemExit) as left:
            self.code(GOOD, *options)
        assert left.value.code == 2
        return self.capsys.readouterr().err
