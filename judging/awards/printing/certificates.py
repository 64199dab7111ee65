"""Certificates for the winners, A4 landscape, to be signed by hand and sealed; a QR code leads to the public record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from judging.awards.printing.award_list_view import pair, winners_of
from judging.awards.printing.values import AwardCategory, AwardEntry, AwardListData, AwardTier
from judging.typesetting.formats import joined, official_date
from judging.typesetting.qr import qr_svg
from judging.typesetting.runner import compile_typst
from judging.typesetting.text import held_names, one_line

_TEMPLATE = Path(__file__).with_name("certificates.typ")
_UNTITLED = "Không đề"
_UNSIGNED = "Tác giả tác phẩm đạt giải"


def certificates_pdf(data: AwardListData, *, base_url: str) -> bytes:
    """One page for each prize, in the order of the award list, as PDF/UA-1. Names stand as the award list has them.

    `base_url` is the address under which the works' public pages lie. The same data give the same bytes.
    """
    return compile_typst(_TEMPLATE, _view(data, base_url), day=data.signed_on)


def _view(data: AwardListData, base_url: str) -> dict[str, Any]:
    contest, agency = one_line(data.contest.vi), one_line(data.agency)
    return {
        "contest": pair(data.contest),
        "contest_line": "" if contest.casefold() in agency.casefold() else f"Cuộc thi “{contest}”",
        "agency_above": one_line(data.agency_above),
        "agency": agency,
        "number": one_line(data.number),
        "date_line": joined((one_line(data.place), official_date(data.signed_on))),
        "signature": {
            "capacity": one_line(data.signature.capacity),
            "position": one_line(data.signature.position),
            "name": one_line(data.signature.name),
        },
        "items": [
            _item(entry, tier, category, base_url)
            for category in data.categories
            for tier in category.tiers
            for entry in winners_of(tier, category, data)
        ],
    }


def _item(entry: AwardEntry, tier: AwardTier, category: AwardCategory, base_url: str) -> dict[str, Any]:
    """Where the author is not named in public, the unit takes the place of the name."""
    author, unit = held_names(one_line(entry.author)), one_line(entry.unit)
    url = f"{base_url}/{entry.code}"
    return {
        "name": author or unit or _UNSIGNED,
        "unit": unit if author else "",
        "prize": pair(tier.name),
        "category": pair(category.name),
        "title": one_line(entry.title) or _UNTITLED,
        "code": one_line(entry.code),
        "url": url,
        "address": url.partition("://")[2],
        "qr": qr_svg(url),
    }
