"""A method of the rules in the reader's language. Pure."""

from __future__ import annotations

from judging.contests.methods import explained, name, short
from judging.contests.rules import Judging
from judging.web.i18n import active_locale


def method_words(method: str) -> str:
    """Its name, short enough for a table."""
    return name(method).in_language(active_locale())


def short_words(method: str) -> str:
    """Its name for the head of a narrow column."""
    return short(method).in_language(active_locale())


def how_places(judging: Judging) -> str:
    """How places are found by it, in sentences that entrants' parents understand."""
    return explained(judging).in_language(active_locale())
