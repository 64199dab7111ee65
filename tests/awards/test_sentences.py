"""The reasons as an entrant reads them: plain, exact, three clauses at most, in both languages."""

from __future__ import annotations

import pytest

from judging.awards.allocation.values import Reason
from judging.awards.sentences import TEMPLATES, sentence

PLACE: dict[str, str | int] = {"rank": 4, "of": 62, "score": "8.25"}
THIRD: dict[str, str | int] = {"tier": "third"}
NAMES = {"vi": {"third": "Ba", "fourth": "Khuyến khích"}, "en": {"third": "Third prize", "fourth": "Consolation prize"}}
WAITS: dict[str, str | int] = {"tied": 2, "tiers": "third\nfourth", "places": "1\n2"}

TOLD: list[tuple[str, dict[str, str | int], str, str]] = [
    ("prize", {**THIRD, "quota": 1, "given": 1},
     "Hạng 4 trong 62 bài với 8,25 điểm: đạt giải Ba duy nhất của thể loại.",
     "Rank 4 of 62 with 8.25: third prize, the only one in its category."),
    ("prize", {**THIRD, "quota": 2, "given": 1},
     "Hạng 4 trong 62 bài với 8,25 điểm: đạt một trong 2 giải Ba của thể loại.",
     "Rank 4 of 62 with 8.25: third prize, one of 2 in its category."),
    ("moved_up", {**THIRD, "quota": 2, "given": 2},
     "Hạng 4 trong 62 bài với 8,25 điểm: đạt giải Ba, được đôn lên vì bài xếp trước thuộc tác giả hoặc đơn vị đã đủ số"
     " giải theo thể lệ.",
     "Rank 4 of 62 with 8.25: third prize, moved up because an entry before it already has all the prizes that the"
     " rules allow."),
    ("capped_entrant", {"cap": 1},
     "Hạng 4 trong 62 bài với 8,25 điểm: bài này không nhận thêm giải vì tác giả đã có 1 giải, mức cao nhất mà thể lệ"
     " cho phép.",
     "Rank 4 of 62 with 8.25: no prize for this entry, because its author already has 1 prize, the most that the rules"
     " allow."),
    ("capped_unit", {"cap": 3},
     "Hạng 4 trong 62 bài với 8,25 điểm: bài này không nhận thêm giải vì đơn vị đã có 3 giải, mức cao nhất mà thể lệ"
     " cho phép.",
     "Rank 4 of 62 with 8.25: no prize for this entry, because its unit already has 3 prizes, the most that the rules"
     " allow."),
    ("waits_tied", WAITS,
     "Hạng 4 trong 62 bài với 8,25 điểm: 2 bài bằng nhau và thể lệ không phân định được; hội đồng sẽ quyết định trao"
     " giải Ba (1 suất), giải Khuyến khích (2 suất).",
     "Rank 4 of 62 with 8.25: 2 entries are equal and the rules cannot part them; the board decides about third prize"
     " (1 place), consolation prize (2 places)."),
    ("waits_cap", {**WAITS, "tiers": "third", "places": "1"},
     "Hạng 4 trong 62 bài với 8,25 điểm: còn được nhận giải hay không tuỳ các bài bằng nhau xếp trên; hội đồng sẽ quyết"
     " định trao giải Ba (1 suất).",
     "Rank 4 of 62 with 8.25: a tie above decides whether the rules allow it a prize; the board decides about third"
     " prize (1 place)."),
    ("below", {**THIRD, "limit": "8.5"},
     "Hạng 4 trong 62 bài với 8,25 điểm: lần này chưa có giải, vì giải Ba cần ít nhất 8,50 điểm.",
     "Rank 4 of 62 with 8.25: no prize this time, because the third prize needs at least 8.50."),
    ("behind", {**THIRD, "limit": "8"},
     "Hạng 4 trong 62 bài với 8,25 điểm: lần này chưa có giải, vì một bài xếp trước chưa đạt 8,00 điểm mà giải Ba cần.",
     "Rank 4 of 62 with 8.25: no prize this time, because an entry before it misses the 8.00 that the third prize"
     " needs."),
    ("full", {**THIRD, "last_rank": 3, "last_score": "8.3"},
     "Hạng 4 trong 62 bài với 8,25 điểm: lần này chưa có giải; giải Ba cuối cùng thuộc về bài hạng 3 với 8,30 điểm.",
     "Rank 4 of 62 with 8.25: no prize this time; the last third prize went to rank 3 with 8.30."),
    ("full_waiting", {**THIRD, "last_rank": 3, "tied": 2},
     "Hạng 4 trong 62 bài với 8,25 điểm: lần này chưa có giải; giải Ba cuối cùng còn chờ hội đồng quyết định ở hạng 3"
     " (2 bài).",
     "Rank 4 of 62 with 8.25: no prize this time; the board still decides about the last third prize, at rank 3"
     " (2 entries)."),
    ("no_prizes", {},
     "Hạng 4 trong 62 bài với 8,25 điểm: thể lệ không đặt giải cho thể loại này.",
     "Rank 4 of 62 with 8.25: the rules set no prize for this category."),
    ("board_prize",
     {"tier": "third", "before": "", "motion": 2, "for": 3, "against": 1, "abstain": 0, "why": "Bố cục chặt hơn."},
     "Hạng 4 trong 62 bài với 8,25 điểm: đạt giải Ba theo quyết định số 2 của hội đồng cố vấn (3 tán thành · 1 không"
     " tán thành · 0 không ý kiến), kết quả tính ban đầu là không có giải. Lý do: Bố cục chặt hơn.",
     "Rank 4 of 62 with 8.25: third prize by decision 2 of the advisory board (3 for · 1 against · 0 abstaining),"
     " where the computed result was no prize. Reason: Bố cục chặt hơn."),
    ("board_none",
     {"tier": "", "before": "third", "motion": 2, "for": 3, "against": 1, "abstain": 0, "why": "Bố cục chặt hơn."},
     "Hạng 4 trong 62 bài với 8,25 điểm: không nhận giải theo quyết định số 2 của hội đồng cố vấn (3 tán thành · 1"
     " không tán thành · 0 không ý kiến), kết quả tính ban đầu là giải Ba. Lý do: Bố cục chặt hơn.",
     "Rank 4 of 62 with 8.25: no prize by decision 2 of the advisory board (3 for · 1 against · 0 abstaining),"
     " where the computed result was third prize. Reason: Bố cục chặt hơn."),
    ("unranked", {},
     "Chưa có giám khảo nào chấm bài này nên bài không có hạng và không có giải.",
     "No juror has scored this entry, so it has no rank and no prize."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "params", "vi", "en"), TOLD, ids=[f"{code} {params}" for code, params, _, _ in TOLD])
def test_every_kind_of_reason_as_it_is_read(code: str, params: dict[str, str | int], vi: str, en: str) -> None:
    reason = Reason(code, PLACE | params)
    assert sentence(reason, "vi", NAMES["vi"]) == vi
    assert sentence(reason, "en", NAMES["en"]) == en
    for said in (vi, en):
        assert said.count(";") + said.split(": ", 1)[-1].count(", ") <= 2
        assert said[0].isupper()
        assert said.endswith(".")


def test_all_kinds_are_looked_at() -> None:
    assert {code for code, *_ in TOLD} == TEMPLATES.keys()


UNITS = [
    ("", "Hạng 4 trong 62 bài với 8,25 điểm", "8,30 điểm.", "Rank 4 of 62 with 8.25:"),
    ("borda", "Hạng 4 trong 62 bài với 8,25 điểm Borda", "8,30 điểm Borda.", "Rank 4 of 62 with 8.25 Borda points:"),
    ("logit", "Hạng 4 trong 62 bài với 8,25 logit", "8,30 logit.", "Rank 4 of 62 with 8.25 logits:"),
    ("standard", "Hạng 4 trong 62 bài với điểm chuẩn hóa 8,25", "điểm chuẩn hóa 8,30.",
     "Rank 4 of 62 with a standardised mean of 8.25:"),
    ("order", "Hạng 4 trong 62 bài", "bài hạng 3.", "Rank 4 of 62:"),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "first", "last", "en"), UNITS)
def test_a_score_is_told_in_what_it_is(unit: str, first: str, last: str, en: str) -> None:
    """Places by order alone have no score to tell."""
    params: dict[str, str | int] = {"last_rank": 3, "last_score": "8.3", **({"unit": unit} if unit else {})}
    reason = Reason("full", PLACE | THIRD | params)
    said = sentence(reason, "vi", NAMES["vi"])
    assert said.startswith(first + ":")
    assert said.endswith(last)
    assert sentence(reason, "en", NAMES["en"]).startswith(en)
