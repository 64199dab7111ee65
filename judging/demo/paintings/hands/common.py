"""Steps several hands share."""

import numpy as np

from judging.demo.paintings.palettes import RGB
from judging.demo.paintings.raster import Owners
from judging.demo.paintings.stage import Floats
from judging.demo.paintings.texture import crop


def colour(value: RGB) -> Floats:
    return np.array(value, dtype=np.float32)


def mix(picture: Floats, other: Floats, amount: Floats | float) -> Floats:
    """`picture` with `amount` (h, w) of `other` (a picture or one colour).

    Works on rows of 3w values: numpy is several times slower when the innermost axis holds only three.
    """
    h, w = picture.shape[:2]
    base = picture.reshape(h, 3 * w)
    result: Floats = (np.tile(other, w) if other.ndim == 1 else other.reshape(h, 3 * w)) - base
    result *= np.repeat(amount, 3, axis=1) if isinstance(amount, np.ndarray) else np.float32(amount)
    result += base
    return result.reshape(h, w, 3)


def ragged(picture: Floats, reach: float, rng: np.random.Generator, noise: str = "tooth") -> Floats:
    """Every edge torn by up to about two times `reach` pixels, as a loaded brush leaves it."""
    h, w = picture.shape[:2]
    field = crop(noise, h + 7, w + 7, rng) * np.float32(reach)
    y = np.clip(np.arange(h)[:, None] + field[:h, :w].astype(np.int32), 0, h - 1)
    x = np.clip(np.arange(w)[None, :] + field[7:, 7:].astype(np.int32), 0, w - 1)
    torn: Floats = np.take(picture.reshape(-1, 3), y * w + x, axis=0).reshape(h, w, 3)
    return torn


def strokes(owners: Owners, rng: np.random.Generator, zoom: float = 1.0) -> Floats:
    """Stroke texture, its direction chosen anew for every mark."""
    h, w = owners.ids.shape
    which = (owners.choose(rng, 3) + (crop("cloud", h, w, rng, 1.6) > 0.5)) % 3
    names = [f"stroke{k}" for k in rng.permutation(4)[:3]]
    result = crop(names[0], h, w, rng, zoom)
    for k in (1, 2):
        result = np.where(which == k, crop(names[k], h, w, rng, zoom), result)
    return result


def border_distance(h: int, w: int) -> Floats:
    """Pixels to the nearest edge of the sheet."""
    y, x = np.arange(h, dtype=np.float32), np.arange(w, dtype=np.float32)
    return np.minimum(np.minimum(y, h - 1 - y)[:, None], np.minimum(x, w - 1 - x)[None, :])


def light(picture: Floats) -> Floats:
    """Luminance (h, w)."""
    result: Floats = picture @ np.array([0.3, 0.59, 0.11], dtype=np.float32)
    return result
