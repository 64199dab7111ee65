"""What a juror's page sends: marks, a note, a flag; or why a work is not scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from judging.errors import Invalid
from judging.typed import clean_text
from judging.web.i18n import N_

MARK = "mark-"


class Marks(msgspec.Struct, frozen=True):
    scores: Mapping[str, int]
    note: str = ""
    flagged: bool = False
    version: int | None = None
    #: The juror has gone on to the next work: a whole ballot is handed in.
    done: bool = False


class Abstention(msgspec.Struct, frozen=True):
    reason: str
    conflict: bool


def marks_from_form(data: Mapping[str, Any]) -> Marks:
    """Fields `mark-<criterion>`, `note`, `flagged`, `version`. Raises Invalid for a mark that is no whole number."""
    scores: dict[str, int] = {}
    for name, value in data.items():
        if name.startswith(MARK) and value != "":
            scores[name.removeprefix(MARK)] = _whole(value, name)
    version = data.get("version")
    return Marks(
        scores=scores,
        note=_text(data, "note"),
        flagged="flagged" in data,
        version=_whole(version, "version") if version else None,
    )


def abstention_from_form(data: Mapping[str, Any]) -> Abstention:
    return Abstention(reason=_text(data, "reason"), conflict=data.get("kind") == "conflict")


def _text(data: Mapping[str, Any], name: str) -> str:
    return clean_text(str(data.get(name, ""))).strip()


def _whole(value: object, field: str) -> int:
    text = str(value)
    if not (text.isascii() and text.isdecimal()) or len(text) > 6:
        raise Invalid(N_("A mark is a whole number."), field=field)
    return int(text)
