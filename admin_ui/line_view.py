"""Around the line below the last prize: how sure places are, who hangs on one juror, what other methods say. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from admin_ui.method_words import short_words
from admin_ui.strips import Scale, spanning
from judging.awards.queries import CategoryResult, ContestResult, ResultEntry
from judging.awards.study.band import around, in_band
from judging.awards.study.values import OtherMethod, Study, WithoutJuror, said
from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules
from judging.web.i18n import say, translate


class Strip(msgspec.Struct, frozen=True):
    """A rank with its interval on the common scale."""

    low: float
    high: float
    at: float


class Cell(msgspec.Struct, frozen=True):
    """A rank by another method; `inside`: among the first K."""

    rank: int | None
    inside: bool


class LineWork(msgspec.Struct, frozen=True):
    entry: ResultEntry
    band: bool
    inside: bool
    strip: Strip | None
    ranks: list[Cell]


class LineView(msgspec.Struct, frozen=True):
    """`line` is where the line stands on the common scale; `studied`: the study has been made."""

    places: int
    works: list[LineWork]
    line: float
    first: int
    last: int
    methods: list[str]
    silent: list[str]
    without: list[str]
    studied: bool
    untried: bool

    @property
    def band(self) -> int:
        return sum(work.band for work in self.works)

    @property
    def estimated(self) -> bool:
        return any(work.entry.chance is not None for work in self.works)


def line_views(view: ContestView, result: ContestResult, studies: Mapping[str, Study]) -> dict[str, LineView]:
    """By category; none where everybody, or nobody, can win."""
    titles = {entry.blind_code: entry.title for category in result.categories for entry in category.entries}
    found = {}
    for category in result.categories:
        shown = _line(view.rules.category(category.key), category, studies.get(category.key), titles)
        if shown is not None:
            found[category.key] = shown
    return found


def _line(
    rules: CategoryRules, category: CategoryResult, study: Study | None, titles: Mapping[str, str]
) -> LineView | None:
    near = around(category.entries, rules.places)
    if not near:
        return None
    told = [one for one in study.others if one.refused is None] if study else []
    ends = [end for one in near for end in (one.rank, one.rank_low, one.rank_high) if end is not None]
    scale = spanning([*ends, rules.places + 0.5], margin=0.5)
    return LineView(
        places=rules.places,
        works=[_work(one, rules.places, scale, told) for one in near],
        line=scale.at(rules.places + 0.5),
        first=min(ends),
        last=max(ends),
        methods=[short_words(one.method) for one in told],
        silent=_silent(study.others) if study else [],
        without=_without(study.without, titles) if study else [],
        studied=study is not None,
        untried=study is not None and study.untried,
    )


def _work(entry: ResultEntry, places: int, scale: Scale, told: Sequence[OtherMethod]) -> LineWork:
    strip = None
    if entry.rank is not None and entry.rank_low is not None and entry.rank_high is not None:
        strip = Strip(scale.at(entry.rank_low), scale.at(entry.rank_high), scale.at(entry.rank))
    ranks = [one.ranks.get(entry.blind_code) for one in told]
    cells = [Cell(rank, rank is not None and rank <= places) for rank in ranks]
    return LineWork(entry, in_band(entry), entry.tier is not None, strip, cells)


def _silent(others: Sequence[OtherMethod]) -> list[str]:
    """Methods that give no ranks here, with why."""
    return [f"{short_words(one.method)}: {say(said(one.refused))}" for one in others if one.refused is not None]


def _without(found: Sequence[WithoutJuror], titles: Mapping[str, str]) -> list[str]:
    """A sentence for every juror who matters, and one for those who do not."""
    told = [_sentence(one, titles) for one in found if one.changes or one.refused is not None]
    others = [str(one.juror) for one in found if not one.changes and one.refused is None]
    if len(others) == 1:
        told.append(translate("Without juror %(number)s the same works have prizes.") % {"number": others[0]})
    elif others:
        words = translate("Without any one of the jurors %(numbers)s the same works have prizes.")
        told.append(words % {"numbers": ", ".join(others)})
    return told


def _sentence(one: WithoutJuror, titles: Mapping[str, str]) -> str:
    def works(codes: Sequence[str]) -> str:
        return ", ".join(f"{code} “{titles.get(code, '')}”" for code in codes)

    words = {"number": one.juror, "entered": works(one.entered), "left": works(one.left)}
    if one.refused is not None:
        return translate("Without juror %(number)s there would be no result: %(why)s") % {
            "number": one.juror, "why": say(said(one.refused)),
        }  # fmt: skip
    if one.entered and one.left:
        return (
            translate("Without juror %(number)s %(entered)s would have a prize, and %(left)s would have none.") % words
        )
    if one.entered:
        return translate("Without juror %(number)s %(entered)s would have a prize too.") % words
    return translate("Without juror %(number)s %(left)s would have no prize.") % words
