"""The catalogue of the show as PDF: for the screen, tagged and accessible, or for the printer, with bleed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from judging.exhibition.printing.catalogue_view import catalogue_view
from judging.exhibition.printing.large_book import large_book
from judging.exhibition.printing.values import CatalogueData
from judging.typesetting.boxes import with_bleed
from judging.typesetting.runner import compile_typst

AT_ONCE = 1200
"""Entries of a book that Typst sets in one piece, in half a gigabyte."""
_TEMPLATE = Path(__file__).with_name("catalogue.typ")


def catalogue_pdf(
    data: CatalogueData, *, variant: Literal["screen", "print"] = "screen", at_once: int = AT_ONCE
) -> bytes:
    """The book, 210 × 240 mm. "screen" is PDF/UA-1. "print" is for the press: bare paper, 3 mm bleed, crop marks in a
    slug of 12 mm, the three boxes of each page, and colours of four inks with letters in black alone.

    More than `at_once` entries are set in parts and joined, in bounded memory, with all tags, bookmarks and links; the
    categories of the register then begin new pages.
    The same data give the same bytes. Raises PrintError or Invalid where a picture is missing or broken.
    """
    pressed = variant == "print"
    view, assets = catalogue_view(data, bleed=pressed)
    if len(data.entries) > at_once:
        pdf = large_book(_TEMPLATE, view, assets, data.published)
    else:
        pdf = compile_typst(_TEMPLATE, view, day=data.published, assets=assets)
    return with_bleed(pdf, millimetres=3) if pressed else pdf
