"""The catalogue's values turned into what its template prints: every text cleaned, every figure formatted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from judging.exhibition.printing import words
from judging.exhibition.printing.index import index_of
from judging.exhibition.printing.plates import lay_out, real_size, scale_for
from judging.exhibition.printing.values import CatalogueCategory, CatalogueData, CatalogueEntry, Verse
from judging.typesetting.formats import duration, joined, long_date, size
from judging.typesetting.pictures import pixel_size
from judging.typesetting.qr import qr_runs, qr_svg
from judging.typesetting.text import held_names, one_line, paragraphs, stanzas
from judging.typesetting.values import Bilingual

View = dict[str, Any]


def catalogue_view(data: CatalogueData, *, bleed: bool) -> tuple[View, dict[str, Path | bytes]]:
    """(what the template reads as JSON, pictures by the names under which it reads them)."""
    entries = sorted(data.entries, key=lambda entry: entry.number)
    pictures = {entry.number: entry.picture for entry in entries if entry.picture}
    assets: dict[str, Path | bytes] = {_asset(number): picture for number, picture in pictures.items()}
    view = {
        "bleed": bleed,
        "year": data.published.year,
        **{key: pair(getattr(data, key)) for key in ("name", "theme", "organiser", "place", "shown")},
        "published": pair(long_date(data.published)),
        "preface": {"vi": paragraphs(data.preface.vi), "en": paragraphs(data.preface.en)},
        "methods": [{"role": pair(role), "text": pair(text)} for role, text in data.methods],
        "credits": [
            {"role": pair(credit.role), "names": [one_line(name) for name in credit.names]} for credit in data.credits
        ],
        "words": {key.lower(): pair(value) for key, value in vars(words).items() if isinstance(value, Bilingual)},
        "total": pair(words.counted(len(entries), sum(entry.prize is not None for entry in entries))),
        "categories": _categories(data.categories, entries),
        "index": _index(entries),
    }
    return view, assets


def pair(text: Bilingual) -> dict[str, str]:
    return {"vi": one_line(text.vi), "en": one_line(text.en)}


def _asset(number: int) -> str:
    return f"pictures/{number}"


def _categories(categories: Sequence[CatalogueCategory], entries: Sequence[CatalogueEntry]) -> list[View]:
    """Those that have entries; their place gives them their colour."""
    own = {category.key: [entry for entry in entries if entry.category == category.key] for category in categories}
    filled = [category for category in categories if own[category.key]]
    return [_category(category, place, own[category.key]) for place, category in enumerate(filled)]


def _category(category: CatalogueCategory, place: int, own: Sequence[CatalogueEntry]) -> View:
    winners = sorted((entry for entry in own if entry.prize), key=_standing)
    paintings = [entry for entry in own if entry.picture]
    sizes = [real_size(_pixels(entry), entry.width_cm, entry.height_cm) for entry in paintings]
    scale = scale_for(sizes)
    empty = words.not_awarded(category.prizes, len(winners))
    return {
        "key": category.key,
        "place": place,
        "starts": True,
        "name": pair(category.name),
        "note": {"vi": paragraphs(category.note.vi), "en": paragraphs(category.note.en)},
        "not_awarded": pair(empty) if empty else None,
        "counted": pair(words.counted(len(own), len(winners))),
        "winners": [_winner(entry) for entry in winners],
        "scale_note": pair(words.scale_note(scale)) if paintings else None,
        "rows": [
            {"gap": row.gap, "works": [{**_line(paintings[plate.item]), "plate": plate} for plate in row.plates]}
            for row in lay_out(sizes, scale)
        ],
        "lines": [_line(entry) for entry in own if not entry.picture],
    }


def _standing(entry: CatalogueEntry) -> tuple[int, int, int]:
    prize = entry.prize
    return (prize.order, prize.rank, entry.number) if prize else (0, 0, entry.number)


def _index(entries: Sequence[CatalogueEntry]) -> list[View]:
    """Letters with their names, each with the labels of the places where its works stand."""
    won = {entry.number for entry in entries if entry.prize}
    return [
        {
            "letter": group.letter,
            "lines": [
                {
                    "before": line.before,
                    "given": line.given,
                    "places": [
                        place
                        for number in line.numbers
                        for place in (*((f"winner-{number}",) if number in won else ()), f"entry-{number}")
                    ],
                }
                for line in group.lines
            ],
        }
        for group in index_of(entries)
    ]


def _pixels(entry: CatalogueEntry) -> tuple[int, int]:
    return pixel_size(entry.picture) if entry.picture else (1, 1)


def _line(entry: CatalogueEntry) -> View:
    """What every entry shows, in the register and on its own page."""
    title = pair(entry.title)
    if not title["vi"]:
        title = {"vi": title["en"] or words.UNTITLED.vi, "en": "" if title["en"] else words.UNTITLED.en}
    technique = pair(entry.technique)
    measures = size(entry.width_cm, entry.height_cm, "vi")
    author, unit = held_names(one_line(entry.author)), one_line(entry.unit)
    return {
        "number": entry.number,
        "title": title,
        "author": author,
        "unit": unit,
        "by": joined((author, unit)) or words.UNSIGNED.vi,
        "by_short": joined((_shortened(author), unit)) or words.UNSIGNED.vi,
        "made": joined((joined((technique["vi"], measures)), technique["en"]), " · "),
        "made_short": joined((technique["vi"], measures)),
        "prize": pair(entry.prize.name) if entry.prize else None,
        "picture": _asset(entry.number) if entry.picture else None,
        "alt": one_line(entry.alt) or joined((title["vi"], technique["vi"])),
    }


def _shortened(author: str) -> str:
    """At most four names, or three and how many more there are."""
    names = author.split(", ")
    return author if len(names) <= 4 else f"{', '.join(names[:3])} {words.and_others(len(names) - 3)}"


def _winner(entry: CatalogueEntry) -> View:
    song = entry.song
    return {
        **_line(entry),
        "ratio": _ratio(entry),
        "verses": [_verse(verse) for verse in entry.verses],
        "song": song
        and {
            "qr": qr_svg(song.url) if song.url else None,
            "drawn": qr_runs(song.url) if song.url else None,
            "url": one_line(song.url),
            "length": duration(song.seconds) if song.seconds else "",
            "credits": one_line(song.credits),
            "lyrics": stanzas(song.lyrics),
        },
        "summary": {"vi": paragraphs(entry.summary.vi), "en": paragraphs(entry.summary.en)},
    }


def _ratio(entry: CatalogueEntry) -> float:
    width, height = _pixels(entry)
    return width / height


def _verse(verse: Verse) -> View:
    return {"title": one_line(verse.title), "language": verse.language or "vi", "stanzas": stanzas(verse.text)}
