"""The fonts of the house, and what they cannot draw."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import typst

from judging.errors import Refused

FONTS_FOLDER = Path(__file__).resolve().parent.parent / "web" / "static" / "vendor" / "ttf"
"""Static TTFs of Be Vietnam Pro, Source Serif 4, Tinos and Noto Sans Tai Viet; FONTS_DIR names another folder."""

SUBSTITUTE = "\u25a1"
"""□ stands for a character that no font has: visible, and never a reason not to print."""


def house_fonts() -> typst.Fonts:
    """Fonts of the house, then those inside Typst for the world's other scripts; never those of the system."""
    return _load(Path(os.environ.get("FONTS_DIR") or FONTS_FOLDER))


@lru_cache(maxsize=4)
def _load(folder: Path) -> typst.Fonts:
    if not any(folder.glob("*.ttf")):
        raise Refused("There are no fonts in %(folder)s; run “make setup”, or set FONTS_DIR.", folder=folder)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])


def undrawable(characters: Iterable[str]) -> frozenset[str]:
    """Those of the characters that no font can draw. PDF/UA and PDF/A forbid them, so Typst itself is asked."""
    odd = "".join(sorted({char for char in characters if ord(char) > 0x1EF9 or 0x17F < ord(char) < 0x1EA0}))
    fonts = house_fonts()
    if _draws(fonts, odd):
        return frozenset()
    return frozenset(char for char in odd if not _draws(fonts, char))


def _draws(fonts: typst.Fonts, text: str) -> bool:
    source = '#set document(title: "x")\n#set text(font: "Source Serif 4")\n#sys.inputs.text'
    try:
        typst.compile(
            source.encode(),
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"text": text},
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    except typst.TypstError:
        return False
    return True
