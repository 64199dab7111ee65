"""Trees, blossoms, bamboo, pines and rice."""

import numpy as np

from judging.demo.paintings.stage import Points, Stage, blob, curve, oval, ribbon


def tree(stage: Stage, x: float, y: float, size: float) -> None:
    """A broad leafy tree, `x`, `y` its foot, `size` its height."""
    s, rng = size, stage.rng
    lean = stage.uniform(-0.06, 0.06)
    trunk = curve([(x, y), (x + lean * s * 0.5, y - 0.25 * s), (x + lean * s, y - 0.55 * s)], 5)
    stage.fill(ribbon(trunk, np.linspace(0.13, 0.07, len(trunk)) * s), "trunk")
    for side in (-1, 1):
        limb = curve(
            [
                (x + lean * s * 0.6, y - 0.33 * s),
                (x + side * 0.12 * s, y - 0.45 * s),
                (x + side * 0.2 * s, y - 0.58 * s),
            ],
            4,
        )
        stage.fill(ribbon(limb, np.linspace(0.06, 0.025, len(limb)) * s), "trunk", key=False)
    roles = ("leaf_dark", "leaf", "leaf", "leaf_light")
    for k in range(9):
        angle, reach = rng.uniform(0, 2 * np.pi), rng.uniform(0.05, 0.24) * s
        cx, cy = x + lean * s + reach * np.cos(angle) * 1.25, y - 0.68 * s + reach * np.sin(angle) * 0.75
        size_here = stage.uniform(0.15, 0.22) * s * (1.25 - 0.06 * k)
        stage.fill(blob(cx, cy - k * 0.006 * s, size_here, size_here * 0.8, rng), roles[min(k // 2, 3)], key=k > 5)


def lollipop(stage: Stage, x: float, y: float, size: float) -> None:
    """A child's tree: a stick, a round crown, red fruit."""
    s = size
    stage.fill(
        [(x - 0.06 * s, y), (x - 0.035 * s, y - 0.5 * s), (x + 0.035 * s, y - 0.5 * s), (x + 0.06 * s, y)], "trunk"
    )
    stage.fill(blob(x, y - 0.68 * s, 0.3 * s, 0.29 * s, stage.rng, 8), stage.pick(("leaf", "leaf_light", "leaf_dark")))
    if stage.chance(0.6):
        angle, reach = stage.rng.uniform(0, 6.3, 7), stage.rng.uniform(0.05, 0.22, 7) * s
        fruit = np.stack([x + reach * np.cos(angle), y - 0.68 * s + reach * np.sin(angle)], 1)
        stage.dots(fruit, 0.033 * s, stage.pick(("red", "yellow", "cloth_d")))


def any_tree(stage: Stage, x: float, y: float, size: float) -> None:
    """A tree as this painter would draw one."""
    (lollipop if stage.naive else tree)(stage, x, y, size)


def bushes(stage: Stage, y: float, size: float, count: int) -> None:
    for _ in range(count):
        x, r = stage.uniform(0, 1) * stage.w, stage.uniform(0.5, 1.2) * size
        stage.fill(blob(x, y * stage.h, r * 1.3, r, stage.rng), stage.pick(("leaf", "leaf_dark", "leaf_light")))


def branch(
    stage: Stage,
    start: tuple[float, float],
    angle: float,
    length: float,
    width: float,
    depth: int,
    tips: list[tuple[float, float]],
) -> None:
    """A crooked bare branch which forks; collects its tips for blossoms."""
    points = [start]
    for _ in range(3):
        angle += stage.rng.normal(0, 0.22)
        x, y = points[-1]
        points.append((x + np.cos(angle) * length / 3, y + np.sin(angle) * length / 3))
    spine = curve(points, 4)
    stage.fill(ribbon(spine, np.linspace(width, width * 0.55, len(spine))), "trunk", key=False, shaky=False)
    tips.extend(points[1:])
    if depth:
        for turn in (-1, 1):
            spread = turn * stage.uniform(0.3, 0.75)
            branch(stage, points[-1], angle + spread, length * stage.uniform(0.6, 0.82), width * 0.55, depth - 1, tips)
        if stage.chance(0.5):
            branch(stage, points[1], angle - stage.uniform(0.6, 1.0), length * 0.55, width * 0.45, depth - 1, tips)


def plum(stage: Stage, x: float, y: float, size: float) -> None:
    """A plum tree in white bloom."""
    tips: list[tuple[float, float]] = []
    branch(stage, (x, y), -np.pi / 2 + stage.uniform(-0.2, 0.2), size * 0.36, size * 0.07, 3, tips)
    stage.next_group()
    spots = np.repeat(np.array(tips), 9, axis=0) + stage.rng.normal(0, size * 0.042, (len(tips) * 9, 2))
    stage.dots(spots, size * 0.016, "blossom", vary=0.5)
    pink = spots[stage.rng.random(len(spots)) < 0.3] + size * 0.006
    stage.dots(pink, size * 0.008, "blossom_deep")


def ban_bough(stage: Stage, start: tuple[float, float], angle: float, length: float) -> None:
    """A bough of ban (bauhinia) with large five-petalled flowers, entering from an edge."""
    tips: list[tuple[float, float]] = []
    branch(stage, start, angle, length * 0.5, length * 0.045, 2, tips)
    chosen = [tips[i] for i in stage.rng.permutation(len(tips))[:16]]
    for x, y in chosen:
        dx, dy = stage.rng.normal(0, length * 0.025, 2)
        if stage.chance(0.25):
            stage.fill(oval(x + dx, y + dy, length * 0.035, length * 0.022, turn=stage.uniform(0, 3)), "leaf")
        else:
            flower(stage, x + dx, y + dy, length * stage.uniform(0.035, 0.06))


def flower(stage: Stage, x: float, y: float, r: float) -> None:
    turn = stage.uniform(0, 6)
    for k in range(5):
        a = turn + k * 2 * np.pi / 5
        stage.fill(
            oval(x + r * 0.55 * np.cos(a), y + r * 0.55 * np.sin(a), r * 0.62, r * 0.34, turn=a, sides=12),
            "blossom",
            shaky=False,
        )
    for k in range(5):
        a = turn + k * 2 * np.pi / 5
        stage.line([(x, y), (x + r * 0.6 * np.cos(a), y + r * 0.6 * np.sin(a))], "blossom_deep", r * 0.13)
    stage.dots([(x, y)], r * 0.18, "cloth_e")


def bamboo(stage: Stage, x: float, y: float, size: float, stalks: int) -> None:
    """A clump of bamboo, leaves in sprays."""
    rng = stage.rng
    for _ in range(stalks):
        foot = x + rng.normal(0, 0.1) * size
        bend = rng.normal(0, 0.1) * size
        high = size * rng.uniform(0.75, 1.1)
        spine = curve([(foot, y), (foot + bend * 0.25, y - high * 0.5), (foot + bend, y - high)], 8)
        stage.fill(
            ribbon(spine, np.linspace(0.032, 0.012, len(spine)) * size), stage.pick(("leaf", "leaf_dark")), shaky=False
        )
        for i in range(2, len(spine) - 1, 2):
            px, py = spine[i]
            stage.line([(px - 0.016 * size, py), (px + 0.016 * size, py)], "leaf_light", 0.006 * size)
            if i > 5:
                spray(stage, px, py, 0.13 * size * rng.uniform(0.7, 1.2), 1 if rng.random() < 0.5 else -1)


def spray(stage: Stage, x: float, y: float, length: float, side: int) -> None:
    for k in range(4):
        angle = 0.5 + 0.42 * k + stage.rng.normal(0, 0.12)
        stage.fill(
            leaf_blade(x, y, length * stage.uniform(0.75, 1.1), angle if side > 0 else np.pi - angle),
            stage.pick(("leaf", "leaf_dark", "leaf")),
            shaky=False,
            key=False,
        )


def leaf_blade(x: float, y: float, length: float, angle: float, fat: float = 0.16) -> Points:
    t = np.array([0, 0.3, 0.6, 1, 0.6, 0.3])
    across = np.array([0, 0.8, 0.8, 0, -0.8, -0.8]) * fat * length
    c, s = np.cos(angle), np.sin(angle)
    return np.stack([x + t * length * c - across * s, y + t * length * s + across * c], axis=1)


def pine(stage: Stage, x: float, y: float, size: float) -> None:
    """A crooked mountain pine with flat pads of needles."""
    lean = stage.uniform(0.12, 0.3) * size * (1 if x < stage.w / 2 else -1)
    spine = curve(
        [
            (x, y),
            (x - lean * 0.25, y - size * 0.3),
            (x + lean * 0.5, y - size * 0.6),
            (x + lean * 0.4, y - size * 0.8),
            (x + lean, y - size),
        ],
        6,
    )
    stage.fill(ribbon(spine, np.linspace(0.05, 0.012, len(spine)) * size), "trunk", key=False)
    for k, t in enumerate((0.4, 0.52, 0.62, 0.72, 0.82, 0.92, 1.0)):
        px, py = spine[int(t * (len(spine) - 1))]
        reach = size * (0.34 - 0.24 * t) * (1 if k % 2 else -1)
        stage.fill(
            ribbon(
                curve([(px, py), (px + reach * 0.5, py + size * 0.01), (px + reach, py - size * 0.03)], 4), size * 0.012
            ),
            "trunk",
            key=False,
        )
        for j in range(4):
            cx, cy = px + reach * (0.15 + 0.32 * j), py - size * (0.03 + 0.012 * (j % 2))
            stage.fill(
                blob(cx, cy, size * stage.uniform(0.055, 0.085), size * 0.026, stage.rng, 11),
                stage.pick(("leaf_dark", "leaf_dark", "leaf")),
                key=False,
            )


def fir(stage: Stage, x: float, y: float, size: float, role: str = "leaf_dark") -> None:
    for k in range(3):
        half, low = size * (0.24 - 0.055 * k), y - size * (0.12 + 0.25 * k)
        stage.fill([(x - half, low), (x, low - size * 0.42), (x + half, low)], role)
    stage.line([(x, y), (x, y - size * 0.13)], "trunk", size * 0.06)


def rice(stage: Stage, y: float, size: float, count: int, *, role: str = "rice") -> None:
    """Bending ears of rice along the near edge."""
    for _ in range(count):
        x, s = stage.uniform(-0.02, 1.02) * stage.w, size * stage.uniform(0.7, 1.2)
        side = 1 if stage.chance(0.5) else -1
        foot = y * stage.h
        stem = curve(
            [
                (x, foot),
                (x + side * 0.08 * s, foot - 0.6 * s),
                (x + side * 0.3 * s, foot - 0.85 * s),
                (x + side * 0.52 * s, foot - 0.68 * s),
            ],
            5,
        )
        stage.line(stem, "leaf", s * 0.03)
        stage.dots(stem[-8:] + stage.rng.normal(0, 0.02 * s, (8, 2)), s * 0.045, role)


def grass(stage: Stage, y: float, size: float, count: int) -> None:
    for _ in range(count):
        x, s = stage.uniform(0, 1) * stage.w, size * stage.uniform(0.5, 1.2)
        foot = (y + stage.uniform(0, 0.06)) * stage.h
        lean = stage.rng.normal(0, 0.35) * s
        stage.line(
            [(x, foot), (x + lean * 0.3, foot - s * 0.6), (x + lean, foot - s)],
            stage.pick(("leaf", "leaf_light", "leaf_dark")),
            s * 0.09,
        )


def meadow_flowers(stage: Stage, y: float, count: int, size: float) -> None:
    role = stage.pick(("blossom", "yellow", "red", "blossom_deep", "cloth_e"))
    spots = np.stack([stage.rng.uniform(0, stage.w, count), stage.rng.uniform(y, 1.0, count) * stage.h], 1)
    stage.dots(spots, size, role, vary=0.5)


def sapling(stage: Stage, x: float, y: float, size: float) -> None:
    stage.fill(blob(x, y, size * 0.35, size * 0.14, stage.rng), "dark", key=False)
    stage.line([(x, y), (x, y - size * 0.8)], "leaf_dark", size * 0.06)
    for k, a in enumerate((-0.5, -2.6, -0.8, -2.3, -1.57)):
        stage.fill(
            leaf_blade(x, y - size * (0.45 + 0.09 * k), size * 0.42, a, 0.24),
            stage.pick(("leaf", "leaf_light")),
            shaky=False,
        )


def banana(stage: Stage, x: float, y: float, size: float) -> None:
    stage.fill(
        [
            (x - 0.05 * size, y),
            (x + 0.05 * size, y),
            (x + 0.03 * size, y - 0.5 * size),
            (x - 0.03 * size, y - 0.5 * size),
        ],
        "leaf_light",
    )
    for a in (-2.9, -2.3, -1.8, -1.3, -0.8, -0.25):
        angle = a + stage.rng.normal(0, 0.1)
        tip_x, tip_y = x + 0.55 * size * np.cos(angle), y - 0.5 * size + 0.5 * size * np.sin(angle)
        droop = curve(
            [
                (x, y - 0.48 * size),
                ((x + tip_x) / 2, (y - 0.48 * size + tip_y) / 2 - 0.08 * size),
                (tip_x, tip_y + 0.12 * size),
            ],
            6,
        )
        widths = np.sin(np.linspace(0.15, np.pi, len(droop))) * 0.15 * size
        stage.fill(ribbon(droop, widths), stage.pick(("leaf", "leaf_light", "leaf_dark")), shaky=False)
        stage.line(droop, "leaf_light", size * 0.012)
