"""Noise and papers, computed once per process and cropped at random: cloud, mottle, tooth, strokes, weave, cracks."""

from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from judging.demo.paintings.stage import Floats, Points

TILE = 1024


@cache
def tile(name: str) -> Floats:
    """A seamless 1024² field of the named kind, mean 0 and deviation 1 (cracks: 0 in a crack, 1 on a shard)."""
    if name == "shards":
        return _shards()
    rng = np.random.default_rng(crc32(name.encode()))
    spectrum = np.fft.rfft2(rng.standard_normal((TILE, TILE), dtype=np.float32))
    fy, fx = np.fft.fftfreq(TILE)[:, None], np.fft.rfftfreq(TILE)[None, :]
    made = np.fft.irfft2(spectrum * _filter(name, fx, fy), s=(TILE, TILE)).astype(np.float32)
    made -= made.mean()
    result: Floats = np.clip(made / made.std(), -3.2, 3.2).astype(np.float32)
    return result


def _filter(name: str, fx: NDArray[np.floating], fy: NDArray[np.floating]) -> Points:
    """How strongly each frequency (cycles per pixel) of white noise is kept."""
    f = np.hypot(fx, fy) + 1e-6
    if name == "cloud":
        kept = np.where(f < 1.5 / TILE, 0, f**-2.1) * np.exp(-((f / 0.12) ** 2))
    elif name == "mottle":
        kept = (f + 0.004) ** -1.25 * np.exp(-((f / 0.3) ** 2))
    elif name == "tooth":
        kept = f * np.exp(-((f / 0.13) ** 2)) + 0.02 * np.exp(-((f / 0.3) ** 2))
    elif name == "fine":
        kept = np.exp(-((f / 0.3) ** 2))
    else:
        angle = {"stroke0": 0.12, "stroke1": 0.9, "stroke2": -0.75, "stroke3": 1.75}[name]
        along = fx * np.cos(angle) + fy * np.sin(angle)
        across = np.abs(fy * np.cos(angle) - fx * np.sin(angle))
        kept = np.exp(-((along / (0.008 + 0.13 * across)) ** 2)) * across**0.5 * np.exp(-((across / 0.13) ** 2))
    return np.asarray(kept, dtype=np.float64)


def _shards() -> Floats:
    """Crushed eggshell: cells around jittered points; small values run along the cracks."""
    cells, step = 64, TILE // 64
    rng = np.random.default_rng(77)
    jitter = rng.uniform(0.08, 0.92, (cells, cells, 2)).astype(np.float32)
    y, x = np.mgrid[0:TILE, 0:TILE].astype(np.float32) / step
    iy, ix = y.astype(int), x.astype(int)
    nearest = np.full((TILE, TILE), 9, np.float32)
    second = nearest.copy()
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            point = jitter[(iy + dy) % cells, (ix + dx) % cells]
            d = np.hypot(iy + dy + point[..., 0] - y, ix + dx + point[..., 1] - x)
            second = np.minimum(second, np.maximum(nearest, d))
            nearest = np.minimum(nearest, d)
    result: Floats = np.clip((second - nearest) * 5, 0, 1).astype(np.float32)
    return result


def crop(name: str, h: int, w: int, rng: np.random.Generator, zoom: float = 1.0) -> Floats:
    """A random h × w piece of a tile, flipped at random; `zoom` > 1 makes its features larger."""
    source = tile(name)
    ch, cw = round(h / zoom) + 1, round(w / zoom) + 1
    rows = (int(rng.integers(TILE)) + np.arange(ch)) % TILE
    columns = (int(rng.integers(TILE)) + np.arange(cw)) % TILE
    if rng.random() < 0.5 and not name.startswith("stroke"):
        columns = columns[::-1]
    piece = source[rows][:, columns]
    if zoom == 1.0:
        return piece[:h, :w]
    return resize(piece, w, h)


def resize(field: Floats, w: int, h: int) -> Floats:
    return np.asarray(Image.fromarray(np.ascontiguousarray(field)).resize((w, h), Image.Resampling.BILINEAR))


def smooth(field: Floats, radius: float) -> Floats:
    """A cheap blur: shrink, then enlarge; `radius` in pixels."""
    h, w = field.shape
    k = max(int(radius), 1)
    image = Image.fromarray(np.ascontiguousarray(field, dtype=np.float32))
    small = image.resize((max(w // k, 2), max(h // k, 2)), Image.Resampling.BOX)
    return np.asarray(small.resize((w, h), Image.Resampling.BICUBIC))


def ramp(field: Floats, low: float, high: float) -> Floats:
    """0 below `low`, 1 above `high`, linear between."""
    result: Floats = np.clip((field - low) * np.float32(1 / (high - low)), 0, 1)
    return result


@cache
def grain(kind: str) -> Image.Image:
    """The surface of the support at full size, as an offset around 128: `paper`, `rough`, `canvas` or `gloss`."""
    base = tile("fine")
    if kind == "rough":
        field = 5.5 * tile("tooth") + 3.5 * base
    elif kind == "canvas":
        y, x = np.mgrid[0:TILE, 0:TILE]
        weave = np.sin(x * np.pi / 4) * np.sin(y * np.pi / 4) + 0.5 * np.sin(x * np.pi / 4 + np.pi * (y // 4))
        field = 4.5 * weave + 4 * base
    elif kind == "gloss":
        field = 2.2 * base + 1.2 * tile("mottle")
    else:
        field = 4.2 * base + 1.6 * tile("tooth")
    return Image.fromarray(np.clip(128 + field, 0, 255).astype(np.uint8))


def finish(work: Floats, size: tuple[int, int], kind: str, rng: np.random.Generator) -> Image.Image:
    """Scales a finished work (h, w, 3 in 0..1) to its full size in pixels and lays the surface over it."""
    pixels = np.clip(work * np.float32(255), 0, 255).astype(np.uint8)
    image = Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC)
    return surface(image, kind, rng)


def surface(image: Image.Image, kind: str, rng: np.random.Generator) -> Image.Image:
    piece = grain(kind)
    dx, dy = (int(v) for v in rng.integers(0, TILE, 2))
    layer = Image.new("L", image.size)
    for y in range(-dy, image.height, TILE):
        for x in range(-dx, image.width, TILE):
            layer.paste(piece, (x, y))
    return ImageChops.add(image, Image.merge("RGB", (layer, layer, layer)), 1, -128)
