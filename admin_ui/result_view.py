"""A category's result as it is shown: by blind code, with names once they are open. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from itertools import groupby

import msgspec

from admin_ui.method_words import method_words
from judging.awards.queries import CategoryResult, ContestResult, ResultEntry
from judging.awards.study.band import in_band
from judging.contests.methods import Unit, unit
from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules
from judging.submissions.queries import Author
from judging.web.formats import bilingual
from judging.web.i18n import N_, active_locale, say, translate

SCORES: Mapping[Unit, str] = {
    "": N_("Score"),
    "standard": N_("Standardised mean"),
    "logit": N_("Logits"),
    "borda": N_("Borda points"),
    "order": "",
}


class Line(msgspec.Struct, frozen=True):
    """One entry. `author` is None until names are open."""

    entry: ResultEntry
    prize: str
    reason: str
    author: Author | None

    @property
    def band(self) -> bool:
        return in_band(self.entry)


class Tie(msgspec.Struct, frozen=True):
    """Works that share a rank at the edge of a prize."""

    rank: int
    entries: list[ResultEntry]


class CategoryView(msgspec.Struct, frozen=True):
    rules: CategoryRules
    method: str
    warnings: list[str]
    winners: list[Line]
    others: list[Line]
    ties: list[Tie]
    given: int
    unit: Unit

    @property
    def scored(self) -> bool:
        """Whether there is more to tell than the order."""
        return self.unit != "order"

    @property
    def score_words(self) -> str:
        """What scores are told in."""
        return translate(SCORES[self.unit])


def category_views(view: ContestView, result: ContestResult, names: Mapping[uuid.UUID, Author]) -> list[CategoryView]:
    return [_category(view.rules.category(one.key), one, names) for one in result.categories]


def _category(rules: CategoryRules, found: CategoryResult, names: Mapping[uuid.UUID, Author]) -> CategoryView:
    lines = [_line(rules, entry, names.get(entry.entry_id)) for entry in found.entries]
    return CategoryView(
        rules=rules,
        method=method_words(found.method),
        warnings=[say(warning) for warning in found.warnings],
        winners=[line for line in lines if line.entry.tier or line.entry.waiting],
        others=[line for line in lines if not line.entry.tier and not line.entry.waiting],
        ties=ties_of(found),
        given=len(found.winners),
        unit=unit(found.method),
    )


def _line(rules: CategoryRules, entry: ResultEntry, author: Author | None) -> Line:
    prize = bilingual(rules.tier(entry.tier), "name") if entry.tier else ""
    return Line(entry=entry, prize=prize, reason=entry.why(rules, active_locale()), author=author)


def ties_of(found: CategoryResult) -> list[Tie]:
    """Places that only the board can part. What waits alone waits for another tie above it."""
    waiting = [entry for entry in found.entries if entry.waiting and entry.rank is not None]
    groups = [Tie(rank, list(entries)) for rank, entries in groupby(waiting, key=lambda entry: entry.rank or 0)]
    return [tie for tie in groups if len(tie.entries) > 1]


def tie_of(result: ContestResult, key: str, rank: int) -> list[ResultEntry]:
    """The works tied at a rank of a category; empty when there are none."""
    found = next((category for category in result.categories if category.key == key), None)
    ties = ties_of(found) if found else []
    return next((tie.entries for tie in ties if tie.rank == rank), [])
