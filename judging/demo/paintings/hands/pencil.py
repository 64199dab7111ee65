"""Coloured pencil: hatching along each form, cross-hatching in the darks, soft graphite outlines, white paper."""

import numpy as np
from PIL import Image

from judging.demo.paintings.hands.common import border_distance, colour, light, mix, strokes
from judging.demo.paintings.raster import flat, key_lines, owners
from judging.demo.paintings.stage import Stage
from judging.demo.paintings.texture import crop, finish, ramp

_PAPER = (0.968, 0.96, 0.94)


def render(stage: Stage, size: tuple[int, int]) -> Image.Image:
    rng, h, w = stage.rng, stage.h, stage.w
    picture, own = flat(stage), owners(stage)
    tooth, cloud = crop("tooth", h, w, rng), crop("cloud", h, w, rng, 2)
    hatch, cross = strokes(own, rng, 0.75), crop(f"stroke{int(rng.integers(4))}", h, w, rng, 0.8)
    dark = 1 - light(picture)
    wide = own.of("sky", "mountain", "terrace", "water", "field", "field_alt", "path", "room", "floor", "near")
    cover = 0.74 + 0.2 * hatch + 0.11 * tooth + dark * 0.2 * (1 + 0.6 * cross) - wide * (0.1 - 0.08 * cloud)
    cover -= own.of("mountain", "terrace", "sky") * own.below_ridge(0.25 * h) * np.float32(0.16)
    edge = ramp(border_distance(h, w) + 5 * hatch + 3 * cloud, 0.6 * stage.u, 3.2 * stage.u)
    cover = np.clip(cover, 0.08, 1.08) * (0.1 + 0.9 * edge)
    paper = colour(_PAPER)
    done = paper - (paper - picture) * cover[..., None]
    lines = key_lines(stage, max(stage.u * 0.17, 1.2)) * ramp(tooth, -1.6, 0.6)
    done = mix(done, picture * np.float32(0.3), lines * np.float32(0.72))
    return finish(done, size, "rough", rng)
