"""From ballots to a ranking: pure functions, the same for the web pages and the command line."""

from judging.scoring.aggregation.criteria import Mark, totals
from judging.scoring.aggregation.ranking import rank_category, rank_marks
from judging.scoring.aggregation.values import (
    METHODS,
    Ballot,
    CategoryResult,
    CriterionResult,
    EntryResult,
    Estimation,
    JurorResult,
    Method,
    Options,
    Score,
    Steps,
    Variances,
)

__all__ = [
    "METHODS",
    "Ballot",
    "CategoryResult",
    "CriterionResult",
    "EntryResult",
    "Estimation",
    "JurorResult",
    "Mark",
    "Method",
    "Options",
    "Score",
    "Steps",
    "Variances",
    "rank_category",
    "rank_marks",
    "totals",
]
