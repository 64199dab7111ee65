"""The award list's values turned into what its document prints: by category and tier, every text cleaned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from judging.awards.printing.values import AwardCategory, AwardEntry, AwardListData, AwardTier
from judging.collation import word_key
from judging.typesetting.formats import joined, long_date, number, official_date
from judging.typesetting.text import held_names, one_line, paragraphs
from judging.typesetting.values import Bilingual

View = dict[str, Any]


def winners_of(tier: AwardTier, category: AwardCategory, data: AwardListData) -> list[AwardEntry]:
    """The entries that have this tier's prize, in the order of the list."""
    return in_order(entry for entry in data.entries if entry.category == category.key and entry.tier == tier.key)


def in_order(entries: Iterable[AwardEntry]) -> list[AwardEntry]:
    """Best rank first; what shares a rank, or has none, by title in Vietnamese order."""
    return sorted(entries, key=lambda one: (one.rank is None, one.rank or 0, word_key(one.title.casefold()), one.code))


def award_list_view(data: AwardListData) -> View:
    """What the template reads as JSON."""
    date_line = joined((one_line(data.place), official_date(data.signed_on)))
    prizes = sum(bool(entry.tier) for entry in data.entries)
    return {
        "contest": pair(data.contest),
        "agency_above": one_line(data.agency_above),
        "agency": one_line(data.agency),
        "number": one_line(data.number),
        "date_line": date_line,
        "date_en": long_date(data.signed_on).en,
        "legal_basis": paragraphs(data.legal_basis),
        "summary": {
            "vi": f"{len(data.entries)} bài dự thi, {prizes} tác phẩm đạt giải",
            "en": f"{len(data.entries)} entries, {prizes} prizes",
        },
        "categories": [_category(category, data) for category in data.categories],
        "signature": {
            "capacity": one_line(data.signature.capacity),
            "position": one_line(data.signature.position),
            "name": one_line(data.signature.name),
        },
        "recipients": [one_line(recipient) for recipient in data.recipients],
    }


def pair(text: Bilingual) -> dict[str, str]:
    return {"vi": one_line(text.vi), "en": one_line(text.en)}


def _category(category: AwardCategory, data: AwardListData) -> View:
    entries = sum(entry.category == category.key for entry in data.entries)
    return {
        "name": pair(category.name),
        "entries": entries,
        "tiers": [_tier(tier, winners_of(tier, category, data)) for tier in category.tiers if tier.quota],
    }


def _tier(tier: AwardTier, winners: list[AwardEntry]) -> View:
    return {
        "name": pair(tier.name),
        "winners": [_winner(entry) for entry in winners],
        "not_awarded": max(tier.quota - len(winners), 0),
    }


def _winner(entry: AwardEntry) -> View:
    return {
        "rank": "" if entry.rank is None else str(entry.rank),
        "code": one_line(entry.code),
        "title": one_line(entry.title) or "Không đề",
        "author": held_names(one_line(entry.author)),
        "unit": one_line(entry.unit),
        "score": "" if entry.score is None else number(entry.score, "vi", decimals=_decimals(entry)),
    }


def _decimals(entry: AwardEntry) -> int:
    """As many digits as the score was rounded to by those who computed it."""
    exponent = entry.score.as_tuple().exponent if entry.score is not None else 0
    return max(-exponent, 0) if isinstance(exponent, int) else 0
