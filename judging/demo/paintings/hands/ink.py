"""Ink wash: ranges dissolving into mist, brush outlines which swell and fail, paper for the sky, a red seal."""

import numpy as np
from PIL import Image

from judging.demo.paintings.hands.common import border_distance, colour, mix, ragged, strokes
from judging.demo.paintings.raster import flat, key_lines, owners
from judging.demo.paintings.stage import Floats, Stage
from judging.demo.paintings.texture import crop, finish, ramp, smooth

# Left, top, right, bottom of the cuts in the seal, as parts of its side.
_SEAL_CUTS = np.array(
    [
        [0.16, 0.16, 0.44, 0.22],
        [0.26, 0.16, 0.32, 0.46],
        [0.14, 0.40, 0.46, 0.46],
        [0.58, 0.16, 0.64, 0.50],
        [0.58, 0.30, 0.84, 0.36],
        [0.78, 0.16, 0.84, 0.50],
        [0.16, 0.60, 0.84, 0.66],
        [0.16, 0.60, 0.22, 0.86],
        [0.36, 0.70, 0.64, 0.76],
        [0.47, 0.60, 0.53, 0.88],
        [0.78, 0.60, 0.84, 0.86],
    ]
)


def render(stage: Stage, size: tuple[int, int]) -> Image.Image:
    rng, h, w = stage.rng, stage.h, stage.w
    paper = colour(stage.palette.colour("paper"))
    picture, own = flat(stage), owners(stage)
    cloud, mottle = crop("cloud", h, w, rng, 2.4), crop("mottle", h, w, rng, 1.4)
    soft = ragged(picture, 1.6, rng, "mottle")
    wide = own.of("sky", "mountain", "terrace", "water", "field", "field_alt", "path", "near", "room", "floor")
    picture = np.where(wide[..., None], soft, picture)
    fall = own.below_ridge(stage.uniform(0.16, 0.26) * h)
    density = np.where(wide, np.float32(1.08) - 0.95 * fall, np.float32(0.92)) + wide * 0.13 * cloud + 0.07 * mottle
    density += 0.35 * smooth(own.seams(), 5) * ramp(cloud, -0.5, 1.2)
    flying = ramp(strokes(own, rng, 1.6) + 0.5 * crop("tooth", h, w, rng), 1.5, 2.5) * wide
    density = np.clip(density * (1 - 0.55 * flying), 0.02, 1.25)
    picture = paper - (paper - picture) * density[..., None]
    lines = smooth(key_lines(stage, stage.u * 0.3), 2) + 0.1 * mottle + 0.06 * cloud
    picture = mix(picture, colour((0.11, 0.1, 0.1)), ramp(lines, 0.3, 0.62) * np.float32(0.82))
    fade = ramp(border_distance(h, w) + 6 * cloud, 0, 5 * stage.u)
    picture = mix(np.broadcast_to(paper, picture.shape), picture, fade)
    picture = _seal(stage, picture * (1 + 0.018 * mottle)[..., None])
    return finish(picture, size, "paper", rng)


def _seal(stage: Stage, picture: Floats) -> Floats:
    """A red seal with strokes carved white; they are no letters."""
    u, s = stage.u, round(stage.uniform(6.0, 7.5) * stage.u)
    x0 = round((0.06 if stage.chance(0.5) else 0.94) * stage.w - s / 2)
    y0 = round(stage.uniform(0.74, 0.86) * stage.h) if stage.chance(0.7) else round(6 * u)
    mask = np.zeros((s, s), dtype=np.float32)
    mask[2:-2, 2:-2] = 1
    for left, top, right, low in (_SEAL_CUTS * s).astype(int):
        mask[top:low, left:right] = 0
    worn = crop("mottle", s, s, stage.rng)
    mask = mask * ramp(worn, -1.8, -0.9)
    here = picture[y0 : y0 + s, x0 : x0 + s]
    picture[y0 : y0 + s, x0 : x0 + s] = mix(
        here, colour((0.72, 0.16, 0.12)), mask[: here.shape[0], : here.shape[1]] * np.float32(0.92)
    )
    return picture
