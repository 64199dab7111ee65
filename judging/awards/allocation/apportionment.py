"""Places shared out in whole numbers by size: how many prizes each category has."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Literal, get_args

from judging.errors import N_, Listed, Refused

Apportionment = Literal["hamilton", "dhondt", "sainte-lague"]
APPORTIONMENTS: tuple[Apportionment, ...] = get_args(Apportionment)
_DIVISORS: Mapping[str, Callable[[int], int]] = {
    "dhondt": lambda held: held + 1,
    "sainte-lague": lambda held: 2 * held + 1,
}
NO_SIZE = N_("there is nothing to share %(places)d places out by")
TIED = N_("%(names)s have the same claim to the last places; share out another number, or give the numbers yourself")


def apportion(sizes: Mapping[str, int], places: int, method: Apportionment) -> dict[str, int]:
    """The places of each name, `places` together; sizes are whole numbers, zero or more.

    hamilton: the whole part of each exact share, then one more in falling order of what is left over (largest
    remainders); dhondt, sainte-lague: one place after another to the greatest size / divisor, where divisors are
    1, 2, 3 … or 1, 3, 5 …. Raises Refused where equal claims meet the last places: no order of names decides.
    """
    if places and not any(sizes.values()):
        raise Refused(NO_SIZE, places=places)
    if method == "hamilton":
        return _hamilton(sizes, places)
    held = dict.fromkeys(sizes, 0)
    while places:
        claims = {name: Fraction(size, _DIVISORS[method](held[name])) for name, size in sizes.items()}
        places -= _award(held, claims, places)
    return held


def _hamilton(sizes: Mapping[str, int], places: int) -> dict[str, int]:
    whole = sum(sizes.values())
    if not whole:
        return dict.fromkeys(sizes, 0)
    shares = {name: Fraction(places * size, whole) for name, size in sizes.items()}
    held = {name: int(share) for name, share in shares.items()}
    remainders = {name: share - held[name] for name, share in shares.items()}
    left = places - sum(held.values())
    while left:
        given = _award(held, remainders, left)
        remainders = {name: rest for name, rest in remainders.items() if rest < max(remainders.values())}
        left -= given
    return held


def _award(held: dict[str, int], claims: Mapping[str, Fraction], left: int) -> int:
    """One place to each of those with the greatest claim; how many that were."""
    greatest = max(claims.values())
    first = [name for name, claim in claims.items() if claim == greatest]
    if len(first) > left:
        raise Refused(TIED, names=Listed(tuple(sorted(first))))
    for name in first:
        held[name] += 1
    return len(first)
