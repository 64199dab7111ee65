"""Gouache: opaque mottled layers, brush direction in every shape, haze between the ranges, dry edges."""

import numpy as np
from PIL import Image

from judging.demo.paintings.hands.common import colour, mix, ragged, strokes
from judging.demo.paintings.raster import flat, owners
from judging.demo.paintings.stage import Stage
from judging.demo.paintings.texture import crop, finish, ramp, smooth


def render(stage: Stage, size: tuple[int, int]) -> Image.Image:
    rng, h, w = stage.rng, stage.h, stage.w
    picture, own = flat(stage), owners(stage)
    haze = own.below_ridge(stage.uniform(0.14, 0.24) * h) * own.of("mountain").astype(np.float32) * np.float32(0.5)
    picture = mix(picture, colour(stage.palette.blend("mist", "sky_low", 0.6)), haze)
    picture = ragged(picture, 0.9, rng)
    land = own.of("mountain", "terrace", "sky", "field", "field_alt", "path", "water", "near", "floor", "room")
    cloud, mottle = crop("cloud", h, w, rng, 2.2), crop("mottle", h, w, rng, 1.6)
    brush = strokes(own, rng, 1.7)
    tone = 1 + land * (0.055 * cloud + 0.045 * mottle) + 0.026 * brush + ~land * (0.03 * mottle)
    rim = smooth(own.seams(), 5)
    tone = tone - 0.16 * rim + 0.10 * land * (1 - own.below_ridge(0.05 * h)) * own.of("mountain", "terrace")
    picture = picture * tone[..., None]
    dry = ramp(crop("tooth", h, w, rng) + 0.3 * brush + 1.2 * rim, 2.0, 2.9) * np.float32(0.5)
    picture = mix(picture, colour(stage.palette.colour("mist")), dry)
    return finish(picture, size, "paper", rng)
