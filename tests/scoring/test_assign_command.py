"""`bangvang assign`: files in, a file and a report out, and a sentence for everything that is wrong."""

import csv

import pytest

from judging.cli import main

ENTRIES = "entry,category\nE1,song\nE2,song\nE3,poem\nE4,poem\n"
JURORS = "juror,min,max,category\nLan,1,4,song;poem\nMinh,,3,\nHoa,,3,\n"


@pytest.fixture
def run(tmp_path, capsys):
    """Writes the files, runs the command, gives (exit code, stdout, stderr, rows of the assignment or None)."""

    def command(*options, entries=ENTRIES, jurors=JURORS, conflicts=None, costs=None, per_entry=2):
        out = tmp_path / "a.csv"
        arguments = ["assign", "--per-entry", str(per_entry), "--out", str(out)]
        for name, text in {"entries": entries, "jurors": jurors, "conflicts": conflicts, "costs": costs}.items():
            if text is not None:
                (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
                arguments += [f"--{name}", str(tmp_path / f"{name}.csv")]
        code = main([*arguments, *options])
        streams = capsys.readouterr()
        rows = list(csv.reader(out.read_text(encoding="utf-8").splitlines())) if out.exists() else None
        return code, streams.out, streams.err, rows

    return command


def test_writes_one_line_a_ballot_and_reports(run):
    code, out, err, rows = run(conflicts="juror,entry,reason\nLan,E1,sister\n", costs="entry,juror,cost\nE2,Lan,5\n")
    assert (code, err) == (0, "")
    assert rows[0] == ["entry", "juror"]
    assert len(rows) == 9
    assert ["E1", "Lan"] not in rows
    for line in ("ballots: 8", "total cost: 0", "connected: yes", "expected variance between jurors: 1.0667"):
        assert line in out


def test_order_of_rows_and_columns_bom_and_crlf_do_not_matter(run):
    first = run()[3]
    turned = "\r\n".join(["category,entry", "poem,E4", "song,E2", "poem,E3", "song,E1"])
    assert run(entries="\ufeff" + turned)[3] == first


def test_separate_panels_are_said(run):
    _, out, _, _ = run(jurors="juror,category\nA,song\nB,song\nC,poem\nD,poem\n")
    assert "connected: no, the jurors fall into 2 groups (A, B; C, D)" in out


def test_anchors_and_idle_jurors_are_said(run):
    _, out, _, _ = run("--anchors", "1", jurors="juror,category\nA,\nB,\nC,\nD,dance\n")
    assert "anchors: E" in out
    assert "without ballots: D" in out


def test_infeasible_writes_nothing(run):
    code, out, err, rows = run(jurors="juror,max\nA,3\nB,4\n")
    assert (code, out, rows) == (1, "", None)
    assert "jurors.csv: no assignment keeps every rule" in err
    assert "A from 3 to 4" in err


@pytest.mark.parametrize(
    ("files", "line", "word"),
    [
        ({"jurors": "juror\n"}, 1, "at least one line"),
        ({"entries": ""}, None, "is empty"),
        ({"entries": ENTRIES + "E1,song\n"}, 6, "listed twice"),
        ({"entries": ENTRIES + ",song\n"}, 6, "is empty"),
        ({"entries": "entry,kind\nE1,song\n"}, 1, "unknown"),
        ({"entries": "entry\nE1\nE2\n"}, 2, "has no category"),
        ({"jurors": JURORS + "Lan,,,\n"}, 5, "listed twice"),
        ({"jurors": "juror,min,max\nLan,4,2\n"}, 2, "below the min"),
        ({"jurors": "juror,max\nLan,-2\n"}, 2, "at least 0"),
        ({"jurors": "juror,max\nLan,2.5\n"}, 2, "whole number"),
        ({"jurors": "juror,max\nLan,many\n"}, 2, "not a number"),
        ({"conflicts": "entry,juror\nE9,Lan\n"}, 2, "“E9” is not in the entry file"),
        ({"conflicts": "entry,juror\nE1,Nobody\n"}, 2, "“Nobody” is not in the juror file"),
        ({"costs": "entry,juror,cost\nE1,Lan,\n"}, 2, "cost is empty"),
        ({"costs": "entry,juror,cost\nE1,Lan,1.5\n"}, 2, "whole number"),
        ({"costs": "entry,juror,cost\nE1,Lan,1\nE1,Lan,1\n"}, 3, "has a cost already"),
        ({"costs": "entry,juror,cost\nE1,Lan,99999999999\n"}, None, "smaller numbers"),
    ],
)
def test_bad_files_are_refused_with_file_and_line(run, files, line, word):
    code, out, err, rows = run(**files)
    assert (code, out, rows) == (1, "", None)
    (name,) = files
    assert f"{name}.csv{f', line {line}' if line else ''}: " in err
    assert word in err
    assert err.count("\n") == 1


def test_no_ballot_asked_for_is_refused(run):
    code, _, err, rows = run(per_entry=0)
    assert (code, rows) == (1, None)
    assert "at least one ballot" in err


@pytest.mark.parametrize("per_entry", ["-1", "1_0", "٣", "1.5", "100001", "9" * 30, "9" * 5000])
def test_what_is_no_number_of_ballots_is_wrong_usage(run, per_entry):
    with pytest.raises(SystemExit) as end:
        run(per_entry=per_entry)
    assert end.value.code == 2


def test_help_teaches(capsys):
    with pytest.raises(SystemExit) as end:
        main(["assign", "--help"])
    assert end.value.code == 0
    assert "example:" in capsys.readouterr().out
