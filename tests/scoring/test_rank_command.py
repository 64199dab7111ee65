"""`bangvang scores rank`: the file in, the table and the JSON out, and every refusal."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from judging.cli import main
from judging.csvfile import read_rows

HEADER = "entry,juror,score\n"
GOOD = HEADER + "A,J1,7\nA,J2,8\nB,J1,9\nB,J2,9.5\nC,J1,\nD,J1,8\nD,J2,7\n"


class Runner:
    """Runs `scores rank` on a text in a folder of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.scores = folder / "scores.csv"
        self.json = folder / "out.json"

    def code(self, text: str | bytes, *options: str) -> int:
        self.scores.write_bytes(text.encode() if isinstance(text, str) else text)
        return main(["scores", "rank", str(self.scores), *options])

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


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(tmp_path, capsys)


def ranks(result: dict[str, Any]) -> list[tuple[str, int | None, float | None]]:
    return [(entry["entry"], entry["rank"], entry["score"]) for entry in result["entries"]]


def test_the_json_says_everything(run: Runner) -> None:
    result = run.result(GOOD, "--method", "mean")
    assert {key: result[key] for key in ("method", "options", "warnings", "jurors", "criteria")} == {
        "method": "mean",
        "options": {"round": None},
        "warnings": [],
        "jurors": [],
        "criteria": [],
    }
    assert ranks(result) == [("B", 1, 9.25), ("A", 2, 7.5), ("D", 2, 7.5), ("C", None, None)]
    assert result["entries"][0] == {
        "entry": "B",
        "category": None,
        "rank": 1,
        "score": 9.25,
        "se": None,
        "rank_low": None,
        "rank_high": None,
        "n": 2,
    }


def test_the_table_is_for_the_eye(run: Runner) -> None:
    text = (
        "entry,juror,score,category\nBa dòng suối,J1,7,Thơ\nBa dòng suối,J2,7,Thơ\nBa dòng suối,J3,8,Thơ\nX,J1,5,Nhạc\n"
    )
    assert run.code(text, "--method", "mean") == 0
    assert run.capsys.readouterr().out.splitlines() == [
        "Nhạc",
        "====",
        "Rank  Entry  Score  Ballots",
        "────  ─────  ─────  ───────",
        "   1  X          5        1",
        "",
        "Thơ",
        "===",
        "Rank  Entry             Score  Ballots",
        "────  ────────────  ─────────  ───────",
        "   1  Ba dòng suối  7.333333…        3",
    ]


def test_names_line_up_whatever_their_script(run: Runner) -> None:
    run.code(HEADER + "ꪎꪮꪉ ꪁꪫꪱꪣ,J,7\n山羊,J,8.25\nA,J,6\n", "--method", "mean", "--round", "1")
    lines = run.capsys.readouterr().out.splitlines()
    assert [line.split()[-2] for line in lines[2:]] == ["8.3", "7.0", "6.0"]


def test_rounding_is_declared_half_up_and_decides_places(run: Runner) -> None:
    text = HEADER + "A,J1,7.125\nB,J1,7.13\nC,J1,7.124\n"
    assert ranks(run.result(text, "--method", "mean", "--round", "2")) == [
        ("A", 1, 7.13),
        ("B", 1, 7.13),
        ("C", 3, 7.12),
    ]


def test_trimmed_and_clamp_take_their_options(run: Runner) -> None:
    text = HEADER + "".join(f"A,J{number},{mark}\n" for number, mark in enumerate((1, 5, 6, 7, 10)))
    trimmed = run.result(text, "--method", "trimmed", "--trim", "2")
    assert (ranks(trimmed), trimmed["options"]) == ([("A", 1, 6.0)], {"round": None, "trim": 2})
    clamp = run.result(text, "--method", "clamp", "--clamp", "2.5", "--round", "2")
    assert (ranks(clamp), clamp["options"]) == ([("A", 1, 5.92)], {"round": 2, "clamp": 2.5})
    assert ranks(run.result(text, "--method", "median")) == [("A", 1, 6.0)]


def test_adjusted_gives_severities_and_uncertainty(run: Runner) -> None:
    marks = {"A": "789", "B": "566", "C": "345", "D": "678"}
    text = HEADER + "".join(
        f"{entry},J{juror},{mark}\n" for entry, row in marks.items() for juror, mark in enumerate(row)
    )
    result = run.result(text, "--method", "adjusted", "--uncertainty", "--top", "1", "--seed", "5")
    assert [entry["entry"] for entry in result["entries"]] == ["A", "D", "B", "C"]
    assert all(entry["rank_low"] <= entry["rank"] <= entry["rank_high"] for entry in result["entries"])
    assert sum(entry["top"] for entry in result["entries"]) == pytest.approx(1)
    assert [juror["juror"] for juror in result["jurors"]] == ["J0", "J1", "J2"]
    assert result["jurors"][0]["severity"] > 0 > result["jurors"][2]["severity"]
    assert sum(juror["severity"] for juror in result["jurors"]) == pytest.approx(0, abs=1e-9)
    assert result["models"][0]["variance_entry"] > 0
    assert result["options"] == {"round": None, "uncertainty": True, "top": 1, "seed": 5}


def test_the_order_of_rows_never_matters(run: Runner) -> None:
    generator = random.Random(1)
    lines = [
        f"E{entry},J{juror},{generator.randint(0, 100) / 10},{'xy'[entry % 2]}"
        for entry in range(8)
        for juror in range(4)
    ]
    outputs = set()
    for _ in range(4):
        generator.shuffle(lines)
        text = "entry,juror,score,category\n" + "\n".join(lines)
        run.result(text, "--method", "adjusted", "--uncertainty", "--top", "2")
        outputs.add((run.json.read_bytes(), run.capsys.readouterr().out))
    assert len(outputs) == 1


@pytest.mark.parametrize("method", ["mean", "adjusted"])
def test_a_category_is_ranked_as_if_it_were_alone(run: Runner, method: str) -> None:
    rows = {
        category: [
            f"{category}{entry},J{juror},{(entry * 3 + juror * juror * 2) % 7},{category}\n"
            for entry in range(4)
            for juror in range(3)
        ]
        for category in ("song", "poem")
    }
    header = "entry,juror,score,category\n"
    together = run.result(header + "".join(rows["song"] + rows["poem"]), "--method", method)
    for category, own in rows.items():
        alone = run.result(header + "".join(own), "--method", method)
        assert alone["entries"] == [entry for entry in together["entries"] if entry["category"] == category]
        assert alone["jurors"] == [juror for juror in together["jurors"] if juror["category"] == category]


def test_the_csv_is_what_the_award_solver_reads(run: Runner) -> None:
    ranked = run.folder / "ranks.csv"
    assert run.code(GOOD, "--method", "mean", "--csv", str(ranked)) == 0
    assert ranked.read_text() == "entry,category,rank,score\nB,,1,9.25\nA,,2,7.5\nD,,2,7.5\nC,,,\n"
    assert len(read_rows(ranked, required=("entry", "category", "rank", "score"))) == 4


CRITERIA = "entry,juror,criterion,score\nA,J,nội dung,8\nA,J,hình thức,6\nB,J,nội dung,7\nB,J,hình thức,8\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (None, "nội dung=3,hình thức=1"),
        ("w.csv", "criterion,weight\nnội dung,3\nhình thức,1\n"),
        ("w.toml", '"nội dung" = 3\n"hình thức" = 1.0\n'),
        ("w.json", '{"nội dung": 30, "hình thức": 10}'),
    ],
)
def test_criteria_are_weighted(run: Runner, name: str | None, content: str) -> None:
    weights = content
    if name:
        weights = str(run.folder / name)
        Path(weights).write_text(content)
    assert ranks(run.result(CRITERIA, "--method", "mean", "--weights", weights)) == [("A", 1, 7.5), ("B", 2, 7.25)]
    assert ranks(run.result(CRITERIA, "--method", "mean")) == [("B", 1, 7.5), ("A", 2, 7.0)]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("w.csv", "criterion,weight\nx,\n", "must be a number"),
        ("w.toml", "x = ", "cannot be read"),
        ("w.toml", "x = nan", "must be a number"),
        ("w.toml", "x = true", "must be a number"),
        ("w.json", "[1, 2]", "must be an object"),
        ("w.json", '{"x": 1, "x": 2}', "two weights"),
        ("w.json", '{"x": {"y": 2}}', "must be a number"),
        ("w.txt", "x = 1", "neither"),
    ],
)
def test_a_file_of_weights_that_cannot_be_used_is_refused(run: Runner, name: str, content: str, reason: str) -> None:
    path = run.folder / name
    path.write_text(content)
    assert reason in run.refusal(CRITERIA, "--method", "mean", "--weights", str(path))


@pytest.mark.parametrize(
    ("text", "weights", "reason"),
    [
        (CRITERIA, "nội dung=3", "“hình thức” has no weight"),
        (CRITERIA, "nội dung=3,hình thức=1,nhạc=1", "has no criterion “nhạc”"),
        (GOOD, "x=1", "has no column “criterion”"),
        (CRITERIA + "C,J,nội dung,7\n", "nội dung=3,hình thức=1", "line 6: Juror “J” marks only some criteria"),
    ],
)
def test_weights_and_criteria_must_fit(run: Runner, text: str, weights: str, reason: str) -> None:
    assert reason in run.refusal(text, "--method", "mean", "--weights", weights)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        (HEADER, "line 1: has a header and nothing below"),
        ("A,J1,7\n", "line 1: there is no column"),
        (HEADER + "A,J1,7\nA,J1,8\n", "line 3: juror “J1” already scored entry “A” in line 2"),
        (HEADER + "Lò,J1,7\nLo\u0300,J1,\n", "line 3: juror “J1” already scored"),
        (HEADER + "A,J1,7\n,J2,8\n", "line 3: the entry is empty"),
        (HEADER + "A,,7\n", "line 2: the juror is empty"),
        (HEADER + "A,J1,NaN\n", "line 2: the score “NaN” is not a number"),
        (HEADER + "A,J1,inf\n", "line 2: the score “inf” is not a number"),
        (HEADER + "A,J1,1_0\n", "line 2: the score “1_0” is not a number"),
        (HEADER + "A,J1,=1+1\n", "line 2: the score “=1+1” is not a number; write the value"),
        (HEADER + 'A,J1,"7,5"\n', "line 2: the score “7,5” is not a number; write the decimal with a point: 7.5"),
        (HEADER + "A,J1,7,5\n", "line 2: has 4 fields where the header has 3"),
        (HEADER + "A,J1,tốt\n", "line 2: the score “tốt” is not a number"),
        (HEADER + "A\u200b,J1,7\n", "line 2: the entry holds the invisible sign U+200B ZERO WIDTH SPACE"),
        (HEADER + "A,J1\u202e,7\n", "line 2: the juror holds the invisible sign U+202E"),
        ("entry,juror,score,category\nA,J1,7,x\nA,J2,7,y\n", "line 3: entry “A” stands in two categories, “x” and “y”"),
        ("entry,juror,score,category\nA,J1,7,\n", "line 2: the category is empty"),
        ("entry,juror,score,criterion\nA,J1,7,\n", "line 2: the criterion is empty"),
    ],
)
def test_bad_files_are_refused_with_their_line(run: Runner, text: str, reason: str) -> None:
    assert reason in run.refusal(text, "--method", "mean")


def test_a_panel_too_small_to_trim_is_refused_with_its_line(run: Runner) -> None:
    message = run.refusal("entry,juror,score,category\nA,J1,7,Thơ\nA,J2,8,Thơ\n", "--method", "trimmed", "--trim", "1")
    assert "line 2: category “Thơ”: Entry “A”: 2 marks are too few to drop 1 at each end" in message


def test_an_unconnected_panel_is_refused(run: Runner) -> None:
    assert "2 parts that share no juror (A | B …)" in run.refusal(HEADER + "A,J1,7\nB,J2,8\n", "--method", "adjusted")


def test_warnings_are_said_and_written(run: Runner) -> None:
    result = run.result("entry,juror,score,category\nA,J1,7,Thơ\nB,J1,8,Thơ\n", "--method", "adjusted")
    assert len(result["warnings"]) == 1
    assert result["warnings"][0].startswith("Thơ: Only one juror scored")
    assert result["warnings"][0] in run.capsys.readouterr().err


def test_two_outputs_are_written_together_or_not_at_all(run: Runner) -> None:
    assert "cannot be written" in run.refusal(GOOD, "--method", "mean", "--csv", str(run.folder / "none" / "r.csv"))


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--method", "best"], "invalid choice"),
        ([], "--method"),
        (["--method", "mean", "--trim", "1"], "--trim belongs to"),
        (["--method", "mean", "--clamp", "1"], "--clamp belongs to"),
        (["--method", "clamp"], "needs --clamp X"),
        (["--method", "clamp", "--clamp", "nan"], "not a number"),
        (["--method", "clamp", "--clamp", "-1"], "--clamp"),
        (["--method", "trimmed", "--trim", "-1"], "--trim"),
        (["--method", "trimmed", "--trim", "1.5"], "not a whole number"),
        (["--method", "mean", "--round", "99"], "between 0 and 12"),
        (["--method", "mean", "--uncertainty"], "--uncertainty belongs to"),
        (["--method", "adjusted", "--top", "3"], "--top needs"),
        (["--method", "adjusted", "--uncertainty", "--top", "0"], "at least 1"),
        (["--method", "mean", "--weights", "x=1,x=2"], "two weights"),
        (["--method", "mean", "--weights", "=2"], "no criterion"),
        (["--method", "mean", "--weights", "x=0"], "above zero"),
        (["--method", "mean", "--weights", "x==1+1"], "must be a number"),
        (["--meth", "mean"], "--method"),
    ],
)
def test_wrong_usage_is_told_from_a_bad_file(run: Runner, options: list[str], reason: str) -> None:
    assert reason in run.usage(*options)


def test_the_scores_are_never_overwritten(run: Runner) -> None:
    assert "files of their own" in run.usage("--method", "mean", "--json", str(run.scores))
    assert run.scores.read_text() == GOOD


def test_help_teaches(run: Runner) -> None:
    with pytest.raises(SystemExit) as left:
        main(["scores", "rank", "--help"])
    assert left.value.code == 0
    assert "bangvang scores rank scores.csv --method clamp --clamp 2 --round 2" in run.capsys.readouterr().out
