"""The contest itself: its rules from one file, its categories, timeline and stages."""
