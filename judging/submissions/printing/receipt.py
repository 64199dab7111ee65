"""The receipt of an entry on A4: code, QR, digest and time of receipt, what comes next; below a cut, the slip that goes
on the back of an original."""

from __future__ import annotations

from pathlib import Path

import msgspec

from judging.typesetting.qr import qr_svg
from judging.typesetting.runner import compile_typst
from judging.typesetting.text import one_line

_TEMPLATE = Path(__file__).with_name("receipt.typ")
_GROUP = 8


class Row(msgspec.Struct, frozen=True):
    term: str
    value: str


class NextStep(msgspec.Struct, frozen=True):
    """`state` is done, now or later; `state_word` says it to those who have the sheet read to them."""

    text: str
    when: str
    state: str
    state_word: str


class SlipSheet(msgspec.Struct, frozen=True):
    """The half that is cut off and goes through many hands: never a PIN."""

    heading: str
    rows: tuple[Row, ...]


class ReceiptSheet(msgspec.Struct, frozen=True, kw_only=True):
    """Every text in the reader's language. `pin` is empty on all copies but the one fetched while it is being shown."""

    lang: str
    contest: str
    heading: str
    lede: str
    code_label: str
    code: str
    pin_label: str
    pin: str
    pin_note: str
    rows: tuple[Row, ...]
    digest_label: str
    digest: str
    digest_note: str
    address: str
    qr_alt: str
    next_heading: str
    steps: tuple[NextStep, ...]
    contact: str
    slip: SlipSheet | None


def receipt_pdf(sheet: ReceiptSheet) -> bytes:
    """One page, PDF/UA-1. The same sheet gives the same bytes; no clock is read."""
    groups = [sheet.digest[at : at + _GROUP] for at in range(0, len(sheet.digest), _GROUP)]
    built = {
        **msgspec.structs.asdict(sheet),
        "contest": one_line(sheet.contest),
        "rows": _rows(sheet.rows),
        "digest_groups": groups,
        "qr": qr_svg(sheet.address),
        "steps": [msgspec.structs.asdict(step) for step in sheet.steps],
        "contact": one_line(sheet.contact),
        "slip": {"heading": sheet.slip.heading, "rows": _rows(sheet.slip.rows)} if sheet.slip else None,
    }
    return compile_typst(_TEMPLATE, built)


def _rows(rows: tuple[Row, ...]) -> list[dict[str, str]]:
    return [{"term": one_line(row.term), "value": one_line(row.value)} for row in rows]
