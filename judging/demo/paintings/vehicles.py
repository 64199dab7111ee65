"""What carries readers: the school bus, boats, a water buffalo."""

import numpy as np

from judging.demo.paintings.frame import Frame, outline
from judging.demo.paintings.heads import child_head
from judging.demo.paintings.people import sitting
from judging.demo.paintings.stage import Stage, curve


def bus(stage: Stage, x: float, y: float, size: float, *, side: int = 1) -> None:
    """A school bus with children at its windows, `x`, `y` the middle of its wheels' line, `size` its length."""
    f = Frame(stage, x, y, size, side)
    f.fill("-.5 .06, .5 .06, .51 .24, .44 .46, .38 .49, -.46 .49, -.5 .45", "bus", shaky=True)
    f.fill("-.5 .14, .505 .14, .508 .19, -.5 .19", "red")
    for k in range(4):
        window = f.inner(-0.36 + 0.19 * k, 0, 1)
        window.fill("-.075 .24, .075 .24, .075 .42, -.075 .42", "foam")
        child_head(window.inner(0, 0.32, 0.058), girl=bool(k % 2))
    f.fill(".37 .24, .49 .24, .43 .43, .37 .43", "foam")
    for wheel in (-0.3, 0.32):
        f.oval(wheel, 0.05, 0.095, 0.095, "dark")
        f.oval(wheel, 0.05, 0.042, 0.042, "silver")
    f.oval(0.47, 0.15, 0.028, 0.028, "lamp")


def boat(stage: Stage, x: float, y: float, size: float, *, riders: int = 3, roof: bool = False) -> None:
    """A river boat full of readers, `x`, `y` at the water line."""
    f = Frame(stage, x, y, size)
    shadow = stage.palette.blend("water", "dark", 0.45)
    f.fill("-.4 -.02, .4 -.02, .25 -.13, -.27 -.12", "water", colour=shadow, key=False)
    for k in range(riders):
        px = x + (-0.25 + 0.5 * (k + 0.5) / riders) * size
        sitting(stage, px, y - 0.05 * size, 0.4 * size, side=1 if k % 2 else -1, who="child" if k else "woman")
    if roof:
        f.line("-.3 0, -.3 .42", "wood", 0.02)
        f.line(".3 0, .3 .42", "wood", 0.02)
        arch = curve(outline("-.36 .4, 0 .54, .36 .4"), 7)
        f.fill(np.vstack([arch, (arch - (0, 0.07))[::-1]]), "roof", shaky=True)
    gunwale = curve(outline("-.52 .12, -.3 .02, 0 0, .3 .02, .53 .14"), 5)
    keel = curve(outline(".42 0, .25 -.08, 0 -.1, -.25 -.08, -.42 0"), 5)
    f.fill(np.vstack([gunwale, keel]), "wood", shaky=True)
    f.line(gunwale - (0, 0.015), "wall", 0.018)


def buffalo(stage: Stage, x: float, y: float, size: float) -> None:
    """A water buffalo with a child reading on its back, `x`, `y` the middle of its feet, `size` its length."""
    f = Frame(stage, x, y, size)
    for leg in (-0.3, -0.2, 0.18, 0.28):
        f.inner(leg, 0, 1).fill("-.04 .3, .05 .3, .035 0, -.035 0", "ink")
    f.line("-.4 .45, -.46 .3, -.44 .15", "ink", 0.025)
    sitting(stage, x - 0.02 * size, y - 0.52 * size, 0.62 * size, side=stage.either())
    grey = stage.palette.blend("ink", "stone", 0.45)
    f.round("-.4 .42, -.38 .55, -.15 .58, .1 .55, .3 .6, .4 .5, .36 .32, .1 .22, -.25 .24, -.4 .42", "ink", colour=grey)
    f.limb(".46 .57, .32 .64, .33 .78", "wall", 0.055, 0.01)
    f.round(".32 .56, .44 .62, .54 .55, .6 .36, .53 .3, .45 .38, .34 .4, .32 .56", "ink", colour=grey)
    f.limb(".45 .57, .58 .64, .58 .78", "wall", 0.055, 0.01)
    f.fill(".37 .55, .28 .5, .34 .46", "ink")
    f.dots(".5 .48", 0.013, "white")
