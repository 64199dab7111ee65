"""Every method that the rules may name: the engines and the plain script agree on what is right, and on what is not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.awards.compute import decimal_score
from judging.awards.sealing.packing import unpack
from judging.awards.sealing.recompute import recompute
from judging.awards.sealing.standalone.documents import Documents
from judging.awards.sealing.standalone.score_checks import exact_score, written
from judging.awards.sealing.standalone.steps import Found, verify_files
from judging.scoring.aggregation import Ballot, Options, rank_category
from tests.awards.sealing.conftest import Contest, edited, resealed, signed, with_method

METHODS: list[tuple[str, dict[str, Any]]] = [
    ("mean", {}), ("median", {}), ("trimmed", {"trim": 1}), ("clamp", {"clamp": Decimal(2)}), ("zscore", {}),
    ("adjusted", {}), ("borda", {}), ("schulze", {}), ("kemeny", {}), ("bradley-terry", {}), ("rasch", {}),
    ("rasch", {"estimation": "marginal", "steps": "partial"}), ("mean", {"decimals": 1}),
    ("clamp", {"clamp": Decimal(2), "decimals": 2}), ("zscore", {"decimals": 2}), ("adjusted", {"decimals": 2}),
]  # fmt: skip
BY_ENGINE = ("schulze", "kemeny", "bradley-terry", "rasch")
MARKS = {
    (f"TH-{code}", juror): ((17 * number + 5 * juror * juror) % 11, (7 * number + 3 * juror) % 11)
    for number, code in enumerate(("AAAA", "BBBB", "CCCC", "DDDD", "EEEE", "FFFF"))
    for juror in (1, 2, 3, 4)
}


def steps(files: dict[str, bytes]) -> list[Found]:
    whole = unpack(signed(files))
    found = list(verify_files(whole, None))
    return found if found[-1].record else [*found, *recompute(Documents(whole))]


@pytest.mark.parametrize(("method", "options"), METHODS)
def test_every_method_comes_out_the_same(method: str, options: dict[str, Any]) -> None:
    found = steps(Contest(MARKS, rules=with_method(method, **options)).files())
    assert [one for one in found if one.record] == []
    assert found[-1].step == "reasons"


@pytest.mark.parametrize(("method", "options"), METHODS)
def test_a_score_that_is_moved_a_little_is_found(method: str, options: dict[str, Any]) -> None:
    """With plain arithmetic by the script; by the engines where it takes more."""
    contest = Contest(MARKS, rules=with_method(method, **options))

    def lift(value: Any) -> None:
        entry = value["categories"][0]["entries"][3]
        step = "0.01" if options.get("decimals") == 2 and method == "zscore" else "0.0001"
        entry["score"] = str(Decimal(entry["score"]) + Decimal(step))

    last = steps(resealed(edited(contest.sealed_files(), "result.json", lift)))[-1]
    by_engine = method in BY_ENGINE or (options.get("decimals") == 2 and method == "adjusted")
    assert last.step in (("ranks", "scores 2") if by_engine else ("scores",)), last  # it may also part a tie
    assert last.record


@given(
    st.lists(st.fractions(0, 10, max_denominator=40), min_size=3, max_size=9),
    st.sampled_from([*METHODS[:4], ("mean", {"places": 1}), ("clamp", {"clamp": Decimal(1), "places": 2})]),
)
def test_the_script_and_the_engine_agree_in_every_figure(
    marks: list[Fraction], method: tuple[str, dict[str, Any]]
) -> None:
    name, options = method
    ballots = [Ballot("A", str(number), mark) for number, mark in enumerate(marks)]
    engine = rank_category(ballots, name, Options(**options)).entries[0]  # type: ignore[arg-type]
    found = exact_score(name, marks, 1, Fraction(options.get("clamp", 0)), options.get("places"))
    assert written(found) == str(decimal_score(engine.score))


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=12, max_size=12))
def test_the_mixed_model_holds_for_any_marks(marks: list[tuple[int, int]]) -> None:
    keys = [(f"TH-{code}", juror) for code in ("AAAA", "BBBB", "CCCC", "DDDD") for juror in (1, 2, 3)]
    contest = Contest(dict(zip(keys, marks, strict=True)), rules=with_method("adjusted"))
    found = steps(contest.files())  # prizes may fail: a tie may be left to the board, which a real seal never holds
    assert [one for one in found if one.record and one.step in ("scores", "ranks", "scores 2", "ranks 2")] == []


def test_a_method_without_an_answer_gives_way_to_the_one_that_the_rules_name() -> None:
    """The first work wins with every juror, so its strength has no measure."""
    best = {key: (10, 10) if key[0] == "TH-AAAA" else (marks[0] % 10, marks[1] % 10) for key, marks in MARKS.items()}
    contest = Contest(best, rules=with_method("bradley-terry"))
    found = steps(contest.files())
    assert [one for one in found if one.record] == []
    assert contest.outcome.result.method == "schulze"
    assert "as the rules say" in str(contest.outcome.result.warnings[0])
    other = resealed(
        edited(contest.sealed_files(), "result.json", lambda v: v["categories"][0].update(method="bradley-terry"))
    )
    assert (steps(other)[-1].step, "decided by another method" in steps(other)[-1].text) == ("engine", True)
    third = resealed(edited(contest.sealed_files(), "result.json", lambda v: v["categories"][0].update(method="mean")))
    assert steps(third)[-1].step == "scores"


def test_results_of_earlier_releases_told_fewer_intervals() -> None:
    contest = Contest(MARKS, rules=with_method("median"))

    def without(value: Any) -> None:
        for entry in value["categories"][0]["entries"]:
            entry.update(rank_low=None, rank_high=None)

    assert not steps(resealed(edited(contest.sealed_files(), "result.json", without)))[-1].record


def test_what_only_the_engines_see() -> None:
    contest = Contest(MARKS, rules=with_method("adjusted"))
    files = contest.sealed_files()

    def last(change: Any) -> Found:
        return steps(resealed(edited(files, "result.json", change)))[-1]

    def first(value: Any) -> Any:
        return value["categories"][0]["entries"][0]

    assert last(lambda v: first(v).update(se=first(v)["se"] + 0.01)).step == "scores 2"
    assert last(lambda v: first(v).update(rank_high=6, rank_low=4)).step == "scores 2"
    assert last(lambda v: first(v)["reason"].update(code="moved_up")).step == "reasons"
    assert last(lambda v: first(v)["reason"]["params"].update(given=9)).step == "reasons"
    assert last(lambda v: v["categories"][0].update(input_sha256="0" * 64)).step == "engine"
    worded = steps(resealed(edited(files, "result.json", lambda v: first(v).update(reason_en="Because."))))[-1]
    assert (worded.record, "1 are worded as an older program did" in worded.text) == ("", True)


def test_variances_that_were_not_estimated_are_found() -> None:
    """Scores made to fit other variances satisfy the equations; only estimating anew tells."""
    contest = Contest(MARKS, rules=with_method("adjusted"))
    contest.result()
    variances = contest.outcome.result.variances
    assert variances is not None

    def nudge(value: Any) -> None:
        value["categories"][0]["fit"]["variances"]["error"] *= 1 + 1e-4

    last = steps(resealed(edited(contest.sealed_files(), "result.json", nudge)))[-1]
    assert last.step in ("scores", "scores 2")
    assert last.record


def test_rules_that_the_engine_cannot_read_are_named() -> None:
    contest = Contest(MARKS)
    files = unpack(signed(contest.files()))
    documents = Documents({**files, "rules.json": b"{}"})
    assert list(recompute(documents)) == [Found("engine", *_refusal(documents))]


def _refusal(documents: Documents) -> tuple[str, str]:
    found = next(iter(recompute(documents)))
    assert found.record == "the engine"
    assert found.text.startswith("refuses it: ")
    return found.text, found.record
