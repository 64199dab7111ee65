"""Whether what was found in a file is what its category asks for. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from judging.contests.rules import CategoryRules
from judging.errors import Phrase
from judging.web.i18n import N_, Locale, say
from media_store.outcome import Outcome
from media_store.reasons import MESSAGES

WRONG_KIND = N_("This is a %(found)s file. In this category please send one of: %(formats)s.")
TOO_FEW_PIXELS = N_(
    "The picture has %(width)s × %(height)s pixels, too few to be shown large."
    " Please photograph it again closer and in good light."
)
TOO_LONG_SOUND = N_("The song lasts %(seconds)s seconds; %(limit)s are the most.")
TOO_MANY_PAGES = N_("The document has %(pages)s pages; %(limit)s are the most.")
TOO_MANY_LINES = N_("The text has %(lines)s lines; %(limit)s are the most.")


#: What of a reason's params is a msgid itself.
SAID_TOO = frozenset({"found", "advice", "format"})


class Verdict(msgspec.Struct, frozen=True):
    """`message` is a msgid that the entrant can act on; None for an accepted file."""

    accepted: bool
    message: str | None = None
    params: Mapping[str, object] = {}


def reason_words(reason: Mapping[str, Any] | None, locale: Locale | None = None) -> str:
    """The reason of a quarantine or a disqualification, as the tables keep it ({"message", "params"}), in words."""
    if reason is None:
        return ""
    params = {name: Phrase(value) if name in SAID_TOO and value else value for name, value in reason["params"].items()}
    return say(Phrase(reason["message"], params), locale)


def judge(category: CategoryRules, outcome: Outcome, *, lines: int = 0) -> Verdict:
    """`lines` are those of the text that are not empty."""
    if not outcome.accepted or outcome.format is None:
        if outcome.reason is None:
            raise ValueError("a refused file has a reason")
        return Verdict(False, MESSAGES[outcome.reason.code], dict(outcome.reason.params))
    if outcome.format not in category.formats:
        formats = ", ".join(name.upper() for name in category.formats)
        return Verdict(False, WRONG_KIND, {"found": outcome.format.upper(), "formats": formats})
    facts = outcome.facts
    pixels = (facts.width or 0) * (facts.height or 0)
    if category.min_pixels and pixels and pixels < category.min_pixels:
        return Verdict(False, TOO_FEW_PIXELS, {"width": facts.width, "height": facts.height})
    if category.max_seconds and facts.duration and facts.duration > category.max_seconds:
        return Verdict(False, TOO_LONG_SOUND, {"seconds": round(facts.duration), "limit": category.max_seconds})
    if category.max_pages and facts.pages and facts.pages > category.max_pages:
        return Verdict(False, TOO_MANY_PAGES, {"pages": facts.pages, "limit": category.max_pages})
    if category.max_lines and lines > category.max_lines:
        return Verdict(False, TOO_MANY_LINES, {"lines": lines, "limit": category.max_lines})
    return Verdict(True)
