"""Where things stand in a TOML file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from judging.toml_lines import line_index, line_of

TEXT = '''\
# a remark
title = "x"   # """ no fence
words = """
[not a table]
key = "no key"
"""

[[part]]
name.vi = "một"
name.en = "one"

[[part.piece]]
size = 1
[[part.piece]]
size = 2

[[part]]
"quoted" = 3
[[part.piece]]
size = 4

[plain]
inline = { a = 1 }
'''


def test_tables_and_keys_have_their_lines() -> None:
    index = line_index(TEXT)
    assert index["title",] == 2
    assert index["words",] == 3
    assert ("key",) not in index
    assert index["part", 0] == 8
    assert index["part", 0, "name", "en"] == 10
    assert index["part", 0, "name"] == 9
    assert index["part", 0, "piece", 1, "size"] == 15
    assert index["part", 1, "quoted"] == 18
    assert index["part", 1, "piece", 0] == 19
    assert index["plain", "inline"] == 23


def test_what_has_no_line_of_its_own_stands_where_its_table_does() -> None:
    index = line_index(TEXT)
    assert line_of(index, ("plain", "inline", "a")) == 23
    assert line_of(index, ("part", 1, "missing", "deep")) == 17
    assert line_of(index, ("nowhere",)) == 1


_KEYS = st.text("abcdefgh_-", min_size=1, max_size=6)
_VALUES = st.sampled_from(
    ["1", '"a = b"', "'[x]'", '"# no"', "[1, 2]", "true # = 3", '"""one"""', '"""\n[x]\na = 1\n"""']
)


@given(st.lists(st.tuples(st.booleans(), _KEYS, st.dictionaries(_KEYS, _VALUES, max_size=4)), max_size=8))
def test_every_key_is_found_where_it_was_written(tables: list[tuple[bool, str, dict[str, str]]]) -> None:
    lines: list[str] = []
    expected: dict[tuple[str | int, ...], int] = {}
    count: dict[str, int] = {}
    for number, (repeated, name, values) in enumerate(tables):
        table = f"r{name}" if repeated else f"t{number}{name}"
        path: tuple[str | int, ...] = (table,)
        if repeated:
            count[table] = count.get(table, -1) + 1
            path = (table, count[table])
        lines.append(f"[[{table}]]" if repeated else f"[{table}]")
        expected[path] = len(lines)
        for key, value in values.items():
            expected[*path, key] = len(lines) + 1
            lines += f"{key} = {value}".split("\n")
    index = line_index("\n".join(lines))
    assert {path: index[path] for path in expected} == expected


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in line_index(text).values())
