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
        "en": "{place}: {tier} ({quota}, {given} given).",
        "vi": "{place}: {tier} ({quota}, đã trao {given}).",
    },
    "moved_up": {
        "en": "{place}: {tier} ({quota}, {given} given), moved up because entries before it have reached their cap.",
        "vi": "{place}: {tier} ({quota}, đã trao {given}), được đẩy lên vì bài xếp trước đã hết số giải được nhận.",
    },
    "capped_entrant": {
        "en": "{place}: no prize, because its entrant has won {cap} already, the cap; the next entry moves up.",
        "vi": "{place}: không có giải vì tác giả đã nhận đủ {cap}; bài kế tiếp được đẩy lên.",
    },
    "capped_unit": {
        "en": "{place}: no prize, because its unit has won {cap} already, the cap; the next entry moves up.",
        "vi": "{place}: không có giải vì đơn vị đã nhận đủ {cap}; bài kế tiếp được đẩy lên.",
    },
    "waits_tied": {
        "en": "{place}: {tied} entries are tied and nothing more decides between them; {waiting} for the board.",
        "vi": "{place}: {tied} bài bằng nhau và không còn gì để phân định; {waiting} chờ hội đồng quyết định.",
    },
    "waits_cap": {
        "en": "{place}: whether the cap is reached depends on a tie above it; {waiting} for the board.",
        "vi": "{place}: số giải được nhận còn tuỳ việc phân định các bài bằng nhau; {waiting} chờ hội đồng quyết định.",
    },
    "below": {
        "en": "{place}: no prize, because the {tier} needs at least {limit}.",
        "vi": "{place}: không có giải vì {tier} cần ít nhất {limit} điểm.",
    },
    "behind": {
        "en": "{place}: no prize, because an entry ranked before it misses the {limit} that the {tier} needs.",
        "vi": "{place}: không có giải vì một bài xếp trước chưa đạt {limit} điểm mà {tier} cần.",
    },
    "full": {
        "en": "{place}: no prize, the last {tier} went to rank {last_rank}{last}.",
        "vi": "{place}: không có giải, {tier} cuối cùng thuộc về hạng {last_rank}{last}.",
    },
    "full_waiting": {
        "en": "{place}: no prize, the last {tier} waits for the board: {tied} are tied at rank {last_rank}.",
        "vi": "{place}: không có giải, {tier} cuối cùng chờ hội đồng phân định {tied} bằng nhau ở hạng {last_rank}.",
    },
    "no_prizes": {
        "en": "{place}: the plan has no prize for this category.",
        "vi": "{place}: thể loại này không có giải.",
    },
    "unranked": {
        "en": "Nobody scored it, so it has no rank and no prize.",
        "vi": "Chưa có giám khảo nào chấm nên bài không có hạng và không có giải.",
    },
}


def sentence(reason: Reason, lang: Lang, names: Mapping[str, str] | None = None) -> str:
    """The reason in words. `names` gives the tiers' names in the language where the plan names them by keys."""
    params = reason.params
    score, last, limit = (str(params.get(key, "")) for key in ("score", "last_score", "limit"))
    tier = prize_name(str(params.get("tier", "")), lang, names)
    words = {
        "place": place(params, decimal(score, last or limit, lang), lang),
        "tier": tier,
        "quota": count(int(params.get("quota", 0)), "place", "suất", lang),
        "given": params.get("given", 0),
        "cap": count(int(params.get("cap", 0)), "prize", "giải", lang),
        "tied": params.get("tied", 0),
        "waiting": waiting(params, lang, names),
        "limit": decimal(limit, score, lang),
        "last_rank": params.get("last_rank", 0),
        "last": points(decimal(last, score, lang), lang),
    }
    if reason.code == "full_waiting":
        words["tied"] = count(int(params.get("tied", 0)), "entry", "bài", lang)
    return TEMPLATES[reason.code][lang].format_map(words)


def place(params: Mapping[str, str | int], score: str, lang: Lang) -> str:
    if lang == "en":
        return f"Rank {params.get('rank')} of {params.get('of')}{points(score, lang)}"
    return f"Hạng {params.get('rank')} trong {params.get('of')} bài{points(score, lang)}"


def points(score: str, lang: Lang) -> str:
    if not score:
        return ""
    return f" with {score}" if lang == "en" else f" với {score} điểm"


def prize_name(tier: str, lang: Lang, names: Mapping[str, str] | None) -> str:
    """The tier's name inside a sentence: "First prize" → "first prize"; "Nhất" → "giải Nhất"."""
    name = (names or {}).get(tier, tier)
    if lang == "vi" and not name.casefold().startswith("giải"):
        return f"giải {name}"
    return name[:1].lower() + name[1:] if " " in name else name


def waiting(params: Mapping[str, str | int], lang: Lang, names: Mapping[str, str] | None) -> str:
    """The places that wait, tier by tier: "1 place of the first prize and 1 of …" with its verb."""
    tiers, places = (str(params.get(key, "")).split("\n") for key in ("tiers", "places"))
    if not any(tiers):
        return ""
    named = [
        f"{prize_name(tier, lang, names)} ({count(int(held), 'place', 'suất', lang)})"
        for tier, held in zip(tiers, places, strict=True)
    ]
    if lang == "vi":
        return ", ".join(named)
    return ", ".join(named) + (" waits" if places == ["1"] else " wait")


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
