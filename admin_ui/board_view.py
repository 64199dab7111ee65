"""The board's room as it is shown: what waits for a decision, category by category. Pure."""

from __future__ import annotations

import msgspec

from admin_ui.result_view import Tie, ties_of
from judging.awards.deliberation.doubtful import Border, borders
from judging.awards.queries import CategoryResult, ContestResult
from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules


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
