"""Text that people typed, made fit for paper: nothing that is seen is lost, nothing unseen can disturb the page."""

from __future__ import annotations

import re
import unicodedata

_JOINERS = "\u200c\u200d"
_LONGEST_WORD = 24
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
"""Blanks but those that hold words together."""
_ORDINARY = re.compile(r"(?=.*[!-~])[ -~\u00a1-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2027]+")
"""Whole letters of Vietnamese and its neighbours with something to be seen among them: nothing to clean."""
_MOST_MARKS = 4
"""Marks on one letter. Vietnamese and Tai Viet need at most three; heaps of them would run over the neighbours."""


def one_line(text: str) -> str:
    """NFC, on one line, control and direction characters dropped, over-long words made breakable.

    Blanks are collapsed, but for those that hold words together.
    """
    return " ".join(_breakable(word) for word in _BLANKS.split(_visible(text).strip()))


def held_names(line: str) -> str:
    """A list of names, set apart by commas, that breaks between names and not within them."""
    names = line.split(", ")
    if len(names) == 1:
        return line
    return ", ".join(name.replace(" ", "\u00a0") if len(name) <= _LONGEST_WORD else name for name in names)


def stanzas(text: str) -> list[list[str]]:
    """A poem as stanzas of lines. Blank lines part stanzas; indents are kept as no-break spaces."""
    groups: list[list[str]] = [[]]
    for raw in re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text):
        line = one_line(raw)
        if line:
            indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
            groups[-1].append("\u00a0" * min(indent, 16) + line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def paragraphs(text: str) -> list[str]:
    """Running text as paragraphs: blank lines part them, single line ends are blanks."""
    return [" ".join(lines) for lines in stanzas(text)]


def _visible(text: str) -> str:
    if _ORDINARY.fullmatch(text):
        return text
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if category == "Cs" or (category == "Cf" and char not in _JOINERS):
            continue
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            kept.append(" " if category in ("Cc", "Zl", "Zp") else char)
    visible = "".join(kept)
    return visible if visible.strip(" " + _JOINERS) else ""


def _breakable(word: str) -> str:
    """A word that no column could hold gets places where it may break, never between a letter and its mark."""
    if len(word) <= _LONGEST_WORD:
        return word
    pieces: list[str] = []
    since = 0
    for char in word:
        joined = unicodedata.category(char) in ("Mn", "Mc", "Me") or char in _JOINERS
        if since >= _LONGEST_WORD // 2 and not joined:
            pieces.append("\u200b")
            since = 0
        pieces.append(char)
        since += 1
    return "".join(pieces)
