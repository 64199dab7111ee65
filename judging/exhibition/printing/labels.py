"""Wall labels on A4, eight a page, with cut marks: large type, the prize in gold, a QR code to the work's page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from judging.exhibition.printing import words
from judging.exhibition.printing.values import Label
from judging.typesetting.formats import joined, size
from judging.typesetting.qr import qr_svg
from judging.typesetting.runner import compile_typst
from judging.typesetting.text import held_names, one_line

_TEMPLATE = Path(__file__).with_name("labels.typ")


def labels_pdf(labels: Sequence[Label]) -> bytes:
    """The labels in the order given, as PDF/UA-1; a text that needs more room makes its row higher, nothing is cut off.

    The same labels give the same bytes; the document bears no date.
    """
    return compile_typst(_TEMPLATE, {"labels": [_view(label) for label in labels]})


def _view(label: Label) -> dict[str, Any]:
    title, title_en = one_line(label.title.vi), one_line(label.title.en)
    if not title:
        title, title_en = (title_en, "") if title_en else (words.UNTITLED.vi, words.UNTITLED.en)
    return {
        "number": "" if label.number is None else str(label.number),
        "title": title,
        "title_en": title_en,
        "author": held_names(one_line(label.author)) or one_line(label.unit) or words.UNSIGNED.vi,
        "unit": one_line(label.unit) if one_line(label.author) else "",
        "made": joined((one_line(label.technique.vi), size(label.width_cm, label.height_cm, "vi"))),
        "made_en": one_line(label.technique.en),
        "prize": one_line(label.prize.vi) if label.prize else "",
        "prize_en": one_line(label.prize.en) if label.prize else "",
        "qr": qr_svg(label.url) if label.url else None,
        "url": one_line(label.url),
    }
