"""How well the jurors of a panel judged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from judging.scoring.aggregation import Ballot
from judging.scoring.aggregation.agreement import agreement
from judging.scoring.enums import BallotState
from judging.scoring.quality import Given, measure

BEGIN = datetime(2024, 10, 1, 8, tzinfo=UTC)
WEIGHTS = {"content": Decimal(60), "form": Decimal(40)}
# Juror 3 marks two points below the others.
MARKS = {"A": (9, 8, 6), "B": (7, 7, 5), "C": (5, 6, 4), "D": (4, 3, 2), "E": (8, 9, 7)}


def given(code: str, juror: int, mark: int | None, minute: int, state: BallotState = BallotState.SUBMITTED) -> Given:
    scores = {} if mark is None else {"content": mark, "form": mark}
    return Given(code, juror, state, scores, BEGIN + timedelta(minutes=minute))


def panel() -> list[Given]:
    return [
        given(code, juror, mark, 3 * place + (100 if place == 4 else 0))
        for place, (code, marks) in enumerate(MARKS.items())
        for juror, mark in enumerate(marks, start=1)
    ]


def test_the_figures_are_those_of_the_command_line() -> None:
    found = measure(panel(), WEIGHTS)
    ballots = [
        Ballot(code, str(juror), Decimal(mark)) for code, marks in MARKS.items() for juror, mark in enumerate(marks)
    ]
    known = agreement(ballots)
    assert (found.entries, found.ballots, found.complete) == (5, 15, 5)
    for name in ("alpha", "icc_2_1", "icc_3_1", "kendall_w"):
        share, figure = getattr(found, name), getattr(known, name)
        assert share.value == pytest.approx(figure.value)
        assert share.low <= share.value <= share.high
    for mine, its in zip(found.jurors, known.jurors, strict=True):
        assert mine.severity == pytest.approx(its.severity)
        assert (mine.mean, mine.ballots) == (pytest.approx(its.mean), 5)


def test_a_juror_who_marks_low_is_severe() -> None:
    jurors = measure(panel(), WEIGHTS).jurors
    assert [one.number for one in jurors] == [1, 2, 3]
    assert jurors[2].severity is not None
    assert jurors[2].severity > 1
    assert jurors[2].five == (2, 4, 5, 6, 7)


def test_the_error_of_a_severity_is_that_of_the_difference_to_the_panel() -> None:
    """In a complete table the severity is the juror's mean against that of all, with the error of such a contrast."""
    jurors = measure(panel(), WEIGHTS).jurors
    table = [[Decimal(mark) for mark in marks] for marks in MARKS.values()]
    rows = [sum(marks) / 3 for marks in table]
    columns = [sum(column) / 5 for column in zip(*table, strict=True)]
    centre = sum(rows) / 5
    rest = sum(
        (mark - row - column + centre) ** 2
        for marks, row in zip(table, rows, strict=True)
        for mark, column in zip(marks, columns, strict=True)
    )
    expected = float(rest / 8 / 5 * 2 / 3) ** 0.5
    assert [one.se for one in jurors] == pytest.approx([expected] * 3, rel=1e-4)


def test_the_rasch_model_tells_how_well_each_juror_fits() -> None:
    marks = [
        given(f"{entry:02d}", juror, (7 * entry + 3 * juror + entry * juror) % 5 + entry // 4, 0)
        for entry in range(20)
        for juror in (1, 2, 3)
    ]
    fits = [(one.infit, one.outfit) for one in measure(marks, WEIGHTS).jurors]
    assert all(infit is not None and outfit is not None and 0.2 < infit < 3 for infit, outfit in fits)


def test_answers_without_marks_are_counted_and_tell_nothing_else() -> None:
    more = [
        given("F", 1, None, 20, BallotState.ABSTAINED),
        given("F", 2, None, 20, BallotState.RECUSED),
        Given("F", 3, BallotState.OPEN, {}, None),
        Given("F", 4, BallotState.OPEN, {}, None),
    ]
    found = measure([*panel(), *more], WEIGHTS)
    assert [(one.assigned, one.ballots, one.abstained, one.recused) for one in found.jurors] == [
        (6, 5, 1, 0), (6, 5, 0, 1), (6, 5, 0, 0), (1, 0, 0, 0),
    ]  # fmt: skip
    silent = found.jurors[3]
    assert (silent.mean, silent.severity, silent.five, silent.seconds, silent.first) == (None,) * 5
    assert found.ballots == 15


def test_pauses_are_no_work() -> None:
    juror = measure(panel(), WEIGHTS).jurors[0]
    assert juror.seconds == 180
    assert juror.first == BEGIN
    assert juror.last == BEGIN + timedelta(minutes=112)


def test_a_panel_that_gave_nothing_has_no_figures() -> None:
    found = measure([Given("A", 1, BallotState.OPEN, {}, None)], WEIGHTS)
    assert (found.alpha, found.kendall_w, found.ballots) == (None, None, 0)
    assert found.jurors[0].assigned == 1
    assert found.warnings
    assert measure([], WEIGHTS).jurors == ()
