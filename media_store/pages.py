"""Pages as pictures, and of their text only what an eye can see on them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from media_store.outcome import Rendition
from media_store.renditions import save_picture

LONG_EDGE = 1400
_THUMB = 240
_INVISIBLE_MODES = (3, 7)
_FINE, _FAR = 64, 1000.0
_INK = 24  # of 255: less is noise of smoothing

Box = tuple[int, int, int, int]
INVISIBLE: Box = (-1, -1, -1, -1)  # of letters that are drawn without ink
Mask = np.ndarray[tuple[int, ...], np.dtype[np.int32]]


def page_pictures(document: Any, work: Path) -> Iterator[Rendition]:
    """`page-1.webp` … of at most 1400 pixels, and `thumb.webp`, `thumb.jpg` of the first. Annotations are not drawn."""
    for number, page in enumerate(document, 1):
        yield from _saved(_drawn(page), number, work)
        page.close()


def pages_with_words(document: Any, work: Path) -> Iterator[tuple[tuple[Rendition, ...], PageWords]]:
    """The same, with the words of each page."""
    for number, page in enumerate(document, 1):
        picture = _drawn(page)
        words = _words(page, picture)
        yield tuple(_saved(picture, number, work)), words
        page.close()


def _saved(picture: Image.Image, number: int, work: Path) -> Iterator[Rendition]:
    yield save_picture(picture, f"page-{number}.webp", work)
    if number == 1:
        picture.thumbnail((_THUMB, _THUMB))
        yield save_picture(picture, "thumb.webp", work)
        yield save_picture(picture, "thumb.jpg", work)


class PageWords(NamedTuple):
    """`seen`: the text of the page. `hidden`: runs of letters that are in the page and that no eye sees."""

    seen: str
    hidden: list[str]


def _words(page: Any, before: Image.Image) -> PageWords:
    """Seen is what would change the picture of the page if it went: nothing covered, white on white, switched off."""
    text_page = page.get_textpage()
    letters = list(_letters(page, text_page))
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        pdfium.FPDFPageObj_SetIsActive(each, False)
    red, green, blue = ImageChops.difference(_drawn(page), before).split()
    ink = np.asarray(ImageChops.lighter(ImageChops.lighter(red, green), blue)) > _INK
    # Sums from the upper left corner, so that every letter's box costs four look-ups.
    sums = np.pad(ink.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32), ((1, 0), (1, 0)))
    kept = [box is None or (box is not INVISIBLE and _inked(sums, box)) for _, box in letters]
    text_page.close()
    hidden = _runs(
        [letter if letter.isspace() or not seen else "" for (letter, _), seen in zip(letters, kept, strict=True)]
    )
    return PageWords("".join(letter for (letter, _), seen in zip(letters, kept, strict=True) if seen), hidden)


def _runs(letters: list[str]) -> list[str]:
    """Letters that stand together, spaces between them included; an empty one parts two runs."""
    pieces = "".join(letter or "\0" for letter in letters).split("\0")
    return [" ".join(piece.split()) for piece in pieces if piece.strip()]


def _drawn(page: Any) -> Image.Image:
    width, height = page.get_size()
    scale = min(4.0, LONG_EDGE / max(width, height, 1.0))
    bitmap = page.render(scale=scale, may_draw_forms=True, draw_annots=False, rev_byteorder=True)
    picture = bitmap.to_pil().convert("RGB")
    bitmap.close()
    return Image.frombytes("RGB", picture.size, picture.tobytes())


def _letters(page: Any, text_page: Any) -> Iterator[tuple[str, Box | None]]:
    """Each letter with its box in pixels of the drawn page; spaces and line ends have none."""
    to_pixel = _pixels_of(page)
    for at in range(text_page.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text_page, at) or 0xFFFD)
        if letter.isspace() or pdfium.FPDFText_IsGenerated(text_page, at) == 1:
            yield letter, None
            continue
        source = pdfium.FPDFText_GetTextObject(text_page, at)
        if source and pdfium.FPDFTextObj_GetTextRenderMode(source) in _INVISIBLE_MODES:
            yield letter, INVISIBLE
        else:
            left, bottom, right, top = text_page.get_charbox(at)
            (x, y), (far, low) = to_pixel(left, bottom), to_pixel(right, top)
            yield letter, (min(x, far), min(y, low), max(x, far), max(y, low))


def _pixels_of(page: Any) -> Callable[[float, float], tuple[int, int]]:
    """From points of the page to pixels of its picture, asked for three points only: it is the same for all."""
    width, height = page.get_size()
    scale = min(4.0, LONG_EDGE / max(width, height, 1.0))
    device = (0, 0, int(np.ceil(width * scale)) * _FINE, int(np.ceil(height * scale)) * _FINE, 0)

    def ask(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, *device, x, y, across, down)
        return across.value / _FINE, down.value / _FINE

    left, top = ask(0, 0)
    (x_right, x_down), (y_right, y_down) = ask(_FAR, 0), ask(0, _FAR)
    a, b, c, d = (
        (end - start) / _FAR for end, start in ((x_right, left), (x_down, top), (y_right, left), (y_down, top))
    )
    return lambda x, y: (round(left + a * x + c * y), round(top + b * x + d * y))


def _inked(sums: Mask, box: Box) -> bool:
    bottom, right = sums.shape[0] - 1, sums.shape[1] - 1
    left, top = min(max(box[0], 0), right), min(max(box[1], 0), bottom)
    far, low = min(max(box[2], left + 1), right), min(max(box[3], top + 1), bottom)
    return bool(sums[low, far] - sums[top, far] - sums[low, left] + sums[top, left] > 0)


def open_pdf(source: Path | bytes) -> Any:
    """A document with its form fields ready to be drawn. Raises pypdfium2.PdfiumError."""
    document = pypdfium2.PdfDocument(source)
    if document.get_formtype() != pdfium.FORMTYPE_NONE:
        document.init_forms()
    return document
