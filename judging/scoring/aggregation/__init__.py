"""From ballots to a ranking: pure functions, the same for the web pages and the command line."""

from judging.scoring.aggregation.criteria import Mark, totals
from judging.scoring.aggregation.ranking import rank_category
from judging.scoring.aggregation.values import (
    METHODS,
    Ballot,
    CategoryResult,
    EntryResult,
    JurorResult,
    Method,
    Options,
    Score,
    Variances,
)

__all__ = [
    "METHODS",
    "Ballot",
    "CategoryResult",
    "EntryResult",
    "JurorResult",
    "Mark",
    "Method",
    "Options",
    "Score",
    "Variances",
    "rank_category",
    "totals",
]
