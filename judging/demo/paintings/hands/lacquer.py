"""Sơn mài lacquer: black and cinnabar ground, gold leaf, crushed eggshell, layers sanded through, a gloss."""

import numpy as np
from PIL import Image

from judging.demo.paintings.hands.common import border_distance, colour, mix, ragged
from judging.demo.paintings.raster import flat, key_lines, owners
from judging.demo.paintings.stage import Floats, Mask, Stage
from judging.demo.paintings.texture import crop, finish, ramp

_GOLD = (0.89, 0.68, 0.27)


def render(stage: Stage, size: tuple[int, int]) -> Image.Image:
    rng, h, w = stage.rng, stage.h, stage.w
    picture, own = ragged(flat(stage), 0.7, rng), owners(stage)
    cloud, mottle = crop("cloud", h, w, rng, 2.4), crop("mottle", h, w, rng, 1.6)
    wide = own.of("sky", "mountain", "terrace", "water", "field", "field_alt", "near", "path", "room", "floor")
    picture = picture * (1 + 0.06 * mottle + wide * 0.12 * cloud)[..., None]
    sanded = ramp(cloud + 0.7 * mottle, 0.7, 1.7) * wide
    picture = mix(
        picture, colour(stage.palette.colour(stage.pick(("far", "halo", "field_alt")))), sanded * np.float32(0.5)
    )
    crest = (1 - own.below_ridge(stage.uniform(0.05, 0.12) * h)) * own.of("mountain", "terrace")
    gold = _gold_leaf(stage, mottle)
    picture = mix(picture, gold, crest * ramp(mottle + 0.5 * cloud, -0.5, 1.6) * np.float32(0.75))
    gilded = own.of("sun", "rice", "lamp", "yellow", "roof_light", "bus", "cloth_d")
    picture = mix(picture, gold, gilded * ramp(mottle, -2.2, -1.2))
    picture = _eggshell(stage, picture, own.of("white", "blossom", "foam", "book", "silver", "cloud"), mottle)
    gleam = key_lines(stage, 1.1) * ramp(mottle, -1.5, 0.3)
    picture = mix(picture, colour(_GOLD), gleam * np.float32(0.6))
    dust = ramp(crop("fine", h, w, rng) + 0.35 * cloud, 2.55, 2.8) * wide
    picture = mix(picture, colour(_GOLD), dust * np.float32(0.85))
    dark = 1 - ramp(border_distance(h, w), -0.06 * h, 0.12 * h)
    picture = picture * (1 - 0.45 * dark)[..., None] + _gloss(stage)[..., None]
    return finish(picture, size, "gloss", rng)


def _gold_leaf(stage: Stage, mottle: Floats) -> Floats:
    """Leaf laid in small squares, each a little different, rubbed where it overlaps."""
    h, w, rng = stage.h, stage.w, stage.rng
    step = round(6.5 * stage.u)
    y, x = (np.arange(h) + int(rng.integers(step))) // step, (np.arange(w) + int(rng.integers(step))) // step
    tones = rng.normal(1, 0.1, (int(y[-1]) + 1, int(x[-1]) + 1)).astype(np.float32)
    leaf = tones[y][:, x] + 0.09 * mottle
    result: Floats = colour(_GOLD) * leaf[..., None]
    return result


def _eggshell(stage: Stage, picture: Floats, where: Mask, mottle: Floats) -> Floats:
    h, w = stage.h, stage.w
    shards = crop("shards", h, w, stage.rng, 0.72)
    shell = colour((0.93, 0.89, 0.79)) * (1 + 0.04 * mottle)[..., None]
    return mix(picture, mix(shell * np.float32(0.16), shell, ramp(shards, 0.12, 0.5)), where * np.float32(0.95))


def _gloss(stage: Stage) -> Floats:
    """The light of a window lying aslant on the polished surface."""
    y, x = np.linspace(0, 1, stage.h, dtype=np.float32)[:, None], np.linspace(0, 1, stage.w, dtype=np.float32)[None, :]
    slant = x * stage.uniform(0.4, 1) + y * stage.uniform(0.4, 1) - stage.uniform(0.2, 0.9)
    result: Floats = np.float32(0.035) * np.exp(-((slant / 0.22) ** 2))
    return result
