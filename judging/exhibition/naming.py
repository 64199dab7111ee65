"""Who is named in public, and how: decided here for web pages, labels, catalogue and award list alike. Pure.

The author's choice (full, initials, unit only) holds for the co-authors of the entry too. Credits are free text that
may spell any name out, so they are shown only where the full name is.
"""

from __future__ import annotations

import msgspec

from judging.collation import split_name
from judging.submissions.enums import NameMode
from judging.submissions.names import public_names as names_of_entry


class NameParts(msgspec.Struct, frozen=True):
    """A name as an index lists it: family and middle names, then the given name by which it is sorted."""

    family: str
    middle: str
    given: str


class PublicNames(msgspec.Struct, frozen=True):
    """What may be printed as it stands: "" and nobody where nothing may be told."""

    author: str = ""
    unit: str = ""
    indexed: tuple[NameParts, ...] = ()
    credits: str = ""

    @property
    def line(self) -> str:
        """Author and unit on one line."""
        return ", ".join(part for part in (self.author, self.unit) if part)


NOBODY = PublicNames()


def public_names(*, name: str, unit: str, co_authors: str | None, credits: str | None, mode: NameMode) -> PublicNames:
    """The names of an entry as its author lets them be seen."""
    names = names_of_entry(name, co_authors, mode)
    return PublicNames(
        author=", ".join(names),
        unit=unit,
        indexed=tuple(NameParts(*split_name(one)) for one in names),
        credits=(credits or "") if mode == NameMode.FULL else "",
    )
