"""An envelope's sheets of paper: values and texts in, PDF out. The same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from judging.typesetting.qr import qr_svg
from judging.typesetting.runner import compile_typst
from judging.typesetting.text import one_line

_HERE = Path(__file__).parent


class Slip(msgspec.Struct, frozen=True):
    """One work. `address` is what the QR code says; `pin` and `received` are empty before it is sent."""

    number: str
    code: str
    address: str
    name: str
    class_name: str
    title: str
    category: str
    received: str = ""
    digest: str = ""
    pin: str = ""


class Head(msgspec.Struct, frozen=True):
    """What stands above: all of it in the reader's language but names."""

    lang: str
    contest: str
    unit: str
    class_name: str
    teacher: str
    phone: str


def slips_pdf(head: Head, slips: Sequence[Slip], words: dict[str, str]) -> bytes:
    """A slip for each work, to be folded: QR and code on the side that may be photographed, the name on the other."""
    return compile_typst(_HERE / "slips.typ", _data(head, slips, words))


def roster_pdf(head: Head, slips: Sequence[Slip], words: dict[str, str]) -> bytes:
    """The class as a table with room for signatures."""
    return compile_typst(_HERE / "roster.typ", _data(head, slips, words))


def receipts_pdf(head: Head, slips: Sequence[Slip], words: dict[str, str]) -> bytes:
    """The list of what was received, then a slip with code and PIN for each pupil to take home."""
    return compile_typst(_HERE / "receipts.typ", _data(head, slips, words))


def _data(head: Head, slips: Sequence[Slip], words: dict[str, str]) -> dict[str, Any]:
    return {
        **{name: one_line(text) for name, text in msgspec.structs.asdict(head).items()},
        "words": {name: one_line(text) for name, text in words.items()},
        "slips": [
            {
                **{name: one_line(text) for name, text in msgspec.structs.asdict(slip).items()},
                "qr": qr_svg(slip.address),
            }
            for slip in slips
        ],
    }
