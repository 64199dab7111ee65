"""The board's room as it is shown: what waits for a decision, category by category. Pure."""

from __future__ import annotations

import msgspec

from admin_ui.result_view import Tie, ties_of
from judging.awards.deliberation.decisions import Breach
from judging.awards.deliberation.doubtful import Border, borders
from judging.awards.deliberation.queries import MotionView
from judging.awards.deliberation.words import breach_words, change_words, head, outcome_words
from judging.awards.queries import CategoryResult, ContestResult
from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules
from judging.web.i18n import active_locale


class RoomCategory(msgspec.Struct, frozen=True):
    rules: CategoryRules
    ties: list[Tie]
    borders: list[Border]
    given: int


def room_categories(view: ContestView, result: ContestResult) -> list[RoomCategory]:
    return [_category(view.rules.category(one.key), one) for one in result.categories]


def _category(rules: CategoryRules, found: CategoryResult) -> RoomCategory:
    edges = borders(found.entries, [tier.key for tier in rules.tiers])
    return RoomCategory(rules=rules, ties=ties_of(found), borders=edges, given=len(found.winners))


class MotionCard(msgspec.Struct, frozen=True):
    """A motion in the reader's language. `lines` are (code, title, what happens to it)."""

    motion: MotionView
    category: CategoryRules
    head: str
    lines: list[tuple[str, str, str]]
    breaches: list[str]
    outcome: str
    undone_by: int | None


def motion_cards(view: ContestView, motions: list[MotionView]) -> list[MotionCard]:
    """The newest first."""
    undone = {one.undoes: one.number for one in motions if one.undoes and one.in_effect}
    return [_card(view.rules.category(one.category), one, undone.get(one.number)) for one in reversed(motions)]


def _card(category: CategoryRules, motion: MotionView, undone_by: int | None) -> MotionCard:
    lang = active_locale()
    return MotionCard(
        motion=motion,
        category=category,
        head=head(motion, category, lang),
        lines=[(one.code, motion.titles[one.code], change_words(one, category, lang)) for one in motion.changes],
        breaches=[breach_words(one, category, lang) for one in motion.breaches],
        outcome=outcome_words(motion.outcome, lang) if motion.outcome else "",
        undone_by=undone_by,
    )


def breach_lines(view: ContestView, broken: list[Breach]) -> list[str]:
    """Rules that a proposal would break. A quota's prize is named as in the first category that has it."""
    lang = active_locale()
    found = []
    for one in broken:
        named = [key for key in view.rules.categories if any(tier.key == one.subject for tier in key.tiers)]
        found.append(breach_words(one, (named or list(view.rules.categories))[0], lang))
    return found
