"""`bangvang scores agreement`: the file in, the tables and the JSON out."""

import random
from pathlib import Path

import pytest

from judging.cli import main
from tests.scoring.score_files import HEADER, Runner

ROWS = [f"E{entry},J{juror},{entry + juror % 2 + (entry * juror) % 3}" for entry in range(6) for juror in range(3)]
TEXT = HEADER + "\n".join(ROWS)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(tmp_path, capsys, action="agreement")


def test_figures_and_jurors(run: Runner) -> None:
    result = run.result(TEXT)
    assert set(result) == {"options", "warnings", "agreement", "jurors"}
    (figures,) = result["agreement"]
    for name in ("alpha", "icc_2_1", "icc_3_1", "kendall_w"):
        assert figures[f"{name}_low"] <= figures[name] <= figures[f"{name}_high"]
    assert {key: figures[key] for key in ("category", "entries", "jurors", "ballots", "complete")} == {
        "category": None,
        "entries": 6,
        "jurors": 3,
        "ballots": 18,
        "complete": 6,
    }
    assert [juror["juror"] for juror in result["jurors"]] == ["J0", "J1", "J2"]
    assert sum(juror["severity"] for juror in result["jurors"]) == pytest.approx(0, abs=1e-9)
    shown = run.capsys.readouterr().out
    for name in ("alpha", "icc_2_1", "icc_3_1", "kendall_w"):
        assert f"{figures[name]:.4f}" in shown


def test_the_order_of_rows_never_matters_and_categories_stand_alone(run: Runner) -> None:
    header = "entry,juror,score,category\n"
    rows = [f"{category}{row},{category}" for category in "xy" for row in ROWS]
    together = run.result(header + "\n".join(rows))
    first = run.json.read_bytes()
    random.Random(2).shuffle(rows)
    run.result(header + "\n".join(rows))
    assert run.json.read_bytes() == first
    alone = run.result(header + "\n".join(row for row in rows if row.endswith("y")))
    assert alone["agreement"] == [record for record in together["agreement"] if record["category"] == "y"]


def test_criteria_are_weighted(run: Runner) -> None:
    text = "entry,juror,criterion,score\n" + "".join(
        f"E{entry},J{juror},{criterion},{(entry * 2 + juror * len(criterion)) % 7}\n"
        for entry in range(5)
        for juror in range(3)
        for criterion in ("a", "bb")
    )
    one = run.result(text, "--weights", "a=1,bb=0")
    both = run.result(text)
    assert one["options"]["weights"] == {"a": 1.0, "bb": 0.0}
    assert one["agreement"] != both["agreement"]


def test_a_small_panel_is_said_to_be_one(run: Runner) -> None:
    result = run.result(HEADER + "A,J,5\n")
    assert result["agreement"][0]["alpha"] is None
    assert "nothing to compare" in run.capsys.readouterr().err


def test_refusals_leave_the_old_result(run: Runner) -> None:
    assert "line 2: the score “tốt” is not a number" in run.refusal(HEADER + "A,J,tốt\n")
    assert "zero or more" in run.refusal(HEADER + "A,J,-1\nA,K,2\nB,J,3\nB,K,3\n", "--metric", "ratio")
    assert "has no column “criterion”" in run.refusal(TEXT, "--weights", "a=1")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--metric", "best"], "invalid choice"),
        (["--seed", "1.5"], "whole number"),
        (["--weights", "=1"], "no criterion"),
    ],
)
def test_wrong_usage(run: Runner, options: list[str], reason: str) -> None:
    assert reason in run.usage(*options)


def test_the_scores_are_never_overwritten(run: Runner) -> None:
    assert run.code(TEXT, "--json", str(run.scores)) == 1
    assert "would be overwritten" in run.capsys.readouterr().err


def test_help_teaches(run: Runner) -> None:
    with pytest.raises(SystemExit) as left:
        main(["scores", "agreement", "--help"])
    assert left.value.code == 0
    assert "bangvang scores agreement scores.csv --metric ordinal" in run.capsys.readouterr().out
