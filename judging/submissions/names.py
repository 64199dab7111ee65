"""Names: sorted, searched, and shown as their owner allows. Pure."""

from __future__ import annotations

import re

from judging.collation import vietnamese_key
from judging.submissions.enums import NameMode
from judging.typed import unaccented

_BETWEEN = re.compile(r"\s*(?:[,;\n]|\s(?:và|and|&)\s)\s*")


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
