"""Every method can be chosen in a contest file, is frozen with its options, and is told in plain sentences."""

from __future__ import annotations

from typing import Any

import pytest

from judging.contests.contest_file import WrongContestFile, read
from judging.contests.methods import METHODS, NAMES, explained, name, unit
from judging.contests.rules import ContestRules, decode, encode
from judging.scoring.aggregation import METHODS as ENGINES
from judging.web.i18n import say
from tests.cast import CONTEST
from tests.web.foreign_words import english_among

POEMS = 'category = "poems"\nballots = "all"\nmethod = "mean"'
PAINTINGS = 'category = "paintings"\nballots = 2\nmethod = "mean"'
OPTIONS = {"trimmed": "\ntrim = 1", "clamp": "\nclamp = 2.5"}
THREE = ("muon", "lan", "nga")


def with_poems(words: str, *, weights: tuple[int, int] = (50, 50), thresholds: bool = False) -> str:
    """The small contest with another way of judging its poems, by three jurors."""
    source = CONTEST.replace('jurors = ["muon", "lan"]', f"jurors = {list(THREE)}".replace("'", '"'))
    head, poems = source.split('key = "poems"')
    poems = poems.replace("weight = 50", f"weight = {weights[0]}", 1).replace(
        "weight = 50", f"weight = {weights[1]}", 1
    )
    if not thresholds:
        poems = poems.replace("threshold = 7\n", "").replace("threshold = 6\n", "").replace("threshold = 5\n", "")
    return head + 'key = "poems"' + poems.replace(POEMS, f'category = "poems"\n{words}')


def rules_of(method: str, more: str = "") -> ContestRules:
    return read(with_poems(f'ballots = "all"\nmethod = "{method}"{OPTIONS.get(method, "")}{more}'))


def mistake(words: str, **kind: Any) -> tuple[str, str]:
    """(the line that is named, what is said of it) of a file with one mistake."""
    source = with_poems(words, **kind)
    with pytest.raises(WrongContestFile) as caught:
        read(source)
    (found,) = caught.value.mistakes
    assert english_among(say(found.message, "vi") + say(found.hint, "vi")) == []
    return source.split("\n")[found.line - 1], str(found)


def test_a_contest_file_knows_what_the_engines_know() -> None:
    assert set(METHODS) == set(ENGINES) == set(NAMES)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_read_frozen_and_told(method: str) -> None:
    rules = rules_of(method)
    judging = rules.final_round.judging("poems")
    assert judging.method == method
    assert decode(encode(rules)) == rules
    told = explained(judging)
    assert "{" not in told.vi + told.en
    assert min(len(told.vi), len(told.en)) > 50
    assert name(method).vi != name(method).en


def test_what_is_not_set_is_not_written() -> None:
    """Rules that were frozen by an earlier release keep their bytes, and so their SHA-256."""
    assert '{"category":"poems","ballots":"all","anchors":0,"method":"mean","trim":null,"clamp":null}' in encode(
        rules_of("mean")
    )
    assert '"decimals":2' in encode(rules_of("mean", "\ndecimals = 2"))


def test_options_are_told_with_the_method() -> None:
    def told(method: str, more: str = "") -> tuple[str, str]:
        found = explained(rules_of(method, more).final_round.judging("poems"))
        return found.vi, found.en

    vi, en = told("trimmed", "\ndecimals = 2")
    assert "điểm thấp nhất và điểm cao nhất" in vi
    assert "làm tròn đến 2 chữ số" in vi
    assert "The lowest score and the highest score" in en
    assert "rounded to 2 decimals" in en
    vi, en = told("clamp")
    assert ("2,5 điểm" in vi, "2.5 points" in en) == (True, True)
    assert "whole numbers" in told("median", "\ndecimals = 0")[1]
    assert "steps of its own" in told("rasch", '\nsteps = "partial"\nestimation = "marginal"')[1]


def test_what_scores_are_told_in() -> None:
    assert [unit(one) for one in ("mean", "zscore", "rasch", "borda", "kemeny")] == [
        "", "standard", "logit", "borda", "order",
    ]  # fmt: skip


ALL = 'ballots = "all"\n'
WRONG = [
    (ALL + 'method = "best"', 'method = "best"', "“best” is no method (one of: adjusted, borda, "),
    (ALL + 'method = "trimmed"', 'method = "trimmed"', "add trim = 1"),
    (ALL + 'method = "trimmed"\ntrim = 2', "trim = 2", "of 3 ballots nothing is left when 2 are dropped"),
    (ALL + 'method = "mean"\ntrim = 1', "trim = 1", "“trim” does nothing with “mean”"),
    (ALL + 'method = "clamp"\nclamp = 0', "clamp = 0", "above 0"),
    (ALL + 'method = "mean"\nclamp = 2', "clamp = 2", "it belongs to: clamp"),
    (ALL + 'method = "mean"\ndecimals = 11', "decimals = 11", "0 to 10"),
    (ALL + 'method = "mean"\ndecimals = "2"', 'decimals = "2"', "a whole number belongs here, not a text"),
    (ALL + 'method = "borda"\ndecimals = 2', "decimals = 2", "“decimals” does nothing with “borda”"),
    (ALL + 'method = "mean"\nsteps = "partial"', 'steps = "partial"', "it belongs to: rasch"),
    ('ballots = 2\nmethod = "borda"', "ballots = 2", "works with more ballots would stand higher"),
]


@pytest.mark.parametrize(("words", "line", "told"), WRONG)
def test_a_wrong_choice_is_told_with_its_line(words: str, line: str, told: str) -> None:
    found = mistake(words)
    assert found[0] == line
    assert told in found[1]


def test_what_the_method_cannot_keep_is_refused() -> None:
    assert "differ" in mistake(ALL + 'method = "rasch"', weights=(60, 40))[1]
    assert "2 or more" in mistake('ballots = 1\nmethod = "rasch"')[1]
    assert "“best” is not known as steps" in mistake(ALL + 'method = "rasch"\nsteps = "best"')[1]
    assert "one of: joint, marginal" in mistake(ALL + 'method = "rasch"\nestimation = "best"')[1]
    assert "“borda” gives no points of the scale" in mistake(ALL + 'method = "borda"', thresholds=True)[1]
