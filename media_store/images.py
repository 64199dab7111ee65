"""Pictures: one decode, then pixels alone. What is not a pixel (tags, comments, profiles, previews) cannot follow."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pillow_heif
from PIL import Image

from media_store.colours import flat_srgb, plain_mode
from media_store.image_leaks import image_leaks, orientation_of
from media_store.limits import Limits
from media_store.outcome import Decoded, Facts, Format, Leak, Rendition
from media_store.reasons import Quarantine, Reason
from media_store.renditions import save_picture
from media_store.truncation import is_cut_off

pillow_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = None  # our own limit is asked before the first pixel is decoded, and names the pixels

SIZES = {"large": 2400, "medium": 1200, "small": 600, "thumb": 240}
_PILLOW = {Format.HEIC: "HEIF"}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _started_pool() -> ThreadPoolExecutor:
    """Two threads that stand already: one that is started when memory is short never says so, and all would wait."""
    pool, meeting = ThreadPoolExecutor(2), Barrier(3)
    for _ in range(2):
        pool.submit(meeting.wait)
    meeting.wait()
    return pool


_POOL = _started_pool()


def decode_image(path: Path, found: Format, work: Path, limits: Limits) -> Decoded:
    """All sizes as JPEG and WebP, upright, in sRGB, plus what the original tells about a person."""
    facts, leaks, pixels = _read(path, found, limits)
    return Decoded(facts, leaks, save_sizes(pixels, work))


def _read(path: Path, found: Format, limits: Limits) -> tuple[Facts, tuple[Leak, ...], Image.Image]:
    """A function of its own, so that the full picture is out of memory before the sizes are encoded."""
    with open_picture(path, found, limits) as picture:
        width, height = picture.size[::-1] if orientation_of(picture) >= 5 else picture.size
        pixels = judging_pixels(picture, path, found)
        return Facts(width=width, height=height), image_leaks(path), pixels


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


def judging_pixels(picture: Image.Image, path: Path, found: Format) -> Image.Image:
    """RGB pixels of at most 2400 on the long edge, rebuilt from raw bytes so that nothing else comes along."""
    profile = picture.info.get("icc_profile")
    orientation = orientation_of(picture)
    if found is Format.JPEG:
        # Here the decoder itself halves, as often as all the pixels that are needed remain.
        picture.draft("", _fitting(picture.size, SIZES["large"]))
    try:
        picture.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        cut = "truncated" in str(error) or is_cut_off(path, found)
        raise Quarantine(Reason.TRUNCATED if cut else Reason.DAMAGED, format=found.upper()) from error
    image = flat_srgb(_shrunk(plain_mode(picture), SIZES["large"]), profile)
    rebuilt = Image.frombytes("RGB", image.size, image.tobytes())
    return rebuilt.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else rebuilt


def save_sizes(pixels: Image.Image, work: Path) -> tuple[Rendition, ...]:
    """Each size from the one before; smaller pictures keep their own pixels. While one is encoded, the next is made."""
    pending = []
    for name, edge in SIZES.items():
        pixels = _shrunk(pixels, edge)
        # Copies: saving writes its options into the image, and the same one would be in two hands.
        pending += [_POOL.submit(save_picture, pixels.copy(), f"{name}.{suffix}", work) for suffix in ("webp", "jpg")]
    return tuple(each.result() for each in pending)


def _shrunk(image: Image.Image, edge: int) -> Image.Image:
    longest = max(image.size)
    if longest <= edge:
        return image
    if longest == 2 * edge:
        return image.reduce(2)  # the mean of four: as good as a filter, for a tenth of the time
    return _resized(image, _fitting(image.size, edge))


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Upper and lower half at once, on two cores; the filter looks over the seam, so that none is seen."""
    if image.mode != "RGB" or size[1] < 600:
        return image.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)
    width, half = size[0], size[1] // 2
    seam = image.height * half / size[1]
    parts = (((width, half), (0, 0, image.width, seam)), ((width, size[1] - half), (0, seam, *image.size)))
    upper, lower = _POOL.map(lambda part: image.resize(part[0], Image.Resampling.HAMMING, part[1], 2.0), parts)
    whole = Image.new("RGB", size)
    whole.paste(upper, (0, 0))
    whole.paste(lower, (0, half))
    return whole


def _fitting(size: tuple[int, int], edge: int) -> tuple[int, int]:
    width, height = size
    scale = min(1.0, edge / max(size))
    return max(1, round(width * scale)), max(1, round(height * scale))
