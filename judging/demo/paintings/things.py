"""Buses, boats, looms, books, the earth and the hands that hold it."""

import numpy as np

from judging.demo.paintings.people import CLOTHES, Figure, child, head_child, sitting
from judging.demo.paintings.stage import Stage, blob, box, curve, oval, ribbon


def bus(stage: Stage, x: float, y: float, size: float, *, side: int = 1) -> None:
    """A school bus with children at its windows, `x`, `y` the middle of its wheels' line, `size` its length."""
    s, p = size, stage

    def at(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x + px * s * side, y - py * s) for px, py in points]

    p.fill(at([(-0.5, 0.06), (0.5, 0.06), (0.51, 0.24), (0.44, 0.46), (0.38, 0.49), (-0.46, 0.49), (-0.5, 0.45)]), "bus")
    p.fill(at([(-0.5, 0.14), (0.505, 0.14), (0.508, 0.19), (-0.5, 0.19)]), "red")
    for k in range(4):
        wx = -0.36 + 0.19 * k
        p.fill(at([(wx - 0.075, 0.24), (wx + 0.075, 0.24), (wx + 0.075, 0.42), (wx - 0.075, 0.42)]), "foam", shaky=False)
        head = Figure(stage, x + wx * s * side, y - 0.26 * s, s, side)
        head_child(head, 0, 0.06, 0.058, bool(k % 2))
    p.fill(at([(0.37, 0.24), (0.49, 0.24), (0.43, 0.43), (0.37, 0.43)]), "foam")
    for wx in (-0.3, 0.32):
        p.fill(oval(x + wx * s * side, y - 0.05 * s, 0.095 * s, 0.095 * s), "dark")
        p.fill(oval(x + wx * s * side, y - 0.05 * s, 0.042 * s, 0.042 * s), "silver")
    p.fill(oval(x + 0.47 * s * side, y - 0.15 * s, 0.028 * s, 0.028 * s), "lamp")


def boat(stage: Stage, x: float, y: float, size: float, *, riders: int = 3, roof: bool = False) -> None:
    """A river boat full of readers, `x`, `y` at the water line."""
    s = size
    shadow = [(x - 0.4 * s, y + 0.02 * s), (x + 0.4 * s, y + 0.02 * s), (x + 0.25 * s, y + 0.13 * s), (x - 0.27 * s, y + 0.12 * s)]
    stage.fill(shadow, "dark", colour=stage.palette.blend("water", "dark", 0.45), key=False)
    for k in range(riders):
        px = x + (-0.25 + 0.5 * (k + 0.5) / riders) * s
        sitting(stage, px, y - 0.05 * s, 0.4 * s, side=1 if k % 2 else -1, who="child" if k else "woman")
    if roof:
        for dx in (-0.3, 0.3):
            stage.line([(x + dx * s, y), (x + dx * s, y - 0.42 * s)], "wood", 0.02 * s)
        arch = curve([(x - 0.36 * s, y - 0.4 * s), (x, y - 0.54 * s), (x + 0.36 * s, y - 0.4 * s)], 7)
        stage.fill(np.vstack([arch, (arch * (1, 1) + (0, 0.07 * s))[::-1]]), "roof")
    hull = curve([(x - 0.52 * s, y - 0.12 * s), (x - 0.3 * s, y - 0.02 * s), (x, y), (x + 0.3 * s, y - 0.02 * s), (x + 0.53 * s, y - 0.14 * s)], 5)
    keel = curve([(x + 0.42 * s, y + 0.0 * s), (x + 0.25 * s, y + 0.08 * s), (x, y + 0.1 * s), (x - 0.25 * s, y + 0.08 * s), (x - 0.42 * s, y)], 5)
    stage.fill(np.vstack([hull, keel]), "wood")
    stage.line(hull + (0, 0.015 * s), "wall", 0.018 * s)


def open_book(stage: Stage, x: float, y: float, size: float) -> None:
    """A great open book lying towards the viewer, `x`, `y` the foot of its spine, `size` its width."""
    s = size
    stage.fill([(x - 0.52 * s, y - 0.2 * s), (x, y - 0.13 * s), (x + 0.52 * s, y - 0.2 * s), (x + 0.56 * s, y + 0.05 * s), (x, y + 0.08 * s), (x - 0.56 * s, y + 0.05 * s)], "red")
    for side in (-1, 1):
        top = curve([(x, y - 0.16 * s), (x + side * 0.18 * s, y - 0.25 * s), (x + side * 0.49 * s, y - 0.22 * s)], 7)
        low = curve([(x + side * 0.53 * s, y + 0.02 * s), (x + side * 0.2 * s, y - 0.03 * s), (x, y + 0.05 * s)], 7)
        stage.fill(np.vstack([top, low]), "book", shaky=False)
        for k in range(5):
            t = 0.18 + 0.15 * k
            a, b = top[3] * (1 - t) + low[-4] * t, top[-2] * (1 - t) + low[1] * t
            stage.line([tuple(a), tuple((a + b) / 2 + (0, -0.004 * s)), tuple(a * 0.1 + b * 0.9)], "stone", 0.007 * s)


def earth(stage: Stage, x: float, y: float, r: float, *, smile: bool) -> None:
    stage.fill(oval(x, y, r, r, sides=44), "earth_sea")
    for dx, dy, sx, sy in ((-0.38, -0.32, 0.36, 0.3), (0.36, -0.18, 0.34, 0.4), (-0.2, 0.42, 0.28, 0.32), (0.45, 0.48, 0.2, 0.16)):
        land = blob(x + dx * r, y + dy * r, sx * r * stage.uniform(0.8, 1.2), sy * r * stage.uniform(0.8, 1.2), stage.rng, 6)
        away = land - (x, y)
        reach = np.maximum(np.hypot(away[:, 0], away[:, 1]) / (0.97 * r), 1)[:, None]
        stage.fill(away / reach + (x, y), "earth_land", shaky=False)
    if smile:
        for dx in (-0.28, 0.28):
            stage.fill(oval(x + dx * r, y - 0.08 * r, 0.09 * r, 0.13 * r), "white")
            stage.fill(oval(x + dx * r, y - 0.05 * r, 0.05 * r, 0.075 * r), "hair", key=False)
            stage.dots([(x + dx * 1.75 * r, y + 0.16 * r)], 0.09 * r, "blossom_deep", vary=0)
        stage.line(curve([(x - 0.24 * r, y + 0.2 * r), (x, y + 0.36 * r), (x + 0.24 * r, y + 0.2 * r)], 6), "hair", 0.05 * r)


def cupped_hands(stage: Stage, x: float, y: float, size: float) -> None:
    """Two hands rising from below to hold what is above `y`; `size` is the width of what they hold."""
    s = size
    for side in (-1, 1):
        sleeve = stage.pick(CLOTHES)
        arm = curve([(x + side * 0.62 * s, stage.h * 1.05), (x + side * 0.52 * s, y + 0.55 * s), (x + side * 0.36 * s, y + 0.3 * s)], 6)
        stage.fill(ribbon(arm, np.linspace(0.34, 0.22, len(arm)) * s), "skin")
        cuff = curve([(x + side * 0.62 * s, stage.h * 1.05), (x + side * 0.56 * s, y + 0.72 * s), (x + side * 0.52 * s, y + 0.56 * s)], 6)
        stage.fill(ribbon(cuff, np.linspace(0.44, 0.34, len(cuff)) * s), sleeve)
        stage.fill([(x + side * px * s, y + py * s) for px, py in ((0.04, 0.1), (0.2, 0.12), (0.4, 0.0), (0.52, 0.16), (0.5, 0.36), (0.34, 0.48), (0.14, 0.36), (0.03, 0.22))], "skin")
        for k in range(4):
            base = (x + side * (0.36 + 0.045 * k) * s, y + (0.1 + 0.03 * k) * s)
            finger = curve([base, (x + side * (0.5 + 0.045 * k) * s, y - (0.02 - 0.03 * k) * s), (x + side * (0.53 + 0.05 * k) * s, y - (0.2 - 0.06 * k) * s)], 4)
            stage.fill(ribbon(finger, np.linspace(0.1, 0.07, len(finger)) * s), "skin", shaky=False)


def loom(stage: Stage, x: float, y: float, size: float) -> None:
    """A frame loom with a brocade growing on it, `x`, `y` the middle of its foot."""
    s = size
    for dx in (-0.42, 0.42):
        stage.fill(box(x + dx * s - 0.03 * s, y - 0.95 * s, x + dx * s + 0.03 * s, y), "wood")
    for k in range(17):
        px = x + (-0.32 + 0.04 * k) * s
        stage.line([(px, y - 0.88 * s), (px, y - 0.5 * s)], "book", 0.008 * s)
    for dy in (0.9, 0.1):
        stage.fill(box(x - 0.48 * s, y - dy * s - 0.03 * s, x + 0.48 * s, y - dy * s + 0.03 * s), "wood")
    stage.fill(box(x - 0.35 * s, y - 0.56 * s, x + 0.35 * s, y - 0.13 * s), "cloth_a", shaky=False)
    for row in range(5):
        cy = y - (0.51 - 0.082 * row) * s
        stage.fill(box(x - 0.35 * s, cy - 0.045 * s, x + 0.35 * s, cy + 0.03 * s), ("cloth_b", "skirt", "cloth_a", "cloth_c", "skirt")[row], key=False, shaky=False)
        for k in range(7):
            cx = x + (-0.3 + 0.1 * k) * s
            stage.fill([(cx - 0.04 * s, cy), (cx, cy - 0.035 * s), (cx + 0.04 * s, cy), (cx, cy + 0.03 * s)], ("yellow", "red", "white", "yellow", "cloth_d")[row], key=False, shaky=False)
            stage.dots([(cx, cy)], 0.01 * s, "skirt")
    stage.fill(box(x - 0.4 * s, y - 0.6 * s, x + 0.4 * s, y - 0.56 * s), "plank")


def umbrella(stage: Stage, x: float, y: float, size: float) -> None:
    """An umbrella, `x`, `y` the point of its dome."""
    s = size
    stage.line([(x, y), (x, y + 0.75 * s)], "wood", 0.03 * s)
    for k in range(5):
        left, right = x + (-0.5 + 0.2 * k) * s, x + (-0.3 + 0.2 * k) * s
        stage.fill(np.vstack([curve([(left, y + 0.36 * s), ((left + x) / 2, y + 0.1 * s), (x, y)], 5), curve([(x, y), ((right + x) / 2, y + 0.1 * s), (right, y + 0.36 * s),
                   ((left + right) / 2, y + 0.31 * s), (left, y + 0.36 * s)], 5)]), ("red", "yellow", "cloth_b", "cloth_c", "cloth_d")[k], shaky=False)  # fmt: skip


def fire(stage: Stage, x: float, y: float, size: float) -> None:
    for k, (role, part) in enumerate((("red", 1.0), ("cloth_d", 0.72), ("lamp", 0.42))):
        s = size * part
        stage.fill(curve([(x - 0.3 * s, y), (x - 0.34 * s, y - 0.4 * s), (x - 0.12 * s, y - 0.55 * s), (x - 0.05 * s, y - s), (x + 0.14 * s, y - 0.6 * s), (x + 0.3 * s, y - 0.5 * s),
                   (x + 0.32 * s, y - 0.2 * s), (x + 0.2 * s, y)], 5), role, key=k == 0)  # fmt: skip
    for side in (-1, 1):
        stage.fill(ribbon(curve([(x - side * 0.4 * size, y + 0.05 * size), (x + side * 0.4 * size, y - 0.06 * size)], 3), 0.09 * size), "wood")


def children_row(stage: Stage, fy: float, count: int, height: float, *, poses: tuple[str, ...] = ("read", "cheer", "hold")) -> None:
    for k in range(count):
        x = (k + 0.5 + stage.uniform(-0.18, 0.18)) / count * stage.w
        child(stage, x, (fy + stage.uniform(-0.01, 0.015)) * stage.h, height * stage.u * stage.uniform(0.9, 1.1), side=1 if stage.chance(0.5) else -1, pose=stage.pick(poses))


def glow(stage: Stage, x: float, y: float, size: float) -> None:
    """Lamplight on a wall, fading outwards."""
    for k in range(6):
        reach = size * (1 - 0.14 * k)
        stage.fill(blob(x, y, reach, reach, stage.rng, 9), "halo", colour=stage.palette.blend("room", "lamp", 0.1 + 0.13 * k), key=False)


def lamp(stage: Stage, x: float, y: float, size: float) -> None:
    """An oil lamp, `x`, `y` its foot."""
    s = size
    stage.fill([(x - 0.25 * s, y), (x + 0.25 * s, y), (x + 0.2 * s, y - 0.38 * s), (x - 0.2 * s, y - 0.38 * s)], "cloth_b")
    stage.fill([(x - 0.14 * s, y - 0.38 * s), (x + 0.14 * s, y - 0.38 * s), (x + 0.22 * s, y - 0.75 * s), (x + 0.1 * s, y - 1.15 * s), (x - 0.1 * s, y - 1.15 * s), (x - 0.22 * s, y - 0.75 * s)], "foam")
    stage.fill(curve([(x - 0.07 * s, y - 0.45 * s), (x - 0.09 * s, y - 0.62 * s), (x, y - 0.92 * s), (x + 0.09 * s, y - 0.62 * s), (x + 0.07 * s, y - 0.45 * s)], 4), "sun")


def buffalo(stage: Stage, x: float, y: float, size: float) -> None:
    """A water buffalo with a child reading on its back, `x`, `y` the middle of its feet, `size` its length."""
    s = size

    def at(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x + px * s, y - py * s) for px, py in points]

    for px in (-0.3, -0.2, 0.18, 0.28):
        stage.fill(at([(px - 0.04, 0.3), (px + 0.05, 0.3), (px + 0.035, 0.0), (px - 0.035, 0.0)]), "ink")
    stage.line(at([(-0.4, 0.45), (-0.46, 0.3), (-0.44, 0.15)]), "ink", 0.025 * s)
    sitting(stage, x - 0.02 * s, y - 0.52 * s, 0.62 * s, side=1 if stage.chance(0.5) else -1)
    body = curve(list(at([(-0.4, 0.42), (-0.38, 0.55), (-0.15, 0.58), (0.1, 0.55), (0.3, 0.6), (0.4, 0.5), (0.36, 0.32), (0.1, 0.22), (-0.25, 0.24), (-0.4, 0.42)])), 5)
    grey = stage.palette.blend("ink", "stone", 0.45)
    stage.fill(body, "ink", colour=grey)
    stage.fill(curve(at([(0.32, 0.56), (0.44, 0.62), (0.54, 0.55), (0.6, 0.36), (0.53, 0.3), (0.45, 0.38), (0.34, 0.4), (0.32, 0.56)]), 4), "ink", colour=grey)
    for side in (-1, 1):
        horn = curve(at([(0.45, 0.58), (0.45 + side * 0.13, 0.64), (0.45 + side * 0.14, 0.78)]), 5)
        stage.fill(ribbon(horn, np.linspace(0.055, 0.01, len(horn)) * s), "wall")
    stage.dots(at([(0.5, 0.48)]), 0.018 * s, "white")
