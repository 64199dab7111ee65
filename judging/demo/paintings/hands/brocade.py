"""Thổ cẩm collage: woven and plain cloth cut out and laid in layers, in a border of Thái brocade."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from judging.demo.paintings.hands.common import border_distance, colour, mix
from judging.demo.paintings.raster import flat, owners
from judging.demo.paintings.stage import Floats, Stage, inset
from judging.demo.paintings.texture import crop, finish, ramp, smooth

Cells = NDArray[np.int8]

_MOTIFS = (
    "0000000000000000\n0000000110000000\n0000001221000000\n0000012112100000\n0000121001210000\n0001210220121000\n0012102222012100\n0121022112201210",
    "0000000000000000\n0110000110000110\n0121001221001210\n0012112112112100\n0001221001221000\n0000110220110000\n0000002222000000\n1100022112200011",
    "1000000110000001\n0100001221000010\n0010012222100100\n0001122002211000\n0000120000210000\n0001200110021000\n0012001221002100\n0120012222100210",
    "0000100000010000\n0001210000121000\n0012221001222100\n0121012112101210\n1210001221000121\n0100000110000010\n0010010000100100\n0001000110001000",
)


def render(stage: Stage, size: tuple[int, int]) -> Image.Image:
    rng, h, w = stage.rng, stage.h, stage.w
    frame = stage.uniform(7, 10) * stage.u
    inset(stage, 0.95 * frame)
    picture, own = flat(stage), owners(stage)
    woven = own.of(
        "mountain", "terrace", "field", "field_alt", "skirt", "roof", "water", "near", "path", "cloth_a", "sky"
    )
    which = own.choose(rng, 5)
    cell = max(round(stage.u * stage.uniform(0.45, 0.62)), 3)
    first = int(rng.integers(len(_MOTIFS)))
    for k in (0, 1, 2):
        pattern = _pattern(_MOTIFS[(first + k) % len(_MOTIFS)], h, w, cell + k)
        here = woven & (which == k) & ~own.of("sky") if k else woven & (which == k)
        accent = colour(stage.palette.colour(stage.pick(("yellow", "white", "cloth_a", "cloth_d", "halo"))))
        picture = mix(picture, picture * np.float32(0.7), (here & (pattern == 1)).astype(np.float32))
        picture = mix(picture, accent, (here & (pattern == 2)) * np.float32(0.62))
    picture = picture * (1 + _weave(h, w) + 0.03 * crop("mottle", h, w, rng, 1.5))[..., None]
    picture = picture * (1 - _shadow(own.ids, round(0.55 * stage.u), round(0.75 * stage.u)))[..., None]
    picture = _border(stage, picture, cell, frame)
    return finish(picture, size, "canvas", rng)


def _pattern(motif: str, h: int, w: int, cell: int) -> Cells:
    half = np.array([[int(c) for c in row] for row in motif.split("\n")], dtype=np.int8)
    whole = np.vstack([half, half[::-1]])
    y, x = np.arange(h) // cell % whole.shape[0], np.arange(w) // cell % whole.shape[1]
    cells: Cells = whole[y][:, x]
    return cells


def _weave(h: int, w: int) -> Floats:
    y, x = np.arange(h, dtype=np.float32)[:, None], np.arange(w, dtype=np.float32)[None, :]
    result: Floats = np.float32(0.045) * (np.sin(y * 1.6) * np.sign(np.sin(x * 0.8)) + 0.5 * np.sin(x * 1.6))
    return result


def _shadow(ids: NDArray[np.int32], dx: int, dy: int) -> Floats:
    """Shadows of what was laid later upon what lies below it, light from the upper left."""
    above = np.zeros(ids.shape, dtype=np.float32)
    above[dy:, dx:] = ids[:-dy, :-dx] > ids[dy:, dx:]
    soft: Floats = smooth(above, 5) * np.float32(0.42)
    return soft


def _border(stage: Stage, picture: Floats, cell: int, wide: float) -> Floats:
    """Bands of brocade around the picture, a row of stitches inside them."""
    h, w, u = stage.h, stage.w, stage.u
    away = border_distance(h, w)
    inside = _border_shade(away, wide, u)
    cloth = np.broadcast_to(colour(stage.palette.colour("skirt")), picture.shape)
    for low, high, role in ((0.0, 0.1, "cloth_a"), (0.1, 0.18, "yellow"), (0.82, 0.9, "yellow"), (0.9, 1.0, "cloth_c")):
        band = (away >= low * wide) & (away < high * wide)
        cloth = mix(cloth, colour(stage.palette.colour(role)), band.astype(np.float32))
    pattern = _pattern(_MOTIFS[int(stage.rng.integers(len(_MOTIFS)))], h, w, max(round(wide * 0.64 / 16), 2))
    core = (away > 0.2 * wide) & (away < 0.8 * wide)
    cloth = mix(cloth, colour(stage.palette.colour("red")), (core & (pattern == 1)).astype(np.float32))
    cloth = mix(
        cloth,
        colour(stage.palette.colour(stage.pick(("yellow", "white", "cloth_d")))),
        (core & (pattern == 2)).astype(np.float32),
    )
    cloth = cloth * (1 + 1.6 * _weave(h, w))[..., None]
    y, x = np.arange(h)[:, None], np.arange(w)[None, :]
    dashes = ((x + y) // (2 * cell) % 2 == 0) & (np.abs(away - wide - 1.6 * u) < 0.25 * u)
    picture = mix(picture * inside[..., None], colour((0.97, 0.94, 0.86)), dashes * np.float32(0.9))
    return mix(picture, cloth, (away < wide).astype(np.float32))


def _border_shade(away: Floats, wide: float, u: float) -> Floats:
    result: Floats = np.float32(1) - np.float32(0.35) * (1 - ramp(away, wide, wide + 1.3 * u))
    return result
