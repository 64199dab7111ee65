"""Stilt houses with khau cút gables, schools, libraries, market stalls, solar roofs."""

import numpy as np

from judging.demo.paintings.frame import Frame, outline
from judging.demo.paintings.stage import Points, Stage, box, curve

_SPINES = ("red", "cloth_b", "yellow", "cloth_c", "cloth_e", "book")
_ROOF = "-.54 -.03, -.4 .143, -.26 .34, .26 .34, .4 .143, .54 -.03"


def stilt_house(stage: Stage, x: float, y: float, size: float, *, panels: bool = False, books: bool = False) -> None:
    """A Thái stilt house, `x`, `y` the middle of its feet, `size` its width. `books` makes it a library."""
    f = Frame(stage, x, y, size)
    f.fill(box(-0.36, 0.02, 0.36, 0.24), "dark", key=False)
    for k in range(5):
        f.fill(box(-0.394 + 0.19 * k, 0, -0.366 + 0.19 * k, 0.24), "wood", key=False)
    f.fill(box(-0.4, 0.24, 0.4, 0.49), "wall", shaky=True)
    for k in range(1, 10):
        f.line([(-0.4 + 0.08 * k, 0.44), (-0.4 + 0.08 * k, 0.24)], "plank", 0.008)
    inside = "lamp" if stage.palette.night else "dark"
    if books:
        for left in (-0.34, 0.06):
            _bookcase(f.inner(left, 0.26, 1), inside)
    else:
        for opening in (box(-0.325, 0.29, -0.215, 0.4), box(0.215, 0.29, 0.325, 0.4), box(-0.06, 0.24, 0.06, 0.42)):
            f.fill(opening, inside)
    f.fill(box(-0.47, 0.218, 0.47, 0.252), "wood", shaky=True)
    _railing(f)
    _ladder(f)
    _roof(f.inner(0, 0.44, 1))
    if panels:
        for place in (-0.14, 0.13):
            solar(stage, x + place * size, y - 0.603 * size, 0.22 * size, 0.17 * size)


def _roof(f: Frame) -> None:
    """Thatch, and on its two ends the crossed horns of a Thái house."""
    f.fill(_ROOF, "roof", shaky=True)
    for k in range(1, 5):
        t = k / 5
        half, down = 0.27 + 0.24 * t, 0.34 - 0.36 * t
        f.line([(-half, down), (half, down)], "roof_light", 0.011)
    for gable in (-0.26, 0.26):
        end = f.inner(gable, 0.34, 1)
        end.line("-.05 .09, 0 0, .045 -.05", "dark", 0.018)
        end.line(".05 .09, 0 0, -.045 -.05", "dark", 0.018)


def _bookcase(f: Frame, inside: str) -> None:
    f.fill(box(0, 0, 0.28, 0.155), inside)
    for k in range(7):
        left = 0.02 + 0.036 * k
        f.fill(box(left, 0, left + 0.028, f.stage.uniform(0.07, 0.12)), f.stage.pick(_SPINES), key=False)


def _railing(f: Frame) -> None:
    for side in (-1, 1):
        f.line([(side * 0.46, 0.315), (side * 0.12, 0.315)], "wood", 0.014)
        for k in range(5):
            f.line([(side * (0.14 + 0.08 * k), 0.24), (side * (0.14 + 0.08 * k), 0.315)], "wood", 0.01)


def _ladder(f: Frame) -> None:
    for shift in (0, 0.09):
        f.line([(0.02 + shift, 0.24), (0.1 + shift, -0.03)], "wood", 0.016)
    for k in range(1, 6):
        x, y = 0.02 + 0.08 * k / 6, 0.24 - 0.27 * k / 6
        f.line([(x, y), (x + 0.09, y)], "wall", 0.013)


def solar(stage: Stage, x: float, y: float, wide: float, high: float) -> None:
    """A solar panel leaning on a roof, `x`, `y` its middle."""
    f = Frame(stage, x, y, wide)
    half, lean = high / wide / 2, high / wide / 4
    corners = np.array([(lean - 0.5, half), (lean + 0.5, half), (0.5 - lean, -half), (-0.5 - lean, -half)])
    f.fill(corners, "panel")
    for t in (0.25, 0.5, 0.75):
        f.line(
            np.array([corners[0] * (1 - t) + corners[1] * t, corners[3] * (1 - t) + corners[2] * t]), "silver", 0.025
        )
    f.line(np.array([corners[0] + corners[3], corners[1] + corners[2]]) / 2, "silver", 0.025)


def village(stage: Stage, spots: list[tuple[float, float]], size: float, *, panels: float = 0.0) -> None:
    """Houses at fractional spots, the far ones smaller; `panels` is the share with solar roofs."""
    for fx, fy in sorted(spots, key=lambda spot: spot[1]):
        x, y = stage.at(fx, fy)
        wide = size * stage.u * (0.55 + 0.6 * fy) * stage.uniform(0.88, 1.12)
        stilt_house(stage, x, y, wide, panels=stage.chance(panels))


def school(stage: Stage, x: float, y: float, size: float, *, panels: bool = False) -> None:
    """A village school: yellow walls, tiled roof, flag with the star."""
    f = Frame(stage, x, y, size)
    f.fill(box(-0.5, 0, 0.5, 0.27), "yellow", shaky=True)
    f.fill(box(-0.52, -0.01, 0.52, 0.03), "stone", shaky=True)
    for place in (-0.4, -0.2, 0.2, 0.4):
        window = f.inner(place, 0.09, 1)
        window.fill(box(-0.055, 0, 0.055, 0.11), "lamp" if stage.palette.night else "cloth_b", shaky=True)
        window.line("0 0, 0 .11", "white", 0.01)
        window.line("-.055 .055, .055 .055", "white", 0.01)
    f.fill(box(-0.045, 0.02, 0.045, 0.2), "cloth_c", shaky=True)
    f.fill("-.57 .25, -.46 .47, .46 .47, .57 .25", "red", shaky=True)
    for k in range(1, 4):
        half, down = 0.46 + 0.0275 * k, 0.47 - 0.055 * k
        f.line([(-half, down), (half, down)], "roof", 0.01)
    if panels:
        for k in (-1, 0, 1):
            solar(stage, x + 0.26 * size * k, y - 0.37 * size, 0.2 * size, 0.13 * size)
    flag(stage, x + 0.66 * size, y, 0.75 * size)


def flag(stage: Stage, x: float, y: float, high: float) -> None:
    """The national flag on its pole."""
    f = Frame(stage, x, y, high)
    f.line("0 0, 0 1", "wood", 0.022)
    wave = curve(outline("0 1, .12 1.022, .24 .978, .34 1"), 5)
    f.fill(np.vstack([wave, (wave - (0, 0.22))[::-1]]), "red")
    f.fill(_star(0.17, 0.89, 0.075), "yellow")


def _star(x: float, y: float, r: float) -> Points:
    angle = np.arange(10) * np.pi / 5 + np.pi / 2
    reach = np.where(np.arange(10) % 2 == 0, r, r * 0.4)
    return np.stack([x + reach * np.cos(angle), y + reach * np.sin(angle)], axis=1)


def stall(stage: Stage, x: float, y: float, size: float, *, goods: str = "fruit") -> None:
    """A market stall with a striped awning; `goods` is fruit, books or cloth."""
    f = Frame(stage, x, y, size)
    for post in (-0.44, 0.44):
        f.fill(box(post - 0.015, 0, post + 0.015, 0.75), "wood", key=False)
    if goods == "cloth":
        for k, role in enumerate(("cloth_a", "cloth_b", "cloth_e", "skirt")):
            _cloth(f.inner(-0.4 + 0.2 * k, 0.36, 1), role)
    f.fill(box(-0.48, 0.02, 0.48, 0.3), "plank", shaky=True)
    if goods == "books":
        for k in range(11):
            left = -0.45 + 0.082 * k
            f.fill(box(left, 0.3, left + 0.066, stage.uniform(0.4, 0.47)), stage.pick(_SPINES), shaky=True)
    else:
        for place in (-0.31, 0.0, 0.31):
            heap = f.inner(place, 0.33, 1)
            fruit = stage.pick(("red", "leaf_light", "yellow", "blossom_deep", "cloth_d"))
            heap.dots("-.08 0, 0 0, .08 0, -.04 .06, .04 .06", 0.045, fruit, vary=0.3)
    for k in range(6):
        left, right = -0.54 + 0.18 * k, -0.36 + 0.18 * k
        top = -0.42 + 0.14 * k
        hem = [(right, 0.72), ((left + right) / 2, 0.67), (left, 0.72)]
        f.fill([(top, 0.98), (top + 0.14, 0.98), *hem], "white" if k % 2 else "red", shaky=True)


def _cloth(f: Frame, role: str) -> None:
    """A length of brocade hung up for sale."""
    f.fill(box(0, 0, 0.17, 0.32), role, shaky=True)
    for j, motif in enumerate(("red", "white", "yellow")):
        y = 0.06 + 0.1 * j
        f.fill([(0.04, y), (0.085, y + 0.045), (0.13, y), (0.085, y - 0.045)], motif, key=False)
