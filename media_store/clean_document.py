"""What cleaning an office file yields, and what DOCX and ODT share: hidden looks, embedded pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image

from media_store.colours import flat_srgb, plain_mode
from media_store.markup import Element, local_name
from media_store.packages import Members
from media_store.texts import seen_letters

_LONG_EDGE = 1600
_MOST_PIXELS = 50_000_000
_READABLE = ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"]
_TINIEST_POINTS = 2.0


class CleanDocument(NamedTuple):
    """A package for the converter, its pictures by the path under which the converter will name them, and its text."""

    package: Members
    pictures: Members
    paragraphs: list[str]


class Look(NamedTuple):
    """Of a run of text, as far as it is set: None means inherited."""

    hidden: bool | None = None
    colour: str | None = None
    points: float | None = None
    shaded: bool | None = None

    def over(self, below: Look) -> Look:
        return below._replace(**{name: value for name, value in self._asdict().items() if value is not None})

    @property
    def unseen(self) -> bool:
        """Marked as hidden, white on white, or too small to be read."""
        return bool(self.hidden) or (_is_white(self.colour) and not self.shaded) or _is_tiny(self.points)


def _is_tiny(points: float | None) -> bool:
    return points is not None and points <= _TINIEST_POINTS


def _is_white(colour: str | None) -> bool:
    digits = (colour or "").lstrip("#")
    return bool(re.fullmatch("[fF][0-9a-fA-F]" * 3, digits))


def clean_letters(root: Element) -> None:
    """Characters that nobody sees must not go into the pages either."""
    for each in root.iter():
        each.text = seen_letters(each.text) if each.text else each.text
        each.tail = seen_letters(each.tail) if each.tail else each.tail


def gaps(bodies: list[Element], paragraph: str, showing: frozenset[str]) -> Iterator[Element]:
    """Empty paragraphs that part two stanzas: the converter would pass over them. Of several the first."""
    for body in bodies:
        lines = [each for each in body if local_name(each.tag) == paragraph]
        empty = [not _shows(each, showing) for each in lines]
        for at in range(1, len(lines)):
            if empty[at] and not empty[at - 1] and not all(empty[at:]):
                yield lines[at]


def _shows(paragraph: Element, showing: frozenset[str]) -> bool:
    signs = any(local_name(each.tag) in showing for each in paragraph.iter())
    return signs or bool("".join(paragraph.itertext()).strip())


def rebuilt_picture(data: bytes, crop: tuple[float, float, float, float] = (0, 0, 0, 0)) -> tuple[bytes, str] | None:
    """Pixels of an embedded picture in a new file and its suffix; None where it is no picture made of pixels.

    `crop` takes parts of 1 away at left, top, right and bottom: what the author cut off must not come back.
    """
    try:
        with Image.open(io.BytesIO(data), formats=_READABLE) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            lossless = picture.format != "JPEG"
            profile = picture.info.get("icc_profile")
            image = plain_mode(picture)
            image.load()
    except (OSError, ValueError, SyntaxError):
        return None
    left, top, right, bottom = crop
    width, height = image.size
    image = image.crop(
        (round(width * left), round(height * top), round(width * (1 - right)), round(height * (1 - bottom)))
    )
    image.thumbnail((_LONG_EDGE, _LONG_EDGE))
    flat = flat_srgb(image, profile)
    buffer = io.BytesIO()
    rebuilt = Image.frombytes("RGB", flat.size, flat.tobytes())
    rebuilt.save(buffer, "PNG" if lossless else "JPEG", **({"compress_level": 3} if lossless else {"quality": 86}))
    return buffer.getvalue(), ".png" if lossless else ".jpg"
