"""What an assignment is made from, what it gives, and why it can be impossible."""

from collections.abc import Mapping

import msgspec

from judging.errors import Refused


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


class Infeasible(Refused):
    """No assignment keeps every rule. `relaxations` is a smallest set of changes that makes one possible.

    Smallest counts units: one ballot more for a maximum, one less for a minimum, one conflict waived; an entry with too
    few jurors stands in the list only where no such change helps it.
    """

    def __init__(self, relaxations: tuple[Relaxation, ...]) -> None:
        self.relaxations = relaxations
        super().__init__(
            "no assignment keeps every rule; the smallest change that makes one possible: %(changes)s",
            changes=explain(relaxations),
        )

    @property
    def entries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.entry for item in self.relaxations if isinstance(item, Waive | Short)))

    @property
    def jurors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.juror for item in self.relaxations if isinstance(item, Raise | Lower | Waive)))


def explain(relaxations: tuple[Relaxation, ...]) -> str:
    """The changes in English, each kind counted and its first few named."""
    raised = [item for item in relaxations if isinstance(item, Raise)]
    lowered = [item for item in relaxations if isinstance(item, Lower)]
    waived = [item for item in relaxations if isinstance(item, Waive)]
    short = [item for item in relaxations if isinstance(item, Short)]
    parts = []
    if short:
        fewest = min(item.found for item in short)
        parts.append(f"{_add_jurors(short)}, or ask for fewer ballots per entry (--per-entry {fewest})")
    if raised:
        names = _first([f"{item.juror} from {item.bound} to {item.bound + item.by}" for item in raised])
        parts.append(f"raise the maximum by {_ballots(sum(item.by for item in raised))} ({names})")
    if lowered:
        names = _first([f"{item.juror} from {item.bound} to {item.bound - item.by}" for item in lowered])
        parts.append(f"lower the minimum by {_ballots(sum(item.by for item in lowered))} ({names})")
    if waived:
        names = _first([f"{item.entry} with {item.juror}" for item in waived])
        parts.append(f"waive {len(waived)} conflict{'s' * (len(waived) > 1)} ({names})")
    return "; ".join(parts)


def _add_jurors(short: list[Short]) -> str:
    names = _first([f"{item.entry} finds {item.found} of {item.needed}" for item in short])
    categories = _first(sorted({item.category for item in short if item.category}))
    missing = max(item.needed - item.found for item in short)
    of = f" for {categories}" if categories else ""
    return f"add {missing} juror{'s' * (missing > 1)}{of} ({names})"


def _ballots(count: int) -> str:
    return f"{count} ballot{'s' * (count != 1)}"


def _first(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
