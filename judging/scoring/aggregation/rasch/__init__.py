"""Many-facet Rasch measurement (Linacre 1989): abilities, severities and difficulties on one scale of logits."""

from judging.scoring.aggregation.rasch.ranked import rank_rasch

__all__ = ["rank_rasch"]
