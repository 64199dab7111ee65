"""Figures of agreement against published ones, definitions and simulation."""

from decimal import Decimal
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.errors import Refused
from judging.scoring.aggregation import Ballot
from judging.scoring.aggregation.adjusted import adjust
from judging.scoring.aggregation.agreement import Agreement, Figure, Metric, agreement
from judging.scoring.aggregation.agreement.intraclass import from_model, from_table

KRIPPENDORFF_C = """\
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 ."""
"""Four observers of twelve units (Krippendorff 2011, Computing Krippendorff's alpha-reliability, example C)."""
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
"""Six targets by four judges (Shrout & Fleiss 1979, table 2)."""


def full(table: list[list[int]]) -> list[Ballot]:
    return [
        Ballot(f"E{entry:02}", f"J{juror}", Decimal(mark))
        for entry, row in enumerate(table)
        for juror, mark in enumerate(row)
    ]


def observed() -> list[Ballot]:
    return [
        Ballot(f"U{unit:02}", f"J{juror}", None if mark == "." else Decimal(mark))
        for juror, line in enumerate(KRIPPENDORFF_C.splitlines())
        for unit, mark in enumerate(line.split())
    ]


def value(figure: Figure | None) -> float:
    assert figure is not None
    assert figure.low is not None
    assert figure.high is not None
    assert figure.low <= figure.value <= figure.high
    return figure.value


@pytest.mark.parametrize(
    ("metric", "published"), [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)]
)
def test_krippendorffs_example(metric: Metric, published: float) -> None:
    found = agreement(observed(), metric)
    assert value(found.alpha) == pytest.approx(published, abs=1e-6)
    assert (found.entries, found.ballots, found.complete) == (12, 41, 8)
    assert "8 of 12 entries" in str(found.warnings[0])


def test_shrout_and_fleiss_with_the_intervals_of_mcgraw_and_wong() -> None:
    found = agreement(full(SHROUT_FLEISS))
    assert value(found.icc_2_1) == pytest.approx(0.29, abs=0.005)
    assert value(found.icc_3_1) == pytest.approx(0.71, abs=0.005)
    assert found.icc_2_1 is not None
    assert found.icc_3_1 is not None
    assert (found.icc_2_1.low, found.icc_2_1.high) == pytest.approx((0.019, 0.761), abs=5e-4)
    assert (found.icc_3_1.low, found.icc_3_1.high) == pytest.approx((0.342, 0.946), abs=5e-4)
    assert found.warnings == ()


tables = st.integers(3, 6).flatmap(
    lambda jurors: st.lists(st.lists(st.integers(0, 5), min_size=jurors, max_size=jurors), min_size=2, max_size=7)
)


@settings(max_examples=25, deadline=None)
@given(tables)
def test_alpha_is_that_of_all_pairs(table: list[list[int]]) -> None:
    found = agreement(full(table))
    marks = np.array(table, dtype=float)
    if found.alpha is None:
        assert np.ptp(marks) == 0
        return
    within = np.mean([(one - other) ** 2 for row in marks for one, other in combinations(row, 2)])
    everywhere = np.mean([(one - other) ** 2 for one, other in combinations(marks.ravel(), 2)])
    assert found.alpha.value == pytest.approx(1 - within / everywhere, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(tables)
def test_concordance_without_ties_is_that_of_rank_correlations(table: list[list[int]]) -> None:
    """W = (1 + (m − 1) · mean Spearman correlation) / m, where every juror ranks without ties."""
    order = np.argsort(np.argsort(np.array(table) + np.arange(len(table))[:, None] / 10, axis=0), axis=0)
    found = agreement(full(order.tolist()))
    correlations = np.corrcoef(order.T)[np.triu_indices(order.shape[1], 1)]
    expected = (1 + (order.shape[1] - 1) * correlations.mean()) / order.shape[1]
    assert found.kendall_w is not None
    assert found.kendall_w.value == pytest.approx(expected, abs=1e-9)


def test_concordance_is_corrected_for_ties() -> None:
    """Two jurors with the same tied order agree fully, which the uncorrected W would deny."""
    found = agreement(full([[1, 2], [1, 2], [3, 5], [3, 5], [4, 9]]))
    assert found.kendall_w == Figure(1.0, 1.0, 1.0)
    assert found.alpha is not None
    assert found.alpha.value < 1


def test_a_full_table_has_the_same_correlations_by_the_mixed_model() -> None:
    generator = np.random.default_rng(4)
    marks = generator.normal(0, 1.5, (40, 1)) + generator.normal(0, 1, 6) + generator.normal(0, 1, (40, 6))
    entry, juror = np.indices(marks.shape).reshape(2, -1)
    table, model = from_table(marks), from_model(adjust(entry, juror, marks.ravel()))
    assert table.agreement is not None
    assert table.consistency is not None
    assert model.agreement is not None
    assert model.consistency is not None
    assert model.agreement[0] == pytest.approx(table.agreement[0], abs=1e-9)
    assert model.consistency[0] == pytest.approx(table.consistency[0], abs=1e-9)
    assert model.consistency[1:] == pytest.approx(table.consistency[1:], abs=0.05)


def test_intervals_of_incomplete_panels_hold_the_truth() -> None:
    hits = []
    for seed in range(40):
        generator = np.random.default_rng(seed)
        entry = np.repeat(np.arange(60), 4)
        juror = np.concatenate([generator.permutation(10)[:4] for _ in range(60)])
        marks = generator.normal(0, 1, 60)[entry] + generator.normal(0, 0.5, 10)[juror] + generator.normal(0, 1, 240)
        for found, truth in zip(
            (lambda it: (it.agreement, it.consistency))(from_model(adjust(entry, juror, marks))),
            (1 / 2.25, 1 / 2),
            strict=True,
        ):
            assert found is not None
            hits.append((found[1] or 0) <= truth <= (found[2] or 1))
    assert np.mean(hits) >= 0.88


def quality(found: Agreement, juror: str) -> dict[str, float | None]:
    one = next(one for one in found.jurors if one.juror == juror)
    return {"severity": one.severity, "spread": one.spread, "fit": one.fit, "correlation": one.correlation}


def test_jurors_are_told_apart() -> None:
    generator = np.random.default_rng(2)
    truth = generator.normal(6, 1.5, 60)
    marks = {
        "fair": truth + generator.normal(0, 0.3, 60),
        "harsh": truth - 2 + generator.normal(0, 0.3, 60),
        "kind": truth + 1 + generator.normal(0, 0.3, 60),
        "erratic": truth + generator.normal(0, 2, 60),
    }
    found = agreement(
        [
            Ballot(f"{entry:02}", juror, Decimal(str(round(mark, 2))))
            for juror, column in marks.items()
            for entry, mark in enumerate(column)
        ]
    )
    severities = {juror: quality(found, juror)["severity"] or 0 for juror in marks}
    assert sum(severities.values()) == pytest.approx(0, abs=1e-9)
    assert max(severities, key=severities.__getitem__) == "harsh"
    assert min(severities, key=severities.__getitem__) == "kind"
    assert (quality(found, "erratic")["fit"] or 0) > 2 > (quality(found, "fair")["fit"] or 9)
    assert (quality(found, "erratic")["correlation"] or 9) < (quality(found, "fair")["correlation"] or 0)
    assert (quality(found, "erratic")["spread"] or 0) > (quality(found, "fair")["spread"] or 9)


def test_the_order_of_ballots_never_matters() -> None:
    assert agreement(observed()[::-1]) == agreement(observed())


def test_what_there_is_nothing_to_tell_of_is_said() -> None:
    alone = agreement([Ballot("A", "1", Decimal(5)), Ballot("B", "1", Decimal(6))])
    assert (alone.alpha, alone.icc_2_1, alone.kendall_w) == (None, None, None)
    assert "nothing to compare" in str(alone.warnings[0])
    assert [juror.spread for juror in alone.jurors] == [pytest.approx(0.5**0.5)]
    one = agreement(full([[1, 2, 2]]))
    assert (one.alpha, one.entries, one.complete) == (None, 1, 1)
    same = agreement(full([[5, 5], [5, 5]]))
    assert (same.alpha, same.icc_3_1, same.kendall_w) == (None, None, None)
    apart = agreement([Ballot(entry, juror, Decimal(4)) for entry, juror in (("A", "1"), ("B", "2"))])
    assert any("2 parts that share no juror" in str(warning) for warning in apart.warnings)


def test_an_interval_holds_its_value_even_far_below_zero() -> None:
    assert value(agreement(full([[10, 5, 8], [4, 8, 10]])).icc_2_1) == pytest.approx(-1.043478, abs=1e-6)


def test_metrics_refuse_marks_that_do_not_suit_them() -> None:
    with pytest.raises(Refused, match="zero or more"):
        agreement(full([[-1, 2], [3, 4]]), "ratio")
    many = [
        Ballot(f"{entry:04}", juror, Decimal(entry * 2 + (juror == "b"))) for entry in range(1100) for juror in "ab"
    ]
    with pytest.raises(Refused, match="2200 different marks"):
        agreement(many, "ordinal")
