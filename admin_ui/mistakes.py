"""The mistakes in a contest file as the pages list them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from judging.contests.contest_file import Mistake, WrongContestFile
from judging.errors import DomainError
from judging.web.i18n import say

LONGEST = 120


class MistakeLine(msgspec.Struct, frozen=True):
    """A mistake with the line of the file it stands in, in the reader's language."""

    line: int
    written: str
    message: str
    hint: str


def mistake_lines(source: str, error: DomainError | None) -> list[MistakeLine]:
    """Every mistake of a wrong contest file; none for any other error, which stands beside its field."""
    found: Sequence[Mistake] = error.mistakes if isinstance(error, WrongContestFile) else ()
    lines = source.split("\n")
    return [
        MistakeLine(
            line=one.line,
            written=lines[one.line - 1].strip()[:LONGEST] if 0 < one.line <= len(lines) else "",
            message=say(one.message),
            hint=say(one.hint),
        )
        for one in found
    ]
