"""The award list of a signed result as the values that its document and its spreadsheet are made of."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from judging.awards.printing.values import AwardCategory, AwardEntry, AwardListData, AwardTier, Signature
from judging.awards.queries import ContestResult, ResultEntry
from judging.contests.methods import unit
from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules, Texts, Tier
from judging.typesetting.values import Bilingual

_HUNDREDTH = Decimal("0.01")
_HEADS = "TM. BAN TỔ CHỨC"
_POSITION = "TRƯỞNG BAN"
_RECIPIENTS = ("Các tác giả đạt giải;", "Ban giám khảo;", "Hội đồng cố vấn;", "Lưu: VT.")


def both(texts: Texts) -> Bilingual:
    return Bilingual(texts.vi, texts.en)


def prize_name(tier: Tier) -> Bilingual:
    """ "Nhất" is printed as "Giải Nhất"; a tier whose name says so already stays as it is."""
    vi = tier.name.vi if tier.name.vi.casefold().startswith("giải") else f"Giải {tier.name.vi}"
    return Bilingual(vi, tier.name.en)


def signed_on(view: ContestView, result: ContestResult) -> date:
    """The local day of the last signature; before there is one, the day for which the announcement is planned."""
    if not result.approvals:
        return view.rules.timeline.announcement.date()
    last: datetime = max(signed.at for signed in result.approvals)
    return last.astimezone(ZoneInfo(view.rules.contest.time_zone)).date()


def award_list_data(
    view: ContestView, result: ContestResult, names: Mapping[uuid.UUID, tuple[str, str]]
) -> AwardListData:
    """`names` are (author, unit) by entry, as the public may read them."""
    contest = view.rules.contest
    place = contest.place.vi
    return AwardListData(
        contest=both(contest.name),
        categories=tuple(_category(category) for category in view.rules.categories),
        entries=tuple(
            _entry(entry, view.rules.category(category.key), names, scored=not unit(category.method))
            for category in result.categories
            for entry in category.entries
        ),
        signed_on=signed_on(view, result),
        place=place[:1].upper() + place[1:],
        agency=contest.organiser.vi,
        legal_basis=_basis(view, result),
        signature=Signature(capacity=_HEADS, position=_POSITION),
        recipients=_RECIPIENTS,
    )


def _category(category: CategoryRules) -> AwardCategory:
    tiers = tuple(AwardTier(tier.key, prize_name(tier), tier.quota) for tier in category.tiers)
    return AwardCategory(category.key, both(category.name), tiers)


def _entry(
    entry: ResultEntry, category: CategoryRules, names: Mapping[uuid.UUID, tuple[str, str]], *, scored: bool
) -> AwardEntry:
    """`scored`: in points of the mark scale. What is told in anything else, or by order alone, stands in the reason."""
    author, unit = names.get(entry.entry_id, ("", ""))
    score = entry.score.quantize(_HUNDREDTH, ROUND_HALF_UP) if entry.score is not None and scored else None
    return AwardEntry(
        code=entry.code,
        category=category.key,
        title=entry.title,
        author=author,
        unit=unit,
        rank=entry.rank,
        score=score,
        tier=entry.tier or "",
        reason=Bilingual(entry.why(category, "vi"), entry.why(category, "en")),
    )


def _basis(view: ContestView, result: ContestResult) -> str:
    """What the list rests on: the frozen rules and the signed list, each by its digest."""
    lines = [f"Căn cứ thể lệ cuộc thi “{view.rules.contest.name.vi}” (SHA-256: {view.rules_sha256});"]
    if result.approvals:
        lines.append(
            "Căn cứ kết quả chấm của Ban giám khảo, được hội đồng cố vấn ký duyệt theo mã phách "
            f"(SHA-256: {result.approvals[-1].list_sha256})."
        )
    return "\n\n".join(lines)
