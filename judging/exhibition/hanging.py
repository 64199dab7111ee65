"""Hanging works in the order of the list along the walls of a hall."""

from judging.exhibition.hall import Hall, HangingPlan, Opening, Placed, Wall, Work

__all__ = ["Hall", "HangingPlan", "Opening", "Placed", "Wall", "Work"]
