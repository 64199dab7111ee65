"""Woodcut in the manner of Đông Hồ: few flat inks slightly out of register, black key block, shell paper."""

import numpy as np
from PIL import Image

from judging.demo.paintings.hands.common import border_distance, colour, mix, ragged, strokes
from judging.demo.paintings.raster import flat, key_lines, owners
from judging.demo.paintings.stage import Floats, Stage, inset
from judging.demo.paintings.texture import crop, finish, ramp, smooth


def render(stage: Stage, size: tuple[int, int]) -> Image.Image:
    rng, h, w = stage.rng, stage.h, stage.w
    inset(stage, 3.3 * stage.u)
    base = stage.palette.colour("base")
    plate, own = flat(stage, background=base), owners(stage)
    dx, dy = (int(v) for v in rng.integers(-4, 5, 2))
    plate = np.roll(ragged(plate, 0.8, rng), (dy, dx), axis=(0, 1))
    tooth, cloud = crop("tooth", h, w, rng, 1.3), crop("cloud", h, w, rng, 2)
    carve = strokes(own, rng, stage.uniform(1.8, 2.6))
    cut = own.of("mountain", "terrace", "water", "field", "field_alt", "path", "near", "floor")
    gouged = ramp(carve - 0.5 + 0.9 * (cut * own.below_ridge(0.16 * h)), 0.75, 1.0) * cut
    printed = (1 - gouged) * (1 - ramp(tooth + 0.35 * cloud, 1.1, 1.9) * np.float32(0.75)) * np.float32(0.95)
    frame = border_distance(h, w)
    block = ramp(frame + tooth, 3.6 * stage.u, 3.6 * stage.u + 1.5)
    paper = _shell_paper(stage, tooth)
    ink = plate / colour(base)
    picture = paper * mix(np.ones_like(ink), np.minimum(ink, 1.06), printed * block)
    lines = key_lines(stage, stage.u * stage.uniform(0.42, 0.6))
    lines = ramp(smooth(lines, 2) + 0.07 * tooth, 0.34, 0.52)
    rule = ramp(0.75 * stage.u - np.abs(frame - 3.6 * stage.u), 0, 2.0)
    black = np.maximum(lines * block, rule) * (1 - ramp(tooth + 0.4 * cloud, 1.5, 2.3) * np.float32(0.8))
    return finish(mix(picture, colour((0.12, 0.105, 0.1)), black * np.float32(0.94)), size, "paper", rng)


def _shell_paper(stage: Stage, tooth: Floats) -> Floats:
    """Dó paper brushed with powdered shell: sweeps of the pine-needle brush and glinting flakes."""
    rng, h, w = stage.rng, stage.h, stage.w
    sweep = crop(f"stroke{int(rng.integers(4))}", h, w, rng, 2.2)
    glint = ramp(crop("fine", h, w, rng), 2.3, 2.9)
    tone = 1 + 0.025 * sweep + 0.012 * tooth + 0.1 * glint
    result: Floats = colour(stage.palette.colour("base")) * tone[..., None]
    return result
