"""TOML is read strictly: every refusal stands at its line."""

from decimal import Decimal

import pytest

from judging.csvfile import FileProblem
from judging.tomlfile import read_toml

TEXT = """\
title = "Sơn La"   # composed below
share = 2.50
count = 3

[[part]]
name = "one"

[[part]]
name = " two "
words = \"\"\"
[not a table]
\"\"\"
size = 4
"""


@pytest.fixture
def read(tmp_path):
    def from_text(text):
        (tmp_path / "x.toml").write_bytes(text.encode())
        return read_toml(tmp_path / "x.toml")

    return from_text


def test_values_are_read_exactly(read):
    table = read("\ufeff" + TEXT.replace("\n", "\r\n").replace("ơ", "o\u031b"))
    assert table.text("title") == "Sơn La"
    assert table.decimal("share") == Decimal("2.50")
    assert table.whole("count", minimum=0) == 3
    assert table.decimal("other", optional=True) is None
    assert table.whole("other", minimum=0, optional=True) is None
    assert table.text("other", default="") == ""
    assert [part.text("name") for part in table.tables("part")] == ["one", "two"]
    assert table.table("caps").values == {}
    assert table.tables("none") == []


@pytest.mark.parametrize(
    ("ask", "line", "word"),
    [
        (lambda table: table.text("share"), 2, "text in quotes"),
        (lambda table: table.decimal("title"), 1, "must be a number"),
        (lambda table: table.decimal("share", minimum=3), 2, "at least 3"),
        (lambda table: table.whole("share", minimum=0), 2, "whole number"),
        (lambda table: table.whole("count", minimum=4), 3, "at least 4"),
        (lambda table: table.only("title", "share", "part"), 3, "“count” is unknown"),
        (lambda table: table.tables("part")[0].text("size"), 5, "no “size”"),
        (lambda table: table.tables("part")[1].text("size"), 13, "text in quotes"),
        (lambda table: table.table("count"), 3, "[count]"),
        (lambda table: table.tables("title"), 1, "[[title]]"),
    ],
)
def test_refusals_name_the_line(read, ask, line, word):
    table = read(TEXT)
    with pytest.raises(FileProblem) as refusal:
        ask(table)
    assert refusal.value.line == line
    assert word in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", None),
        ("# nothing\n", None),
        ("a = 1\nb = \n", 2),
        ("a = 1\nb = [1,\n", 2),
        ("a = 1\na = 2\n", 2),
        ("x = " + "[" * 5000, 1),
        ("x = 1e" + "9" * 30 + "\n", 1),
    ],
)
def test_what_is_not_toml_is_refused(read, text, line):
    with pytest.raises(FileProblem) as refusal:
        read(text).decimal("x")
    assert refusal.value.line == line


@pytest.mark.parametrize("value", ["1e999999999", "1e-999999999", "1000000000000000"])
def test_numbers_that_cannot_be_meant_are_refused(read, value):
    table = read(f"size = {value}\n")
    with pytest.raises(FileProblem, match="line 1: size has too many digits"):
        table.decimal("size")


def test_a_count_that_cannot_be_meant_is_refused(read):
    with pytest.raises(FileProblem, match="too many digits"):
        read("count = 1000000000000000\n").whole("count", minimum=0)


def test_a_name_reads_as_it_looks(read):
    assert read('a = "Tường\u00a0Bắc"\n').name("a") == "Tường Bắc"
    for text in ('"red\\u001b[31m"', '"two\\nlines"', '"zero\\u200bwidth"', '"=1+1"', '" "'):
        with pytest.raises(FileProblem, match="line 2"):
            read(f"b = 1\na = {text}\n").name("a")
