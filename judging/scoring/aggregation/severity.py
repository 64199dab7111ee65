"""Ranks a category by severity-adjusted scores: names in, names out, around the fit of `adjusted`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from judging.errors import Phrase, phrase
from judging.scoring.aggregation.adjusted import Adjusted, adjust, rank_intervals
from judging.scoring.aggregation.connection import refuse_unconnected
from judging.scoring.aggregation.crossed import Index, Vector
from judging.scoring.aggregation.draws import uncertainty
from judging.scoring.aggregation.places import in_order, places, rounded
from judging.scoring.aggregation.values import Ballot, CategoryResult, JurorResult, Options, Uncertainty

_NOISE = 1e-9
"""Scores nearer than this share of the marks' spread are equal: arithmetic, not a juror, drew them apart."""
ONE_JUROR = phrase("Only one juror scored: severity cannot be told, and the marks are taken as they are.")
ONE_ENTRY = phrase("Only one entry was scored: severity cannot be told, and its score is the mean of its marks.")
NO_UNCERTAINTY = phrase("With one juror or one entry there is no telling how sure the ranks are.")
NO_DIFFERENCE = phrase("The marks do not tell the entries apart: all differences are within the jurors' error.")


def rank_adjusted(ballots: Sequence[Ballot], options: Options) -> CategoryResult:
    """The ranking by the mixed model (see `reml`). Abstentions take no part; who only abstained has no severity.

    Raises Refused where no juror connects some entries with the others: their scores could not be compared.
    """
    counts = Counter(dict.fromkeys((ballot.entry for ballot in ballots), 0))
    counts.update(ballot.entry for ballot in ballots if ballot.score is not None)
    entries, jurors, entry, juror, marks = arrays(ballots)
    if not entries:
        return CategoryResult("adjusted", entries=in_order({}, {}, counts))
    refuse_unconnected(entry, juror, entries)
    if len(jurors) == 1 or len(entries) == 1:
        return _plain(entries, entry, marks, counts, options, ONE_JUROR if len(jurors) == 1 else ONE_ENTRY)
    fitted = adjust(entry, juror, marks)
    scores = {
        name: rounded(float(fitted.mean + effect), options.places)
        for name, effect in zip(entries, fitted.entries, strict=True)
    }
    ranks = places(scores, tolerance=_NOISE * float(marks.std()))
    intervals = rank_intervals(fitted, options.seed, options.top or 0) if options.uncertainty else None
    known = uncertainty(entries, ranks, fitted.entry_errors, intervals, options.top)
    return CategoryResult(
        method="adjusted",
        entries=in_order(scores, ranks, counts, known),
        jurors=_jurors(fitted, jurors),
        mean=fitted.mean,
        variances=fitted.variances,
        warnings=() if fitted.variances.entry > 0 or not fitted.variances.error > 0 else (NO_DIFFERENCE,),
    )


def arrays(ballots: Sequence[Ballot]) -> tuple[list[str], list[str], Index, Index, Vector]:
    """(entries, jurors, number of each ballot's entry, of its juror, its score) without abstentions."""
    scored = [ballot for ballot in ballots if ballot.score is not None]
    entries = sorted({ballot.entry for ballot in scored})
    jurors = sorted({ballot.juror for ballot in scored})
    entry = _numbers(entries, [ballot.entry for ballot in scored])
    juror = _numbers(jurors, [ballot.juror for ballot in scored])
    return (
        entries,
        jurors,
        entry,
        juror,
        np.array([float(ballot.score) for ballot in scored if ballot.score is not None]),
    )


def _numbers(names: Sequence[str], column: Sequence[str]) -> Index:
    number = {name: position for position, name in enumerate(names)}
    return np.array([number[name] for name in column], dtype=np.int64)


def _plain(
    entries: Sequence[str], entry: Index, marks: Vector, counts: Counter[str], options: Options, warning: Phrase
) -> CategoryResult:
    means = np.bincount(entry, np.sort(marks) if len(entries) == 1 else marks) / np.bincount(entry)
    scores = {name: rounded(float(mean), options.places) for name, mean in zip(entries, means, strict=True)}
    return CategoryResult("adjusted", entries=in_order(scores, places(scores), counts), warnings=(warning,))


def rank_uncertainty(
    ballots: Sequence[Ballot], ranks: Mapping[str, int], options: Options
) -> tuple[dict[str, Uncertainty], tuple[Phrase, ...]]:
    """The rank intervals of a ranking by another method, and warnings: where each entry's true quality may stand, as
    the mixed model tells it from the same ballots. Parts of a panel that share no juror are taken for equally good.
    """
    entries, jurors, entry, juror, marks = arrays(ballots)
    if len(jurors) < 2 or len(entries) < 2:
        return {}, (NO_UNCERTAINTY,) if entries else ()
    intervals = rank_intervals(adjust(entry, juror, marks), options.seed, options.top or 0)
    return uncertainty(entries, ranks, None, intervals, options.top), ()


def _jurors(fitted: Adjusted, jurors: Sequence[str]) -> tuple[JurorResult, ...]:
    centre = float(fitted.jurors.mean())
    return tuple(
        JurorResult(name, severity=centre - float(effect), se=float(error))
        for name, effect, error in zip(jurors, fitted.jurors, fitted.juror_errors, strict=True)
    )
