"""Acrylic on canvas: visible strokes which follow the forms, thick paint catching the light."""

import numpy as np
from PIL import Image, ImageDraw

from judging.demo.paintings.hands.common import light
from judging.demo.paintings.raster import flat, owners
from judging.demo.paintings.stage import Floats, Mask, Stage
from judging.demo.paintings.texture import crop, resize, smooth, surface


def render(stage: Stage, size: tuple[int, int]) -> Image.Image:
    rng, h, w = stage.rng, stage.h, stage.w
    picture, own = flat(stage), owners(stage)
    wide = own.of("sky", "mountain", "terrace", "water", "field", "field_alt", "path", "near", "room", "floor", "halo")
    angle = _directions(stage, picture)
    canvas = Image.fromarray((np.clip(picture, 0, 1) * 255).astype(np.uint8))
    draw = ImageDraw.Draw(canvas)
    for length, width, spacing, only in ((6.0, 1.9, 1.9, wide), (3.4, 1.0, 1.7, wide), (1.1, 0.42, 0.62, ~wide)):
        _lay(stage, draw, picture, angle, only, (length * stage.u, width * stage.u, spacing * stage.u))
    painted = np.asarray(canvas, dtype=np.float32) * np.float32(1 / 255)
    height = light(painted) + 0.05 * crop("stroke0", h, w, rng)
    relief = np.zeros((h, w), dtype=np.float32)
    relief[1:, 1:] = height[1:, 1:] - height[:-1, :-1]
    painted = (
        painted * (1 + 0.03 * crop("mottle", h, w, rng))[..., None] + (np.clip(relief, -0.12, 0.12) * 0.4)[..., None]
    )
    pixels = np.clip(painted * 255, 0, 255).astype(np.uint8)
    return surface(Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC), "canvas", rng)


def _directions(stage: Stage, picture: Floats) -> Floats:
    """Stroke angles: along the forms where they are, in slow swirls where there are none."""
    h, w = picture.shape[:2]
    tone = smooth(light(picture), 12)
    gy, gx = np.gradient(tone)
    swirl = resize(crop("cloud", h // 4, w // 4, stage.rng, 1.5), w, h) * np.float32(stage.uniform(0.25, 0.8))
    along = np.arctan2(gx, -gy)
    strength = np.clip(np.hypot(gx, gy) * 160, 0, 1)
    result: Floats = np.where(strength > 0.35, along, swirl).astype(np.float32)
    return result


def _lay(
    stage: Stage,
    draw: ImageDraw.ImageDraw,
    picture: Floats,
    angle: Floats,
    only: Mask,
    brush: tuple[float, float, float],
) -> None:
    length, width, spacing = brush
    rng, (h, w) = stage.rng, picture.shape[:2]
    y, x = np.mgrid[0:h:spacing, 0 : w : spacing * 1.4]
    spots = np.stack([x.ravel(), y.ravel()], 1) + rng.normal(0, spacing * 0.45, (x.size, 2))
    spots = spots[rng.permutation(len(spots))]
    ix, iy = np.clip(spots[:, 0].astype(int), 0, w - 1), np.clip(spots[:, 1].astype(int), 0, h - 1)
    keep = only[iy, ix]
    spots, ix, iy = spots[keep], ix[keep], iy[keep]
    turn = angle[iy, ix] + rng.normal(0, 0.22, len(spots))
    half = np.stack([np.cos(turn), np.sin(turn)], 1) * (length / 2 * rng.uniform(0.6, 1.2, len(spots)))[:, None]
    tint = rng.normal(0, 0.03, (len(spots), 1)) + rng.normal(0, 0.014, (len(spots), 3))
    colours = np.clip((picture[iy, ix] + tint) * 255, 0, 255).astype(int).tolist()
    widths = np.maximum(rng.uniform(0.6, 1.15, len(spots)) * width, 1).astype(int).tolist()
    for line, value, wide in zip(np.hstack([spots - half, spots + half]).tolist(), colours, widths, strict=True):
        draw.line(line, fill=tuple(value), width=wide)
