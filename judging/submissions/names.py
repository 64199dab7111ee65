"""Names: made one and the same however they were typed, sorted, searched, and shown as their owner allows. Pure."""

from __future__ import annotations

import re
import unicodedata

from judging.collation import vietnamese_key
from judging.submissions.enums import NameMode

# Joiners that scripts need stay; what only hides or turns text round goes.
_HIDDEN = {
    *map(chr, (0x00AD, 0x200B, 0x2060, 0xFEFF, 0x180E)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
    *map(chr, (0x200E, 0x200F, 0x061C)),
}

_BETWEEN = re.compile(r"\s*(?:[,;\n]|\s(?:và|and|&)\s)\s*")


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


def _control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn")


def unaccented(text: str) -> str:
    """For searching: small letters without diacritics; đ is d."""
    flat = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in flat if not unicodedata.combining(char))


def search_text(name: str, unit: str, title: str) -> str:
    """What the desk's search looks into, as long as its column."""
    return unaccented(f"{name} {unit} {title}")[:600]


def sort_text(name: str) -> str:
    """Vietnamese order by given name as a text that sorts bytewise, so that order never depends on a collation."""
    parts = []
    for letters, tones, _ in vietnamese_key(name):
        spelled = "!".join("".join(f"{place:05x}" for place in word) for word in letters)
        toned = "!".join("".join(str(tone) for tone in word) for word in tones)
        parts.append(f"{spelled} {toned}")
    return " ".join(parts)[:400]


def initials(name: str) -> str:
    """`L. T. H.` from Lò Thị Hương."""
    return " ".join(f"{word[0].upper()}." for word in name.split())


def public_name(name: str, mode: NameMode) -> str:
    """What the public reads in place of the name; "" where only the unit may be told."""
    if mode == NameMode.FULL:
        return name
    if mode == NameMode.INITIALS:
        return initials(name)
    return ""


def listed(text: str | None) -> tuple[str, ...]:
    """The names in a line of co-authors, however they are set apart."""
    return tuple(name for name in map(str.strip, _BETWEEN.split(text or "")) if name)


def public_names(name: str, co_authors: str | None, mode: NameMode) -> list[str]:
    """What the public reads of author and co-authors, for whom the author's choice holds too; each name once."""
    return list(dict.fromkeys(shown for one in (name, *listed(co_authors)) if (shown := public_name(one, mode))))
