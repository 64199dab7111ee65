"""What tomllib says of a text that is not TOML, as line and phrase. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from judging.errors import N_, Phrase, phrase

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
#: tomllib knows no other languages, so its sentences are our message ids.
SENTENCES = frozenset(
    {
        N_("Invalid statement"),
        N_("Expected newline or end of document after a statement"),
        N_("Cannot overwrite a value"),
        N_("Expected ']' at the end of a table declaration"),
        N_("Expected ']]' at the end of an array declaration"),
        N_("Expected '=' after a key in a key/value pair"),
        N_("Invalid initial character for a key part"),
        N_("Unclosed array"),
        N_("Unclosed inline table"),
        N_("Unescaped '\\' in a string"),
        N_("Invalid hex value"),
        N_("Escaped character is not a Unicode scalar value"),
        N_("Unterminated string"),
        N_("Invalid date or datetime"),
        N_("Invalid value"),
    }
)
PATTERNS: Mapping[str, str] = {
    r"Expected (?P<sign>'.+'|\".+\")": N_("Expected %(sign)s"),
    r"Found invalid character (?P<sign>'.+'|\".+\")": N_("Found invalid character %(sign)s"),
    r"Illegal character (?P<sign>'.+'|\".+\")": N_("Illegal character %(sign)s"),
    r"Cannot declare (?P<key>.+) twice": N_("Cannot declare %(key)s twice"),
    r"Cannot mutate immutable namespace (?P<key>.+)": N_("Cannot mutate immutable namespace %(key)s"),
    r"Cannot redefine namespace (?P<key>.+)": N_("Cannot redefine namespace %(key)s"),
    r"Duplicate inline table key (?P<key>.+)": N_("Duplicate inline table key %(key)s"),
}


def mistake(error: Exception, text: str) -> tuple[int, Phrase]:
    """The line of the mistake, from 1, and what is wrong there."""
    found = _PLACE.search(str(error))
    line = int(found[1]) if found and found[1] else text.rstrip().count("\n") + 1
    if isinstance(error, tomllib.TOMLDecodeError):
        return line, _translatable(_PLACE.sub("", str(error)).rstrip("."))
    if isinstance(error, RecursionError):
        return line, phrase("brackets stand in brackets too often")
    return line, phrase("a number cannot be read")


def _translatable(sentence: str) -> Phrase:
    if sentence in SENTENCES:
        return Phrase(sentence)
    for pattern, message in PATTERNS.items():
        if matched := re.fullmatch(pattern, sentence):
            return Phrase(message, matched.groupdict())
    return phrase("this line cannot be understood")
