"""The result without each juror in turn, and by the other methods."""

from __future__ import annotations

import pytest

from judging.awards.compute import Scored, rank_category
from judging.awards.study.trials import Judged, other_methods, without_each
from judging.awards.study.values import Study, decoded, encoded, kept, said
from judging.contests.contest_file import read
from judging.contests.rules import ContestRules
from judging.errors import Listed, Phrase, Refused, phrase
from judging.scoring.aggregation import METHODS
from judging.scoring.quality import measure
from tests.awards.sealing.conftest import with_method
from tests.cast import CONTEST

RULES = read(CONTEST)
# Two prizes. Juror 3 alone lifts E above B.
MARKS = {
    "A": (10, 9, 10), "B": (8, 8, 3), "C": (6, 6, 5), "D": (5, 4, 4), "E": (6, 7, 9),
}  # fmt: skip


def judged(rules: ContestRules = RULES) -> Judged:
    ballots = [
        Scored(code, f"{juror:04d}", {"content": mark, "language": mark})
        for code, marks in MARKS.items()
        for juror, mark in enumerate(marks, start=1)
    ]
    category = rules.category("poems")
    outcome = rank_category(category, rules.final_round.judging("poems"), list(MARKS), ballots)
    return Judged(category, list(MARKS), ballots, outcome)


OWNERS = {code: (code, "") for code in MARKS}


def test_who_would_enter_and_leave_the_prizes_without_a_juror() -> None:
    own = judged()
    first, second, third = without_each(RULES, [own], own, OWNERS)
    assert (third.juror, third.entered, third.left, third.changes) == (3, ("B",), ("E",), True)
    assert [first.changes, second.changes] == [False, False]


def test_a_method_that_cannot_do_without_a_juror_says_why() -> None:
    rules = with_method("trimmed", trim=1)
    own = judged(rules)
    found = without_each(rules, [own], own, OWNERS)
    assert [str(said(one.refused)) for one in found if one.refused] == [
        "Entry “A”: 2 marks are too few to drop 1 at each end; drop fewer, or have it scored by more jurors."
    ] * 3


def test_every_other_method_is_told_or_says_why_not() -> None:
    found = {one.method: one for one in other_methods(judged(), RULES.final_round)}
    assert set(found) == set(METHODS) - {"mean"}
    assert found["median"].ranks == {"A": 1, "B": 2, "E": 3, "C": 4, "D": 5}
    assert found["borda"].ranks["A"] == 1
    refused = found["bradley-terry"]
    assert refused.ranks == {}
    assert refused.refused is not None
    assert "never lose to any of the others" in str(said(refused.refused))


def test_points_that_are_added_up_need_as_many_ballots_for_every_work() -> None:
    own = judged()
    fewer = Judged(own.category, own.entries, own.ballots[:-1], own.outcome)
    found = {one.method: one for one in other_methods(fewer, RULES.final_round)}
    assert found["borda"].refused is not None
    assert found["schulze"].refused is None


@pytest.mark.parametrize(
    "told",
    [
        phrase("plain"),
        phrase("%(names)s and %(count)d", names=Listed(("A", phrase("b %(x)s", x=1)), "; "), count=3),
        Refused("Entry: %(reason)s", reason=phrase("because %(why)s", why="so")).what,
    ],
)
def test_phrases_are_kept_with_what_is_in_them(told: Phrase) -> None:
    assert str(said(kept(told))) == str(told)


def test_a_study_is_one_text() -> None:
    own = judged()
    study = Study(
        tuple(without_each(RULES, [own], own, OWNERS)), tuple(other_methods(own, RULES.final_round)), measure([], {})
    )
    assert decoded(encoded(study)) == study
    assert encoded(decoded(encoded(study))) == encoded(study)
