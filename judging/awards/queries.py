"""Reads of the result. Codes and titles only; who made a work is asked of the submissions room, once names are open."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from judging.awards.allocation import Ranked, Reason
from judging.awards.sealing.standalone.board_checks import signed_list_digest
from judging.awards.sentences import Lang, sentence
from judging.contests.enums import Stage
from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules
from judging.db import fetch
from judging.errors import NotFound, Phrase, Refused


class Planned(msgspec.Struct, frozen=True):
    """What the plan gives a work about which the board has decided otherwise."""

    tier: str | None
    reason: Reason


class ResultEntry(msgspec.Struct, frozen=True):
    entry_id: uuid.UUID
    code: str
    blind_code: str
    title: str
    title_en: str | None
    rank: int | None
    score: Decimal | None
    se: float | None
    rank_low: int | None
    rank_high: int | None
    ballots: int
    tier: str | None
    waiting: bool
    reason: Reason
    chance: float | None = None
    plan: Planned | None = None

    def why(self, category: CategoryRules, lang: Lang) -> str:
        """The sentence of reason in a language."""
        return sentence(self.reason, lang, {tier.key: tier.name.in_language(lang) for tier in category.tiers})


class CategoryResult(msgspec.Struct, frozen=True):
    """Entries by rank, then by blind code; what has no rank comes last."""

    key: str
    method: str
    input_sha256: str
    warnings: list[Phrase]
    computed_at: datetime
    entries: list[ResultEntry]

    @property
    def winners(self) -> list[ResultEntry]:
        return [entry for entry in self.entries if entry.tier is not None]


class Signed(msgspec.Struct, frozen=True):
    name: str
    statement: str
    list_sha256: str
    at: datetime


class ContestResult(msgspec.Struct, frozen=True):
    categories: list[CategoryResult]
    list_sha256: str
    approvals: list[Signed]

    @property
    def waiting(self) -> int:
        return sum(entry.waiting for category in self.categories for entry in category.entries)

    @property
    def winners(self) -> int:
        return sum(len(category.winners) for category in self.categories)

    def category(self, key: str) -> CategoryResult:
        return next(category for category in self.categories if category.key == key)


async def result(view: ContestView) -> ContestResult:
    """The current result. Raises Refused while scores are sealed; empty before it was computed."""
    if not view.reached(Stage.BOARD):
        raise Refused("Scores are sealed until the round is closed.")
    runs = await fetch(
        "SELECT r.id, r.category, r.method, r.input_sha256, r.warnings, r.computed_at FROM result_run r"
        " JOIN category c ON c.id = r.category WHERE r.contest = $1 AND r.superseded_at IS NULL ORDER BY c.position",
        view.id,
    )
    run_ids = [run["id"] for run in runs]
    entries = await fetch(
        "SELECT x.run, e.id AS entry_id, e.code, e.blind_code, e.title, e.title_en, x.rank, x.score, x.se, x.rank_low,"
        " x.rank_high, x.ballots, x.tier, x.waiting, x.reason, x.chance, x.plan FROM entry_result x JOIN entry e"
        " ON e.id = x.entry WHERE x.run = ANY($1) ORDER BY x.rank NULLS LAST, e.blind_code",
        run_ids,
    )
    approvals = await fetch(
        "SELECT p.name, a.statement, a.list_sha256, a.at FROM approval a JOIN person p ON p.id = a.person"
        " WHERE a.contest = $1 ORDER BY a.at",
        view.id,
    )
    categories = [
        CategoryResult(
            key=view.category_key(run["category"]),
            method=run["method"],
            input_sha256=run["input_sha256"],
            warnings=[_warning(one) for one in json.loads(run["warnings"])],
            computed_at=run["computed_at"],
            entries=[_entry(row) for row in entries if row["run"] == run["id"]],
        )
        for run in runs
    ]
    return ContestResult(categories, list_digest(categories), [Signed(**row) for row in approvals])


def _warning(stored: str | dict[str, Any]) -> Phrase:
    """Results of earlier releases keep theirs as plain sentences."""
    return Phrase(stored) if isinstance(stored, str) else Phrase(**stored)


def _entry(row: Mapping[str, Any]) -> ResultEntry:
    reason = msgspec.json.decode(str(row["reason"]), type=Reason)
    score = Decimal(str(row["score"])) if row["score"] is not None else None
    plan = msgspec.json.decode(str(row["plan"]), type=Planned) if row["plan"] is not None else None
    return ResultEntry(**{**_without(row, "run"), "reason": reason, "score": score, "plan": plan})


def _without(row: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key}


def list_digest(categories: list[CategoryResult]) -> str:
    """SHA-256 of the list of codes that is signed: category, blind code, rank, score and prize of every entry."""
    rows = [
        (category.key, entry.blind_code, entry.rank, str(entry.score) if entry.score is not None else None, entry.tier)
        for category in categories
        for entry in sorted(category.entries, key=lambda entry: entry.blind_code)
    ]
    return signed_list_digest(rows)


async def current_methods(view: ContestView) -> dict[str, str]:
    """By category, the method that decided."""
    rows = await fetch("SELECT category, method FROM result_run WHERE contest = $1 AND superseded_at IS NULL", view.id)
    return {view.category_key(row["category"]): row["method"] for row in rows}


async def current_run(contest_id: uuid.UUID, category_id: uuid.UUID) -> uuid.UUID:
    rows = await fetch(
        "SELECT id FROM result_run WHERE contest = $1 AND category = $2 AND superseded_at IS NULL",
        contest_id, category_id,
    )  # fmt: skip
    if not rows:
        raise NotFound("There is no result of this category yet.")
    run: uuid.UUID = rows[0]["id"]
    return run


async def stored_ranks(view: ContestView, owners: Mapping[str, tuple[str, str]]) -> list[Ranked]:
    """The ranks as they stand now, with what the caps need."""
    rows = await fetch(
        "SELECT t.category, x.entry, x.rank, x.score FROM entry_result x JOIN result_run t ON t.id = x.run"
        " WHERE t.contest = $1 AND t.superseded_at IS NULL",
        view.id,
    )
    return [
        Ranked(
            entry=str(row["entry"]),
            category=view.category_key(row["category"]),
            rank=row["rank"],
            score=Decimal(row["score"]) if row["score"] is not None else None,
            entrant=owners[str(row["entry"])][0],
            unit=owners[str(row["entry"])][1],
        )
        for row in rows
    ]
