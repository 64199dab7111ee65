"""`bangvang scores rank`: every refusal, with its file, line and what to do; wrong usage; help."""

from pathlib import Path

import pytest

from judging.cli import main
from tests.scoring.score_files import CRITERIA, GOOD, HEADER, Runner


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(tmp_path, capsys)


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
        (["--method", "mean", "--estimation", "joint"], "--estimation belongs to"),
        (["--method", "adjusted", "--steps", "partial"], "--steps belongs to"),
        (["--method", "rasch", "--weights", "x=1"], "leave --weights out"),
        (["--method", "rasch", "--estimation", "best"], "invalid choice"),
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
    assert run.code(GOOD, "--method", "mean", "--json", str(run.scores)) == 1
    assert "would be overwritten" in run.capsys.readouterr().err
    (run.folder / "link.csv").hardlink_to(run.scores)
    assert run.code(GOOD, "--method", "mean", "--csv", str(run.folder / "link.csv")) == 1
    assert "two files" in run.usage("--method", "mean", "--json", str(run.json), "--csv", str(run.json))
    assert run.scores.read_text() == GOOD
    weights = run.folder / "w.csv"
    weights.write_text("criterion,weight\nx,1\n")
    assert run.code(CRITERIA, "--method", "mean", "--weights", str(weights), "--json", str(weights)) == 1
    assert weights.read_text() == "criterion,weight\nx,1\n"


def test_help_teaches(run: Runner) -> None:
    with pytest.raises(SystemExit) as left:
        main(["scores", "rank", "--help"])
    assert left.value.code == 0
    assert "bangvang scores rank scores.csv --method clamp --clamp 2 --round 2" in run.capsys.readouterr().out
