"""Reasons as sentences, in Vietnamese and English."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from judging.awards.allocation.values import Reason
from judging.typesetting.formats import number

Lang = Literal["vi", "en"]
MOST_DECIMALS = 12

TEMPLATES: Mapping[str, Mapping[Lang, str]] = {
    "prize": {
        "en": "{place}: {won}.",
        "vi": "{place}: đạt {won}.",
    },
    "moved_up": {
        "en": "{place}: {tier}, moved up because an entry before it already has all the prizes that the rules allow.",
        "vi": "{place}: đạt {tier}, được đôn lên vì bài xếp trước thuộc tác giả hoặc đơn vị đã đủ số giải theo thể lệ.",
    },
    "capped_entrant": {
        "en": "{place}: no prize for this entry, because its author already has {cap}, the most that the rules allow.",
        "vi": "{place}: bài này không nhận thêm giải vì tác giả đã có {cap}, mức cao nhất mà thể lệ cho phép.",
    },
    "capped_unit": {
        "en": "{place}: no prize for this entry, because its unit already has {cap}, the most that the rules allow.",
        "vi": "{place}: bài này không nhận thêm giải vì đơn vị đã có {cap}, mức cao nhất mà thể lệ cho phép.",
    },
    "waits_tied": {
        "en": "{place}: {tied} entries are equal and the rules cannot part them; the board decides about {waiting}.",
        "vi": "{place}: {tied} bài bằng nhau và thể lệ không phân định được; hội đồng sẽ quyết định trao {waiting}.",
    },
    "waits_cap": {
        "en": "{place}: a tie above decides whether the rules allow it a prize; the board decides about {waiting}.",
        "vi": (
            "{place}: còn được nhận giải hay không tuỳ các bài bằng nhau xếp trên; hội đồng sẽ quyết định trao"
            " {waiting}."
        ),
    },
    "below": {
        "en": "{place}: no prize this time, because the {tier} needs at least {limit}.",
        "vi": "{place}: lần này chưa có giải, vì {tier} cần ít nhất {limit} điểm.",
    },
    "behind": {
        "en": "{place}: no prize this time, because an entry before it misses the {limit} that the {tier} needs.",
        "vi": "{place}: lần này chưa có giải, vì một bài xếp trước chưa đạt {limit} điểm mà {tier} cần.",
    },
    "full": {
        "en": "{place}: no prize this time; the last {tier} went to rank {last_rank}{last}.",
        "vi": "{place}: lần này chưa có giải; {tier} cuối cùng thuộc về bài hạng {last_rank}{last}.",
    },
    "full_waiting": {
        "en": (
            "{place}: no prize this time; the board still decides about the last {tier}, at rank {last_rank} ({tied})."
        ),
        "vi": (
            "{place}: lần này chưa có giải; {tier} cuối cùng còn chờ hội đồng quyết định ở hạng {last_rank} ({tied})."
        ),
    },
    "no_prizes": {
        "en": "{place}: the rules set no prize for this category.",
        "vi": "{place}: thể lệ không đặt giải cho thể loại này.",
    },
    "board_prize": {
        "en": (
            "{place}: {tier} by decision {motion} of the advisory board ({votes}), where the computed result was"
            " {before}. Reason: {why}"
        ),
        "vi": (
            "{place}: đạt {tier} theo quyết định số {motion} của hội đồng cố vấn ({votes}), kết quả tính ban đầu là"
            " {before}. Lý do: {why}"
        ),
    },
    "board_none": {
        "en": (
            "{place}: no prize by decision {motion} of the advisory board ({votes}), where the computed result was"
            " {before}. Reason: {why}"
        ),
        "vi": (
            "{place}: không nhận giải theo quyết định số {motion} của hội đồng cố vấn ({votes}), kết quả tính ban đầu"
            " là {before}. Lý do: {why}"
        ),
    },
    "unranked": {
        "en": "No juror has scored this entry, so it has no rank and no prize.",
        "vi": "Chưa có giám khảo nào chấm bài này nên bài không có hạng và không có giải.",
    },
}
SCORES: Mapping[str, Mapping[Lang, str]] = {
    "": {"en": " with {score}", "vi": " với {score} điểm"},
    "standard": {"en": " with a standardised mean of {score}", "vi": " với điểm chuẩn hóa {score}"},
    "logit": {"en": " with {score} logits", "vi": " với {score} logit"},
    "borda": {"en": " with {score} Borda points", "vi": " với {score} điểm Borda"},
}


def sentence(reason: Reason, lang: Lang, names: Mapping[str, str] | None = None) -> str:
    """The reason in words. `names` gives the tiers' names in the language where the plan names them by keys."""
    params = reason.params
    score, last, limit = (str(params.get(key, "")) for key in ("score", "last_score", "limit"))
    unit = str(params.get("unit", ""))
    tier = prize_name(str(params.get("tier", "")), lang, names)
    words = {
        "place": place(params, points(decimal(score, last or limit, lang), lang, unit), lang),
        "tier": tier,
        "won": won(tier, int(params.get("quota", 0)), lang),
        "cap": count(int(params.get("cap", 0)), "prize", "giải", lang),
        "tied": params.get("tied", 0),
        "waiting": waiting(params, lang, names),
        "limit": decimal(limit, score, lang),
        "last_rank": params.get("last_rank", 0),
        "last": points(decimal(last, score, lang), lang, unit),
    }
    if reason.code in ("board_prize", "board_none"):
        words |= board_words(params, lang, names)
    if reason.code == "full_waiting":
        words["tied"] = count(int(params.get("tied", 0)), "entry", "bài", lang)
    return TEMPLATES[reason.code][lang].format_map(words)


def board_words(params: Mapping[str, str | int], lang: Lang, names: Mapping[str, str] | None) -> dict[str, str | int]:
    """What a sentence about the board's decision needs beside the others."""
    before = str(params.get("before", ""))
    none = "no prize" if lang == "en" else "không có giải"
    return {
        "motion": params.get("motion", 0),
        "votes": votes(params, lang),
        "before": prize_name(before, lang, names) if before else none,
        "why": params.get("why", ""),
    }


def votes(params: Mapping[str, str | int], lang: Lang) -> str:
    """3 for · 1 against · 0 abstaining."""
    words = ("for", "against", "abstaining") if lang == "en" else ("tán thành", "không tán thành", "không ý kiến")
    given = (params.get(key, 0) for key in ("for", "against", "abstain"))
    return " · ".join(f"{count} {word}" for count, word in zip(given, words, strict=True))


def won(tier: str, quota: int, lang: Lang) -> str:
    """The prize, and how many of its kind the category has."""
    if lang == "en":
        return f"{tier}, {f'one of {quota}' if quota > 1 else 'the only one'} in its category"
    return f"một trong {quota} {tier} của thể loại" if quota > 1 else f"{tier} duy nhất của thể loại"


def place(params: Mapping[str, str | int], scored: str, lang: Lang) -> str:
    if lang == "en":
        return f"Rank {params.get('rank')} of {params.get('of')}{scored}"
    return f"Hạng {params.get('rank')} trong {params.get('of')} bài{scored}"


def points(score: str, lang: Lang, unit: str = "") -> str:
    """The score with what it is told in; nothing where only the order is known."""
    if not score or unit == "order":
        return ""
    return SCORES[unit][lang].format(score=score)


def prize_name(tier: str, lang: Lang, names: Mapping[str, str] | None) -> str:
    """The tier's name inside a sentence: "First prize" → "first prize"; "Nhất" → "giải Nhất"."""
    name = (names or {}).get(tier, tier)
    if lang == "vi" and not name.casefold().startswith("giải"):
        return f"giải {name}"
    return name[:1].lower() + name[1:] if " " in name else name


def waiting(params: Mapping[str, str | int], lang: Lang, names: Mapping[str, str] | None) -> str:
    """The places that wait, tier by tier: "first prize (1 place), second prize (2 places)"."""
    tiers, places = (str(params.get(key, "")).split("\n") for key in ("tiers", "places"))
    if not any(tiers):
        return ""
    named = [
        f"{prize_name(tier, lang, names)} ({count(int(held), 'place', 'suất', lang)})"
        for tier, held in zip(tiers, places, strict=True)
    ]
    return ", ".join(named)


def count(number_of: int, one: str, vietnamese: str, lang: Lang) -> str:
    if lang == "vi":
        return f"{number_of} {vietnamese}"
    plural = "entries" if one == "entry" else f"{one}s"
    return f"{number_of} {one if number_of == 1 else plural}"


def decimal(text: str, other: str, lang: Lang) -> str:
    """A number with two decimals, none if both are whole, more where that would hide how it differs from the other."""
    if not text:
        return ""
    value, beside = Decimal(text), Decimal(other or "NaN")
    digits = 2 if "." in text + other else 0
    while digits < MOST_DECIMALS and value != beside and rounded(value, digits) == rounded(beside, digits):
        digits += 1
    return number(rounded(value, digits), lang, decimals=digits)


def rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) if value.is_finite() else value
