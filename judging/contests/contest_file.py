"""A contest file (TOML) → ContestRules, or every mistake in it with its line and a hint. Pure."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from judging.contests import checks
from judging.contests.rules import (
    AgeGroup,
    Caps,
    CategoryRules,
    Consent,
    ContestRules,
    ContestTexts,
    JurorRules,
    PanelRules,
    RoundRules,
    Timeline,
)
from judging.errors import DomainError
from judging.toml_lines import Path, line_index, line_of

SECTIONS: Mapping[str, Any] = {"contest": ContestTexts, "timeline": Timeline, "caps": Caps}
LISTS: Mapping[str, Any] = {
    "age_group": AgeGroup,
    "consent": Consent,
    "category": CategoryRules,
    "juror": JurorRules,
    "panel": PanelRules,
    "round": RoundRules,
}
REQUIRED = ("contest", "timeline", "category", "round")
MAX_BYTES = 1_000_000
LARGEST = 1_000_000_000


class Mistake(msgspec.Struct, frozen=True):
    """`line` counts from 1; `hint` says what to do."""

    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class WrongContestFile(DomainError):
    """The file cannot be a contest; `mistakes` are all that were found, in the order of their lines."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(mistakes, key=lambda mistake: mistake.line)
        super().__init__("The contest file has %(count)s mistakes.", count=len(mistakes))

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.mistakes)


def read(source: bytes | str) -> ContestRules:
    """Raises WrongContestFile; never returns rules with a mistake in them."""
    text = _decode(source)
    try:
        data = tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        raise WrongContestFile([_syntax(str(error), text)]) from None
    except (RecursionError, ValueError):
        raise WrongContestFile([Mistake(1, "this file cannot be read", "is it a contest file at all?")]) from None
    if not data:
        raise WrongContestFile(
            [Mistake(1, "the file is empty", "begin with a [contest] table; the demo has an example")]
        )
    lines = line_index(text)
    mistakes = list(_structure(data, lines))
    if mistakes:
        raise WrongContestFile(mistakes)
    rules = msgspec.convert(data, ContestRules)
    mistakes = [Mistake(line_of(lines, path), message, hint) for path, message, hint in checks.check(rules)]
    if mistakes:
        raise WrongContestFile(mistakes)
    return rules


def _decode(source: bytes | str) -> str:
    if isinstance(source, str):
        return source
    if len(source) > MAX_BYTES:
        raise WrongContestFile([Mistake(1, "the file is larger than 1 MB", "a contest file holds text only")])
    try:
        return source.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise WrongContestFile([Mistake(line, "this is not UTF-8", "save the file as UTF-8 and try again")]) from None


def _decimal(text: str) -> Decimal | str:
    """A number exactly as it stands; what is none (nan, inf) becomes a text that no number is read from."""
    try:
        number = Decimal(text.replace("_", ""))
    except InvalidOperation:
        return f"“{text}”"
    return number if number.is_finite() and abs(number) < LARGEST else f"“{text}”"


def _syntax(error: str, text: str) -> Mistake:
    where = re.search(r"\(at line (\d+), column \d+\)", error)
    line = int(where[1]) if where else text.count("\n") + 1
    return Mistake(
        line, "this is not TOML: " + re.sub(r"\s*\(at .*\)", "", error), "check quotes, brackets and equals signs"
    )


def _structure(data: Mapping[str, Any], lines: Mapping[Path, int]) -> Iterator[Mistake]:
    known = (*SECTIONS, *LISTS)
    for key in data:
        if key not in known:
            yield Mistake(line_of(lines, (key,)), f"“{key}” is not known here", _nearest(key, known))
    for key in REQUIRED:
        if key not in data:
            yield Mistake(1, f"the table [{key}] is missing", "compare with the contest file of the demo")
    for key, kind in SECTIONS.items():
        if key in data:
            yield from _convert(data[key], kind, (key,), lines)
    for key, kind in LISTS.items():
        elements = data.get(key, [])
        if not isinstance(elements, list):
            yield Mistake(line_of(lines, (key,)), f"“{key}” stands once", f"write [[{key}]] with double brackets")
            continue
        for position, element in enumerate(elements):
            yield from _convert(element, kind, (key, position), lines)


def _convert(value: Any, kind: Any, path: Path, lines: Mapping[Path, int]) -> Iterator[Mistake]:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `$")
        inner = path + tuple(
            int(n) if n else name for name, n in re.findall(r"\.?([\w-]+)|\[(\d+)\]", where.rstrip("`"))
        )
        unknown = re.match(r"Object contains unknown field `(.+)`", message)
        missing = re.match(r"Object missing required field `(.+)`", message)
        if unknown:
            fields = [field.encode_name for field in msgspec.structs.fields(kind)]
            yield Mistake(
                line_of(lines, (*inner, unknown[1])), f"“{unknown[1]}” is not known here", _nearest(unknown[1], fields)
            )
        elif missing:
            yield Mistake(
                line_of(lines, inner), f"“{missing[1]}” is missing in this table", f"add a line {missing[1]} = …"
            )
        else:
            yield Mistake(
                line_of(lines, inner), message[0].lower() + message[1:], "compare with the demo's contest file"
            )


def _nearest(word: str, known: Any) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean “{near[0]}”?" if near else "known here: " + ", ".join(known)
