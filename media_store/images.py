"""Pictures: one decode, then pixels alone. What is not a pixel (tags, comments, profiles, previews) cannot follow."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import pillow_heif
from PIL import Image

from media_store.colours import flattener, plain_mode
from media_store.image_leaks import image_leaks, orientation_of
from media_store.limits import Limits
from media_store.outcome import Decoded, Facts, Format, Leak, Rendition
from media_store.reasons import Quarantine, Reason
from media_store.renditions import save_picture
from media_store.scaling import POOL, Flatten, halves, pyramid, rebuilt, shrunk
from media_store.tile_pyramid import cut_tiles, save_tiles
from media_store.truncation import is_cut_off

pillow_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = None  # our own limit is asked before the first pixel is decoded, and names the pixels

SIZES = {"large": 2400, "medium": 1200, "small": 600, "thumb": 240}
CLOSEST = 64_000_000
"""Pixels that are kept for looking close; a larger picture is halved first, or it would not fit into memory twice."""
_PILLOW = {Format.HEIC: "HEIF"}


@dataclass(frozen=True)
class Stored:
    """The pixels as they were sent, and what makes judging copies of them."""

    image: Image.Image
    flatten: Flatten
    orientation: int

    @property
    def upright(self) -> tuple[int, int]:
        return self.image.size if self.orientation < 5 else self.image.size[::-1]


def decode_image(path: Path, found: Format, work: Path, limits: Limits, *, tiled: bool = True) -> Decoded:
    """All sizes as JPEG and WebP, and tiles where there is more to see than they show: upright, in sRGB.

    With them goes what the original tells about a person. `tiled` False leaves the tiles out.
    """
    facts, leaks, stored = read_pixels(path, found, limits)
    levels = halves(stored.image, SIZES["large"])
    pixels = rebuilt(levels[-1], SIZES["large"], stored.flatten, stored.orientation)
    pending = _save_sizes(pixels, work)
    tiles = None
    if tiled and max(stored.image.size) > SIZES["large"]:
        tiles = cut_tiles(pyramid(levels), stored.flatten, stored.orientation)
    copies = [each.result() for each in pending]
    if tiles is not None:
        copies.append(save_tiles(tiles, stored.upright, work))
    return Decoded(facts, leaks, tuple(copies))


def read_pixels(path: Path, found: Format, limits: Limits) -> tuple[Facts, tuple[Leak, ...], Stored]:
    """The measures of a picture, what it tells of a person, and its pixels."""
    with open_picture(path, found, limits) as picture:
        profile, orientation = picture.info.get("icc_profile"), orientation_of(picture)
        width, height = picture.size if orientation < 5 else picture.size[::-1]
        if found is Format.JPEG:
            picture.draft("", _halved_to_fit(picture.size))  # here the decoder itself halves
        _load(picture, path, found)
        image = plain_mode(picture)
        if image.width * image.height > CLOSEST:
            image = image.reduce(2)
        stored = Stored(image, flattener(image.mode, profile), orientation)
        return Facts(width=width, height=height), image_leaks(path), stored


def open_picture(path: Path, found: Format, limits: Limits) -> Image.Image:
    """The header alone is read. Raises Quarantine where it cannot be, or promises more pixels than `limits` allow."""
    try:
        picture = Image.open(path, formats=[_PILLOW.get(found, found.upper())])
    except (OSError, ValueError, SyntaxError) as error:
        reason = Reason.TRUNCATED if is_cut_off(path, found) else Reason.DAMAGED
        raise Quarantine(reason, format=found.upper()) from error
    width, height = picture.size
    if width * height > limits.max_pixels:
        picture.close()
        limit = limits.max_pixels // 1_000_000
        raise Quarantine(Reason.TOO_MANY_PIXELS, width=width, height=height, limit=limit)
    return picture


def _load(picture: Image.Image, path: Path, found: Format) -> None:
    try:
        picture.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        cut = "truncated" in str(error) or is_cut_off(path, found)
        raise Quarantine(Reason.TRUNCATED if cut else Reason.DAMAGED, format=found.upper()) from error


def _halved_to_fit(size: tuple[int, int]) -> tuple[int, int]:
    width, height = size
    while width * height > CLOSEST:
        width, height = width // 2, height // 2
    return width, height


def _save_sizes(pixels: Image.Image, work: Path) -> list[Future[Rendition]]:
    """Each size from the one before; smaller pictures keep their own pixels. While one is encoded, the next is made."""
    pending = []
    for name, edge in SIZES.items():
        pixels = shrunk(pixels, edge)
        pending += [POOL.submit(save_picture, pixels, f"{name}.{suffix}", work) for suffix in ("webp", "jpg")]
    return pending
