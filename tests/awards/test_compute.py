"""From ballots to ranks and prizes, without tables."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.awards.compute import Scored, award, decimal_score, digest, rank_category
from judging.contests.contest_file import read
from judging.contests.rules import Judging
from judging.errors import Refused
from judging.web.i18n import explain, say
from tests.cast import CONTEST

RULES = read(CONTEST)
POEMS = RULES.category("poems")
MEAN = Judging(category="poems", ballots=2)


def ballot(entry: str, content: int, language: int, juror: str = "lan") -> Scored:
    return Scored(entry, juror, {"content": content, "language": language})


def prizes(entries: list[str], *ballots: Scored, owners: dict[str, tuple[str, str]] | None = None) -> dict[str, str]:
    outcomes = [
        rank_category(RULES.category("paintings"), MEAN, [], []),
        rank_category(POEMS, MEAN, entries, ballots),
    ]
    allocation = award(RULES, outcomes, owners or {entry: (entry, "unit") for entry in entries})
    return {one.entry: "waits" if one.waiting else one.prize for one in allocation.decisions}


def test_the_best_win_and_the_rest_do_not() -> None:
    assert prizes(["a", "b", "c"], ballot("a", 9, 9), ballot("b", 8, 8), ballot("c", 7, 7)) == {
        "a": "first", "b": "second", "c": "",
    }  # fmt: skip


def test_fewer_works_than_prizes_and_none_at_all() -> None:
    assert prizes(["a"], ballot("a", 9, 9)) == {"a": "first"}
    assert prizes([]) == {}


def test_a_prize_nobody_deserves_is_not_given_and_does_not_pass_down() -> None:
    assert prizes(["a", "b"], ballot("a", 6, 6), ballot("b", 4, 4)) == {"a": "second", "b": ""}


def test_a_work_without_a_mark_has_no_rank_and_no_prize() -> None:
    outcome = rank_category(POEMS, MEAN, ["a", "b"], [ballot("a", 9, 9)])
    assert {one.entry: (one.rank, one.score) for one in outcome.ranked} == {"a": (1, Decimal(9)), "b": (None, None)}
    assert prizes(["a", "b"], ballot("a", 9, 9)) == {"a": "first", "b": ""}
    nobody = rank_category(POEMS, MEAN, ["a"], [])
    assert nobody.ranked[0].rank is None


def test_the_ladder_comes_before_the_board() -> None:
    assert prizes(["a", "b"], ballot("a", 9, 7), ballot("b", 7, 9)) == {"a": "first", "b": "second"}
    assert prizes(["a", "b", "c"], ballot("a", 9, 7), ballot("b", 9, 7), ballot("c", 1, 1)) == {
        "a": "waits", "b": "waits", "c": "",
    }  # fmt: skip


def test_one_prize_an_entrant() -> None:
    owners = {"a": ("hương", "x"), "b": ("hương", "x"), "c": ("lan", "x")}
    three = (ballot("a", 9, 9), ballot("b", 8, 8), ballot("c", 7, 7))
    assert prizes(["a", "b", "c"], *three, owners=owners) == {"a": "first", "b": "", "c": "second"}


@pytest.mark.parametrize("method", ["mean", "median", "adjusted"])
def test_every_method_gives_each_work_its_place(method: str) -> None:
    entries = [f"e{number}" for number in range(6)]
    ballots = [
        ballot(entry, 9 - place, 8 - place, juror)
        for place, entry in enumerate(entries)
        for juror in ("muon", "lan", "nga")
    ]
    outcome = rank_category(POEMS, Judging(category="poems", ballots=3, method=method), entries, ballots)
    assert [one.entry for one in sorted(outcome.ranked, key=lambda one: one.rank or 0)] == entries


def test_a_juror_without_a_ballot_does_not_matter() -> None:
    judging = Judging(category="poems", ballots=3, method="adjusted")
    entries = ["a", "b", "c"]
    two = [ballot(entry, 8 - place, 7, juror) for place, entry in enumerate(entries) for juror in ("muon", "lan")]
    outcome = rank_category(POEMS, judging, entries, two)
    assert {juror.juror for juror in outcome.result.jurors} <= {"muon", "lan"}
    assert [one.rank for one in sorted(outcome.ranked, key=lambda one: one.entry)] == [1, 2, 3]


def test_scores_are_written_the_same_everywhere() -> None:
    assert decimal_score(None) is None
    assert str(decimal_score(Fraction(1, 3))) == "0.3333333333"
    assert str(decimal_score(Fraction(8))) == "8.0000000000"
    assert str(decimal_score(0.1)) == "0.1000000000"


@given(st.permutations([ballot(entry, 3, 4, juror) for entry in "abc" for juror in ("lan", "muon")]))
def test_the_digest_is_that_of_the_ballots_in_any_order(ballots: list[Scored]) -> None:
    assert digest(ballots) == digest(sorted(ballots, key=lambda one: (one.entry, one.juror)))
    assert digest(ballots) != digest(ballots[:-1])


def test_a_refusal_is_said_in_the_readers_language() -> None:
    trimmed = Judging(category="poems", ballots=2, method="trimmed", trim=1)
    with pytest.raises(Refused) as caught:
        rank_category(POEMS, trimmed, ["TH-1"], [ballot("TH-1", 9, 9), ballot("TH-1", 8, 8, juror="muon")])
    assert str(caught.value).startswith("Entry “TH-1”: 2 marks are too few to drop 1 at each end")
    assert explain(caught.value, "vi").startswith("Bài “TH-1”: chỉ có 2 điểm")
    apart = Judging(category="poems", ballots=1, method="adjusted")
    with pytest.raises(Refused) as caught:
        rank_category(POEMS, apart, ["TH-1", "TH-2"], [ballot("TH-1", 9, 9), ballot("TH-2", 8, 8, juror="muon")])
    assert "(TH-1 | TH-2 …)" in str(caught.value)


def test_warnings_are_said_in_the_readers_language() -> None:
    alone = Judging(category="poems", ballots=1, method="adjusted")
    (warning,) = rank_category(POEMS, alone, ["a", "b"], [ballot("a", 9, 9), ballot("b", 8, 8)]).result.warnings
    assert str(warning).startswith("Only one juror scored")
    assert say(warning, "vi").startswith("Chỉ một giám khảo chấm")
