"""Poster colour: bold flat shapes, sprayed shading, a clean white edge."""

import numpy as np
from PIL import Image

from judging.demo.paintings.hands.common import border_distance, colour, mix
from judging.demo.paintings.raster import flat, owners
from judging.demo.paintings.stage import Floats, Stage, inset
from judging.demo.paintings.texture import crop, finish, ramp, smooth


def render(stage: Stage, size: tuple[int, int]) -> Image.Image:
    rng, h, w = stage.rng, stage.h, stage.w
    inset(stage, 2.2 * stage.u)
    picture, own = flat(stage), owners(stage)
    spray: Floats = np.float32(0.24) * crop("fine", h, w, rng) + np.float32(0.05) * crop("mottle", h, w, rng)
    land = own.of("mountain", "terrace", "field", "field_alt", "near", "path", "water")
    tone: Floats = np.float32(0.62) - own.below_ridge(0.2 * h) + spray
    shade = ramp(tone, 0, 0.9) * land
    picture = mix(picture, picture * np.float32(0.62), shade * np.float32(0.8))
    under = np.zeros((h, w), dtype=np.float32)
    step = round(1.1 * stage.u)
    under[step:, step:] = own.ids[:-step, :-step] > own.ids[step:, step:]
    cast = ramp(smooth(under, 9) + np.float32(0.5) * spray, 0.35, 0.9)
    picture = mix(picture, picture * np.float32(0.55), cast * np.float32(0.5))
    sky = own.of("sky", "halo", "room")
    height = np.broadcast_to(np.linspace(-0.35, 0.75, h, dtype=np.float32)[:, None], (h, w))
    glow = ramp(height + spray, 0, 0.7) * sky * np.float32(0.18 if stage.palette.night else 0.55)
    picture = mix(picture, colour(stage.palette.blend("halo", "book", 0.35)), glow)
    brush = crop("stroke0", h, w, rng, 2.4)
    picture = picture * (1 + 0.022 * brush + 0.018 * crop("cloud", h, w, rng, 2))[..., None]
    edge = ramp(border_distance(h, w) + 0.5 * crop("tooth", h, w, rng), 2.6 * stage.u, 2.6 * stage.u + 1.5)
    picture = mix(np.broadcast_to(colour((0.965, 0.955, 0.93)), picture.shape), picture, edge)
    return finish(picture, size, "paper", rng)
