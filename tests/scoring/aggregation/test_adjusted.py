"""Severity adjustment against published values, the textbook equations, and simulated panels."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.errors import Refused
from judging.scoring.aggregation import Ballot, Options, rank_category
from judging.scoring.aggregation.adjusted import Adjusted, adjust, rank_intervals
from judging.scoring.aggregation.crossed import crossed
from judging.scoring.aggregation.reml import evaluate
from judging.scoring.aggregation.severity import NO_DIFFERENCE, ONE_ENTRY, ONE_JUROR

Panel = tuple[np.ndarray, np.ndarray, np.ndarray]


def panel(seed: int, entries: int, jurors: int, each: int, spread: tuple[float, float, float] = (1, 0.8, 1)) -> Panel:
    """A connected panel in which everybody scores, with uneven numbers of marks, and marks from the model itself."""
    generator = np.random.default_rng(seed)
    entry = np.repeat(np.arange(entries), each)
    juror = np.concatenate([generator.permutation(jurors)[:each] for _ in range(entries)])
    kept = generator.random(len(entry)) > 0.15
    kept[np.unique(entry, return_index=True)[1]] = kept[np.unique(juror, return_index=True)[1]] = True
    entry, juror = entry[kept], np.unique(juror[kept], return_inverse=True)[1]
    jurors = int(juror.max()) + 1
    effects = generator.normal(0, spread[0], entries)[entry] + generator.normal(0, spread[1], jurors)[juror]
    return entry, juror, 6 + effects + generator.normal(0, spread[2], len(entry))


def deviance(ratios: np.ndarray, data: Panel) -> float:
    """The profiled REML deviance from its definition, with dense matrices."""
    entry, juror, marks = data
    indicators = np.eye(entry.max() + 1)[entry], np.eye(juror.max() + 1)[juror]
    covariance = np.eye(len(marks)) + sum(ratio * z @ z.T for ratio, z in zip(ratios, indicators, strict=True))
    inverse = np.linalg.inv(covariance)
    residual = marks - inverse.sum(axis=0) @ marks / inverse.sum()
    freedom = len(marks) - 1
    square = residual @ inverse @ residual
    return float(np.linalg.slogdet(covariance)[1] + np.log(inverse.sum()) + freedom * np.log(square / freedom))


def ratios(fitted: Adjusted) -> np.ndarray:
    return np.array([fitted.variances.entry, fitted.variances.juror]) / fitted.variances.error


def test_penicillin_as_published(penicillin: list[Ballot]) -> None:
    result = rank_category(penicillin, "adjusted")
    assert result.variances is not None
    assert result.mean == pytest.approx(22.972222, abs=1e-6)
    assert result.variances.entry == pytest.approx(0.716905, abs=1e-5)
    assert result.variances.error == pytest.approx(0.302415, abs=1e-6)
    # lme4 prints 3.731132, where its optimiser stopped; the optimum itself is 3.730918 (next test).
    assert result.variances.juror == pytest.approx(3.731132, rel=1e-4)
    assert [-juror.severity for juror in result.jurors] == pytest.approx(
        [2.187058, -1.010476, 1.937900, -0.096895, -0.013842, -3.003745], abs=1e-5
    )


def test_a_balanced_panel_has_the_variances_of_the_analysis_of_variance(penicillin: list[Ballot]) -> None:
    table: dict[str, dict[str, float]] = {}
    for ballot in penicillin:
        table.setdefault(ballot.entry, {})[ballot.juror] = float(ballot.score or 0)
    marks = np.array([[row[juror] for juror in sorted(row)] for row in table.values()])
    plates, samples = marks.mean(axis=1), marks.mean(axis=0)
    rest = marks - plates[:, None] - samples + marks.mean()
    error = np.square(rest).sum() / (23 * 5)
    result = rank_category(penicillin, "adjusted")
    assert result.variances is not None
    assert result.variances.error == pytest.approx(error, rel=1e-9)
    assert result.variances.entry == pytest.approx(plates.var(ddof=1) - error / 6, rel=1e-9)
    assert result.variances.juror == pytest.approx(samples.var(ddof=1) - error / 24, rel=1e-9)


@pytest.mark.parametrize("shape", [(12, 5, 3), (6, 15, 7), (9, 9, 4)])
def test_predictions_and_their_errors_solve_the_mixed_model_equations(shape: tuple[int, int, int]) -> None:
    data = panel(3, *shape)
    fitted = adjust(*data)
    entry, juror, marks = data
    entries, jurors = entry.max() + 1, juror.max() + 1
    design = np.hstack([np.ones((len(marks), 1)), np.eye(entries)[entry], np.eye(jurors)[juror]])
    penalty = np.r_[0, np.full(entries, 1 / ratios(fitted)[0]), np.full(jurors, 1 / ratios(fitted)[1])]
    inverse = np.linalg.inv(design.T @ design + np.diag(penalty))
    solution = inverse @ design.T @ marks
    errors = np.sqrt(fitted.variances.error * inverse.diagonal())
    assert np.r_[fitted.mean, fitted.entries, fitted.jurors] == pytest.approx(solution, abs=1e-9)
    assert np.r_[fitted.entry_errors, fitted.juror_errors] == pytest.approx(errors[1:], abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([(12, 5, 3), (5, 9, 4), (20, 4, 2)]))
def test_no_other_variances_are_more_likely(seed: int, shape: tuple[int, int, int]) -> None:
    data = panel(seed, *shape)
    fitted = adjust(*data)
    best = deviance(ratios(fitted), data)
    for factors in ((1.05, 1), (0.95, 1), (1, 1.05), (1, 0.95), (1.03, 0.97)):
        assert best <= deviance(ratios(fitted) * factors, data) + 1e-9
    for other in ((0.01, 0), (0, 0.01)):
        assert best <= deviance(ratios(fitted) + other, data) + 1e-9


@pytest.mark.parametrize("pair", [(0.0, 0.0), (0.5, 0.0), (0.0, 2.0), (1.5, 0.3)])
def test_the_deviance_is_that_of_the_definition(pair: tuple[float, float]) -> None:
    data = panel(5, 9, 5, 3)
    entry, juror, marks = data
    point = evaluate(crossed(entry, juror, marks - marks.mean()), np.array(pair))
    assert point.deviance == pytest.approx(deviance(np.array(pair), data), abs=1e-9)


def test_many_different_numbers_of_marks_give_the_same_as_kept_cross_products() -> None:
    entry, juror, marks = panel(8, 30, 12, 9)
    data = crossed(entry, juror, marks)
    weights = 1 / (1 + data.outer_counts)
    loose = type(data)(**{**data.__dict__, "crossings": None})
    assert loose.cross(weights) == pytest.approx(data.cross(weights), abs=1e-12)


@pytest.mark.parametrize("shape", [(900, 150, 2), (300, 20, 12)])
def test_thin_and_full_tables_are_multiplied_alike(shape: tuple[int, int, int]) -> None:
    entry, juror, marks = panel(2, *shape)
    data = crossed(entry, juror, marks)
    weights = 1 / (1 + data.outer_counts)
    table = data.table.toarray()
    assert data.cross(weights) == pytest.approx(table.T @ (weights[:, None] * table), abs=1e-12)


def test_long_and_short_lists_have_the_errors_of_the_definition() -> None:
    """Entries with many marks are reckoned by rows, those with few by pairs of jurors."""
    entry, juror, marks = panel(4, 60, 40, 20)
    few = (entry >= 50) & (np.arange(len(entry)) % 9 > 0)
    entry, juror, marks = entry[~few], juror[~few], marks[~few]
    fitted = adjust(entry, juror, marks)
    indicators = np.eye(60)[entry], np.eye(40)[juror]
    variances = fitted.variances
    covariance = variances.error * np.eye(len(marks)) + variances.entry * indicators[0] @ indicators[0].T
    inverse = np.linalg.inv(covariance + variances.juror * indicators[1] @ indicators[1].T)
    projected = inverse - np.outer(inverse.sum(axis=0), inverse.sum(axis=0)) / inverse.sum()
    spread = variances.entry - variances.entry**2 * (indicators[0].T @ projected @ indicators[0]).diagonal()
    assert np.square(fitted.entry_errors) == pytest.approx(spread, abs=1e-10)


def test_a_severe_juror_is_found_and_corrected_for() -> None:
    """J0 marks two points lower, and only half of the entries meet J0."""
    ballots = []
    for number in range(12):
        for juror in [f"J{(number + step) % 6}" for step in range(3)]:
            noise = Decimal((7 * number + 3 * int(juror[1:])) % 5) / 10
            ballots.append(Ballot(f"E{number:02}", juror, 4 + Decimal(number) / 3 + noise - 2 * (juror == "J0")))
    result = rank_category(ballots, "adjusted")
    severities = {juror.juror: juror.severity for juror in result.jurors}
    assert max(severities, key=severities.__getitem__) == "J0"
    assert severities["J0"] == pytest.approx(5 / 3, abs=0.25)
    assert sum(severities.values()) == pytest.approx(0, abs=1e-9)
    assert [entry.entry for entry in result.entries] == [f"E{number:02}" for number in reversed(range(12))]


def test_equal_ballots_are_tied() -> None:
    marks = {"A": (7, 8, 6), "B": (9, 9, 7), "C": (7, 8, 6), "D": (2, 4, 1)}
    ballots = [
        Ballot(entry, juror, Decimal(mark))
        for entry, row in marks.items()
        for juror, mark in zip("xyz", row, strict=True)
    ]
    result = rank_category(ballots, "adjusted")
    assert [(entry.entry, entry.rank) for entry in result.entries] == [("B", 1), ("A", 2), ("C", 2), ("D", 4)]


def test_an_unconnected_panel_is_refused_with_its_parts() -> None:
    ballots = [Ballot(entry, juror, Decimal(5)) for entry, juror in (("A", "1"), ("B", "1"), ("C", "2"), ("D", "2"))]
    with pytest.raises(Refused, match=r"2 parts that share no juror \(A, B \| C, D …\)"):
        rank_category(ballots, "adjusted")
    connected = [*ballots, Ballot("C", "1", None), Ballot("A", "2", Decimal(6))]
    assert len(rank_category(connected, "adjusted").entries) == 4


def test_one_juror_has_no_severity() -> None:
    result = rank_category([Ballot("A", "1", Decimal("7.25")), Ballot("B", "1", Decimal(8))], "adjusted")
    assert [(entry.entry, entry.score, entry.se) for entry in result.entries] == [("B", 8.0, None), ("A", 7.25, None)]
    assert result.warnings == (ONE_JUROR,)
    assert result.jurors == ()


def test_one_entry_has_the_mean() -> None:
    result = rank_category([Ballot("A", "1", Decimal(7)), Ballot("A", "2", Decimal(8))], "adjusted", Options(places=0))
    assert [(entry.rank, entry.score) for entry in result.entries] == [(1, Fraction(8))]
    assert result.warnings == (ONE_ENTRY,)


def test_marks_that_are_all_the_same_tie_everybody() -> None:
    ballots = [Ballot(entry, juror, Decimal(5)) for entry in "ABC" for juror in "12"]
    result = rank_category(ballots, "adjusted", Options(uncertainty=True, top=1))
    assert [(entry.rank, entry.score) for entry in result.entries] == [(1, 5.0)] * 3
    assert [juror.severity for juror in result.jurors] == [0.0, 0.0]


def test_marks_without_any_error_are_taken_apart_exactly() -> None:
    ballots = [
        Ballot(entry, juror, Decimal(quality - severity))
        for entry, quality in (("A", 9), ("B", 7), ("C", 4))
        for juror, severity in (("1", 0), ("2", 1), ("3", 2))
    ]
    result = rank_category(ballots, "adjusted")
    assert [entry.score for entry in result.entries] == pytest.approx([8, 6, 3], abs=1e-5)
    assert [juror.severity for juror in result.jurors] == pytest.approx([-1, 0, 1], abs=1e-5)


def test_entries_that_do_not_differ_are_said_to() -> None:
    """Every entry gets the same marks in another order, so the means agree and the jurors contradict each other."""
    ballots = [
        Ballot(f"E{entry}", f"J{juror}", Decimal((entry + juror) % 3)) for entry in range(3) for juror in range(3)
    ]
    result = rank_category(ballots, "adjusted", Options(uncertainty=True, top=2))
    assert [entry.rank for entry in result.entries] == [1, 1, 1]
    assert [(entry.rank_low, entry.rank_high) for entry in result.entries] == [(1, 3)] * 3
    assert result.warnings == (NO_DIFFERENCE,)


@pytest.mark.parametrize(("shape", "rounds"), [((40, 10, 5), 40), ((8, 5, 3), 200)])
def test_rank_intervals_cover_what_they_promise(shape: tuple[int, int, int], rounds: int) -> None:
    """Truth is simulated from the model; 90% intervals must hold it in 88 to 92 of 100 cases."""
    entries, jurors, each = shape
    hits = 0
    for seed in range(rounds):
        generator = np.random.default_rng(seed)
        entry = np.repeat(np.arange(entries), each)
        juror = np.concatenate([generator.permutation(jurors)[:each] for _ in range(entries)])
        juror = np.unique(juror, return_inverse=True)[1]
        truth = generator.normal(0, 1, entries)
        marks = truth[entry] + generator.normal(0, 0.8, jurors)[juror] + generator.normal(0, 1, entries * each)
        low, high, chance = rank_intervals(adjust(entry, juror, marks), seed, top=3)
        place = np.empty(entries, dtype=int)
        place[np.argsort(-truth)] = np.arange(1, entries + 1)
        hits += int(((low <= place) & (place <= high)).sum())
        assert chance.sum() == pytest.approx(3)
    assert 0.88 <= hits / (rounds * entries) <= 0.92


@pytest.mark.parametrize("shape", [(8, 5, 4), (4, 9, 6)])
def test_uncertainty_is_reported_around_the_place_and_repeats_itself(shape: tuple[int, int, int]) -> None:
    entry, juror, marks = panel(1, *shape)
    ballots = [
        Ballot(f"E{row}", f"J{column}", Decimal(repr(round(float(mark), 3))))
        for row, column, mark in zip(entry, juror, marks, strict=True)
    ]
    options = Options(uncertainty=True, top=2, seed=7)
    result = rank_category(ballots, "adjusted", options)
    assert result == rank_category(ballots[::-1], "adjusted", options)
    for found in result.entries:
        assert found.rank is not None
        assert found.rank_low is not None
        assert found.rank_high is not None
        assert 1 <= found.rank_low <= found.rank <= found.rank_high <= shape[0]
    assert sum(found.top or 0 for found in result.entries) == pytest.approx(2)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("A1 10, B1 9, B2 1.25, C2 .5", (0, 37, 0.390625)),
        ("A1 2, A2 8, A3 9, B2 6, B3 6", (2.893553, 13.589906, 0.261138)),
    ],
)
def test_of_several_minima_the_deepest_is_taken(marks: str, expected: tuple[float, float, float]) -> None:
    """Checked against a dense search over all ratios; the nearest minimum lies elsewhere."""
    ballots = [Ballot(cell[0], cell[1], Fraction(mark)) for cell, mark in map(str.split, marks.split(", "))]
    found = rank_category(ballots, "adjusted").variances
    assert found is not None
    assert (found.entry, found.juror, found.error) == pytest.approx(expected, abs=2e-6)
