"""PDF: drawn page by page; the text is that which the drawing shows."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2

from media_store.limits import Limits
from media_store.outcome import Decoded, Facts, Format
from media_store.pages import open_pdf, pages_with_words
from media_store.pdf_leaks import pdf_leaks
from media_store.reasons import Quarantine, Reason
from media_store.renditions import save_bytes
from media_store.texts import check_length, clean_text
from media_store.truncation import is_cut_off


def decode_pdf(path: Path, work: Path, limits: Limits) -> Decoded:
    """`page-N.webp`, thumbs and `text.txt` (empty where the pages are only pictures)."""
    if is_cut_off(path, Format.PDF):
        raise Quarantine(Reason.TRUNCATED, format="PDF")
    try:
        document = open_pdf(path)
    except pypdfium2.PdfiumError as error:
        raise Quarantine(Reason.ENCRYPTED if "assword" in str(error) else Reason.DAMAGED, format="PDF") from error
    pages = len(document)
    if not pages:
        raise Quarantine(Reason.NOTHING_INSIDE, format="PDF")
    if pages > limits.max_pages:
        raise Quarantine(Reason.TOO_MANY_PAGES, pages=pages, limit=limits.max_pages)
    pages_drawn = list(pages_with_words(document, work))
    renditions = [each for saved, _ in pages_drawn for each in saved]
    words = [each for _, each in pages_drawn]
    text = re.sub("\n{3,}", "\n\n", clean_text("\n\n".join(each.seen for each in words)))
    check_length(text, limits)
    leaks = pdf_leaks(document, path, [run for each in words for run in each.hidden], text)
    document.close()
    renditions.append(save_bytes(text.encode() + b"\n", "text.txt", Format.TXT.content_type, work))
    return Decoded(Facts(pages=pages, characters=len(text)), leaks, tuple(renditions))
