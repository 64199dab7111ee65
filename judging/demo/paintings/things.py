"""Things of the house and the feast: loom, lamp, mat, fire, lanterns."""

import numpy as np

from judging.demo.paintings.frame import Frame, outline
from judging.demo.paintings.stage import Stage, blob, curve, oval

_DIAMOND = outline("-.04 0, 0 .035, .04 0, 0 -.03")


def loom(stage: Stage, x: float, y: float, size: float) -> None:
    """A frame loom with a brocade growing on it, `x`, `y` the middle of its foot."""
    f = Frame(stage, x, y, size)
    for post in (-0.42, 0.42):
        f.inner(post, 0, 1).fill("-.03 0, .03 0, .03 .95, -.03 .95", "wood", shaky=True)
    for k in range(17):
        f.line([(-0.32 + 0.04 * k, 0.88), (-0.32 + 0.04 * k, 0.5)], "book", 0.008)
    for beam in (0.9, 0.1):
        f.inner(0, beam, 1).fill("-.48 -.03, .48 -.03, .48 .03, -.48 .03", "wood", shaky=True)
    f.fill("-.35 .13, .35 .13, .35 .56, -.35 .56", "cloth_a")
    rows = (("cloth_b", "yellow"), ("skirt", "red"), ("cloth_a", "white"), ("cloth_c", "yellow"), ("skirt", "cloth_d"))
    for row, (ground, motif) in enumerate(rows):
        band = f.inner(0, 0.51 - 0.082 * row, 1)
        band.fill("-.35 -.03, .35 -.03, .35 .045, -.35 .045", ground, key=False)
        for k in range(7):
            band.inner(-0.3 + 0.1 * k, 0, 1).fill(_DIAMOND, motif, key=False)
        band.dots([(-0.3 + 0.1 * k, 0.0) for k in range(7)], 0.01, "skirt")
    f.fill("-.4 .56, .4 .56, .4 .6, -.4 .6", "plank", shaky=True)


def glow(stage: Stage, x: float, y: float, size: float) -> None:
    """Lamplight on a wall, fading outwards."""
    for k in range(6):
        reach = size * (1 - 0.14 * k)
        light = stage.palette.blend("room", "lamp", 0.1 + 0.13 * k)
        stage.fill(blob(x, y, reach, reach, stage.rng, 9), "halo", colour=light, key=False)


def lamp(stage: Stage, x: float, y: float, size: float) -> None:
    """An oil lamp, `x`, `y` its foot."""
    f = Frame(stage, x, y, size)
    f.fill("-.25 0, .25 0, .2 .38, -.2 .38", "cloth_b", shaky=True)
    f.fill("-.14 .38, .14 .38, .22 .75, .1 1.15, -.1 1.15, -.22 .75", "foam", shaky=True)
    f.round("-.07 .45, -.09 .62, 0 .92, .09 .62, .07 .45", "sun", steps=4)


def rug(stage: Stage, x: float, y: float, wide: float) -> None:
    """A brocade mat in perspective, `x`, `y` its middle."""
    f = Frame(stage, x, y, wide)
    corners = outline("-.42 .15, .42 .15, .55 -.15, -.55 -.15")
    for k, role in enumerate(("skirt", "cloth_a", "skirt", "cloth_d", "cloth_b")):
        f.fill(corners * (1 - 0.17 * k), role, shaky=True)
    for side, stretch in ((-1, 1.14), (1, 0.93)):
        for k in range(9):
            f.fill(_DIAMOND * 0.7 + ((-0.4 + 0.1 * k) * stretch, side * 0.138), "yellow", key=False)


def fire(stage: Stage, x: float, y: float, size: float) -> None:
    """A camp fire on crossed logs."""
    tongues = "-.3 0, -.34 .4, -.12 .55, -.05 1, .14 .6, .3 .5, .32 .2, .2 0"
    for role, part in (("red", 1.0), ("cloth_d", 0.72), ("lamp", 0.42)):
        Frame(stage, x, y, size * part).round(tongues, role, key=part == 1)
    for side in (-1, 1):
        Frame(stage, x, y, size, side).limb("-.4 -.05, .4 .06", "wood", 0.09, 0.09)


def lanterns(stage: Stage, left: tuple[float, float], right: tuple[float, float], count: int, size: float) -> None:
    """A string of paper lanterns between two fractional points."""
    (x0, y0), (x1, y1) = stage.at(*left), stage.at(*right)
    string = curve([(x0, y0), ((x0 + x1) / 2, (y0 + y1) / 2 + abs(x1 - x0) * 0.08), (x1, y1)], 12)
    stage.line(string, "dark", stage.u * 0.25)
    for i in np.linspace(2, len(string) - 3, count).astype(int):
        f = Frame(stage, string[i, 0], string[i, 1], size * stage.uniform(0.8, 1.15))
        if stage.palette.night:
            f.fill(oval(0, -1.2, 2, 2), "halo", key=False)
        f.fill(oval(0, -1.2, 0.85, 1), stage.pick(("red", "lamp", "cloth_d", "yellow")), shaky=True)
        f.line("0 -2.1, 0 -2.9", "red", 0.22)
