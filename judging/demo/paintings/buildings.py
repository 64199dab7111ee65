"""Stilt houses with khau cút gables, schools, libraries, stalls."""

import numpy as np

from judging.demo.paintings.stage import Points, Stage, box, curve, oval


def stilt_house(stage: Stage, x: float, y: float, size: float, *, panels: bool = False, books: bool = False, glow: bool | None = None) -> None:
    """A Thái stilt house, `x`, `y` the middle of its feet, `size` its width. `books` makes it a library, `panels` solar."""
    s, p = size, stage
    stilt, wall, roof = 0.24 * s, 0.2 * s, 0.34 * s
    floor, eave = y - stilt, y - stilt - wall
    lit = p.palette.night if glow is None else glow
    p.fill(box(x - 0.36 * s, floor, x + 0.36 * s, y - 0.02 * s), "dark", key=False)
    for k in range(5):
        px = x + (-0.38 + 0.19 * k) * s
        p.fill(box(px - 0.014 * s, floor, px + 0.014 * s, y), "wood", key=False)
    p.fill(box(x - 0.4 * s, eave - 0.05 * s, x + 0.4 * s, floor), "wall")
    for k in range(1, 10):
        px = x + (-0.4 + 0.08 * k) * s
        p.line([(px, eave), (px, floor)], "plank", s * 0.008)
    _windows(stage, x, eave, floor, s, lit, books)
    p.fill(box(x - 0.47 * s, floor - 0.012 * s, x + 0.47 * s, floor + 0.022 * s), "wood")
    _railing(stage, x, floor, s)
    _ladder(stage, x, y, floor, s)
    top = eave - roof
    slope = [(x - 0.54 * s, eave + 0.03 * s), (x - 0.4 * s, eave - roof * 0.42), (x - 0.26 * s, top), (x + 0.26 * s, top),
             (x + 0.4 * s, eave - roof * 0.42), (x + 0.54 * s, eave + 0.03 * s)]  # fmt: skip
    p.fill(slope, "roof")
    for k in range(1, 5):
        t = k / 5
        p.line([(x - (0.27 + 0.24 * t) * s, top + (roof + 0.02 * s) * t), (x + (0.27 + 0.24 * t) * s, top + (roof + 0.02 * s) * t)], "roof_light", s * 0.011)
    for side in (-1, 1):
        gx = x + side * 0.26 * s
        p.line([(gx - 0.05 * s, top - 0.09 * s), (gx, top), (gx + 0.045 * s, top + 0.05 * s)], "dark", s * 0.018)
        p.line([(gx + 0.05 * s, top - 0.09 * s), (gx, top), (gx - 0.045 * s, top + 0.05 * s)], "dark", s * 0.018)
    if panels:
        for k in range(2):
            solar(stage, x + (-0.14 + 0.27 * k) * s, top + roof * 0.52, 0.22 * s, roof * 0.5)


def _windows(stage: Stage, x: float, eave: float, floor: float, s: float, lit: bool, books: bool) -> None:
    high = floor - eave
    if books:
        for k in range(2):
            left = x + (-0.34 + 0.4 * k) * s
            stage.fill(box(left, eave + high * 0.12, left + 0.28 * s, floor - high * 0.12), "lamp" if lit else "dark", shaky=False)
            for i in range(7):
                bx = left + (0.02 + 0.036 * i) * s
                tall = high * stage.uniform(0.35, 0.6)
                role = ("red", "cloth_b", "yellow", "cloth_c", "book")[int(stage.rng.integers(5))]
                stage.fill(box(bx, floor - high * 0.14 - tall, bx + 0.028 * s, floor - high * 0.14), role, key=False, shaky=False)
        return
    for offset in (-0.27, 0.27):
        wx = x + offset * s
        stage.fill(box(wx - 0.055 * s, eave + high * 0.2, wx + 0.055 * s, floor - high * 0.25), "lamp" if lit else "dark", shaky=False)
    stage.fill(box(x - 0.06 * s, eave + high * 0.1, x + 0.06 * s, floor), "lamp" if lit else "dark", shaky=False)


def _railing(stage: Stage, x: float, floor: float, s: float) -> None:
    for side in (-1, 1):
        stage.line([(x + side * 0.46 * s, floor - 0.075 * s), (x + side * 0.12 * s, floor - 0.075 * s)], "wood", s * 0.014)
        for k in range(5):
            px = x + side * (0.14 + 0.08 * k) * s
            stage.line([(px, floor), (px, floor - 0.075 * s)], "wood", s * 0.01)


def _ladder(stage: Stage, x: float, y: float, floor: float, s: float) -> None:
    foot, head = x + 0.1 * s, x + 0.02 * s
    for dx in (0, 0.09 * s):
        stage.line([(head + dx, floor), (foot + dx, y + 0.03 * s)], "wood", s * 0.016)
    for k in range(1, 6):
        t = k / 6
        px, py = head + (foot - head) * t, floor + (y + 0.03 * s - floor) * t
        stage.line([(px, py), (px + 0.09 * s, py)], "wall", s * 0.013)


def solar(stage: Stage, x: float, y: float, wide: float, high: float) -> None:
    """A solar panel leaning on a roof, `x`, `y` its middle."""
    lean = high * 0.25
    corners = np.array([(-wide / 2 + lean, -high / 2), (wide / 2 + lean, -high / 2), (wide / 2 - lean, high / 2), (-wide / 2 - lean, high / 2)])
    stage.fill(corners + (x, y), "panel", shaky=False)
    for t in (0.25, 0.5, 0.75):
        stage.line([tuple(corners[0] * (1 - t) + corners[1] * t + (x, y)), tuple(corners[3] * (1 - t) + corners[2] * t + (x, y))], "silver", wide * 0.025)
    stage.line([tuple((corners[0] + corners[3]) / 2 + (x, y)), tuple((corners[1] + corners[2]) / 2 + (x, y))], "silver", wide * 0.025)


def village(stage: Stage, spots: list[tuple[float, float]], size: float, *, panels: float = 0.0) -> None:
    """Houses at fractional spots, the far ones smaller; `panels` is the share with solar roofs."""
    for fx, fy in sorted(spots, key=lambda spot: spot[1]):
        x, y = stage.at(fx, fy)
        stilt_house(stage, x, y, size * stage.u * (0.55 + 0.6 * fy) * stage.uniform(0.88, 1.12), panels=stage.chance(panels))


def school(stage: Stage, x: float, y: float, size: float, *, panels: bool = False) -> None:
    """A village school: yellow walls, tiled roof, flag with the star."""
    s, p = size, stage
    eave, top = y - 0.27 * s, y - 0.47 * s
    p.fill(box(x - 0.5 * s, eave, x + 0.5 * s, y), "yellow")
    p.fill(box(x - 0.52 * s, y - 0.03 * s, x + 0.52 * s, y + 0.01 * s), "stone")
    for k in range(5):
        px = x + (-0.4 + 0.2 * k) * s
        if k == 2:
            p.fill(box(px - 0.045 * s, y - 0.2 * s, px + 0.045 * s, y - 0.02 * s), "cloth_c")
        else:
            p.fill(box(px - 0.055 * s, y - 0.2 * s, px + 0.055 * s, y - 0.09 * s), "cloth_b" if not p.palette.night else "lamp")
            p.line([(px, y - 0.2 * s), (px, y - 0.09 * s)], "white", s * 0.01)
            p.line([(px - 0.055 * s, y - 0.145 * s), (px + 0.055 * s, y - 0.145 * s)], "white", s * 0.01)
    p.fill([(x - 0.57 * s, eave + 0.02 * s), (x - 0.46 * s, top), (x + 0.46 * s, top), (x + 0.57 * s, eave + 0.02 * s)], "red")
    for k in range(1, 4):
        t = k / 4
        p.line([(x - (0.46 + 0.11 * t) * s, top + 0.22 * s * t), (x + (0.46 + 0.11 * t) * s, top + 0.22 * s * t)], "roof", s * 0.01)
    if panels:
        for k in (-1, 0, 1):
            solar(stage, x + 0.26 * s * k, top + 0.1 * s, 0.2 * s, 0.13 * s)
    flag(stage, x + 0.66 * s, y, 0.75 * s)


def flag(stage: Stage, x: float, y: float, high: float) -> None:
    """The national flag on its pole."""
    wide, tall = high * 0.34, high * 0.22
    stage.line([(x, y), (x, y - high)], "wood", high * 0.022)
    wave = curve([(x, y - high), (x + wide * 0.35, y - high - tall * 0.1), (x + wide * 0.7, y - high + tall * 0.1), (x + wide, y - high)], 5)
    stage.fill(np.vstack([wave, (wave + (0, tall))[::-1]]), "red", shaky=False)
    stage.fill(star(x + wide * 0.5, y - high + tall * 0.5, tall * 0.34), "yellow", shaky=False)


def star(x: float, y: float, r: float) -> Points:
    angle = np.arange(10) * np.pi / 5 - np.pi / 2
    reach = np.where(np.arange(10) % 2 == 0, r, r * 0.4)
    return np.stack([x + reach * np.cos(angle), y + reach * np.sin(angle)], axis=1)


def stall(stage: Stage, x: float, y: float, size: float, *, goods: str = "fruit") -> None:
    """A market stall with a striped awning; `goods` is fruit, books or cloth."""
    s, p = size, stage
    for side in (-1, 1):
        p.fill(box(x + side * 0.44 * s - 0.015 * s, y - 0.75 * s, x + side * 0.44 * s + 0.015 * s, y), "wood", key=False)
    if goods == "cloth":
        for k in range(4):
            left = x + (-0.4 + 0.2 * k) * s
            p.fill(box(left, y - 0.68 * s, left + 0.17 * s, y - 0.36 * s), ("cloth_a", "cloth_b", "cloth_e", "skirt")[k])
            for j in range(3):
                p.fill(_diamond(left + 0.085 * s, y - (0.62 - 0.1 * j) * s, 0.045 * s), ("yellow", "white", "red")[j], key=False, shaky=False)
    p.fill(box(x - 0.48 * s, y - 0.3 * s, x + 0.48 * s, y - 0.02 * s), "plank")
    if goods == "books":
        for k in range(11):
            left = x + (-0.45 + 0.082 * k) * s
            role = ("red", "cloth_b", "yellow", "cloth_c", "cloth_e", "book")[int(p.rng.integers(6))]
            p.fill(box(left, y - (0.3 + p.uniform(0.1, 0.17)) * s, left + 0.066 * s, y - 0.3 * s), role)
    else:
        for k in range(3):
            bx = x + (-0.31 + 0.31 * k) * s
            role = p.pick(("red", "leaf_light", "yellow", "blossom_deep", "cloth_d"))
            p.dots([(bx + dx * s, y - (0.33 + dy) * s) for dx, dy in ((-0.08, 0), (0, 0), (0.08, 0), (-0.04, 0.06), (0.04, 0.06))], 0.045 * s, role)
    for k in range(6):
        left, right = x + (-0.54 + 0.18 * k) * s, x + (-0.36 + 0.18 * k) * s
        middle = (left + right) / 2
        upper = [(x + (-0.42 + 0.14 * k) * s, y - 0.98 * s), (x + (-0.28 + 0.14 * k) * s, y - 0.98 * s)]
        p.fill([*upper, (right, y - 0.72 * s), (middle, y - 0.67 * s), (left, y - 0.72 * s)], "white" if k % 2 else "red")


def _diamond(x: float, y: float, r: float) -> Points:
    return np.array([(x - r, y), (x, y - r), (x + r, y), (x, y + r)])


def lanterns(stage: Stage, left: tuple[float, float], right: tuple[float, float], count: int, size: float) -> None:
    """A string of paper lanterns between two fractional points."""
    (x0, y0), (x1, y1) = stage.at(*left), stage.at(*right)
    sag = abs(x1 - x0) * 0.08
    line = curve([(x0, y0), ((x0 + x1) / 2, (y0 + y1) / 2 + sag), (x1, y1)], 12)
    stage.line(line, "dark", stage.u * 0.25)
    for i in np.linspace(2, len(line) - 3, count).astype(int):
        x, y = line[i]
        r = size * stage.uniform(0.8, 1.15)
        if stage.palette.night:
            stage.fill(oval(x, y + r * 1.2, r * 2.0, r * 2.0), "halo", key=False)
        stage.fill(oval(x, y + r * 1.2, r * 0.85, r), stage.pick(("red", "lamp", "cloth_d", "yellow")))
        stage.line([(x, y + r * 2.1), (x, y + r * 2.9)], "red", r * 0.22)
