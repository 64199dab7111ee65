"""What catalogue and labels are printed from. Plain values: the services fill them, the printers only read them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from judging.typesetting.values import Bilingual

Kind = Literal["painting", "poem", "song", "initiative"]


class IndexName(msgspec.Struct, frozen=True):
    """A name for the index, in its parts and as it may be printed (with initials only, if the author chose so)."""

    family: str = ""
    middle: str = ""
    given: str = ""


class Prize(msgspec.Struct, frozen=True):
    """`order` and `rank` sort the winners of a category: 1 is the highest tier, then the better rank goes first."""

    order: int
    name: Bilingual
    rank: int = 0


class Verse(msgspec.Struct, frozen=True):
    """A poem in one language (BCP 47: "vi", "en", "blt" for Tai Dam in Tai Viet script), its lines kept by newlines."""

    text: str
    language: str = "vi"
    title: str = ""


class Song(msgspec.Struct, frozen=True):
    """`url` is the page where the song can be heard; it is printed as a QR code. `credits` e.g. "Nhạc và lời: …"."""

    url: str
    lyrics: str = ""
    seconds: int | None = None
    credits: str = ""


class CatalogueEntry(msgspec.Struct, frozen=True):
    """One entry. `number` is its number in the show: on label, wall and in the catalogue alike.

    `author`, `unit` and `indexed` are printed as given: the caller has obeyed the public-name mode (author "" and
    nobody indexed where only the unit is public). `picture` is a JPEG or PNG, 1200 px for winners, 600 px for the rest;
    `alt` describes it for those who cannot see it (made from title and technique where empty).
    """

    number: int
    code: str
    category: str
    kind: Kind
    title: Bilingual
    author: str = ""
    unit: str = ""
    indexed: tuple[IndexName, ...] = ()
    prize: Prize | None = None
    picture: Path | None = None
    alt: str = ""
    technique: Bilingual = Bilingual()
    width_cm: float | None = None
    height_cm: float | None = None
    verses: tuple[Verse, ...] = ()
    song: Song | None = None
    summary: Bilingual = Bilingual()


class CatalogueCategory(msgspec.Struct, frozen=True):
    """A category in the order of the book; `note` is a short text for its opening page, `prizes` how many were planned.

    A category without entries is left out of the book.
    """

    key: str
    name: Bilingual
    note: Bilingual = Bilingual()
    prizes: int = 0


class Credit(msgspec.Struct, frozen=True):
    """A line of the imprint: what, and who."""

    role: Bilingual
    names: tuple[str, ...]


class CatalogueData(msgspec.Struct, frozen=True):
    """The whole book. Winners are the entries that have a prize. `published` dates the book; no clock is read.
    `methods` are pairs of what, and how places were found, for the imprint.
    """

    name: Bilingual
    theme: Bilingual
    organiser: Bilingual
    place: Bilingual
    published: date
    categories: tuple[CatalogueCategory, ...]
    entries: tuple[CatalogueEntry, ...]
    shown: Bilingual = Bilingual()
    preface: Bilingual = Bilingual()
    credits: tuple[Credit, ...] = ()
    methods: tuple[tuple[Bilingual, Bilingual], ...] = ()


class Label(msgspec.Struct, frozen=True):
    """A wall label. `url` is the online page of the work, printed as a QR code; "" prints none."""

    title: Bilingual
    author: str = ""
    unit: str = ""
    number: int | None = None
    technique: Bilingual = Bilingual()
    width_cm: float | None = None
    height_cm: float | None = None
    prize: Bilingual | None = None
    url: str = ""
