"""The catalogue's values from a show. Texts and pictures have been fetched before; nothing is read here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from judging.awards.publishing import both
from judging.contests.enums import Media
from judging.contests.methods import explained
from judging.contests.rules import CategoryRules, ContestRules
from judging.exhibition.printing.values import (
    CatalogueCategory,
    CatalogueData,
    CatalogueEntry,
    Credit,
    IndexName,
    Kind,
    Prize,
    Song,
    Verse,
)
from judging.exhibition.show import Show, ShownWork
from judging.typesetting.formats import NO_BREAK, long_date
from judging.typesetting.values import Bilingual

KINDS: Final[Mapping[Media, Kind]] = {
    Media.IMAGE: "painting",
    Media.AUDIO: "song",
    Media.TEXT: "poem",
    Media.DOCUMENT: "initiative",
}
_JURY = Bilingual("Ban giám khảo", "Jury")
_METHOD = Bilingual("Cách tính thứ hạng", "How places were found")


def catalogue_data(
    rules: ContestRules, show: Show, *, base_url: str, pictures: Mapping[str, Path], texts: Mapping[str, str]
) -> CatalogueData:
    """`pictures` and `texts` by entry code; `base_url` is the address under which the works' public pages lie."""
    contest = rules.contest
    day = rules.timeline.announcement.date()
    when = long_date(day)
    return CatalogueData(
        name=both(contest.name),
        theme=both(contest.theme),
        organiser=both(contest.organiser),
        place=Bilingual(_capital(contest.place.vi), contest.place.en),
        published=day,
        categories=tuple(_category(category) for category in rules.categories),
        entries=tuple(_entry(rules, work, base_url, pictures, texts) for work in show.works),
        shown=Bilingual(f"{_capital(contest.place.vi)}, {when.vi}", f"{contest.place.en}, {when.en}"),
        preface=both(contest.description),
        credits=_credits(rules),
        methods=_methods(rules),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _credits(rules: ContestRules) -> tuple[Credit, ...]:
    jurors = tuple(f"{_capital(juror.title.vi)} {juror.name}" if juror.title else juror.name for juror in rules.jurors)
    return (Credit(_JURY, jurors),) if jurors else ()


def _methods(rules: ContestRules) -> tuple[tuple[Bilingual, Bilingual], ...]:
    """How places were found: once where it was the same everywhere, else by category."""
    told = {one.key: both(explained(rules.final_round.judging(one.key))) for one in rules.categories}
    if len(set(told.values())) == 1:
        return ((_METHOD, next(iter(told.values()))),)
    return tuple((both(rules.category(key).name), how) for key, how in told.items())


def _category(category: CategoryRules) -> CatalogueCategory:
    """With a note that says what the jury looked for."""

    def criteria(lang: str) -> str:
        told = ((one.name.in_language(lang), f"{one.weight:g}{_PER_CENT[lang]}") for one in category.criteria)
        return "; ".join(f"{name}{NO_BREAK}{weight}" for name, weight in told)

    note = Bilingual(f"Tiêu chí chấm: {criteria('vi')}.", f"Judged by: {criteria('en')}.")
    return CatalogueCategory(category.key, both(category.name), note, sum(tier.quota for tier in category.tiers))


_PER_CENT = {"vi": "\u00a0%", "en": "%"}


def _entry(
    rules: ContestRules, work: ShownWork, base_url: str, pictures: Mapping[str, Path], texts: Mapping[str, str]
) -> CatalogueEntry:
    kind = KINDS[rules.category(work.category).media]
    size = work.size
    details = work.details
    return CatalogueEntry(
        number=work.number,
        code=work.code,
        category=work.category,
        kind=kind,
        title=work.title,
        author=work.names.author,
        unit=work.names.unit,
        indexed=tuple(IndexName(one.family, one.middle, one.given) for one in work.names.indexed),
        prize=Prize(work.won.order, work.won.name, work.won.rank) if work.won else None,
        picture=pictures.get(work.code),
        alt=alt_text(work) if kind == "painting" else "",
        technique=technique(work),
        width_cm=size[0] if size else None,
        height_cm=size[1] if size else None,
        verses=_verses(work, texts.get(work.code, "")) if kind == "poem" else (),
        song=_song(work, base_url) if kind == "song" and work.shown else None,
        summary=Bilingual(details.get("summary", ""), details.get("summary_en", "")),
    )


def technique(work: ShownWork) -> Bilingual:
    """Technique of a painting; the form of a poem stands in the same place."""
    key = "technique" if "technique" in work.details else "form"
    return Bilingual(work.details.get(key, ""), work.details.get(f"{key}_en", ""))


def alt_text(work: ShownWork) -> str:
    """What the picture is, for those who cannot see it."""
    made = technique(work).vi
    return f"Tranh “{work.title.vi}”" + (f", {made}" if made else "")


def _verses(work: ShownWork, text: str) -> tuple[Verse, ...]:
    """The poem as it was written, then its translation."""
    if not text:
        return ()
    translation = work.details.get("translation", "")
    other = "en" if work.language == "vi" else "vi"
    poem = Verse(text, work.language)
    return (poem, Verse(translation, other)) if translation else (poem,)


def _song(work: ShownWork, base_url: str) -> Song:
    return Song(
        url=f"{base_url}/{work.code}",
        lyrics=work.details.get("lyrics", ""),
        seconds=work.seconds,
        credits=work.names.credits,
    )
