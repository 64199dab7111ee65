"""What a study of a category's result tells. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from judging.errors import Listed, Phrase
from judging.scoring.quality import PanelQuality


class WithoutJuror(msgspec.Struct, frozen=True):
    """What would change if one juror's ballots did not count: blind codes that would enter the prizes or leave them, of
    all categories, because caps reach across. `refused`: why there would be no result at all.
    """

    juror: int
    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    refused: Mapping[str, Any] | None = None

    @property
    def changes(self) -> bool:
        return bool(self.entered or self.left)


class OtherMethod(msgspec.Struct, frozen=True):
    """Ranks by another method of the works around the line, by blind code; `refused`: why it gives none."""

    method: str
    ranks: Mapping[str, int]
    refused: Mapping[str, Any] | None = None


class Study(msgspec.Struct, frozen=True):
    """Of one category. `untried`: there are too many ballots to leave out one juror after the other."""

    without: tuple[WithoutJuror, ...]
    others: tuple[OtherMethod, ...]
    quality: PanelQuality
    untried: bool = False


def encoded(study: Study) -> str:
    return msgspec.json.encode(study, order="deterministic").decode()


def decoded(content: str) -> Study:
    return msgspec.json.decode(content, type=Study)


def kept(phrase: Phrase) -> dict[str, Any]:
    """A phrase as plain values, phrases inside it too."""
    return {"message": phrase.message, "params": {name: _kept(value) for name, value in phrase.params.items()}}


def said(stored: Mapping[str, Any]) -> Phrase:
    """The phrase again."""
    return Phrase(stored["message"], {name: _said(value) for name, value in stored["params"].items()})


def _kept(value: object) -> object:
    match value:
        case Phrase():
            return kept(value)
        case Listed():
            return {"parts": [_kept(part) for part in value.parts], "separator": value.separator}
        case int() | float() | str():
            return value
    return str(value)


def _said(value: Any) -> object:
    if not isinstance(value, dict):
        return value
    if "message" in value:
        return said(value)
    return Listed(tuple(_said(part) for part in value["parts"]), value["separator"])
