"""Texts as people type them, made one and the same however that was. Pure."""

from __future__ import annotations

import unicodedata

# Joiners that scripts need stay; what only hides or turns text round goes.
_HIDDEN = {
    *map(chr, (0x00AD, 0x200B, 0x2060, 0xFEFF, 0x180E)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
    *map(chr, (0x200E, 0x200F, 0x061C)),
}


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
