"""A glance at a picture: a thumbnail to know it by, and what its QR codes say. Runs in the limited child."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import zxingcpp
from PIL import Image

from media_store.images import SIZES, read_pixels
from media_store.limits import Limits
from media_store.outcome import Decoded, Facts, Format, Kind
from media_store.renditions import save_picture
from media_store.scaling import halves, rebuilt, shrunk

EDGE: Final = 3200  # pixels; a slip beside an A2 sheet still has four of them for each point of its code
MOST_CODES: Final = 8
LONGEST: Final = 300  # characters of a code
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def glance_at(path: Path, found: Format, work: Path, limits: Limits) -> Decoded:
    """Nothing of what is no picture. Raises Quarantine for one that cannot be decoded."""
    if found.kind is not Kind.IMAGE:
        return Decoded(Facts(), (), ())
    facts, _, stored = read_pixels(path, found, limits)
    pixels = rebuilt(halves(stored.image, EDGE)[-1], EDGE, stored.flatten, stored.orientation)
    thumbnail = save_picture(shrunk(pixels, SIZES["thumb"]), "thumb.jpg", work)
    return Decoded(facts, (), (thumbnail,), codes_in(pixels))


def codes_in(pixels: Image.Image) -> tuple[str, ...]:
    """The texts of the QR codes in a picture, each once."""
    found = zxingcpp.read_barcodes(pixels.convert("L"), formats=_QR)
    texts = dict.fromkeys(code.text for code in found if code.valid and 0 < len(code.text) <= LONGEST)
    return tuple(texts)[:MOST_CODES]
