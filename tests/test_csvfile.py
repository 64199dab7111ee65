"""A file is read rightly or refused with its line; what is written is written whole."""

import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.csvfile import (
    FileProblem,
    Row,
    decimal,
    keep_inputs,
    name,
    read_rows,
    whole,
    write_bytes,
    write_csv,
    write_files,
)

HEADER = "entry,juror,score\n"


def read(tmp_path: Path, content: bytes | str) -> list[Row]:
    path = tmp_path / "marks.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_rows(path, required=("entry", "juror", "score"), optional=("category",))


def refusal(tmp_path: Path, content: bytes | str) -> FileProblem:
    with pytest.raises(FileProblem) as caught:
        read(tmp_path, content)
    assert str(caught.value).startswith(str(tmp_path / "marks.csv"))
    return caught.value


def cell(text: str) -> Row:
    return Row(Path("marks.csv"), 7, {"x": text})


@pytest.mark.parametrize(
    "content",
    [
        "entry,juror,score\nA,J,7\nB,J,8\n",
        "entry,juror,score\nA,J,7\nB,J,8",
        "\ufeffentry,juror,score\nA,J,7\nB,J,8\n",
        "entry,juror,score\r\nA,J,7\r\nB,J,8\r\n",
        "entry,juror,score\rA,J,7\rB,J,8",
        " entry , juror,score \n A ,J, 7\n\n   \nB,J,8\n\n",
        '"entry","juror","score"\n"A","J","7"\n"B","J","8"\n',
    ],
)
def test_forms_of_the_same_file_are_read_alike(tmp_path: Path, content: str) -> None:
    rows = read(tmp_path, content)
    assert [dict(row.values) for row in rows] == [
        {"entry": "A", "juror": "J", "score": "7"},
        {"entry": "B", "juror": "J", "score": "8"},
    ]


def test_columns_may_come_in_any_order(tmp_path: Path) -> None:
    assert dict(read(tmp_path, "score,category,juror,entry\n7,Thơ,J,A\n")[0].values) == {
        "entry": "A",
        "juror": "J",
        "score": "7",
        "category": "Thơ",
    }


def test_composed_and_decomposed_names_are_the_same(tmp_path: Path) -> None:
    composed, decomposed = "Lò Thị Hương", "Lo\u0300 Thi\u0323 Hu\u031bo\u031bng"
    rows = read(tmp_path, f"{HEADER}A,{composed},7\nB,{decomposed},7\n")
    assert name(rows[0], "juror") == name(rows[1], "juror") == composed


def test_quoted_values_may_hold_commas_quotes_and_line_ends(tmp_path: Path) -> None:
    rows = read(tmp_path, HEADER + '"Nắng, ""gió""",J,7\n"hai\ndòng",J,8\nC,J,9\n')
    assert [(row.line, row.values["entry"]) for row in rows] == [(2, 'Nắng, "gió"'), (3, "hai\ndòng"), (5, "C")]


@pytest.mark.parametrize(
    ("content", "line", "hint"),
    [
        ("", None, "is empty"),
        ("\n\n", None, "is empty"),
        (HEADER, 1, "at least one line"),
        ("A,J,7\nB,J,8\n", 1, "there is no column “entry”"),
        ("entry,score\nA,7\n", 1, "there is no column “juror”"),
        ("entry,juror,score,score\nA,J,7,8\n", 1, "twice"),
        ("entry,juror,score,mood\nA,J,7,8\n", 1, "“mood” is unknown"),
        ("entry;juror;score\nA;J;7\n", 1, "semicolons"),
        ("entry\tjuror\tscore\nA\tJ\t7\n", 1, "tabs"),
        (HEADER + "A,J,7\nB,J\n", 3, "has 2 fields where the header has 3"),
        (HEADER + "A,J,7,5\n", 2, "written with a point"),
        (HEADER + 'A,J,7\n"B,J,8\nC,J,9\n', 3, "quotes are broken"),
        (HEADER + 'A,J,7\nB "x,J,8\n', 3, "quotes are broken"),
        (HEADER + 'A,J,7\n"B"x,J,8\n', 3, "quotes are broken"),
        (HEADER + "A,J,7\nB\0,J,8\n", 3, "NUL"),
        (HEADER.encode() + b"A,J,7\nB\xff,J,8\n", 3, "is not UTF-8"),
        (b"\xef\xbb\xbf" + HEADER.encode() + b"A\xe1,J,7\n", 2, "is not UTF-8"),
        ((HEADER + "A,J,7\n").encode("utf-16"), None, "is UTF-16"),
        ((HEADER + "A,J,7\n").encode("utf-16-le"), 1, "NUL"),
        ("Điểm,".encode("cp1258", "replace") + b"\xd0\n", 1, "is not UTF-8"),
    ],
)
def test_what_cannot_be_read_rightly_is_refused(
    tmp_path: Path, content: str | bytes, line: int | None, hint: str
) -> None:
    problem = refusal(tmp_path, content)
    assert problem.line == line
    assert hint in str(problem.what)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(FileProblem, match="cannot be read"):
            read_rows(path, required=("entry",))


def test_extra_columns_are_kept_where_they_are_welcome(tmp_path: Path) -> None:
    path = tmp_path / "entries.csv"
    path.write_text("entry,colour\nA,red\n")
    assert read_rows(path, required=("entry",), allow_extra=True)[0].values["colour"] == "red"


@pytest.mark.parametrize(
    ("text", "value"), [("7", "7"), ("-7.25", "-7.25"), ("+5", "5"), (".5", "0.5"), ("5.", "5"), ("1.5e1", "15")]
)
def test_numbers(text: str, value: str) -> None:
    assert decimal(cell(text), "x") == Decimal(value)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("NaN", "leave it empty"),
        ("inf", "leave it empty"),
        ("-Infinity", "leave it empty"),
        ("1_0", "not a number"),
        ("=1+1", "instead of the formula"),
        ("=SUM(A1:A3)", "instead of the formula"),
        ("7,5", "7.5"),
        ("bảy", "not a number"),
        ("٣", "not a number"),
        ("8/10", "not a number"),
        ("1e999", "not a number"),
        ("1e99", "too many digits"),
        ("1" * 5000, "too many digits"),
        ("7 5", "not a number"),
    ],
)
def test_what_is_not_a_number_is_refused(text: str, hint: str) -> None:
    with pytest.raises(FileProblem, match=r"marks\.csv, line 7") as caught:
        decimal(cell(text), "x")
    assert hint in str(caught.value)
    assert len(str(caught.value)) < 200


def test_an_empty_cell_is_no_number() -> None:
    assert decimal(cell(""), "x") is None
    assert decimal(cell(""), "no such column") is None
    assert whole(cell(""), "x") is None


def test_whole_numbers() -> None:
    assert whole(cell("12"), "x", minimum=0) == 12
    with pytest.raises(FileProblem, match="must be a whole number"):
        whole(cell("1.5"), "x")
    with pytest.raises(FileProblem, match="at least 1"):
        whole(cell("0"), "x", minimum=1)


@pytest.mark.parametrize(
    "sign",
    ["\u200b", "\u200f", "\u202e", "\u2066", "\ufeff", "\u00ad", "\x07", "\n", "\u2028", "\u3164", "\u2800", "\ufe0f"],
)
def test_invisible_and_direction_changing_signs_are_refused_in_names(sign: str) -> None:
    with pytest.raises(FileProblem, match=f"U\\+{ord(sign):04X}"):
        name(cell(f"A{sign}B"), "x")


def test_names_in_other_scripts_and_with_wide_spaces_are_read() -> None:
    assert name(cell("ꪎꪮꪉ ꪁꪫꪱꪣ"), "x") == "ꪎꪮꪉ ꪁꪫꪱꪣ"
    assert name(cell("שלום"), "x") == "שלום"
    assert name(cell("Lò\u00a0Hương"), "x") == "Lò Hương"


@pytest.mark.parametrize("text", ["-7", "+84 912 345 678", "- Mùa xuân (I)", "A=B", "a@b.vn", "Thơ-01"])
def test_names_that_no_spreadsheet_computes_are_read(text: str) -> None:
    assert name(cell(text), "x") == text


@pytest.mark.parametrize("text", ["", "=A1", "@SUM(A1)", "+1+1", "-2+3", "-A1", "+cmd|' /C calc'!A0", "＝1"])
def test_empty_names_and_formulas_are_refused(text: str) -> None:
    with pytest.raises(FileProblem, match=r"line 7: the x"):
        name(cell(text), "x")


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=2, max_size=2),
        min_size=1,
    )
)
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, records: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("csv") / "out.csv"
    write_csv(path, ("a", "b"), records)
    once = [list(row.values.values()) for row in read_rows(path, required=("a", "b"))]
    write_csv(path, ("a", "b"), once)
    assert [list(row.values.values()) for row in read_rows(path, required=("a", "b"))] == once
    assert len(once) == len(records)


def test_writing_replaces_a_file_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_bytes(path, b"old")
    write_csv(path, ("entry", "prize"), [("A", "Nhất"), ("B, C", "")])
    assert path.read_text() == 'entry,prize\nA,Nhất\n"B, C",\n'
    assert list(tmp_path.iterdir()) == [path]


def test_a_refused_write_leaves_everything_as_it_was(tmp_path: Path) -> None:
    kept = tmp_path / "kept.csv"
    kept.write_bytes(b"old")
    for place in (tmp_path / "no folder" / "out.csv", tmp_path):
        with pytest.raises(FileProblem, match=r"out\.csv: cannot be written|is a folder"):
            write_files({kept: b"new", place: b"new"})
    assert kept.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [kept]


def test_a_device_is_written_to_and_stays_what_it_is() -> None:
    null = Path("/dev/null")
    write_bytes(null, b"anything")
    assert null.is_char_device()


def test_an_empty_name_in_quotes_is_not_a_blank_line(tmp_path: Path) -> None:
    path = tmp_path / "entries.csv"
    path.write_text('entry\nA\n\n""\n')
    rows = read_rows(path, required=("entry",))
    assert [(row.line, row.values["entry"]) for row in rows] == [(2, "A"), (4, "")]


def test_a_value_without_end_is_named_as_such(tmp_path: Path) -> None:
    refused = refusal(tmp_path, f"{HEADER}A,J,7\n{'B' * 200_000},J,8\n")
    assert refused.line == 3
    assert "a value of more than 131072 signs" in str(refused)


def test_places_that_cannot_be_written_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    (tmp_path / "circle").symlink_to("circle")
    for place in (tmp_path / "file" / "a.csv", tmp_path / "circle", tmp_path / "a\0.csv", tmp_path / "none" / "a.csv"):
        with pytest.raises(FileProblem, match="cannot be written"):
            write_bytes(place, b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["circle", "file"]
    assert (tmp_path / "file").read_text() == "old"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    link = tmp_path / "out.csv"
    link.symlink_to(f"/proc/self/fd/{writing}")
    write_bytes(link, b"entry\n")
    assert os.read(reading, 10) == b"entry\n"
    os.close(reading)
    os.close(writing)


def test_what_is_read_is_not_overwritten(tmp_path: Path) -> None:
    source, link, other = tmp_path / "in.csv", tmp_path / "link.csv", tmp_path / "out.csv"
    source.write_text("entry\n")
    link.symlink_to(source)
    other.write_text("old")
    keep_inputs((source, None), [other, tmp_path / "new.csv"])
    with pytest.raises(FileProblem, match="overwritten"):
        keep_inputs((source, None), [other, link])
