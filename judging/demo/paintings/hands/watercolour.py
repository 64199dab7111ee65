"""Watercolour: washes thinned with water, dark wet edges, blooms, granulation, pencil below, white paper left."""

import numpy as np
from PIL import Image

from judging.demo.paintings.hands.common import border_distance, colour, mix
from judging.demo.paintings.raster import Owners, flat, key_lines, owners
from judging.demo.paintings.stage import Floats, Mask, Stage, inset
from judging.demo.paintings.texture import crop, finish, ramp, smooth

_PAPER = (0.972, 0.962, 0.935)


def render(stage: Stage, size: tuple[int, int]) -> Image.Image:
    rng, h, w = stage.rng, stage.h, stage.w
    inset(stage, 2.4 * stage.u)
    picture, own = flat(stage), owners(stage)
    wide = own.of("sky", "mountain", "terrace", "field", "field_alt", "water", "near", "path")
    cloud, mottle = crop("cloud", h, w, rng, 2.0), crop("mottle", h, w, rng, 1.2)
    bled = np.stack([smooth(picture[..., k], 18) for k in range(3)], axis=-1)
    picture = mix(picture, bled, wide * ramp(cloud + 0.3 * mottle, 0.2, 1.8) * np.float32(0.7))
    seams = own.seams()
    density = _density(stage, own, wide, cloud, mottle, seams)
    gaps = ramp(smooth(seams, 2) * 2.5 + 0.5 * mottle, 1.15, 1.6) * ramp(cloud, -0.2, 0.5)
    margin = border_distance(h, w) / stage.u + 0.22 * mottle + 0.75 * cloud
    inside = ramp(margin, 3.0, 3.35)
    density = (
        density * inside * (1 - 0.85 * gaps) + (1 - ramp(np.abs(margin - 3.45), 0, 0.5)) * np.float32(0.16) * inside
    )
    picture = colour(_PAPER) - (colour(_PAPER) - picture) * density[..., None]
    pencil = key_lines(stage, 0.8) * ramp(crop("tooth", h, w, rng), -0.8, 1.0) * np.float32(0.4)
    picture = mix(picture, colour((0.3, 0.29, 0.3)), pencil)
    return finish(picture, size, "rough", rng)


def _density(stage: Stage, own: Owners, wide: Mask, cloud: Floats, mottle: Floats, seams: Floats) -> Floats:
    rng, h, w = stage.rng, stage.h, stage.w
    wet = smooth(seams, 6) * ramp(cloud, -1.2, 0.8)
    density = (
        np.float32(0.8)
        + wide * ((0.08 if stage.palette.night else 0.14) * cloud + 0.04 * mottle)
        + 0.05 * mottle
        + 0.7 * wet
    )
    density += 0.055 * crop("tooth", h, w, rng)
    density -= own.of("mountain", "terrace") * own.below_ridge(0.22 * h) * np.float32(0.34)
    result: Floats = np.clip(density + _blooms(stage, mottle) * wide, 0.03, 1.3)
    return result


def _blooms(stage: Stage, mottle: Floats) -> Floats:
    """Cauliflower blooms: water pushed pigment to a crinkled rim."""
    h, w = stage.h, stage.w
    result = np.zeros((h, w), dtype=np.float32)
    for _ in range(int(stage.rng.integers(2, 5))):
        r = stage.uniform(7, 16) * stage.u
        cx, cy = stage.uniform(0, w), stage.uniform(0, 0.8 * h)
        y0, y1, x0, x1 = (
            round(v) for v in (max(cy - 1.5 * r, 0), min(cy + 1.5 * r, h), max(cx - 1.5 * r, 0), min(cx + 1.5 * r, w))
        )
        y, x = np.mgrid[y0:y1, x0:x1].astype(np.float32)
        d = np.hypot(y - cy, x - cx) / r + 0.11 * mottle[y0:y1, x0:x1]
        result[y0:y1, x0:x1] += 0.16 * (1 - ramp(np.abs(d - 1), 0, 0.09)) - (0.08 if stage.palette.night else 0.2) * (
            1 - ramp(d, 0.3, 1.0)
        )
    return result
