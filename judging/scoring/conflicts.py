"""Which juror must not judge which entry. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from judging.contests.rules import JurorRules
from judging.web.i18n import N_

SAME_UNIT = N_("The entry comes from the juror's own unit.")
OWN = N_("The entry was sent in by the juror.")
DECLARED = N_("The juror has declared a conflict with this unit.")


class Found(msgspec.Struct, frozen=True):
    juror: str
    entry: str
    source: str
    reason: str


def suggested(jurors: Sequence[JurorRules], units: Mapping[str, tuple[str, str]]) -> Iterator[Found]:
    """From units alone. `units` is {entry: (unit, teacher)}; a teacher who judges never meets an own pupil's work."""
    for juror in jurors:
        declared = {_same(unit) for unit in juror.conflicts}
        for entry, (unit, teacher) in sorted(units.items()):
            if juror.unit and _same(unit) == _same(juror.unit):
                yield Found(juror.key, entry, "unit", SAME_UNIT)
            elif _same(unit) in declared or (teacher and _same(teacher) == _same(juror.name)):
                yield Found(juror.key, entry, "declared", DECLARED)


def _same(name: str) -> str:
    return " ".join(name.casefold().split())
