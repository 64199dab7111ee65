"""Reads for visitors. Only what is announced and consented to; the number of queries never depends on that of works."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from judging.awards.allocation import Reason
from judging.awards.sentences import sentence
from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules
from judging.db import fetch
from judging.errors import NotFound
from judging.exhibition.naming import public_names
from judging.exhibition.queries import won
from judging.exhibition.show import File, Hung, ShownWork, in_order
from judging.submissions.enums import NameMode
from judging.typesetting.values import Bilingual

PAGE = 24
UNHUNG = 1_000_000_000
"""Sorts what does not hang after what does."""

_WORK = f"""
    SELECT e.id, e.code, e.category, e.title, e.title_en, e.language, e.age_group, e.details, a.name, a.unit,
           a.co_authors, a.credits, a.name_mode, a.consents ? 'publication' AS shown, x.tier, x.rank, x.reason,
           f.facts,
           p.number, p.wall, p.x, p.y, p.width, p.height, coalesce(p.number, {UNHUNG}) AS place,
           (SELECT json_object_agg(r.role, json_build_object('key', r.storage_key, 'content_type', r.content_type,
               'width', r.width, 'height', r.height)) FROM rendition r WHERE r.file = f.id) AS files
    FROM entry e
    JOIN authorship a ON a.entry = e.id
    JOIN work_file f ON f.entry = e.id AND f.state = 'accepted'
    LEFT JOIN placement p ON p.entry = e.id
    LEFT JOIN result_run t ON t.category = e.category AND t.superseded_at IS NULL
    LEFT JOIN entry_result x ON x.run = t.id AND x.entry = e.id
    WHERE e.contest = $1 AND e.state = 'accepted'
"""  # noqa: S608  # the only thing put in is a number of this module


async def winners(view: ContestView) -> list[ShownWork]:
    """All winners, in the order of catalogue and award list: by category, tier and rank."""
    works = [_work(view, row) for row in await fetch(f"{_WORK} AND x.tier IS NOT NULL", view.id)]
    keys = [category.key for category in view.rules.categories]
    return sorted(works, key=lambda work: in_order(work, keys))


async def category_works(
    view: ContestView, category: CategoryRules, after: tuple[int, str] | None
) -> tuple[list[ShownWork], str | None]:
    """A page of a category: what hangs in its order, then by code; and the mark after which the next page begins."""
    place, code = after or (0, "")
    rows = await fetch(
        f"{_WORK} AND e.category = $2 AND (coalesce(p.number, {UNHUNG}), e.code) > ($3, $4)"
        f" ORDER BY place, e.code LIMIT {PAGE + 1}",
        view.id, view.category_ids[category.key], place, code,
    )  # fmt: skip
    mark = f"{rows[PAGE - 1]['place']}.{rows[PAGE - 1]['code']}" if len(rows) > PAGE else None
    return [_work(view, row) for row in rows[:PAGE]], mark


def mark_of(text: str) -> tuple[int, str] | None:
    """The mark in an address; None where it is not one of ours."""
    place, _, code = text.partition(".")
    return (int(place), code) if place.isdecimal() and len(place) <= 10 and code else None


async def on_walls(view: ContestView, walls: Sequence[str]) -> list[ShownWork]:
    """What hangs on these walls, along the hang."""
    rows = await fetch(f"{_WORK} AND p.wall = ANY($2) ORDER BY p.number", view.id, list(walls))
    return [work for work in (_work(view, row) for row in rows) if work.shown]


async def one_work(view: ContestView, code: str) -> ShownWork:
    """Raises NotFound."""
    rows = await fetch(f"{_WORK} AND e.code = $2", view.id, code)
    if not rows:
        raise NotFound("There is no such work.")
    return _work(view, rows[0])


async def neighbours(view: ContestView, work: ShownWork) -> tuple[str | None, str | None]:
    """The codes of the works before and after it in its category's order."""
    both = await fetch(
        "WITH own AS (SELECT e.code, coalesce(p.number, $4) AS place FROM entry e"
        " LEFT JOIN placement p ON p.entry = e.id WHERE e.contest = $1 AND e.category = $2 AND e.state = 'accepted'),"
        " me AS (SELECT place, code FROM own WHERE code = $3)"
        " SELECT (SELECT own.code FROM own, me WHERE (own.place, own.code) < (me.place, me.code)"
        " ORDER BY own.place DESC, own.code DESC LIMIT 1) AS before,"
        " (SELECT own.code FROM own, me WHERE (own.place, own.code) > (me.place, me.code)"
        " ORDER BY own.place, own.code LIMIT 1) AS after",
        view.id, view.category_ids[work.category], work.code, UNHUNG,
    )  # fmt: skip
    return both[0]["before"], both[0]["after"]


async def counted(contest_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """How many works there are in each category."""
    rows = await fetch(
        "SELECT category, count(*) AS n FROM entry WHERE contest = $1 AND state = 'accepted' GROUP BY category",
        contest_id,
    )
    return {row["category"]: row["n"] for row in rows}


async def hung_in_all(contest_id: uuid.UUID) -> int:
    rows = await fetch(
        "SELECT count(*) AS n FROM placement p JOIN entry e ON e.id = p.entry WHERE p.contest = $1"
        " AND e.state = 'accepted'",
        contest_id,
    )
    return int(rows[0]["n"])


class Media(msgspec.Struct, frozen=True):
    key: str
    content_type: str
    size: int


async def media(slug: str, code: str, role: str) -> Media:
    """A judging copy that everybody may fetch. Raises NotFound, whatever the reason is."""
    rows = await fetch(
        "SELECT r.storage_key AS key, r.content_type, r.size FROM contest c JOIN entry e ON e.contest = c.id"
        " JOIN authorship a ON a.entry = e.id AND a.consents ? 'publication'"
        " JOIN work_file f ON f.entry = e.id AND f.state = 'accepted' JOIN rendition r ON r.file = f.id"
        " WHERE c.slug = $1 AND c.stage = 'announced' AND e.code = $2 AND e.state = 'accepted' AND r.role = $3",
        slug, code, role,
    )  # fmt: skip
    if not rows:
        raise NotFound("There is no such picture, sound or page.")
    return Media(**rows[0])


def _work(view: ContestView, row: Mapping[str, Any]) -> ShownWork:
    """Without consent: title and prize, nothing else."""
    category = view.rules.category(view.category_key(row["category"]))
    prize = won(category, row["tier"], row["rank"])
    bare = ShownWork(
        entry_id=row["id"],
        code=row["code"],
        category=category.key,
        title=Bilingual(row["title"], row["title_en"] or ""),
        won=prize,
        reason=_reason(category, row["reason"]) if prize else Bilingual(),
    )
    if not row["shown"]:
        return bare
    facts = json.loads(row["facts"]) if row["facts"] else {}
    seconds = facts.get("duration")
    return msgspec.structs.replace(
        bare,
        shown=True,
        names=public_names(
            name=row["name"],
            unit=row["unit"],
            co_authors=row["co_authors"],
            credits=row["credits"],
            mode=NameMode(row["name_mode"]),
        ),
        language=row["language"] or "vi",
        age_group=row["age_group"],
        details=json.loads(row["details"]),
        seconds=round(seconds) if seconds else None,
        files=msgspec.json.decode(row["files"] or "{}", type=dict[str, File]),
        hung=_hung(row),
        number=row["number"] or 0,
    )


def _hung(row: Mapping[str, Any]) -> Hung | None:
    if row["number"] is None:
        return None
    sides = (round(row[side], 2) for side in ("x", "y", "width", "height"))
    return Hung(row["number"], row["wall"], *sides)


def _reason(category: CategoryRules, stored: str) -> Bilingual:
    reason = msgspec.json.decode(stored, type=Reason)
    names = {lang: {tier.key: tier.name.in_language(lang) for tier in category.tiers} for lang in ("vi", "en")}
    return Bilingual(sentence(reason, "vi", names["vi"]), sentence(reason, "en", names["en"]))
