"""What goes into a ranking and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, get_args

from judging.errors import Phrase, Refused

Method = Literal[
    "mean",
    "median",
    "trimmed",
    "clamp",
    "zscore",
    "adjusted",
    "rasch",
    "borda",
    "schulze",
    "kemeny",
    "bradley-terry",
]
Estimation = Literal["joint", "marginal"]
Steps = Literal["rating", "partial"]
Score = Fraction | float
METHODS: tuple[Method, ...] = get_args(Method)


@dataclass(frozen=True, slots=True)
class Ballot:
    """One juror's total for one entry, in points; None is an abstention or a recusal, which is not a score."""

    entry: str
    juror: str
    score: Decimal | Fraction | None


@dataclass(frozen=True, slots=True)
class Options:
    """The settings of a method, frozen with it before the round.

    trim: marks dropped at each end (`trimmed`); clamp: marks are limited to the mean ± this many points (`clamp`);
    places: decimal places that scores are rounded to, half up, or None for no rounding;
    uncertainty: compute rank intervals; top: also the chance of being among the first `top`; seed: of the simulation
    behind both; estimation, steps: of `rasch`: which likelihood is maximised, and whether the steps of the scale are
    the same for all or each criterion's (without criteria: each juror's) own.
    """

    trim: int = 1
    clamp: Decimal | None = None
    places: int | None = None
    uncertainty: bool = False
    top: int | None = None
    seed: int = 0
    estimation: Estimation = "joint"
    steps: Steps = "rating"

    def __post_init__(self) -> None:
        if self.trim < 0:
            raise Refused("The number of marks to drop must not be negative.")
        if self.clamp is not None and not (self.clamp.is_finite() and self.clamp >= 0):
            raise Refused("The distance that marks are limited to must be a number, zero or more.")
        if self.places is not None and not 0 <= self.places <= 12:
            raise Refused("Scores can be rounded to 0 to 12 decimal places.")


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """How sure a place is; the fields are those of EntryResult."""

    se: float | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    top: float | None = None


@dataclass(frozen=True, slots=True)
class EntryResult:
    """An entry's place. Rank 1 is best, ties share the better place; rank and score are None where nobody scored it.

    score: a float for `adjusted`, `rasch`, `bradley-terry` and `zscore` unless it is rounded, else an exact fraction;
    se: its standard error (`adjusted`: of prediction); rank_low ≤ rank_high: 90% interval of the rank; top: chance of
    being among the first K; n: ballots.
    """

    entry: str
    rank: int | None
    score: Score | None
    n: int
    se: float | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    top: float | None = None


@dataclass(frozen=True, slots=True)
class JurorResult:
    """A juror's severity, positive where the juror marks low; the severities of a panel sum to 0.

    severity, se: in points (`adjusted`) or logits (`rasch`); infit, outfit: mean squares; thresholds: between the
    neighbours in `marks`, relative to the severity.
    """

    juror: str
    severity: float
    se: float | None
    infit: float | None = None
    outfit: float | None = None
    thresholds: tuple[float, ...] | None = None
    marks: tuple[Fraction, ...] | None = None


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion's difficulty in logits, positive where marks are low; thresholds between the neighbours in `marks`,
    relative to the difficulty; difficulties, and the thresholds of each criterion, sum to 0.
    """

    criterion: str
    difficulty: float
    se: float | None
    thresholds: tuple[float, ...]
    marks: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Variances:
    """REML estimates, in squared points."""

    entry: float
    juror: float
    error: float


@dataclass(frozen=True, slots=True)
class CategoryResult:
    """The ranking of one category: entries by rank, then by name; what nobody scored comes last.

    mean: of the model; spread: standard deviation of abilities (`rasch`, marginal); agreed: preferences of jurors that
    the order agrees with (`kemeny`).
    """

    method: Method
    entries: tuple[EntryResult, ...]
    jurors: tuple[JurorResult, ...] = ()
    mean: float | None = None
    variances: Variances | None = None
    warnings: tuple[Phrase, ...] = ()
    criteria: tuple[CriterionResult, ...] = ()
    spread: float | None = None
    agreed: int | None = None
