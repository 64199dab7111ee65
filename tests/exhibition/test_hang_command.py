"""`bangvang hang`: sheets and coordinates, or a sentence with file and line."""

import csv

import pypdfium2
import pytest

from judging.cli import main

WORKS = "work,title,width,height\nP1,Nhà em bên suối,40,30\nP2,Bản em học bài,60,42\nP3,Đêm chữ,50.5,35\n"
WALLS = """\
centre_line = 145
gap = 15

[[wall]]
name = "Tường đông"
width = 400
height = 320

[[wall.opening]]
kind = "door"
x = 100
y = 0
width = 80
height = 210
"""


@pytest.fixture
def run(tmp_path, capsys):
    """Writes the files, runs the command, gives (exit code, stdout, stderr, folder)."""

    def command(*options, works=WORKS, walls=WALLS, name="plan"):
        (tmp_path / "works.csv").write_text(works, encoding="utf-8")
        (tmp_path / "walls.toml").write_text(walls, encoding="utf-8")
        files = ["--works", str(tmp_path / "works.csv"), "--walls", str(tmp_path / "walls.toml")]
        code = main(["hang", *files, "--out", str(tmp_path / f"{name}.pdf"), *options])
        streams = capsys.readouterr()
        return code, streams.out, streams.err, tmp_path

    return command


def test_writes_sheets_and_coordinates(run):
    code, out, err, folder = run()
    assert (code, err) == (0, "")
    rows = list(csv.reader((folder / "plan.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["work", "wall", "x", "y", "width", "height"]
    assert [row[0] for row in rows[1:]] == ["P1", "P2", "P3"]
    assert rows[3][4:] == ["50.5", "35"]
    assert all(float(row[3]) + float(row[5]) / 2 == 145 for row in rows[1:])
    assert len(pypdfium2.PdfDocument(folder / "plan.pdf")) == 1
    assert "Tường đông     3 works" in out


def test_same_input_same_bytes(run):
    _, _, _, folder = run()
    run("--lang", "vi", name="again")
    for suffix in ("pdf", "csv"):
        assert (folder / f"plan.{suffix}").read_bytes() == (folder / f"again.{suffix}").read_bytes()


def test_a_tight_hall_says_what_gave(run):
    assert "only 0 cm are kept" in run(walls=WALLS.split("[[wall.opening]]")[0].replace("400", "181"))[1]


def test_what_does_not_fit_names_the_missing_centimetres_and_writes_nothing(run):
    code, out, err, folder = run(works=WORKS + "P4,,200,40\n")
    assert (code, out) == (1, "")
    assert "120.5 cm of wall are missing" in err
    assert not list(folder.glob("plan.*"))


@pytest.mark.parametrize(("size", "words"), [("500,30", "P4 (500 × 30 cm) is too wide"), ("30,400", "is too high")])
def test_a_work_too_large_for_every_wall_is_named(run, size, words):
    code, _, err, folder = run(works=WORKS + f"P4,,{size}\n")
    assert code == 1
    assert words in err
    assert not list(folder.glob("plan.*"))


def test_an_older_plan_stays_when_the_new_one_is_refused(run):
    folder = run()[3]
    before = (folder / "plan.csv").read_bytes()
    assert run(works=WORKS + "P1,,10,10\n")[0] == 1
    assert (folder / "plan.csv").read_bytes() == before


def test_the_works_are_not_overwritten_by_the_plan(run):
    code, _, err, folder = run(name="works")
    assert code == 1
    assert "overwritten" in err
    assert (folder / "works.csv").read_text(encoding="utf-8") == WORKS


@pytest.mark.parametrize(
    ("works", "line", "word"),
    [
        (WORKS + "P1,,10,10\n", 5, "listed twice"),
        (WORKS + "P4,,0,10\n", 5, "above 0"),
        (WORKS + "P4,,-3,10\n", 5, "above 0"),
        (WORKS + "P4,,,10\n", 5, "above 0"),
        (WORKS + "P4,,10,big\n", 5, "not a number"),
        (WORKS + "P4,,10,9999999\n", 5, "centimetres"),
        (WORKS + ",,10,10\n", 5, "is empty"),
        ("work,width,height\n", 1, "nothing below"),
        ("", None, "is empty"),
    ],
)
def test_wrong_works_are_refused_with_their_line(run, works, line, word):
    code, out, err, _ = run(works=works)
    assert (code, out) == (1, "")
    assert f"works.csv{f', line {line}' if line else ''}: " in err
    assert word in err


@pytest.mark.parametrize(
    ("walls", "line", "word"),
    [
        (WALLS.replace("gap = 15\n", ""), 1, "no “gap”"),
        (WALLS.replace("gap = 15", "gap = -1"), 2, "at least 0"),
        (WALLS.replace("centre_line = 145", "centre_line = 0"), 1, "more than 0"),
        (WALLS.replace("centre_line = 145", "centre_line = 1450"), 1, "above every wall"),
        (WALLS.replace("width = 400", 'width = "4 m"'), 6, "must be a number"),
        (WALLS.replace("width = 400", "width = 4000000"), 6, "centimetres"),
        (WALLS.replace("width = 400", "length = 400"), 6, "unknown"),
        (WALLS.replace("x = 100", "x = 390"), 9, "reaches beyond"),
        (WALLS + '\n[[wall]]\nname = "Tường đông"\nwidth = 9\nheight = 9\n', 17, "twice"),
        ("centre_line = 145\ngap = 15\n", 1, "no wall"),
        (WALLS + "[[", 15, "not TOML"),
        ("", None, "is empty"),
    ],
)
def test_wrong_halls_are_refused_with_their_line(run, walls, line, word):
    code, out, err, _ = run(walls=walls)
    assert (code, out) == (1, "")
    assert f"walls.toml{f', line {line}' if line else ''}: " in err
    assert word in err


def test_wrong_usage(run, capsys):
    with pytest.raises(SystemExit) as end:
        main(["hang", "--works", "w.csv", "--walls", "w.toml", "--out", "plan.txt"])
    assert end.value.code == 2
    assert "must end in .pdf" in capsys.readouterr().err
    with pytest.raises(SystemExit) as end:
        main(["hang", "--help"])
    assert end.value.code == 0
    assert "example:" in capsys.readouterr().out


def test_the_missing_centimetres_are_said_to_the_tenth_of_a_millimetre(run):
    wall = '[[wall]]\nname = "N"\nwidth = 12000\nheight = 300\n'
    works = "work,width,height\nA,9000.25,40\nB,9000.5,40\n"
    code, _, err, folder = run(works=works, walls=f"centre_line = 145\ngap = 10\n{wall}")
    assert code == 1
    assert not (folder / "plan.csv").exists()
    assert "6010.75 cm of wall are missing" in err


def test_the_missing_height_is_never_less_than_what_is_missing(run):
    wall = '[[wall]]\nname = "N"\nwidth = 900\nheight = 254.184\n'
    code, _, err, _ = run(works="work,width,height\nA,50,200\n", walls=f"centre_line = 200\ngap = 10\n{wall}")
    assert code == 1
    assert "too high: 91.64 cm are missing; the largest free height at the centre line is 108.368 cm" in err
