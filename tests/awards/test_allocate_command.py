"""`bangvang awards allocate`: files in, a file out, and a sentence with file and line for what is wrong."""

import csv

import pytest

from judging.cli import main

RANKS = "entry,category,rank,score,entrant\nA1,song,1,9.1,An\nA2,song,2,8.4,An\nA3,song,3,8.1,Bình\nA4,song,,,Chi\n"
PLAN = """\
[caps]
entrant = 1

[[category]]
name = "song"
threshold = 5

[[category.tier]]
name = "first prize"
quota = 1
threshold = 8.5

[[category.tier]]
name = "second prize"
quota = 2
"""


@pytest.fixture
def run(tmp_path, capsys):
    """Writes the files, runs the command, gives (exit code, stdout, stderr, rows of the output or None)."""

    def command(*options, ranks=RANKS, plan=PLAN, out=True):
        (tmp_path / "ranks.csv").write_text(ranks, encoding="utf-8")
        (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
        target = tmp_path / "awards.csv"
        target.unlink(missing_ok=True)
        arguments = ["awards", "allocate", str(tmp_path / "ranks.csv"), "--plan", str(tmp_path / "plan.toml")]
        code = main([*arguments, *(["--out", str(target)] if out else []), *options])
        streams = capsys.readouterr()
        rows = list(csv.reader(target.read_text(encoding="utf-8").splitlines())) if target.exists() else None
        return code, streams.out, streams.err, rows

    return command


def test_one_line_for_every_entry_and_a_reason_always(run):
    code, out, err, rows = run()
    assert (code, err) == (0, "")
    assert rows[0] == ["entry", "category", "rank", "prize", "reason"]
    assert [row[3] for row in rows[1:]] == ["first prize", "", "second prize", ""]
    assert all(row[4] for row in rows[1:])
    assert "the most that the rules allow" in rows[2][4]
    assert "not awarded" in out


def test_without_out_the_lines_go_to_the_terminal(run):
    code, out, err, rows = run(out=False)
    assert (code, rows) == (0, None)
    assert out.splitlines()[0] == "entry,category,rank,prize,reason"
    assert "second prize" in err


def test_reasons_in_vietnamese(run):
    assert run("--lang", "vi")[3][1][4].startswith("Hạng 1 trong 4 bài với 9,10 điểm")


def test_order_of_rows_bom_and_composition_do_not_matter(run):
    first = run()[3]
    header, *lines = RANKS.splitlines()
    turned = "\ufeff" + "\r\n".join([header, *reversed(lines)]).replace("ì", "i\u0300")
    assert run(ranks=turned)[3] == first


def test_the_only_category_may_stay_unnamed(run):
    assert run(ranks="entry,category,rank,score,entrant\nA1,,1,9,An\n")[0] == 0


@pytest.mark.parametrize(
    ("plan", "line", "word"),
    [
        (PLAN.replace("quota = 1", "quota = -1"), 10, "at least 0"),
        (PLAN.replace("quota = 1", 'quota = "one"'), 10, "whole number"),
        (PLAN.replace("quota = 1", "quota = 1.5"), 10, "whole number"),
        (PLAN.replace("quota = 1", "quota = true"), 10, "whole number"),
        (PLAN.replace("quota = 1\n", ""), 8, "no “quota”"),
        (PLAN.replace("quota = 1", "quotas = 1"), 10, "unknown"),
        (PLAN.replace("second prize", "first prize"), 14, "twice"),
        (PLAN.replace("8.5", '"8.5"'), 11, "must be a number"),
        (PLAN.replace("8.5", "nan"), 11, "must be a number"),
        (PLAN.replace("8.5", "8,5"), 11, "not TOML"),
        (PLAN.replace("entrant = 1", "entrant = 0"), 2, "at least 1"),
        (PLAN.replace("[caps]", "[cap]"), 1, "unknown"),
        (PLAN.replace("[caps]\nentrant", "caps"), 1, "[caps]"),
        (PLAN.replace('name = "song"', 'name = ""'), 5, "not empty"),
        (PLAN + '\n[[category]]\nname = "song"\n[[category.tier]]\nname = "x"\nquota = 1\n', 18, "twice"),
        (PLAN + '\n[[category]]\nname = "poem"\n', 17, "no tier"),
        ("[caps]\nentrant = 1\n", 1, "no category"),
        ("", None, "is empty"),
        ("[[category]\n", 1, "not TOML"),
        ("[category]\nname = 'song'\n", 1, "double brackets"),
    ],
)
def test_wrong_plans_are_refused_with_their_line(run, plan, line, word):
    code, out, err, rows = run(plan=plan)
    assert (code, out, rows) == (1, "", None)
    assert f"plan.toml{f', line {line}' if line else ''}: " in err
    assert word in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("ranks", "line", "word"),
    [
        (RANKS.replace("A2,song", "A2,dance"), 3, "not in the plan"),
        (RANKS.replace("A2,", "A1,"), 3, "listed twice"),
        (RANKS.replace("A2,song,2", "A2,song,0"), 3, "at least 1"),
        (RANKS.replace("A2,song,2", "A2,song,1.5"), 3, "whole number"),
        (RANKS.replace("A2,song,2", "A2,song,"), 3, "score but no rank"),
        (RANKS.replace("8.4", ""), 3, "there is no score"),
        (RANKS.replace("8.4", "NaN"), 3, "not a number"),
        ("entry,category,rank,score,entrant\n", 1, "nothing below"),
        ("entry,category,rank,score\nA1,song,1,9\n", 1, "caps prizes by entrant"),
        ("", None, "is empty"),
    ],
)
def test_wrong_ranks_are_refused_with_their_line(run, ranks, line, word):
    code, out, err, rows = run(ranks=ranks)
    assert (code, out, rows) == (1, "", None)
    assert f"ranks.csv{f', line {line}' if line else ''}: " in err
    assert word in err


def test_help_teaches(capsys):
    with pytest.raises(SystemExit) as end:
        main(["awards", "allocate", "--help"])
    assert end.value.code == 0
    assert "example:" in capsys.readouterr().out


SHARED = """\
[[share]]
tier = "prize"
places = 3

[[category]]
name = "song"
[[category.tier]]
name = "prize"

[[category]]
name = "poem"
[[category.tier]]
name = "prize"
"""
BOTH = "entry,category,rank,score\n" + "".join(
    f"{category[0]}{place},{category},{place},{9 - place}\n"
    for category, size in (("song", 5), ("poem", 2))
    for place in range(1, size + 1)
)


def test_places_are_shared_out_by_numbers_of_entries(run):
    code, _, err, rows = run(ranks=BOTH, plan=SHARED)
    assert (code, err) == (0, "")
    assert [row[0] for row in rows[1:] if row[3] == "prize"] == ["s1", "s2", "p1"]
    _, _, _, rows = run(ranks=BOTH, plan=SHARED.replace("places = 3", 'places = 3\nmethod = "dhondt"'))
    assert [row[0] for row in rows[1:] if row[3] == "prize"] == ["s1", "s2", "p1"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("[[share]]", '[[share]]\ntier = "medal"\nplaces = 1\n\n[[share]]', "line 2: no category has a tier “medal”"),
        ("places = 3", "places = -1", "line 3: places must be a whole number of at least 0"),
        ("places = 3", 'places = 3\nmethod = "lot"', "line 4: the method “lot” is unknown"),
        ("places = 3", "places = 999999", "line 3: more than 100000 places"),
        (
            "places = 3\n",
            'places = 3\n[[share]]\ntier = "prize"\nplaces = 1\n',
            "line 5: the tier “prize” is shared out",
        ),
        ('name = "prize"\n\n', 'name = "prize"\nquota = 1\n\n', "line 9: the tier has a quota and a [[share]]"),
        ("places = 3\n", "", "line 1: there is no “places” here"),
    ],
)
def test_shares_that_cannot_be_meant_are_refused(run, old, new, reason):
    assert old in SHARED
    code, out, err, rows = run(ranks=BOTH, plan=SHARED.replace(old, new, 1))
    assert (code, out, rows) == (1, "", None)
    assert reason in err


def test_a_share_with_equal_claims_is_refused(run):
    ranks = "entry,category,rank,score\ns1,song,1,9\np1,poem,1,9\n"
    code, _, err, rows = run(ranks=ranks, plan=SHARED)
    assert (code, rows) == (1, None)
    assert "line 3: poem, song have the same claim to the last places" in err
