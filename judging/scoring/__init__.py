"""Scoring: panels, assignment, ballots, and the computation that turns ballots into a ranking."""
