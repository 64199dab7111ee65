"""`bangvang scores rank`: the file in, the table and the JSON out."""

import random
from pathlib import Path
from typing import Any

import pytest

from judging.csvfile import read_rows
from tests.scoring.score_files import CRITERIA, GOOD, HEADER, Runner


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


def test_rasch_gives_measures_of_all_three_facets(run: Runner) -> None:
    generator = random.Random(3)
    rows = [
        (f"E{entry}", f"J{juror}", criterion, min(4, max(0, entry // 2 - juror // 2 + generator.randint(0, 2))))
        for entry in range(10)
        for juror in range(4)
        for criterion in ("lời", "nhạc")
    ]
    text = "entry,juror,criterion,score\n" + "".join(f"{','.join(map(str, row))}\n" for row in rows)
    for way in ("joint", "marginal"):
        result = run.result(text, "--method", "rasch", "--estimation", way, "--steps", "partial", "--uncertainty")
        assert result["options"] == {
            "round": None,
            "estimation": way,
            "steps": "partial",
            "uncertainty": True,
            "top": None,
            "seed": 0,
        }
        assert set(result["jurors"][0]) == {"juror", "category", "severity", "se", "infit", "outfit", "thresholds"}
        assert sum(juror["severity"] for juror in result["jurors"]) == pytest.approx(0, abs=1e-9)
        assert result["jurors"][3]["severity"] > result["jurors"][0]["severity"]
        assert [one["criterion"] for one in result["criteria"]] == ["lời", "nhạc"]
        for one in result["criteria"]:
            assert sum(one["thresholds"]) == pytest.approx(0, abs=1e-9)
            assert len(one["marks"]) == len(one["thresholds"]) + 1
        assert all(entry["rank_low"] <= entry["rank"] <= entry["rank_high"] for entry in result["entries"])
        assert "Infit" in run.capsys.readouterr().out


@pytest.mark.parametrize("method", ["mean", "median", "zscore", "borda", "schulze"])
def test_every_method_says_how_sure_its_ranks_are(run: Runner, method: str) -> None:
    result = run.result(GOOD, "--method", method, "--uncertainty", "--top", "1")
    scored = [entry for entry in result["entries"] if entry["rank"] is not None]
    assert all(1 <= entry["rank_low"] <= entry["rank"] <= entry["rank_high"] <= 3 for entry in scored)
    assert sum(entry["top"] for entry in scored) == pytest.approx(1)
    assert result["entries"][-1]["rank_low"] is None


def test_one_juror_tells_no_uncertainty(run: Runner) -> None:
    result = run.result(HEADER + "A,J,7\nB,J,8\n", "--method", "mean", "--uncertainty")
    assert [entry["rank_low"] for entry in result["entries"]] == [None, None]
    assert "no telling how sure" in result["warnings"][0]
