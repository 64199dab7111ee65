"""tomllib's sentences are our message ids: each of them is known, so that each has its Vietnamese."""

from __future__ import annotations

import ast
import inspect
import tomllib
from tomllib import _parser

import pytest

from judging.toml_syntax import SENTENCES, mistake
from judging.web.i18n import say, vietnamese


def sentences() -> set[str]:
    """The fixed sentences in the parser's source."""
    calls = (node for node in ast.walk(ast.parse(inspect.getsource(_parser))) if isinstance(node, ast.Call))
    said = (argument for call in calls if getattr(call.func, "id", "") == "suffixed_err" for argument in call.args[2:])
    return {one.value for one in said if isinstance(one, ast.Constant)}


def test_every_sentence_of_the_parser_is_known() -> None:
    found = sentences()
    assert len(found) > 10
    assert found - SENTENCES == set()


@pytest.mark.parametrize(
    ("text", "line", "english"),
    [
        ("a = 1\nb = \n", 2, "Invalid value"),
        ("a = 1\na = 2\n", 2, "Cannot overwrite a value"),
        ("[a]\n[a]\n", 2, "Cannot declare ('a',) twice"),
        ('a = "b\n', 1, "Illegal character '\\n'"),
        ("a = {b = 1, b = 2}\n", 1, "Duplicate inline table key 'b'"),
        ("a\n", 1, "Expected '=' after a key in a key/value pair"),
        ("a = [1,\n\n", 1, "Invalid value"),
        ("a = 2024-02-30\n", 1, "Invalid date or datetime"),
    ],
)
def test_a_mistake_has_its_line_and_is_told_in_both_languages(text: str, line: int, english: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    found, why = mistake(caught.value, text)
    assert (found, str(why)) == (line, english)
    assert why.message in vietnamese()
    assert say(why, "vi") != english


def test_what_the_parser_may_say_one_day_is_a_sentence_too() -> None:
    line, why = mistake(tomllib.TOMLDecodeError("Odd thing (at line 3, column 1)"), "")
    assert (line, say(why, "vi")) == (3, "không hiểu được dòng này")
    assert mistake(RecursionError(), "x")[1].message == "brackets stand in brackets too often"
    assert mistake(ArithmeticError(), "x")[1].message == "a number cannot be read"
