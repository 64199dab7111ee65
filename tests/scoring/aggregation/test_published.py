"""Published tables, each with what was published of it: methods are written from their definitions, not to these."""

from decimal import Decimal
from itertools import count, permutations

import numpy as np
import pytest

from judging.scoring.aggregation import Ballot, CategoryResult, rank_category
from judging.scoring.aggregation.adjusted import Adjusted, adjust
from judging.scoring.aggregation.agreement import Metric, agreement

DYESTUFF = """\
1545 1440 1440 1520 1580 1540 1555 1490 1560 1495 1595 1550 1605 1510 1560
1445 1440 1595 1465 1545 1595 1630 1515 1635 1625 1520 1455 1450 1480 1445"""
"""Six batches, five samples each (Davies & Goldsmith 1972), as in the R package lme4."""
DYESTUFF2 = """\
7.298 3.846 2.434 9.566 7.990 5.220 6.556 0.608 11.788 -0.892 0.110 10.386 13.434 5.510 8.166
2.212 4.852 7.092 9.288 4.980 0.282 9.014 4.458 9.446 7.198 1.722 4.782 8.106 0.758 3.758"""
"""The same layout, simulated (Box & Tiao 1973): the batches' variance is estimated at its border 0."""
PASTES = """\
62.8 62.6 60.1 62.3 62.7 63.1 60.0 61.4 57.5 56.9 61.1 58.9 58.7 57.5 63.9 63.1 65.4 63.7 57.1 56.4
56.9 58.6 64.7 64.5 55.1 55.1 54.7 54.2 58.8 57.5 63.4 64.9 59.3 58.1 60.5 60.0 62.5 62.6 61.0 58.7
56.9 57.7 59.2 59.4 65.2 66.0 64.8 64.1 54.8 54.8 64.0 64.0 57.7 56.8 58.3 59.3 59.2 59.2 58.9 56.6"""
"""Ten batches, three casks of each, two assays of each cask (Davies & Goldsmith 1972), as in lme4."""
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
BASEBALL = {
    "Milwaukee": "- 7 9 7 7 9 11",
    "Detroit": "6 - 7 5 11 9 9",
    "Toronto": "4 6 - 7 7 8 12",
    "New York": "6 8 6 - 6 7 10",
    "Boston": "6 2 6 7 - 7 12",
    "Cleveland": "4 4 5 6 6 - 6",
    "Baltimore": "2 4 1 3 1 7 -",
}
"""American League East 1987, wins of the row's team over the column's (Agresti, Categorical Data Analysis)."""
KENDALL_TIES = [
    [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
    [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
    [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
]
"""Three rankings of ten objects with ties (Kendall, Rank Correlation Methods): W = .828."""
SIEGEL = [[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]
"""Three executives rank six applicants (Siegel, Nonparametric Statistics): W = .16."""
KRIPPENDORFF_A = ["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"]
"""Two observers, ten articles, two values (Krippendorff 2011, example A): alpha = .095."""
KRIPPENDORFF_B = ["1 1 2 2 4 3 3 3 5 4 4 1", "2 1 2 2 2 3 3 3 5 4 4 4"]
"""Two observers, twelve articles, five values (Krippendorff 2011, example B): nominal alpha = .692."""
THREE_CODERS = [
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
]
"""Three coders, fifteen units, many values missing (Hayes & Krippendorff 2007): .691 nominal, .811 interval."""


def numbers(text: str) -> np.ndarray:
    return np.array(text.split(), dtype=float)


def by_batches(text: str, batches: int) -> Adjusted:
    marks = numbers(text)
    batch = np.repeat(np.arange(batches), len(marks) // batches)
    return adjust(batch, np.zeros(len(marks), dtype=np.int64), marks)


def observed(lines: list[str]) -> list[Ballot]:
    return [
        Ballot(f"U{unit:02}", f"J{juror}", None if mark == "." else Decimal(mark))
        for juror, line in enumerate(lines)
        for unit, mark in enumerate(line.split())
    ]


def ranked(lists: list[list[float]]) -> list[Ballot]:
    return [
        Ballot(f"E{entry:02}", f"J{juror}", -Decimal(str(rank)))
        for juror, ranks in enumerate(lists)
        for entry, rank in enumerate(ranks)
    ]


def scores(result: CategoryResult) -> dict[str, float]:
    return {entry.entry: float(entry.score or 0) for entry in result.entries}


def test_dyestuff() -> None:
    fitted = by_batches(DYESTUFF, 6)
    assert fitted.mean == pytest.approx(1527.5)
    assert (fitted.variances.entry, fitted.variances.error) == pytest.approx((1764.05, 2451.25), abs=0.01)


def test_dyestuff_without_a_difference() -> None:
    fitted = by_batches(DYESTUFF2, 6)
    assert fitted.variances.entry == 0
    assert (fitted.mean, fitted.variances.error) == pytest.approx((5.6656, 13.806), abs=1e-3)


def test_pastes() -> None:
    fitted = adjust(np.repeat(np.arange(10), 6), np.repeat(np.arange(30), 2), numbers(PASTES))
    assert fitted.mean == pytest.approx(60.0533, abs=1e-4)
    deviations = np.sqrt([fitted.variances.juror, fitted.variances.entry, fitted.variances.error])
    assert deviations == pytest.approx([2.9041, 1.2874, 0.82341], abs=1e-4)


def test_the_variances_of_shrout_and_fleiss() -> None:
    """Mean squares 11.24, 32.49, 1.02: in a full table REML gives what the analysis of variance gives."""
    ballots = [
        Ballot(f"T{target}", f"J{judge}", Decimal(mark))
        for target, row in enumerate(SHROUT_FLEISS)
        for judge, mark in enumerate(row)
    ]
    found = rank_category(ballots, "adjusted").variances
    assert found is not None
    assert (found.entry, found.juror, found.error) == pytest.approx((2.5556, 5.2444, 1.0194), abs=1e-4)
    agreed = agreement(ballots)
    assert agreed.icc_2_1 is not None
    assert agreed.icc_3_1 is not None
    assert (agreed.icc_2_1.value, agreed.icc_3_1.value) == pytest.approx((0.29, 0.71), abs=5e-3)


def test_baseball_by_bradley_terry() -> None:
    """Every game is a juror with two marks; published are differences to Baltimore."""
    game, teams = count(), list(BASEBALL)
    ballots = [
        Ballot(team, f"G{number:03}", Decimal(int(team == winner)))
        for winner, line in BASEBALL.items()
        for loser, wins in zip(teams, line.split(), strict=True)
        for number in (next(game) for _ in range(0 if wins == "-" else int(wins)))
        for team in (winner, loser)
    ]
    found = scores(rank_category(ballots, "bradley-terry"))
    published = [1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839, 0.0]
    assert [found[team] - found["Baltimore"] for team in teams] == pytest.approx(published, abs=1e-4)


@pytest.mark.parametrize(("lists", "published", "digits"), [(KENDALL_TIES, 0.828, 3), (SIEGEL, 0.16, 2)])
def test_kendalls_w(lists: list[list[float]], published: float, digits: int) -> None:
    found = agreement(ranked(lists)).kendall_w
    assert found is not None
    assert round(found.value, digits) == published


@pytest.mark.parametrize(
    ("lines", "metric", "published"),
    [
        (KRIPPENDORFF_A, "nominal", 0.095),
        (KRIPPENDORFF_A, "interval", 0.095),
        (KRIPPENDORFF_B, "nominal", 0.692),
        (THREE_CODERS, "nominal", 0.691),
        (THREE_CODERS, "interval", 0.811),
    ],
)
def test_krippendorffs_alpha(lines: list[str], metric: Metric, published: float) -> None:
    found = agreement(observed(lines), metric).alpha
    assert found is not None
    assert found.value == pytest.approx(published, abs=5e-4)


def test_condorcets_circle_is_a_tie_for_every_order_of_names() -> None:
    for a, b, c in permutations("ABC"):
        ballots = [
            Ballot(entry, f"J{juror}", Decimal(3 - place))
            for juror, order in enumerate((a + b + c, b + c + a, c + a + b))
            for place, entry in enumerate(order)
        ]
        for method in ("borda", "schulze", "kemeny"):
            assert {entry.rank for entry in rank_category(ballots, method).entries} == {1}
