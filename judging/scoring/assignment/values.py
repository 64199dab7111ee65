"""What an assignment is made from, what it gives, and why it can be impossible."""

from collections.abc import Mapping, Sequence

import msgspec

from judging.errors import N_, Listed, Phrase, Refused, phrase


class EntryNeed(msgspec.Struct, frozen=True):
    """An entry that waits for its jurors."""

    entry: str
    category: str = ""
    language: str = ""


class JurorCapacity(msgspec.Struct, frozen=True):
    """A juror with the bounds of the load. No maximum means no bound; no category or language named means every one."""

    juror: str
    min: int = 0
    max: int | None = None
    categories: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()


class Plan(msgspec.Struct, frozen=True):
    """An assignment.

    `pairs` are (entry, juror), sorted. `components` are the groups of jurors that common entries tie together, directly
    or through others; jurors without a ballot stand in none. `variance` is the mean variance of the difference between
    two jurors' severities, in units of one ballot's error variance (comparison.py); None where they cannot be compared.
    """

    pairs: tuple[tuple[str, str], ...]
    loads: Mapping[str, int]
    cost: int
    anchors: tuple[str, ...]
    components: tuple[tuple[str, ...], ...]
    variance: float | None


class Raise(msgspec.Struct, frozen=True, tag=True):
    """The juror's maximum must grow by so many ballots."""

    juror: str
    bound: int
    by: int


class Lower(msgspec.Struct, frozen=True, tag=True):
    """The juror's minimum must fall by so many ballots."""

    juror: str
    bound: int
    by: int


class Waive(msgspec.Struct, frozen=True, tag=True):
    """The conflict between an entry and a juror must be waived."""

    entry: str
    juror: str


class Short(msgspec.Struct, frozen=True, tag=True):
    """The entry finds only so many jurors, whatever else is relaxed: its category or language has no more."""

    entry: str
    category: str
    found: int
    needed: int


Relaxation = Raise | Lower | Waive | Short

SHOWN = 5
WAIVE_ONE, WAIVE = N_("waive %(count)s conflict (%(pairs)s)"), N_("waive %(count)s conflicts (%(pairs)s)")
ADD_ONE, ADD = N_("add %(count)s juror (%(entries)s)"), N_("add %(count)s jurors (%(entries)s)")
ADD_ONE_FOR = N_("add %(count)s juror for %(categories)s (%(entries)s)")
ADD_FOR = N_("add %(count)s jurors for %(categories)s (%(entries)s)")
FEWER_BALLOTS = N_("%(add)s, or ask for fewer ballots per entry (--per-entry %(fewest)s)")
BALLOT, BALLOTS = N_("%(count)s ballot"), N_("%(count)s ballots")


class Infeasible(Refused):
    """No assignment keeps every rule. `relaxations` is a smallest set of changes that makes one possible.

    Smallest counts units: one ballot more for a maximum, one less for a minimum, one conflict waived; an entry with too
    few jurors stands in the list only where no such change helps it.
    """

    def __init__(self, relaxations: tuple[Relaxation, ...]) -> None:
        self.relaxations = relaxations
        super().__init__(
            N_("no assignment keeps every rule; the smallest change that makes one possible: %(changes)s"),
            changes=explain(relaxations),
        )

    @property
    def entries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.entry for item in self.relaxations if isinstance(item, Waive | Short)))

    @property
    def jurors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.juror for item in self.relaxations if isinstance(item, Raise | Lower | Waive)))


def explain(relaxations: tuple[Relaxation, ...]) -> Listed:
    """The changes in words, each kind counted and its first few named."""
    raised = [item for item in relaxations if isinstance(item, Raise)]
    lowered = [item for item in relaxations if isinstance(item, Lower)]
    waived = [item for item in relaxations if isinstance(item, Waive)]
    short = [item for item in relaxations if isinstance(item, Short)]
    parts: list[Phrase] = []
    if short:
        fewest = min(item.found for item in short)
        add = _add_jurors(short)
        parts.append(phrase(FEWER_BALLOTS, add=add, fewest=fewest) if fewest else add)
    if raised:
        parts.append(phrase("raise the maximum by %(ballots)s (%(jurors)s)", **_bounds(raised, 1)))
    if lowered:
        parts.append(phrase("lower the minimum by %(ballots)s (%(jurors)s)", **_bounds(lowered, -1)))
    if waived:
        pairs = [phrase("%(entry)s with %(juror)s", entry=item.entry, juror=item.juror) for item in waived]
        message = WAIVE_ONE if len(waived) == 1 else WAIVE
        parts.append(phrase(message, count=len(waived), pairs=_first(pairs)))
    return Listed(tuple(parts), "; ")


def _add_jurors(short: list[Short]) -> Phrase:
    found = [
        phrase("%(entry)s finds %(found)s of %(needed)s", entry=item.entry, found=item.found, needed=item.needed)
        for item in short
    ]
    categories = sorted({item.category for item in short if item.category})
    missing = max(item.needed - item.found for item in short)
    if not categories:
        return phrase(ADD_ONE if missing == 1 else ADD, count=missing, entries=_first(found))
    message = ADD_ONE_FOR if missing == 1 else ADD_FOR
    return phrase(message, count=missing, categories=_first(categories), entries=_first(found))


def _bounds(changes: Sequence[Raise | Lower], sign: int) -> dict[str, Phrase | Listed]:
    """How many ballots in all, and each juror's bound before and after."""
    total = sum(item.by for item in changes)
    jurors = [
        phrase(
            "%(juror)s from %(bound)s to %(new)s", juror=item.juror, bound=item.bound, new=item.bound + sign * item.by
        )
        for item in changes
    ]
    return {"ballots": phrase(BALLOT if total == 1 else BALLOTS, count=total), "jurors": _first(jurors)}


def _first(parts: Sequence[object]) -> Phrase | Listed:
    shown = Listed(tuple(parts[:SHOWN]))
    if len(parts) <= SHOWN:
        return shown
    return phrase("%(names)s and %(count)s more", names=shown, count=len(parts) - SHOWN)
