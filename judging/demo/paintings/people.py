"""Figures: Thái women in áo cóm and khăn piêu, children with red scarves and books, farmers in conical hats."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from judging.demo.paintings.stage import Points, Stage, curve, oval, ribbon

CLOTHES = ("cloth_a", "cloth_b", "cloth_c", "cloth_d", "cloth_e")


@dataclass
class Figure:
    """Draws in units of one body height, the feet at (0, 0), y upwards; `side` mirrors it."""

    stage: Stage
    x: float
    y: float
    height: float
    side: int = 1

    def to(self, points: Sequence[tuple[float, float]] | Points) -> Points:
        p = np.asarray(points, dtype=np.float64)
        return np.stack([self.x + p[:, 0] * self.height * self.side, self.y - p[:, 1] * self.height], axis=1)

    def fill(self, points: Sequence[tuple[float, float]] | Points, role: str) -> None:
        self.stage.fill(self.to(points), role, shaky=False, key=self.height > 9 * self.stage.u)

    def oval(self, x: float, y: float, rx: float, ry: float, role: str) -> None:
        self.fill(oval(x, y, rx, ry, sides=18), role)

    def limb(self, points: Sequence[tuple[float, float]], role: str, start: float, end: float) -> None:
        spine = curve(points, 5)
        self.fill(ribbon(spine, np.linspace(start, end, len(spine))), role)

    def line(self, points: Sequence[tuple[float, float]] | Points, role: str, width: float) -> None:
        self.stage.line(self.to(points), role, width * self.height)

    def dots(self, points: Sequence[tuple[float, float]], radius: float, role: str) -> None:
        self.stage.dots(self.to(points), max(radius * self.height, 0.6), role, vary=0.1)

    def book(self, x: float, y: float, size: float, cover: str = "red") -> None:
        s = size
        self.fill([(x - s * 1.08, y + s * 0.42), (x, y + s * 0.12), (x + s * 1.08, y + s * 0.42), (x + s * 1.02, y - s * 0.42),
                   (x, y - s * 0.72), (x - s * 1.02, y - s * 0.42)], cover)  # fmt: skip
        for side in (-1, 1):
            self.fill([(x, y + s * 0.2), (x + side * s, y + s * 0.5), (x + side * s * 0.94, y - s * 0.28), (x, y - s * 0.58)], "book")
        if self.height > 14 * self.stage.u:
            for k in (0.05, -0.15, -0.35):
                for side in (-1, 1):
                    self.line([(x + side * s * 0.18, y + s * (k + 0.08)), (x + side * s * 0.8, y + s * (k + 0.27))], "stone", s * 0.07)


def face(f: Figure, x: float, y: float, r: float, *, old: bool = False) -> None:
    """A face when there is room for one: downcast reading eyes or round ones, cheeks, a smile."""
    if r * f.height < 1.5 * f.stage.u:
        return
    cheeks = "blossom_deep"
    f.dots([(x - r * 0.55, y - r * 0.25), (x + r * 0.55, y - r * 0.25)], r * 0.17, cheeks)
    downcast = old or f.stage.chance(0.45)
    for ex in (-0.36, 0.36):
        cx = x + ex * r
        if downcast:
            f.line(curve([(cx - r * 0.17, y + r * 0.03), (cx, y - r * 0.08), (cx + r * 0.17, y + r * 0.03)], 4), "hair", r * 0.1)
        else:
            f.dots([(cx, y + r * 0.02)], r * 0.11, "hair")
    f.line(curve([(x - r * 0.24, y - r * 0.42), (x, y - r * 0.58), (x + r * 0.24, y - r * 0.42)], 4), "red", r * 0.11)


def head_woman(f: Figure, x: float, y: float, r: float, *, old: bool = False, hat: bool = False) -> None:
    """Head with hair knot; the khăn piêu falls on one side with its embroidered end."""
    f.oval(x - r * 0.1, y + r * 1.05, r * 0.5, r * 0.42, "stone" if old else "hair")
    f.oval(x, y + r * 0.12, r * 1.07, r * 1.02, "stone" if old else "hair")
    f.oval(x, y - r * 0.1, r * 0.86, r * 0.94, "skin")
    face(f, x, y - r * 0.1, r * 0.9, old=old)
    if hat:
        f.fill([(x - r * 2.1, y + r * 0.25), (x, y + r * 1.75), (x + r * 2.1, y + r * 0.25), (x, y - r * 0.02)], "lamp")
        return
    f.fill([(x - r * 1.12, y + r * 0.3), (x - r * 0.9, y + r * 0.95), (x, y + r * 1.2), (x + r * 0.95, y + r * 0.95), (x + r * 1.15, y + r * 0.35),
            (x + r * 0.6, y + r * 0.52), (x, y + r * 0.56), (x - r * 0.6, y + r * 0.5)], "skirt")  # fmt: skip
    f.fill([(x - r * 1.15, y + r * 0.5), (x - r * 0.8, y + r * 0.62), (x - r * 0.92, y - r * 1.2), (x - r * 1.5, y - r * 1.15)], "skirt")
    f.fill([(x - r * 0.93, y - r * 0.75), (x - r * 0.92, y - r * 1.2), (x - r * 1.5, y - r * 1.15), (x - r * 1.42, y - r * 0.72)], "red")
    f.dots([(x - r * 1.3, y - r * 0.95), (x - r * 1.05, y - r * 0.98)], r * 0.12, "yellow")
    f.line([(x - r * 0.85, y + r * 0.82), (x, y + r * 1.02), (x + r * 0.88, y + r * 0.82)], "red", r * 0.12)


def woman(stage: Stage, x: float, y: float, height: float, *, side: int = 1, pose: str = "read", old: bool = False) -> None:
    """A standing woman; pose `read`, `carry` (basket on the back), `dance` (arms out), `wave`."""
    f = Figure(stage, x, y, height, side)
    r = 0.105 if stage.naive else 0.082
    blouse = "cloth_e" if old else stage.pick(CLOTHES[:4])
    if pose == "carry":
        f.fill([(-0.3, 0.76), (-0.07, 0.76), (-0.1, 0.5), (-0.24, 0.5)], "wall")
        f.dots([(-0.26, 0.79), (-0.19, 0.81), (-0.12, 0.79)], 0.045, stage.pick(("leaf_light", "red", "rice")))
    f.fill([(-0.15, 0.0), (0.15, 0.0), (0.13, 0.3), (0.1, 0.52), (-0.1, 0.52), (-0.13, 0.3)], "skirt")
    f.fill([(-0.15, 0.03), (0.15, 0.03), (0.147, 0.085), (-0.147, 0.085)], blouse)
    f.fill([(-0.095, 0.5), (0.095, 0.5), (0.08, 0.6), (0.115, 0.74), (0.05, 0.805), (-0.05, 0.805), (-0.115, 0.74), (-0.08, 0.6)], blouse)
    f.fill([(-0.1, 0.495), (0.1, 0.495), (0.092, 0.54), (-0.092, 0.54)], "cloth_c" if blouse != "cloth_c" else "red")
    f.dots([(0, 0.57 + 0.05 * k) for k in range(5)], 0.013, "silver")
    f.fill([(-0.03, 0.78), (0.03, 0.78), (0.03, 0.84), (-0.03, 0.84)], "skin")
    arms: dict[str, tuple[list[tuple[float, float]], ...]] = {
        "read": ([(-0.1, 0.75), (-0.17, 0.62), (-0.07, 0.58)], [(0.1, 0.75), (0.17, 0.62), (0.07, 0.58)]),
        "carry": ([(-0.1, 0.75), (-0.15, 0.62), (-0.13, 0.5)], [(0.1, 0.75), (0.15, 0.63), (0.05, 0.66)]),
        "dance": ([(-0.1, 0.75), (-0.22, 0.72), (-0.32, 0.62)], [(0.1, 0.75), (0.22, 0.72), (0.32, 0.62)]),
        "wave": ([(-0.1, 0.75), (-0.16, 0.62), (-0.12, 0.5)], [(0.1, 0.75), (0.2, 0.82), (0.23, 0.95)]),
    }
    for arm in arms[pose]:
        f.limb(arm, blouse, 0.066, 0.046)
        f.oval(*arm[-1], 0.027, 0.027, "skin")
    if pose == "read":
        f.book(0, 0.63, 0.11, stage.pick(("red", "cloth_b", "yellow")))
    head_woman(f, 0, 0.83 + r, r, old=old)


def child(stage: Stage, x: float, y: float, height: float, *, side: int = 1, pose: str = "read") -> None:
    """A standing child in a white shirt with the red scarf; pose `read`, `cheer` (a book held high), `plant`, `hold`."""
    f = Figure(stage, x, y, height, side)
    girl = stage.chance(0.5)
    r = 0.17 if stage.naive else 0.125
    low = stage.pick(CLOTHES)
    top = stage.pick(("white", "white", *CLOTHES))
    neck = 0.94 - 2 * r
    for leg in (-0.06, 0.06):
        f.fill([(leg - 0.04, 0), (leg + 0.04, 0), (leg + 0.04, 0.25), (leg - 0.04, 0.25)], "skin")
        f.fill([(leg - 0.05, 0), (leg + 0.065, 0), (leg + 0.05, 0.04), (leg - 0.045, 0.04)], "dark")
    if girl:
        f.fill([(-0.17, 0.16), (0.17, 0.16), (0.09, 0.4), (-0.09, 0.4)], low)
    else:
        f.fill([(-0.12, 0.17), (-0.01, 0.17), (0, 0.24), (0.01, 0.17), (0.12, 0.17), (0.11, 0.4), (-0.11, 0.4)], low)
    f.fill([(-0.12, 0.36), (0.12, 0.36), (0.13, neck - 0.06), (0.05, neck + 0.02), (-0.05, neck + 0.02), (-0.13, neck - 0.06)], top)
    arms: dict[str, tuple[list[tuple[float, float]], ...]] = {
        "read": ([(-0.11, neck - 0.05), (-0.19, 0.46), (-0.08, 0.43)], [(0.11, neck - 0.05), (0.19, 0.46), (0.08, 0.43)]),
        "cheer": ([(-0.11, neck - 0.05), (-0.24, neck + 0.08), (-0.22, neck + 0.25)], [(0.11, neck - 0.05), (0.24, neck + 0.08), (0.22, neck + 0.25)]),
        "plant": ([(-0.11, neck - 0.05), (-0.12, 0.42), (0.06, 0.4)], [(0.11, neck - 0.05), (0.2, 0.45), (0.26, 0.4)]),
        "hold": ([(-0.11, neck - 0.05), (-0.2, 0.45), (-0.24, 0.4)], [(0.11, neck - 0.05), (0.2, 0.45), (0.24, 0.4)]),
    }
    for arm in arms[pose]:
        f.limb(arm, top, 0.075, 0.06)
        f.oval(*arm[-1], 0.036, 0.036, "skin")
    if top == "white":
        f.fill([(-0.09, neck + 0.01), (0.09, neck + 0.01), (0.03, neck - 0.07), (0.05, neck - 0.16), (0, neck - 0.1), (-0.05, neck - 0.16), (-0.03, neck - 0.07)], "red")
    if pose == "read":
        f.book(0, 0.49, 0.13, stage.pick(("cloth_b", "yellow", "cloth_c")))
    if pose == "cheer":
        f.book(0.22, neck + 0.33, 0.11, stage.pick(("cloth_b", "yellow", "red")))
    head_child(f, 0, neck + r, r, girl)


def head_child(f: Figure, x: float, y: float, r: float, girl: bool) -> None:
    if girl:
        for side in (-1, 1):
            f.limb([(x + side * r * 0.85, y), (x + side * r * 1.3, y - r * 0.5), (x + side * r * 1.2, y - r * 1.15)], "hair", r * 0.42, r * 0.2)
            f.dots([(x + side * r * 1.02, y - r * 0.1)], r * 0.19, "red")
    f.oval(x, y + r * 0.1, r * 1.02, r * 1.0, "hair")
    f.oval(x, y - r * 0.12, r * 0.86, r * 0.86, "skin")
    f.fill([(x - r * 0.95, y + r * 0.1), (x - r * 0.7, y + r * 0.8), (x, y + r * 1.08), (x + r * 0.7, y + r * 0.8), (x + r * 0.95, y + r * 0.1),
            (x + r * 0.5, y + r * 0.42), (x + r * 0.05, y + r * 0.3), (x - r * 0.4, y + r * 0.42)], "hair")  # fmt: skip
    face(f, x, y - r * 0.12, r * 0.86)


def sitting(stage: Stage, x: float, y: float, height: float, *, side: int = 1, who: str = "child", book: bool = True) -> None:
    """Sitting on the ground with a book in the lap; `who` is child, woman or grandmother. `height`: as if standing."""
    f = Figure(stage, x, y, height, side)
    grown = who != "child"
    old = who == "grandmother"
    top = "cloth_e" if old else stage.pick(("white", *CLOTHES)) if not grown else stage.pick(CLOTHES)
    low = "skirt" if grown else stage.pick(CLOTHES)
    r = (0.1 if grown else 0.125) * (1.25 if stage.naive else 1.0)
    neck = 0.5 if grown else 0.4
    f.fill([(-0.26, 0.0), (0.27, 0.0), (0.31, 0.07), (0.24, 0.17), (0.08, 0.21), (-0.12, 0.2), (-0.25, 0.13), (-0.29, 0.05)], low)
    if grown:
        f.line([(-0.24, 0.035), (0.28, 0.035)], "cloth_d", 0.022)
    f.fill([(-0.13, 0.14), (0.12, 0.14), (0.13, neck - 0.07), (0.05, neck + 0.02), (-0.06, neck + 0.02), (-0.14, neck - 0.07)], top)
    for s in (-1, 1):
        f.limb([(s * 0.11, neck - 0.06), (s * 0.2, neck * 0.5), (s * 0.09 + 0.03, 0.2)], top, 0.075, 0.055)
    if top == "white" and not grown:
        f.fill([(-0.08, neck + 0.01), (0.08, neck + 0.01), (0.03, neck - 0.06), (0, neck - 0.12), (-0.03, neck - 0.06)], "red")
    if grown:
        f.dots([(0, 0.2 + 0.06 * k) for k in range(5)], 0.014, "silver")
    if book:
        f.book(0.03, 0.23, 0.14, stage.pick(("red", "cloth_b", "yellow", "cloth_c")))
        f.dots([(-0.09, 0.19), (0.15, 0.19)], 0.032, "skin")
    if grown:
        head_woman(f, 0.01, neck + r * 0.95, r, old=old)
    else:
        head_child(f, 0.01, neck + r * 0.95, r, stage.chance(0.5))


def farmer(stage: Stage, x: float, y: float, height: float, *, side: int = 1) -> None:
    """Bent over the rice with a conical hat."""
    f = Figure(stage, x, y, height, side)
    shirt = stage.pick(CLOTHES)
    f.fill([(-0.2, 0.0), (0.03, 0.0), (0.06, 0.3), (0.04, 0.48), (-0.16, 0.5), (-0.2, 0.25)], "skirt")
    f.limb([(-0.07, 0.47), (0.1, 0.6), (0.28, 0.56)], shirt, 0.22, 0.17)
    f.limb([(0.25, 0.54), (0.31, 0.36), (0.38, 0.22)], shirt, 0.075, 0.05)
    f.oval(0.385, 0.2, 0.03, 0.03, "skin")
    f.oval(0.39, 0.55, 0.075, 0.08, "skin")
    f.fill([(0.2, 0.58), (0.45, 0.78), (0.56, 0.42), (0.38, 0.54)], "lamp")
    if stage.chance(0.6):
        for k in range(6):
            f.line(curve([(0.37, 0.2), (0.4 + 0.02 * k, 0.3), (0.36 + 0.06 * k, 0.38 - 0.012 * k)], 4), "rice", 0.016)


def crowd(stage: Stage, spots: Sequence[tuple[float, float]], height: float, *, kinds: Sequence[str] = ("child", "woman")) -> None:
    """Figures near fractional spots, the far ones first; they step aside for one another."""
    for fx, fy in sorted(_apart(stage, spots, 0.5 * height * stage.u), key=lambda spot: spot[1]):
        x, y = stage.at(fx, fy)
        size = height * stage.u * stage.uniform(0.9, 1.1)
        side = 1 if stage.chance(0.5) else -1
        kind = stage.pick(kinds)
        if kind == "woman":
            woman(stage, x, y, size, side=side, pose=stage.pick(("read", "carry", "read", "wave")))
        elif kind == "farmer":
            farmer(stage, x, y, size, side=side)
        elif kind == "reader":
            sitting(stage, x, y, size * 0.95, side=side, who=stage.pick(("child", "child", "woman")))
        else:
            child(stage, x, y, size * 0.72, side=side, pose=stage.pick(("read", "cheer", "read", "hold")))


def _apart(stage: Stage, spots: Sequence[tuple[float, float]], room: float) -> list[tuple[float, float]]:
    """The same spots, moved sideways where two would stand in one place (`room` pixels)."""
    taken: list[tuple[float, float]] = []
    for fx, fy in spots:
        x = fx
        for _ in range(12):
            if all(abs(x - other) * stage.w > room for other, _ in taken):
                break
            x = stage.uniform(0.08, 0.92)
        taken.append((x, fy))
    return taken
