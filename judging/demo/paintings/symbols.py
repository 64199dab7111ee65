"""Children's signs for large things: the earth, the hands that hold it, the great book, the shared umbrella."""

import numpy as np

from judging.demo.paintings.frame import Frame, outline
from judging.demo.paintings.people import CLOTHES
from judging.demo.paintings.stage import Stage, blob, curve, oval, ribbon

_LANDS = ((-0.38, 0.32, 0.36, 0.3), (0.36, 0.18, 0.34, 0.4), (-0.2, -0.42, 0.28, 0.32), (0.45, -0.48, 0.2, 0.16))


def earth(stage: Stage, x: float, y: float, r: float, *, smile: bool) -> None:
    """The globe with its lands, `x`, `y` its middle; it may `smile`."""
    f = Frame(stage, x, y, r)
    f.fill(oval(0, 0, 1, 1, sides=44), "earth_sea", shaky=True)
    for cx, cy, wide, high in _LANDS:
        land = blob(cx, cy, wide * stage.uniform(0.8, 1.2), high * stage.uniform(0.8, 1.2), stage.rng, 6)
        reach = np.maximum(np.hypot(land[:, 0], land[:, 1]) / 0.97, 1)[:, None]
        f.fill(land / reach, "earth_land")
    if not smile:
        return
    for eye in (-0.28, 0.28):
        f.oval(eye, 0.08, 0.09, 0.13, "white")
        f.oval(eye, 0.05, 0.05, 0.075, "hair", key=False)
        f.dots([(eye * 1.75, -0.16)], 0.09, "blossom_deep", vary=0)
    f.line(curve(outline("-.24 -.2, 0 -.36, .24 -.2"), 6), "hair", 0.05)


def cupped_hands(stage: Stage, x: float, y: float, size: float) -> None:
    """Two hands rising from below to hold what is above `y`; `size` is the width of what they hold."""
    below = (y - stage.h * 1.05) / size
    for side in (-1, 1):
        f = Frame(stage, x, y, size, side)
        f.limb([(0.62, below), (0.52, -0.55), (0.36, -0.3)], "skin", 0.34, 0.22)
        f.limb([(0.62, below), (0.56, -0.72), (0.52, -0.56)], stage.pick(CLOTHES), 0.44, 0.34)
        f.fill(".04 -.1, .2 -.12, .4 0, .52 -.16, .5 -.36, .34 -.48, .14 -.36, .03 -.22", "skin", shaky=True)
        for k in range(4):
            finger = np.array([(0.36, -0.1), (0.5, 0.02), (0.53, 0.2)]) + k * np.array(
                [(0.045, -0.03), (0.045, -0.03), (0.05, -0.06)]
            )
            f.limb(finger, "skin", 0.1, 0.07)


def open_book(stage: Stage, x: float, y: float, size: float) -> None:
    """A great open book lying towards the viewer, `x`, `y` the foot of its spine, `size` its width."""
    f = Frame(stage, x, y, size)
    f.fill("-.52 .2, 0 .13, .52 .2, .56 -.05, 0 -.08, -.56 -.05", "red", shaky=True)
    for side in (1, -1):
        page = Frame(stage, x, y, size, side)
        top = curve(outline("0 .16, .18 .25, .49 .22"), 7)
        low = curve(outline(".53 -.02, .2 .03, 0 -.05"), 7)
        page.fill(np.vstack([top, low]), "book")
        for k in range(5):
            t = 0.18 + 0.15 * k
            a, b = top[3] * (1 - t) + low[-4] * t, top[-2] * (1 - t) + low[1] * t
            page.line(np.array([a, (a + b) / 2 + (0, 0.004), a * 0.1 + b * 0.9]), "stone", 0.007)


def umbrella(stage: Stage, x: float, y: float, size: float) -> None:
    """An umbrella of five colours, `x`, `y` the point of its dome."""
    f = Frame(stage, x, y, size)
    f.line("0 0, 0 -.75", "wood", 0.03)
    for k, role in enumerate(("red", "yellow", "cloth_b", "cloth_c", "cloth_d")):
        left, right = -0.5 + 0.2 * k, -0.3 + 0.2 * k
        up = curve([(left, -0.36), (left / 2, -0.1), (0, 0)], 5)
        down = curve([(0, 0), (right / 2, -0.1), (right, -0.36), ((left + right) / 2, -0.31), (left, -0.36)], 5)
        f.fill(np.vstack([up, down]), role)


def leaf(stage: Stage, left: float, right: float, y: float) -> None:
    """A leaf as broad as a village, its tips at fractions `left` and `right`, `y` in pixels."""
    u, wide = stage.u, right - left
    across = [left * stage.w, (left + 0.27 * wide) * stage.w, (left + 0.73 * wide) * stage.w, right * stage.w]
    top = curve(list(zip(across, (y - 4 * u, y - 13 * u, y - 12 * u, y - 8 * u), strict=True)), 10)
    low = curve(list(zip(across[::-1], (y - 8 * u, y + 9 * u, y + 8 * u, y - 4 * u), strict=True)), 10)
    stalk = curve([(0.5 * stage.w, 1.03 * stage.h), (0.52 * stage.w, 0.9 * stage.h), (0.5 * stage.w, y + 4 * u)], 6)
    stage.fill(ribbon(stalk, 3 * u), "leaf_dark")
    stage.fill(np.vstack([top, low]), "leaf", shaky=False)
    stage.line([(across[0], y - 4 * u), (0.5 * stage.w, y + u), (across[3], y - 8 * u)], "leaf_light", 0.9 * u)
    for k in range(8):
        px = (left + wide * (0.15 + 0.09 * k)) * stage.w
        stage.line([(px, y - u), (px + 4 * u, y + 5 * u * np.sin(0.4 + 0.3 * k))], "leaf_light", 0.4 * u)
