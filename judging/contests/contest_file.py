"""A contest file (TOML) → ContestRules, or every mistake in it with its line and a hint. Pure."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from judging import toml_syntax
from judging.contests import checks
from judging.contests.rules import (
    AgeGroup,
    BoardRules,
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
from judging.errors import N_, DomainError, Phrase, phrase
from judging.toml_lines import Path, line_index, line_of

SECTIONS: Mapping[str, Any] = {"contest": ContestTexts, "timeline": Timeline, "caps": Caps, "board": BoardRules}
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


NOT_KNOWN = N_("“%(key)s” is not known here")
#: The kinds of values by msgspec's names for them.
KINDS = {
    "int": N_("a whole number"),
    "int | str": N_("a whole number or a text in quotes"),
    "decimal": N_("a number"),
    "str": N_("a text in quotes"),
    "bool": N_("true or false"),
    "array": N_("a list in brackets"),
    "object": N_("a table"),
    "datetime": N_("a date with its time"),
    "date": N_("a date without a time"),
    "time": N_("a time without a date"),
}


class Mistake(msgspec.Struct, frozen=True):
    """`line` counts from 1; `hint` says what to do."""

    line: int
    message: Phrase
    hint: Phrase

    def __str__(self) -> str:
        return f"line {self.line}: {self.message} ({self.hint})"


UNREADABLE = Mistake(1, phrase("this file cannot be read"), phrase("is it a contest file at all?"))
EMPTY = Mistake(1, phrase("the file is empty"), phrase("begin with a [contest] table; the demo has an example"))
TOO_LARGE = Mistake(1, phrase("the file is larger than 1 MB"), phrase("a contest file holds text only"))


class WrongContestFile(DomainError):
    """The file cannot be a contest; `mistakes` are all that were found, in the order of their lines."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(mistakes, key=lambda mistake: mistake.line)
        super().__init__(N_("The contest file has %(count)s mistakes."), count=len(mistakes))

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.mistakes)


def read(source: bytes | str) -> ContestRules:
    """Raises WrongContestFile; never returns rules with a mistake in them."""
    text = _decode(source)
    try:
        data = tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        raise WrongContestFile([_syntax(error, text)]) from None
    except (RecursionError, ValueError):
        raise WrongContestFile([UNREADABLE]) from None
    if not data:
        raise WrongContestFile([EMPTY])
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
        raise WrongContestFile([TOO_LARGE])
    try:
        return source.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise WrongContestFile(
            [Mistake(line, phrase("this is not UTF-8"), phrase("save the file as UTF-8 and try again"))]
        ) from None


def _decimal(text: str) -> Decimal | str:
    """A number exactly as it stands; what is none (nan, inf) becomes a text that no number is read from."""
    try:
        number = Decimal(text.replace("_", ""))
    except InvalidOperation:
        return f"“{text}”"
    return number if number.is_finite() and abs(number) < LARGEST else f"“{text}”"


def _syntax(error: Exception, text: str) -> Mistake:
    line, why = toml_syntax.mistake(error, text)
    return Mistake(
        line, phrase("this is not TOML: %(why)s", why=why), phrase("check quotes, brackets and equals signs")
    )


def _structure(data: Mapping[str, Any], lines: Mapping[Path, int]) -> Iterator[Mistake]:
    known = (*SECTIONS, *LISTS)
    for key in data:
        if key not in known:
            yield Mistake(line_of(lines, (key,)), phrase(NOT_KNOWN, key=key), _nearest(key, known))
    for key in REQUIRED:
        if key not in data:
            yield Mistake(
                1,
                phrase("the table [%(key)s] is missing", key=key),
                phrase("compare with the contest file of the demo"),
            )
    for key, kind in SECTIONS.items():
        if key in data:
            yield from _convert(data[key], kind, (key,), lines)
    for key, kind in LISTS.items():
        elements = data.get(key, [])
        if not isinstance(elements, list):
            yield Mistake(
                line_of(lines, (key,)),
                phrase("“%(key)s” stands once", key=key),
                phrase("write [[%(key)s]] with double brackets", key=key),
            )
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
            found, hint = phrase(NOT_KNOWN, key=unknown[1]), _nearest(unknown[1], fields)
            yield Mistake(line_of(lines, (*inner, unknown[1])), found, hint)
        elif missing:
            found = phrase("“%(key)s” is missing in this table", key=missing[1])
            yield Mistake(line_of(lines, inner), found, phrase("add a line %(key)s = …", key=missing[1]))
        else:
            yield Mistake(line_of(lines, inner), _unlike(message), phrase("compare with the demo's contest file"))


def _unlike(message: str) -> Phrase:
    """What msgspec says of a value that is none of its kind."""
    kinds = re.fullmatch(r"Expected `(.+?)(?: \| null)?`, got `(.+)`", message)
    if kinds and kinds[1] in KINDS and kinds[2] in KINDS:
        wanted, given = phrase(KINDS[kinds[1]]), phrase(KINDS[kinds[2]])
        return phrase("%(wanted)s belongs here, not %(given)s", wanted=wanted, given=given)
    if value := re.fullmatch(r"Invalid enum value (.+)", message):
        return phrase("invalid enum value %(value)s", value=value[1])
    if message.startswith("Invalid RFC3339"):
        return phrase("invalid RFC3339 encoded datetime")
    if message == "Invalid decimal string":
        return phrase("invalid decimal string")
    return phrase("this value is of another kind than expected")


def _nearest(word: str, known: Iterable[str]) -> Phrase:
    near = difflib.get_close_matches(word, known, n=1)
    if near:
        return phrase("did you mean “%(word)s”?", word=near[0])
    return phrase("known here: %(words)s", words=", ".join(known))
