"""Rasch measures against their definition, a published example, and marks simulated from the model."""

from dataclasses import replace
from decimal import Decimal
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from judging.scoring.aggregation import CategoryResult, Mark, Options, rank_marks
from judging.scoring.aggregation.values import Estimation, Steps

ESTIMATIONS: tuple[Estimation, ...] = ("joint", "marginal")
STEPS: tuple[Steps, ...] = ("rating", "partial")
every_way = pytest.mark.parametrize(
    "options", [Options(estimation=way, steps=steps) for way in ESTIMATIONS for steps in STEPS]
)


def simulated(
    seed: int, shape: tuple[int, int, int], top: int, share: float = 1.0, spread: float = 1.0
) -> tuple[list[Mark], dict[str, np.ndarray]]:
    """Marks of (entries, jurors, criteria) from the model, and the truth; a part of the pairs may be missing."""
    generator = np.random.default_rng(seed)
    entries, jurors, criteria = shape
    truth = {
        "entry": generator.normal(0, spread, entries),
        "juror": generator.normal(0, 0.7, jurors),
        "criterion": generator.normal(0, 0.5, criteria),
        "thresholds": np.linspace(-1.5, 1.5, top) if top > 1 else np.zeros(1),
    }
    sums = np.r_[0, np.cumsum(truth["thresholds"])]
    marks = []
    for entry, juror in product(range(entries), range(jurors)):
        if generator.random() > share:
            continue
        for criterion in range(criteria):
            logit = truth["entry"][entry] - truth["juror"][juror] - truth["criterion"][criterion]
            step = int((np.arange(top + 1) * logit - sums + generator.gumbel(size=top + 1)).argmax())
            name = f"C{criterion}" if criteria > 1 else ""
            marks.append(Mark(f"E{entry:04}", f"J{juror:02}", name, Decimal(step)))
    truth["juror"] -= truth["juror"].mean()
    truth["criterion"] -= truth["criterion"].mean()
    return marks, truth


def severities(result: CategoryResult) -> np.ndarray:
    return np.array([juror.severity for juror in result.jurors])


def abilities(result: CategoryResult) -> np.ndarray:
    return np.array([float(entry.score or 0) for entry in sorted(result.entries, key=lambda entry: entry.entry)])


def log_chances(logit: np.ndarray, thresholds: np.ndarray) -> np.ndarray:
    """(…, step) from the definition."""
    exponent = np.arange(len(thresholds) + 1) * logit[..., None] - np.r_[0, np.cumsum(thresholds)]
    top = exponent.max(axis=-1, keepdims=True)
    return np.asarray(exponent - top - np.log(np.exp(exponent - top).sum(axis=-1, keepdims=True)))


def brute(marks: list[Mark], *, marginal: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(severities, difficulties, thresholds) of a rating scale by a general optimiser on the whole likelihood."""
    levels = [sorted({getattr(mark, facet) for mark in marks}) for facet in ("entry", "juror", "criterion")]
    numbers = [
        np.array([level.index(getattr(mark, facet)) for mark in marks])
        for level, facet in zip(levels, ("entry", "juror", "criterion"), strict=True)
    ]
    step = np.array([int(mark.score or 0) for mark in marks])
    rows = np.arange(len(marks))
    nodes, weights = np.polynomial.hermite_e.hermegauss(81)
    first = 2 if marginal else len(levels[0])
    cuts = np.cumsum([first, len(levels[1]), len(levels[2])])

    def downhill(unknowns: np.ndarray) -> float:
        head, juror, criterion, thresholds = np.split(unknowns, cuts)
        held = float(juror.sum() ** 2 + criterion.sum() ** 2 + thresholds.sum() ** 2)
        rest = juror[numbers[1]] + criterion[numbers[2]]
        if not marginal:
            return held - float(log_chances(head[numbers[0]] - rest, thresholds)[rows, step].sum())
        ability = head[0] + np.exp(head[1]) * nodes
        each = np.stack([log_chances(one - rest, thresholds)[rows, step] for one in ability])
        joined = np.stack([np.bincount(numbers[0], one) for one in each])
        return held - float(np.log((weights / weights.sum()) @ np.exp(joined)).sum())

    found = minimize(downhill, np.zeros(cuts[-1] + int(step.max())), method="BFGS", options={"gtol": 1e-6}).x
    _, juror, criterion, thresholds = np.split(found, cuts)
    return juror, criterion, thresholds


@pytest.mark.parametrize("way", ESTIMATIONS)
def test_the_likelihood_is_at_its_maximum(way: Estimation) -> None:
    marks, _ = simulated(11, (8, 4, 2), 3, share=0.8, spread=0.6)
    result = rank_marks(marks, "rasch", Options(estimation=way))
    assert result.warnings == ()
    juror, criterion, thresholds = brute(marks, marginal=way == "marginal")
    assert severities(result) == pytest.approx(juror, abs=1e-4)
    assert [one.difficulty for one in result.criteria] == pytest.approx(criterion, abs=1e-4)
    for one in result.criteria:
        assert one.thresholds == pytest.approx(thresholds, abs=1e-4)


LSAT_6 = [3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61]


def test_the_law_school_test_as_published() -> None:
    """1,000 answers to 5 questions (Bock & Lieberman 1970), patterns 00000 to 11111; the Rasch fit that the R package
    ltm prints: common discrimination .7551, difficulties −3.6153 −1.3224 −.3176 −1.7301 −2.7802 in units of it.
    """
    people = [
        pattern
        for pattern, count in zip(product((0, 1), repeat=5), [*LSAT_6, 28, 298], strict=True)
        for _ in range(count)
    ]
    marks = [
        Mark(f"{number:04}", f"Q{question}", "", Decimal(answer))
        for number, pattern in enumerate(people)
        for question, answer in enumerate(pattern)
    ]
    assert len(people) == 1000
    result = rank_marks(marks, "rasch", Options(estimation="marginal"))
    assert result.spread == pytest.approx(0.7551, abs=5e-5)
    assert result.mean is not None
    published = np.array([-3.6153, -1.3224, -0.3176, -1.7301, -2.7802])
    assert (severities(result) - result.mean) / 0.75513 == pytest.approx(published, abs=2e-4)


def test_two_jurors_have_the_closed_solution() -> None:
    """Right and wrong answers to two questions: the joint estimate of their distance is twice the conditional one,
    log(wrong first, right second / right first, wrong second), a well-known bias of joint estimation.
    """
    pairs = [(1, 0)] * 30 + [(0, 1)] * 10
    marks = [
        Mark(f"{number:02}", juror, "", Decimal(answer))
        for number, pair in enumerate(pairs)
        for juror, answer in zip("ab", pair, strict=True)
    ]
    result = rank_marks(marks, "rasch")
    assert severities(result) == pytest.approx([-np.log(3), np.log(3)], abs=1e-7)
    assert {entry.rank for entry in result.entries} == {1}


@every_way
def test_what_was_simulated_is_found_again(options: Options) -> None:
    marks, truth = simulated(4, (400, 12, 3), 5, share=0.6)
    result = rank_marks(marks, "rasch", options)
    assert severities(result) == pytest.approx(truth["juror"], abs=0.2)
    assert [one.difficulty for one in result.criteria] == pytest.approx(truth["criterion"], abs=0.15)
    for one in result.criteria:
        assert one.thresholds == pytest.approx(truth["thresholds"], abs=0.4)
        assert sum(one.thresholds) == pytest.approx(0, abs=1e-9)
    assert np.corrcoef(abilities(result), truth["entry"])[0, 1] > 0.95
    assert sum(severities(result)) == pytest.approx(0, abs=1e-9)
    for juror in result.jurors:
        assert juror.infit == pytest.approx(1, abs=0.25)
        assert juror.outfit == pytest.approx(1, abs=0.35)
        assert juror.thresholds is None


def test_marginal_errors_are_those_of_the_simulation() -> None:
    """Standardised errors of abilities spread by 1; the distribution of abilities is found."""
    marks, truth = simulated(9, (300, 10, 1), 4, spread=1.5)
    result = rank_marks(marks, "rasch", Options(estimation="marginal"))
    errors = np.array([entry.se or 0 for entry in sorted(result.entries, key=lambda entry: entry.entry)])
    assert np.std((abilities(result) - truth["entry"]) / errors) == pytest.approx(1, abs=0.15)
    assert result.spread == pytest.approx(1.5, abs=0.2)


def test_without_criteria_partial_thresholds_belong_to_jurors() -> None:
    marks, _ = simulated(2, (60, 5, 1), 3)
    result = rank_marks(marks, "rasch", Options(steps="partial"))
    assert result.criteria == ()
    assert len({juror.thresholds for juror in result.jurors}) == 5
    for juror in result.jurors:
        assert sum(juror.thresholds or (1,)) == pytest.approx(0, abs=1e-9)
    common = rank_marks(marks, "rasch", Options(steps="rating"))
    assert len({juror.thresholds for juror in common.jurors}) == 1


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000), st.sampled_from(ESTIMATIONS), st.sampled_from(STEPS), st.randoms(use_true_random=False))
def test_order_and_units_of_marks_do_not_matter(seed: int, way: Estimation, steps: Steps, random: Random) -> None:
    marks, _ = simulated(seed, (25, 5, 2), 3, spread=0.7)
    options = Options(estimation=way, steps=steps)
    result = rank_marks(marks, "rasch", options)
    halves = [replace(mark, score=Decimal("7.5") + Decimal(int(mark.score or 0)) / 2) for mark in marks]
    again = rank_marks(random.sample(halves, len(halves)), "rasch", options)
    assert [(one.entry, one.rank, one.score, one.se) for one in again.entries] == [
        (one.entry, one.rank, one.score, one.se) for one in result.entries
    ]
    assert severities(again).tolist() == severities(result).tolist()


@pytest.mark.parametrize("way", ESTIMATIONS)
def test_who_marks_lower_is_more_severe_and_costs_nobody_a_place(way: Estimation) -> None:
    """J00 scores half of the entries, two steps lower than before: these do not fall behind the others."""
    marks, _ = simulated(6, (40, 6, 1), 6)
    some = [mark for mark in marks if mark.juror != "J00" or mark.entry < "E0020"]
    harsh = [
        replace(mark, score=Decimal(max(0, int(mark.score or 0) - 2))) if mark.juror == "J00" else mark for mark in some
    ]
    before, after = (rank_marks(each, "rasch", Options(estimation=way)) for each in (some, harsh))
    assert severities(after)[0] > severities(before)[0] + 0.8
    change = abilities(after) - abilities(before)
    assert np.mean(change[:20]) == pytest.approx(np.mean(change[20:]), abs=0.25)


def test_extreme_entries_stay_out_and_still_have_a_place() -> None:
    marks, _ = simulated(3, (20, 5, 1), 3, spread=0.6)
    best = [Mark("best", f"J{juror:02}", "", Decimal(3)) for juror in range(5)]
    worst = [Mark("worst", f"J{juror:02}", "", Decimal(0)) for juror in range(5)]
    plain = rank_marks(marks, "rasch")
    result = rank_marks([*marks, *best, *worst], "rasch")
    assert severities(result) == pytest.approx(severities(plain), abs=1e-9)
    assert (result.entries[0].entry, result.entries[-1].entry) == ("best", "worst")
    assert any("best, worst" in str(warning) for warning in result.warnings)
    thresholds = np.array(result.jurors[0].thresholds)
    for name, total in (("best", 15 - 0.3), ("worst", 0.3)):
        ability = next(float(one.score or 0) for one in result.entries if one.entry == name)
        chances = np.exp(log_chances(ability - severities(result), thresholds))
        assert (chances @ np.arange(4)).sum() == pytest.approx(total, abs=1e-6)


@pytest.mark.parametrize("way", ESTIMATIONS)
def test_extreme_jurors_are_measured_afterwards(way: Estimation) -> None:
    marks, _ = simulated(3, (20, 5, 1), 3, spread=0.6)
    kind = [Mark(f"E{entry:04}", "kind", "", Decimal(3)) for entry in range(20)]
    result = rank_marks([*marks, *kind], "rasch", Options(estimation=way))
    assert min(result.jurors, key=lambda juror: juror.severity).juror == "kind"
    assert sum(severities(result)) == pytest.approx(0, abs=1e-9)
    assert any("kind" in str(warning) for warning in result.warnings)


def test_a_juror_of_whom_nothing_is_known_is_left_out() -> None:
    """With thresholds of one's own, a juror who gives one mark only has none."""
    marks, _ = simulated(3, (20, 5, 1), 3, spread=0.6)
    result = rank_marks(
        [*marks, *(Mark(f"E{entry:04}", "flat", "", Decimal(2)) for entry in range(20))],
        "rasch",
        Options(steps="partial"),
    )
    assert "flat" not in {juror.juror for juror in result.jurors}
    assert any("flat" in str(warning) for warning in result.warnings)


def test_marks_that_nobody_gave_are_no_steps() -> None:
    marks, _ = simulated(5, (40, 5, 1), 3)
    gap = [replace(mark, score=Decimal(5) if mark.score == 3 else mark.score) for mark in marks]
    result = rank_marks(gap, "rasch")
    assert severities(result).tolist() == severities(rank_marks(marks, "rasch")).tolist()
    assert [str(warning) for warning in result.warnings if "Nobody gave" in str(warning)] == [
        "Nobody gave these marks, so steps are counted between those given: 3, 4"
    ]


@pytest.mark.parametrize("way", ESTIMATIONS)
def test_rank_intervals_hold_the_true_rank(way: Estimation) -> None:
    hits = []
    for seed in range(8):
        marks, truth = simulated(seed, (60, 8, 1), 5, share=0.7)
        result = rank_marks(marks, "rasch", Options(estimation=way, uncertainty=True, top=5, seed=seed))
        place = {f"E{number:04}": 1 + rank for rank, number in enumerate(np.argsort(-truth["entry"]))}
        hits += [(one.rank_low or 0) <= place[one.entry] <= (one.rank_high or 0) for one in result.entries]
        assert sum(one.top or 0 for one in result.entries) == pytest.approx(5)
    assert np.mean(hits) == pytest.approx(0.9, abs=0.04)
