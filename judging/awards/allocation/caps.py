"""Who may still win a prize, and who might not, depending on what the board decides."""

from collections import Counter
from collections.abc import Sequence

from judging.awards.allocation.values import Plan, Ranked

Owner = tuple[str, str]


class Caps:
    """Prizes by entrant and unit: those that are certain, and those that wait for the board."""

    def __init__(self, plan: Plan) -> None:
        self._limits = {"entrant": plan.entrant_cap, "unit": plan.unit_cap}
        self._sure: Counter[Owner] = Counter()
        self._maybe: Counter[Owner] = Counter()

    def award(self, entry: Ranked) -> None:
        self._sure.update(self._owners(entry))

    def hold(self, entry: Ranked) -> None:
        self._maybe.update(self._owners(entry))

    def confirm(self, entry: Ranked) -> None:
        """The board decides only which prize it is, not whether."""
        self._maybe.subtract(self._owners(entry))
        self.award(entry)

    def reached(self, entry: Ranked) -> tuple[str, int] | None:
        """("entrant" or "unit", the cap) where it is reached for certain."""
        for kind, name in self._owners(entry):
            limit = self._limits[kind]
            if limit is not None and self._sure[kind, name] >= limit:
                return kind, limit
        return None

    def clashing(self, entries: Sequence[Ranked]) -> list[Ranked]:
        """Those entries which could not all win together, or not whatever the board decides."""
        wanted = Counter(owner for entry in entries for owner in self._owners(entry))
        over = {
            owner
            for owner, count in wanted.items()
            if count + self._sure[owner] + self._maybe[owner] > (self._limits[owner[0]] or 0)
        }
        return [entry for entry in entries if over.intersection(self._owners(entry))]

    def most(self, entries: Sequence[Ranked]) -> int:
        """An upper bound on how many of them can win; exact where no entrant belongs to several units."""
        wanted = Counter((entry.entrant, entry.unit) for entry in entries)
        units: Counter[str] = Counter()
        entrants: Counter[str] = Counter()
        for (entrant, unit), count in wanted.items():
            units[unit] += self._left("entrant", entrant, count)
            entrants[entrant] += self._left("unit", unit, count)
        return min(
            sum(self._left("unit", unit, count) for unit, count in units.items()),
            sum(self._left("entrant", entrant, count) for entrant, count in entrants.items()),
        )

    def allow_all(self, entries: Sequence[Ranked]) -> bool:
        """Whether every one of them can win beside what is certain already."""
        wanted = Counter(owner for entry in entries for owner in self._owners(entry))
        return all(self._left(kind, name, count) == count for (kind, name), count in wanted.items())

    def _left(self, kind: str, name: str, wanted: int) -> int:
        limit = self._limits[kind]
        return wanted if limit is None or not name else min(wanted, max(limit - self._sure[kind, name], 0))

    def _owners(self, entry: Ranked) -> list[Owner]:
        names = (("entrant", entry.entrant), ("unit", entry.unit))
        return [(kind, name) for kind, name in names if name and self._limits[kind] is not None]
