"""Wax crayon and oil pastel: strokes in every shape, paper tooth between them, thick waxy outlines."""

import numpy as np
from PIL import Image

from judging.demo.paintings.hands.common import colour, mix, strokes
from judging.demo.paintings.raster import flat, key_lines, owners
from judging.demo.paintings.stage import Stage
from judging.demo.paintings.texture import crop, finish, ramp

_DARK_PAPER = (0.09, 0.09, 0.15)
_PAPERS = ((0.97, 0.95, 0.9), (0.95, 0.91, 0.82), (0.93, 0.93, 0.92))


def render(stage: Stage, size: tuple[int, int]) -> Image.Image:
    rng, h, w = stage.rng, stage.h, stage.w
    picture, own = flat(stage), owners(stage)
    paper = colour(_DARK_PAPER if stage.palette.night else _PAPERS[int(rng.integers(len(_PAPERS)))])
    grey = picture.mean(axis=2, keepdims=True)
    picture = grey + (picture - grey) * np.float32(1.22)
    tooth = crop("tooth", h, w, rng, 1.5)
    first, second = strokes(own, rng, 2.0), strokes(own, rng, 2.6)
    wide = own.of("sky", "mountain", "terrace", "water", "field", "field_alt", "path", "room", "floor", "near")
    picture = picture * (1 + 0.07 * first - 0.06 * second)[..., None]
    pressure = np.where(wide, np.float32(0.45), np.float32(1.15)) - own.of("sky") * np.float32(stage.uniform(0.1, 0.6))
    cover = ramp(0.62 * tooth + 0.62 * first + 0.35 * second + pressure, -0.75, 0.55)
    done = mix(np.broadcast_to(paper, picture.shape), picture, cover)
    outline = ramp(key_lines(stage, stage.u * 0.42), 0.15, 0.6) * ramp(tooth + 0.4 * second, -1.9, -0.3)
    ink = colour(((0.16, 0.13, 0.14), (0.12, 0.16, 0.3), (0.27, 0.15, 0.1))[int(rng.integers(3))])
    done = mix(done, ink, outline * np.float32(0.88))
    return finish(done, size, "rough", rng)
