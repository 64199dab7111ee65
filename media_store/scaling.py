"""Making pictures smaller, on two threads. Every copy is put together from raw bytes: nothing else can come along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from PIL import Image

Flatten = Callable[[Image.Image], Image.Image]
"""From a picture as it was stored to RGB in sRGB."""
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BAND = 112  # rows


def _started_pool() -> ThreadPoolExecutor:
    """Two threads that stand already: one that is started when memory is short never says so, and all would wait."""
    pool, meeting = ThreadPoolExecutor(2), Barrier(3)
    for _ in range(2):
        pool.submit(meeting.wait)
    meeting.wait()
    return pool


POOL = _started_pool()


def halves(image: Image.Image, edge: int) -> list[Image.Image]:
    """The picture, its half, its quarter, … as long as they have `edge` pixels on the long side. Halves round up."""
    levels = [image]
    while max(levels[-1].size) >= 2 * edge:
        levels.append(_half(levels[-1]))
    return levels


def pyramid(levels: Sequence[Image.Image]) -> Iterator[Image.Image]:
    """The same, going on to a single pixel. Each is made when it is asked for."""
    yield from levels
    last = levels[-1]
    while max(last.size) > 1:
        last = _half(last)
        yield last


def _half(image: Image.Image) -> Image.Image:
    """Each point is the mean of four: as good as a filter, for a tenth of the time."""
    return image.reduce(2)


def shrunk(image: Image.Image, edge: int) -> Image.Image:
    """At most `edge` pixels on the long side; a smaller picture stays as it is."""
    longest = max(image.size)
    if longest <= edge:
        return image
    if longest == 2 * edge:
        return _half(image)
    return image.resize(fitting(image.size, edge), Image.Resampling.HAMMING, reducing_gap=2.0)


def fitting(size: tuple[int, int], edge: int) -> tuple[int, int]:
    width, height = size
    scale = min(1.0, edge / max(size))
    return max(1, round(width * scale)), max(1, round(height * scale))


def rebuilt(image: Image.Image, edge: int, flatten: Flatten, orientation: int) -> Image.Image:
    """Upright RGB of at most `edge` pixels on the long side, made anew from raw bytes.

    In bands that fit into a processor's own memory, two at once; the filter looks over the seams, so that none is seen.
    """
    width, height = size = fitting(image.size, edge)
    scale = image.height / height

    def band(top: int) -> Image.Image:
        bottom = min(top + _BAND, height)
        if size == image.size:
            return _remade(flatten(image.crop((0, top, width, bottom))))
        box = (0, top * scale, image.width, bottom * scale)
        return _remade(flatten(image.resize((width, bottom - top), Image.Resampling.HAMMING, box, 2.0)))

    whole, tops = Image.new("RGB", size), range(0, height, _BAND)
    for top, part in zip(tops, POOL.map(band, tops), strict=True):
        whole.paste(part, (0, top))
    return _upright(whole, orientation)


def cut_out(image: Image.Image, box: Box, flatten: Flatten, orientation: int) -> Image.Image:
    """The part of the stored `image` that is seen in `box` once it stands upright, made anew from raw bytes."""
    size = image.size if orientation < 5 else image.size[::-1]
    return _upright(_remade(flatten(image.crop(stored_box(box, size, orientation)))), orientation)


def stored_box(box: Box, size: tuple[int, int], orientation: int) -> Box:
    """Where in the stored picture a `box` of the upright one lies, whose size is `size`. Orientations are EXIF's."""
    left, top, right, bottom = box
    width, height = size
    if orientation in (2, 3, 6, 7):
        left, right = width - right, width - left
    if orientation in (3, 4, 7, 8):
        top, bottom = height - bottom, height - top
    return (top, left, bottom, right) if orientation >= 5 else (left, top, right, bottom)


def _remade(image: Image.Image) -> Image.Image:
    """The pixels alone. Four bytes a point, as they lie in memory: half the time of packing three."""
    return Image.frombytes("RGB", image.size, image.tobytes("raw", "RGBX"), "raw", "RGBX")


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else image
