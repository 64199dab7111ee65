"""Texts as people type them, made one and the same however that was. Pure."""

from __future__ import annotations

import re
import unicodedata

# Joiners that scripts need stay; what only hides or turns text round goes.
_HIDDEN = {
    *map(chr, (0x00AD, 0x200B, 0x2060, 0xFEFF, 0x180E)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
    *map(chr, (0x200E, 0x200F, 0x061C)),
}

_UNSEEN = ("Cc", "Cf", "Zl", "Zp")
# Letters and marks that nothing is drawn for, though Unicode calls them printable: fillers, selectors, joiners.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_FORMULA = re.compile("[=@＝＠]|[+-](?=[^ ].*[-+*/^&|(!])|[+-][A-Za-z]")


def clean(text: str) -> str:
    """One line: composed (NFC), without invisible or direction-turning characters, single spaces, trimmed."""
    return " ".join(clean_text(text).split())


def clean_text(text: str) -> str:
    """Several lines: as `clean`, but lines stay."""
    kept = "".join(char for char in unicodedata.normalize("NFC", text) if char not in _HIDDEN)
    printable = (
        char for char in kept.replace("\r\n", "\n").replace("\r", "\n") if char in "\n\t" or not _control(char)
    )
    return "\n".join(line.rstrip() for line in "".join(printable).split("\n")).strip("\n")


def unaccented(text: str) -> str:
    """For searching and comparing: small letters without diacritics; đ is d."""
    flat = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in flat if not unicodedata.combining(char))


def one_space(text: str) -> str:
    """Every kind of space as a plain one."""
    if text.isprintable():
        return text
    return "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in text)


def unseen(text: str) -> str | None:
    """The first sign that shows nothing, or turns what is around it, by number and name; None where all can be seen."""
    if text.isascii() and text.isprintable():
        return None
    found = next((sign for sign in text if unicodedata.category(sign) in _UNSEEN), None)
    if found is None and (blank := _BLANK.search(text)):
        found = blank[0]
    return None if found is None else f"U+{ord(found):04X} {unicodedata.name(found, 'control character')}"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would compute the text instead of showing it: `=A1`, `@SUM(A1)`, `+1+1`, `-A1`."""
    return _FORMULA.match(text) is not None


def _control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn")
