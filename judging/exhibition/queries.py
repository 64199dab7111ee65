"""Reads of a show: for printing, and for the walls as they hang."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

import msgspec

from judging.awards.publishing import prize_name
from judging.awards.queries import ContestResult, ResultEntry
from judging.contests.enums import Stage
from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules
from judging.db import fetch
from judging.errors import Refused
from judging.exhibition.hall import Hall
from judging.exhibition.halls import hall_of
from judging.exhibition.naming import PublicNames, public_names
from judging.exhibition.show import File, Hung, Show, ShownWork, Won, numbered
from judging.submissions.queries import Author, BlindWork, authors, blind_works
from judging.typesetting.values import Bilingual


async def hall(contest_id: uuid.UUID) -> Hall | None:
    """The hall as it was last set."""
    source = await hall_source(contest_id)
    return hall_of(source) if source is not None else None


async def hall_source(contest_id: uuid.UUID) -> str | None:
    rows = await fetch("SELECT source FROM hall WHERE contest = $1", contest_id)
    return str(rows[0]["source"]) if rows else None


async def placements(contest_id: uuid.UUID) -> dict[uuid.UUID, Hung]:
    """By entry; entries that count no longer are missing."""
    rows = await fetch(
        "SELECT p.entry, p.number, p.wall, p.x, p.y, p.width, p.height FROM placement p JOIN entry e ON e.id = p.entry"
        " WHERE p.contest = $1 AND e.state = 'accepted' ORDER BY p.number",
        contest_id,
    )
    # Single precision in the table: a tenth of a millimetre is all that a wall can tell.
    return {
        row["entry"]: Hung(row["number"], row["wall"], *(round(row[side], 2) for side in ("x", "y", "width", "height")))
        for row in rows
    }


async def show(view: ContestView, result: ContestResult) -> Show:
    """Every work that counts, with names as their owners let them be seen. Raises Refused before names are open."""
    if not view.reached(Stage.APPROVED):
        raise Refused("Names stay closed until the result has been signed.")
    works = await blind_works(view.id)
    who = await authors(view.id)
    hung = await placements(view.id)
    results = {entry.entry_id: entry for category in result.categories for entry in category.entries}
    shown = [_shown(view, works[entry], who[entry], results.get(entry), hung.get(entry)) for entry in works]
    return Show(numbered(shown, [category.key for category in view.rules.categories]), await hall(view.id))


def names_of(author: Author) -> PublicNames:
    return public_names(
        name=author.name,
        unit=author.unit,
        co_authors=author.co_authors,
        credits=author.credits,
        mode=author.name_mode,
    )


def won(category: CategoryRules, tier: str | None, rank: int | None = None) -> Won | None:
    """The prize by its key, with its place among the category's tiers."""
    for order, one in enumerate(category.tiers, 1):
        if one.key == tier:
            return Won(one.key, order, prize_name(one), rank or 0)
    return None


def _shown(
    view: ContestView, work: BlindWork, author: Author, result: ResultEntry | None, hung: Hung | None
) -> ShownWork:
    category = view.rules.category(view.category_key(work.category_id))
    seconds = work.facts.get("duration")
    bare = ShownWork(
        entry_id=work.id,
        code=author.code,
        category=category.key,
        title=Bilingual(work.title, work.title_en or ""),
        on_list=names_of(author),
        won=won(category, result.tier, result.rank) if result else None,
        reason=Bilingual(result.why(category, "vi"), result.why(category, "en")) if result else Bilingual(),
    )
    if not author.may_publish:
        return bare
    return msgspec.structs.replace(
        bare,
        shown=True,
        names=bare.on_list,
        language=work.language or "vi",
        age_group=work.age_group,
        details=work.details,
        seconds=round(seconds) if seconds else None,
        files=_files(work),
        hung=hung,
    )


def _files(work: BlindWork) -> Mapping[str, File]:
    return {
        role: File(one.key, one.content_type, one.width, one.height) for role, one in sorted(work.renditions.items())
    }
