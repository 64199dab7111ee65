"""The award list as a document to sign and keep: PDF/A-3a and PDF/UA-1, with its data inside as JSON."""

from __future__ import annotations

from pathlib import Path

import msgspec

from judging.awards.printing.award_list_view import award_list_view
from judging.awards.printing.values import AwardListData
from judging.typesetting.runner import compile_typst

_TEMPLATE = Path(__file__).with_name("award-list.typ")
DATA_NAME = "award-list.json"


def award_list_pdf(data: AwardListData) -> bytes:
    """The winners by category and tier under an official head (Decree 30/2020), with signature block and recipients.

    All entries, with their reasons, are embedded as award-list.json. The same data give the same bytes.
    """
    records = msgspec.json.format(msgspec.json.encode(data), indent=1)
    return compile_typst(
        _TEMPLATE, award_list_view(data), day=data.signed_on, assets={DATA_NAME: records}, standards=("a-3a", "ua-1")
    )
