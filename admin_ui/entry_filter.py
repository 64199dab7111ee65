"""What the list of entries is asked for, as it stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import msgspec

from admin_ui.entry_words import STATES
from judging.submissions.enums import EntryState
from judging.web.i18n import N_

#: Groups of states beside the single ones.
GROUPS = {
    "eligible": (N_("takes part"), (EntryState.ACCEPTED, EntryState.RECEIVED)),
    "out": (N_("takes no part"), (EntryState.QUARANTINED, EntryState.WITHDRAWN, EntryState.DISQUALIFIED)),
}
ORIGINALS = {"here": N_("original here"), "missing": N_("original missing")}


class EntryFilter(msgspec.Struct, frozen=True):
    """`status` is a state or a group of them, `original` a key of ORIGINALS; empty asks for all."""

    q: str = ""
    status: str = ""
    category: str = ""
    unit: str = ""
    original: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> EntryFilter:
        return cls(**{name: given.get(name, "")[:200] for name in cls.__struct_fields__})

    @property
    def states(self) -> tuple[EntryState, ...]:
        if self.status in GROUPS:
            return GROUPS[self.status][1]
        return (EntryState(self.status),) if self.status in STATES else ()

    @property
    def here(self) -> bool | None:
        return self.original == "here" if self.original in ORIGINALS else None

    @property
    def narrows(self) -> bool:
        return self != EntryFilter()

    def query(self, **more: str) -> str:
        """For an address: what is asked for, and `more`."""
        return urlencode({name: value for name, value in {**msgspec.structs.asdict(self), **more}.items() if value})
