"""Motions in words, in Vietnamese and English: for the board's pages and for the minutes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from judging.awards.deliberation.decisions import Breach, Change
from judging.awards.deliberation.enums import Kind, Outcome
from judging.awards.sentences import Lang, prize_name
from judging.contests.rules import CategoryRules

Both = Mapping[Lang, str]

HEADS: Mapping[Kind, Both] = {
    Kind.PRIZE: {"vi": "Giải của một tác phẩm", "en": "The prize of one work"},
    Kind.EXCHANGE: {"vi": "Hoán đổi giải của hai tác phẩm", "en": "Two works exchange their prizes"},
    Kind.NOT_AWARDED: {"vi": "Không trao {tier}", "en": "Do not award the {tier}"},
    Kind.UNDO: {"vi": "Hủy quyết định số {undoes}", "en": "Take back decision {undoes}"},
}
CHANGES: Mapping[str, Both] = {
    "given": {"vi": "trao {after}", "en": "receives the {after}"},
    "moved": {"vi": "chuyển từ {before} sang {after}", "en": "moves from the {before} to the {after}"},
    "withheld": {"vi": "không trao {before}", "en": "does not receive the {before}"},
    "kept": {"vi": "giữ nguyên", "en": "stays as it is"},
}
BREACHES: Mapping[str, Both] = {
    "quota": {
        "vi": "Thể lệ có {limit} suất {tier}; sẽ có {found} bài nhận giải này.",
        "en": "The rules have {limit} of the {tier}; {found} works would have it.",
    },
    "threshold": {
        "vi": "{subject} có {found} điểm; giải này cần ít nhất {limit} điểm.",
        "en": "{subject} has a score of {found}; the prize needs at least {limit}.",
    },
    "entrant": {
        "vi": "{subject} cùng một tác giả: {found} giải; thể lệ cho nhiều nhất {limit}.",
        "en": "{subject} are by the same author: {found} prizes; the rules allow {limit} at most.",
    },
    "unit": {
        "vi": "{subject} cùng một đơn vị: {found} giải; thể lệ cho nhiều nhất {limit}.",
        "en": "{subject} are from the same unit: {found} prizes; the rules allow {limit} at most.",
    },
}
OUTCOMES: Mapping[Outcome, Both] = {
    Outcome.CARRIED: {"vi": "Được thông qua", "en": "Carried"},
    Outcome.LOST: {"vi": "Không được thông qua", "en": "Not carried"},
    Outcome.NO_QUORUM: {"vi": "Không đủ số thành viên biểu quyết", "en": "Too few members voted"},
    Outcome.LAPSED: {
        "vi": "Hết hiệu lực: kết quả đã thay đổi sau khi kiến nghị được nêu",
        "en": "Lapsed: the result had changed since it was proposed",
    },
    Outcome.WITHDRAWN: {"vi": "Người nêu đã rút lại", "en": "Withdrawn by its proposer"},
}


class Told(Protocol):
    """A motion, as far as its words go."""

    @property
    def kind(self) -> Kind: ...
    @property
    def tier(self) -> str | None: ...
    @property
    def undoes(self) -> int | None: ...


def head(motion: Told, category: CategoryRules, lang: Lang) -> str:
    """What is asked for, in a few words."""
    return HEADS[motion.kind][lang].format(tier=prize(motion.tier, category, lang), undoes=motion.undoes)


def change_words(change: Change, category: CategoryRules, lang: Lang) -> str:
    """What happens to a work; its code stands before it."""
    if change.before == change.after:
        kind = "kept"
    elif change.before is None:
        kind = "given"
    else:
        kind = "moved" if change.after else "withheld"
    return CHANGES[kind][lang].format(
        before=prize(change.before, category, lang), after=prize(change.after, category, lang)
    )


def breach_words(breach: Breach, category: CategoryRules, lang: Lang) -> str:
    tier = prize(breach.subject, category, lang) if breach.kind == "quota" else ""
    found, limit = _plain(breach.found, lang), _plain(breach.limit, lang)
    return BREACHES[breach.kind][lang].format(subject=breach.subject, tier=tier, found=found, limit=limit)


def outcome_words(outcome: Outcome, lang: Lang) -> str:
    return OUTCOMES[outcome][lang]


def prize(key: str | None, category: CategoryRules, lang: Lang) -> str:
    if not key:
        return ""
    return prize_name(key, lang, {tier.key: tier.name.in_language(lang) for tier in category.tiers})


def _plain(figure: str, lang: Lang) -> str:
    """A decimal without the noughts that only a computer needs."""
    short = figure.rstrip("0").rstrip(".") if "." in figure else figure
    return short.replace(".", ",") if lang == "vi" else short
