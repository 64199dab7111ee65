"""What the award list is printed from. Plain values: the services fill them, the printers only read them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from judging.typesetting.values import Bilingual


class AwardTier(msgspec.Struct, frozen=True):
    """One prize of a category, e.g. key "first", "Giải Nhất"/"First prize", with the number of places planned."""

    key: str
    name: Bilingual
    quota: int


class AwardCategory(msgspec.Struct, frozen=True):
    """A category with its tiers in falling order."""

    key: str
    name: Bilingual
    tiers: tuple[AwardTier, ...]


class AwardEntry(msgspec.Struct, frozen=True):
    """One entry, with or without a prize (`tier` is the key of its tier, or "").

    `author` and `unit` are printed as given: the caller has already obeyed the public-name mode. `rank` is within the
    category; `score` is already rounded to the digits that shall be printed.
    """

    code: str
    category: str
    title: str
    author: str
    unit: str = ""
    rank: int | None = None
    score: Decimal | None = None
    tier: str = ""
    reason: Bilingual = Bilingual()


class Signature(msgspec.Struct, frozen=True):
    """A signature block, e.g. capacity "TM. BAN TỔ CHỨC", position "TRƯỞNG BAN", name "Nguyễn Văn A"."""

    capacity: str = ""
    position: str = ""
    name: str = ""


class AwardListData(msgspec.Struct, frozen=True):
    """The whole list: the official head, the categories in printing order, and every entry (not only the winners).

    `agency_above` and `agency` stand left at the head, `number` is the decision's ("12/QĐ-BTC"). `signed_on`
    dates the document and its metadata; nothing is read from a clock.
    """

    contest: Bilingual
    categories: tuple[AwardCategory, ...]
    entries: tuple[AwardEntry, ...]
    signed_on: date
    place: str = ""
    agency_above: str = ""
    agency: str = ""
    number: str = ""
    legal_basis: str = ""
    signature: Signature = Signature()
    recipients: tuple[str, ...] = ()
