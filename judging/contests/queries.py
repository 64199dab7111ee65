"""Reads of contests. A contest's rules are decoded once per process and text."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from judging.contests.enums import ORDER, Stage
from judging.contests.rules import ContestRules, decode
from judging.db import fetch
from judging.errors import NotFound

_COLUMNS = """
    SELECT c.id, c.slug, c.stage, c.rules_sha256, c.opened_at, c.announced_at,
           array_agg(k.key ORDER BY k.position) AS keys, array_agg(k.id ORDER BY k.position) AS ids
    FROM contest c JOIN category k ON k.contest = c.id
"""


class ContestView(msgspec.Struct, frozen=True):
    id: uuid.UUID
    slug: str
    stage: Stage
    rules: ContestRules
    rules_sha256: str
    category_ids: Mapping[str, uuid.UUID]
    opened_at: datetime | None
    announced_at: datetime | None

    def reached(self, stage: Stage) -> bool:
        return ORDER.index(self.stage) >= ORDER.index(stage)

    def category_key(self, category_id: uuid.UUID) -> str:
        return next(key for key, value in self.category_ids.items() if value == category_id)


_known: dict[str, ContestRules] = {}  # by SHA-256 of their text, which is long and asked for by every page


async def _learn(digests: Iterable[str]) -> None:
    if unknown := set(digests) - _known.keys():
        for row in await fetch("SELECT rules_sha256, rules FROM contest WHERE rules_sha256 = ANY($1)", list(unknown)):
            _known[row["rules_sha256"]] = decode(row["rules"])


async def rules_by_digest(sha256: str) -> ContestRules:
    """The rules whose text has this SHA-256 (`contest.rules_sha256`)."""
    await _learn([sha256])
    return _known[sha256]


async def _views(rows: list[dict[str, Any]]) -> list[ContestView]:
    await _learn(row["rules_sha256"] for row in rows)
    return [_view(row) for row in rows]


def _view(row: Mapping[str, Any]) -> ContestView:
    return ContestView(
        id=row["id"],
        slug=row["slug"],
        stage=Stage(row["stage"]),
        rules=_known[row["rules_sha256"]],
        rules_sha256=row["rules_sha256"],
        category_ids=dict(zip(row["keys"], row["ids"], strict=True)),
        opened_at=row["opened_at"],
        announced_at=row["announced_at"],
    )


async def contest(*, slug: str | None = None, id: uuid.UUID | None = None) -> ContestView:
    """By address or by id; raises NotFound."""
    rows = await fetch(_COLUMNS + " WHERE c.slug = $1 OR c.id = $2 GROUP BY c.id", slug, id)
    if not rows:
        raise NotFound("There is no such contest.")
    return (await _views(rows))[0]


async def find_contest(slug: str) -> ContestView | None:
    try:
        return await contest(slug=slug)
    except NotFound:
        return None


async def contests() -> list[ContestView]:
    """All contests, the newest first."""
    return await _views(await fetch(_COLUMNS + " GROUP BY c.id ORDER BY c.created_at DESC"))


async def source(contest_id: uuid.UUID) -> str:
    """The contest file as the organiser wrote it."""
    rows = await fetch("SELECT source FROM contest WHERE id = $1", contest_id)
    if not rows:
        raise NotFound("There is no such contest.")
    return str(rows[0]["source"])
