"""What a member may propose, turned into changes of single works. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from judging.awards.deliberation.decisions import Change, reversed_changes
from judging.awards.deliberation.enums import Kind
from judging.contests.rules import CategoryRules
from judging.errors import Invalid


class Wish(msgspec.Struct, frozen=True):
    """As it comes from the form. `code` and `tier` for a prize ("" is none), `code` and `other` for an exchange, `tier`
    and `instead` for a prize that is not to be awarded, `undoes` for an earlier decision.
    """

    kind: Kind
    category: str
    code: str = ""
    other: str = ""
    tier: str = ""
    instead: str = ""
    undoes: int | None = None


class Now(msgspec.Struct, frozen=True):
    """A ranked work and the prize that it has."""

    code: str
    tier: str | None


def changes_of(wish: Wish, category: CategoryRules, works: Sequence[Now]) -> tuple[Change, ...]:
    """Raises Invalid, with the form's field, for what cannot be asked for or would change nothing."""
    tiers = {one.code: one.tier for one in works}
    keys = [tier.key for tier in category.tiers]
    for field, tier in (("tier", wish.tier), ("instead", wish.instead)):
        if tier and tier not in keys:
            raise Invalid("The rules have no such prize in this category.", field=field)
    if wish.kind == Kind.PRIZE:
        before = _tier_of(wish.code, "code", tiers)
        found: tuple[Change, ...] = (Change(wish.code, before, wish.tier or None),)
    elif wish.kind == Kind.EXCHANGE:
        one, two = _tier_of(wish.code, "code", tiers), _tier_of(wish.other, "other", tiers)
        found = (Change(wish.code, one, two), Change(wish.other, two, one))
    else:
        found = _not_awarded(wish, keys, works)
    if not any(change.before != change.after for change in found):
        raise Invalid("That would change nothing.", field="code" if wish.kind == Kind.PRIZE else wish_field(wish))
    return found


def undoing(changes: Sequence[Change], tiers: Mapping[str, str | None]) -> tuple[Change, ...]:
    """The way back from a decision. Raises Invalid where later ones have changed its works again."""
    if any(tiers.get(one.code) != one.after for one in changes):
        raise Invalid("Later decisions changed these works again; take those back first.", field="undoes")
    return reversed_changes(changes)


def wish_field(wish: Wish) -> str:
    return "other" if wish.kind == Kind.EXCHANGE else "tier"


def _tier_of(code: str, field: str, tiers: Mapping[str, str | None]) -> str | None:
    if code not in tiers:
        raise Invalid("There is no ranked work with this blind code in the category.", field=field)
    return tiers[code]


def _not_awarded(wish: Wish, keys: Sequence[str], works: Sequence[Now]) -> tuple[Change, ...]:
    if not wish.tier:
        raise Invalid("Please choose the prize that shall not be awarded.", field="tier")
    if wish.instead and keys.index(wish.instead) <= keys.index(wish.tier):
        raise Invalid("Please choose a lower prize instead, or none.", field="instead")
    return tuple(Change(one.code, one.tier, wish.instead or None) for one in works if one.tier == wish.tier)
