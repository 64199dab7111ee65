"""Subjects which are first of all people: markets, the fire dance, grandmothers, lamps, looms, classes, reading trees."""

import numpy as np

from judging.demo.paintings.buildings import lanterns, stall, stilt_house, village
from judging.demo.paintings.land import ground, mountains, ridge, sky, sun, under
from judging.demo.paintings.people import child, crowd, sitting, woman
from judging.demo.paintings.plants import ban_bough, banana, grass, lollipop, meadow_flowers, tree
from judging.demo.paintings.scenes_land import KINDS, heavens
from judging.demo.paintings.stage import Stage, box, oval
from judging.demo.paintings.things import fire, glow, lamp, loom


def night_market(stage: Stage) -> None:
    horizon = stage.uniform(0.3, 0.4)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.05, horizon + 0.16, 3, stage.pick(KINDS))
    village(stage, [(stage.uniform(0.15, 0.4), horizon + 0.22), (stage.uniform(0.6, 0.85), horizon + 0.24)], 22)
    ground(stage, horizon + 0.25, "path", bump=2)
    lanterns(stage, (-0.02, horizon + 0.02), (0.52, horizon + 0.08), 6, 2.2 * stage.u)
    lanterns(stage, (0.48, horizon + 0.08), (1.02, horizon), 6, 2.2 * stage.u)
    portrait = stage.h > stage.w
    count = 2 if portrait else 3
    for k in range(count):
        x = (k + 0.5) / count * stage.w
        stall(stage, x, (horizon + 0.36) * stage.h, stage.w / count * 0.82, goods=("books", "cloth", "fruit")[(k + int(stage.rng.integers(3))) % 3])
    spots = [(stage.uniform(0.08, 0.92), stage.uniform(0.82, 0.97)) for _ in range(int(stage.rng.integers(4, 7)))]
    crowd(stage, spots, 30, kinds=("woman", "child", "reader", "woman"))


def market(stage: Stage) -> None:
    horizon = stage.uniform(0.25, 0.33)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.04, horizon + 0.14, 3, stage.pick(KINDS))
    ground(stage, horizon + 0.2, "path", bump=2)
    (lollipop if stage.naive else tree)(stage, stage.uniform(0.05, 0.95) * stage.w, (horizon + 0.26) * stage.h, 36 * stage.u)
    rows = 2
    for row in range(rows):
        count = 3 - row
        for k in range(count):
            stall(stage, ((k + 0.5) / count + stage.uniform(-0.03, 0.03)) * stage.w, (horizon + 0.3 + 0.26 * row) * stage.h, stage.w / count * (0.72 - 0.08 * row),
                  goods=stage.pick(("books", "cloth", "fruit", "fruit")))  # fmt: skip
        crowd(stage, [(stage.uniform(0.05, 0.95), horizon + 0.36 + 0.27 * row) for _ in range(3)], 21 + 7 * row, kinds=("woman", "woman", "child", "reader"))


def xoe_dance(stage: Stage) -> None:
    horizon = stage.uniform(0.32, 0.42)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.05, horizon + 0.18, 3, stage.pick(KINDS))
    village(stage, [(0.2, horizon + 0.24), (0.78, horizon + 0.25)], 28)
    ground(stage, horizon + 0.27, "path", bump=3)
    cx, cy = 0.5 * stage.w, 0.76 * stage.h
    if stage.palette.night:
        for k, reach in enumerate((34, 26, 17)):
            stage.fill(oval(cx, cy, reach * stage.u, reach * 0.55 * stage.u, sides=40), "halo", colour=stage.palette.blend("path", "lamp", 0.15 + 0.15 * k), key=False)
    count = int(stage.rng.integers(5, 7))
    for k in range(count):
        a = np.pi + (k + 0.5) / count * np.pi
        woman(stage, cx + np.cos(a) * 0.36 * stage.w, cy + np.sin(a) * 0.06 * stage.h, 23 * stage.u, pose="dance")
    fire(stage, cx, cy + 0.04 * stage.h, 20 * stage.u)
    for k in range(4):
        woman(stage, (0.14 + 0.24 * k) * stage.w, stage.uniform(0.95, 0.98) * stage.h, 31 * stage.u, pose=stage.pick(("dance", "dance", "wave")), side=1 if k % 2 else -1)


def room(stage: Stage) -> tuple[float, float, float, float]:
    """A room of a stilt house with a window on the mountains, book shelf and plank floor; returns the window's box."""
    w, h, u = stage.w, stage.h, stage.u
    stage.fill(box(-2, -2, w + 2, h + 2), "room", shaky=False, key=False)
    left, top = stage.uniform(0.08, 0.2) * w, stage.uniform(0.08, 0.14) * h
    right, low = left + stage.uniform(0.36, 0.46) * w, top + stage.uniform(0.28, 0.36) * h
    _view(stage, left, top, right, low)
    for k in range(1, 12):
        stage.line([(k / 12 * w, 0), (k / 12 * w, top - 2 * u)], "plank", 0.25 * u)
    floor = stage.uniform(0.68, 0.74) * h
    stage.fill(box(-2, floor, w + 2, h + 2), "floor", shaky=False)
    for k in range(1, 6):
        y = floor + (h - floor) * (k / 6) ** 1.4
        stage.line([(0, y), (w, y + stage.uniform(-1, 1) * u)], "wood", 0.35 * u)
    _shelf(stage, (right + 0.06 * w), top + 0.02 * h, 0.97 * w, low)
    return left, top, right, low


def _view(stage: Stage, left: float, top: float, right: float, low: float) -> None:
    """A window with ranges of hills seen through it."""
    u, wide, high = stage.u, right - left, low - top
    stage.fill(box(left - 2.2 * u, top - 2.2 * u, right + 2.2 * u, low + 2.2 * u), "wood")
    stage.fill(box(left, top, right, low), "sky_low", shaky=False)
    stage.fill(oval(left + wide * stage.uniform(0.25, 0.75), top + high * 0.3, 0.1 * wide, 0.1 * wide), "sun")
    x = np.linspace(0, 1, 40)
    for k in range(3):
        y = top + high * (0.5 + 0.16 * k) - high * 0.17 * np.sin(x * stage.uniform(4, 8) + stage.uniform(0, 6))
        points = np.vstack([np.stack([left + x * wide, y], 1), [(right, low), (left, low)]])
        stage.fill(points, "mountain", colour=stage.palette.blend("far", "near", 0.1 + 0.35 * k), shaky=False)
    for t in (0.5,):
        stage.line([(left + wide * t, top), (left + wide * t, low)], "wood", 1.4 * u)
    stage.line([(left, top + high * 0.45), (right, top + high * 0.45)], "wood", 1.1 * u)


def _shelf(stage: Stage, left: float, top: float, right: float, low: float) -> None:
    u = stage.u
    rows = 3
    stage.fill(box(left, top, right, low), "plank")
    for row in range(rows):
        y = top + (low - top) * (row + 1) / rows
        x = left + u
        while x < right - 3 * u:
            thick, tall = stage.uniform(1.2, 2.8) * u, (low - top) / rows * stage.uniform(0.5, 0.85)
            stage.fill(box(x, y - tall, x + thick, y), ("cloth_a", "cloth_b", "cloth_c", "cloth_d", "cloth_e", "book")[int(stage.rng.integers(6))], shaky=False)
            x += thick + (0 if stage.chance(0.8) else 2 * u)
        stage.line([(left, y), (right, y)], "wood", 1.1 * u)


def rug(stage: Stage, x: float, y: float, wide: float) -> None:
    """A brocade mat in perspective."""
    high = wide * 0.3
    for k, role in enumerate(("skirt", "cloth_a", "skirt", "cloth_d", "cloth_b")):
        t = 1 - 0.17 * k
        stage.fill([(x - wide * 0.42 * t, y - high * 0.5 * t), (x + wide * 0.42 * t, y - high * 0.5 * t), (x + wide * 0.55 * t, y + high * 0.5 * t), (x - wide * 0.55 * t, y + high * 0.5 * t)], role)
    for side in (-1, 1):
        for k in range(9):
            px = x + (-0.4 + 0.1 * k) * wide * (1.14 if side > 0 else 0.93)
            cy = y + side * high * 0.46
            stage.fill([(px - 0.028 * wide, cy), (px, cy - 0.025 * wide), (px + 0.028 * wide, cy), (px, cy + 0.025 * wide)], "yellow", key=False, shaky=False)


def grandmother(stage: Stage) -> None:
    if stage.chance(0.5):
        room(stage)
        y = 0.94
    else:
        horizon = stage.uniform(0.3, 0.4)
        heavens(stage, horizon)
        mountains(stage, horizon + 0.05, horizon + 0.2, 3, stage.pick(KINDS))
        ground(stage, 0.62, "field", bump=4)
        stilt_house(stage, stage.uniform(0.6, 0.75) * stage.w, 0.74 * stage.h, 52 * stage.u)
        banana(stage, 0.06 * stage.w, 0.8 * stage.h, 40 * stage.u)
        ground(stage, 0.76, "path", bump=2)
        y = 0.95
    x, size = stage.uniform(0.38, 0.5), stage.uniform(68, 80)
    rug(stage, (x + 0.08) * stage.w, y * stage.h, 78 * stage.u)
    sitting(stage, x * stage.w, y * stage.h, size * stage.u, who="grandmother")
    sitting(stage, x * stage.w + 0.4 * size * stage.u, (y + 0.01) * stage.h, size * 0.72 * stage.u, side=-1, book=stage.chance(0.3))
    if stage.chance(0.45):
        sitting(stage, x * stage.w - 0.42 * size * stage.u, (y + 0.015) * stage.h, size * 0.62 * stage.u, book=False)


def lamp_reading(stage: Stage) -> None:
    room(stage)
    w, h, u = stage.w, stage.h, stage.u
    x = stage.uniform(0.42, 0.58) * w
    glow(stage, x, 0.62 * h, stage.uniform(36, 46) * u)
    stage.fill([(0.16 * w, 0.76 * h), (0.84 * w, 0.76 * h), (0.92 * w, 0.83 * h), (0.08 * w, 0.83 * h)], "wall")
    for dx in (0.14, 0.84):
        stage.fill(box(dx * w - 1.5 * u, 0.83 * h, dx * w + 1.5 * u, 1.02 * h), "wood")
    lamp(stage, x, 0.79 * h, 15 * u)
    count = 2 if stage.h > stage.w else 3
    for k in range(count):
        side = -1 if k % 2 else 1
        fx = (0.24, 0.76, 0.5)[k] * w
        who = "woman" if k == 1 and stage.chance(0.6) else "child"
        sitting(stage, fx, (0.92 if k < 2 else 0.99) * h, (56 if who == "woman" else 50) * u, side=side, who=who)


def weaving(stage: Stage) -> None:
    if stage.chance(0.6):
        room(stage)
    else:
        heavens(stage, 0.35)
        mountains(stage, 0.4, 0.55, 3, stage.pick(KINDS))
        ground(stage, 0.66, "field", bump=3)
        (lollipop if stage.naive else tree)(stage, 0.9 * stage.w, 0.72 * stage.h, 48 * stage.u)
    loom(stage, stage.uniform(0.36, 0.46) * stage.w, 0.9 * stage.h, stage.uniform(56, 66) * stage.u)
    sitting(stage, stage.uniform(0.7, 0.78) * stage.w, 0.95 * stage.h, 62 * stage.u, side=-1, who=stage.pick(("woman", "grandmother")))
    if stage.chance(0.7):
        sitting(stage, 0.16 * stage.w, 0.98 * stage.h, 42 * stage.u)


def classroom(stage: Stage) -> None:
    room(stage)
    w, h, u = stage.w, stage.h, stage.u
    x = stage.uniform(0.3, 0.55)
    stage.fill(box(x * w - 24 * u, 0.3 * h, x * w + 24 * u, 0.6 * h), "wood")
    stage.fill(box(x * w - 22.5 * u, 0.315 * h, x * w + 22.5 * u, 0.585 * h), "board")
    for k in range(4):
        y = (0.36 + 0.055 * k) * h
        stage.line([(x * w - 19 * u, y), (x * w + stage.uniform(-8, 17) * u, y + stage.uniform(-0.5, 0.5) * u)], "white", 0.7 * u)
    woman(stage, (x + 0.3) * w, 0.76 * h, 40 * u, pose=stage.pick(("wave", "read")))
    for row in range(2):
        count = 4 - row
        for k in range(count):
            fx, fy = (k + 0.5) / count, 0.84 + 0.15 * row
            sitting(stage, fx * w + stage.uniform(-1, 1) * u, fy * h, (27 + 8 * row) * u, who=stage.pick(("child", "child", "child", "grandmother", "woman")))


def reading_tree(stage: Stage) -> None:
    horizon = stage.uniform(0.4, 0.55)
    heavens(stage, horizon)
    mountains(stage, horizon, horizon + 0.14, 3, stage.pick(KINDS))
    ground(stage, horizon + 0.2, "field", bump=5)
    village(stage, [(stage.uniform(0.1, 0.2), horizon + 0.24), (stage.uniform(0.82, 0.92), horizon + 0.25)], 18)
    x = stage.uniform(0.42, 0.58)
    (lollipop if stage.naive and stage.chance(0.5) else tree)(stage, x * stage.w, 0.85 * stage.h, stage.uniform(74, 84) * stage.u)
    if stage.naive:
        for _ in range(9):
            bx, by = (x + stage.uniform(-0.15, 0.15)) * stage.w, stage.uniform(0.2, 0.42) * stage.h
            s = 3.4 * stage.u
            stage.fill([(bx - s, by - s * 0.5), (bx, by - s * 0.1), (bx + s, by - s * 0.5), (bx + s, by + s * 0.4), (bx, by + s * 0.8), (bx - s, by + s * 0.4)], stage.pick(("book", "yellow", "red")))
    for k in range(int(stage.rng.integers(3, 6))):
        sitting(stage, (x + (k - 2) * 0.17 + stage.uniform(-0.04, 0.04)) * stage.w, (0.9 + 0.035 * (k % 3)) * stage.h, stage.uniform(30, 37) * stage.u, side=1 if k % 2 else -1, who=stage.pick(("child", "child", "woman", "grandmother")))
    grass(stage, 0.99, 5 * stage.u, 40)
    meadow_flowers(stage, 0.88, 40, 0.6 * stage.u)


def portrait(stage: Stage) -> None:
    """One large figure before the mountains, under blossoms."""
    horizon = stage.uniform(0.45, 0.6)
    sun(stage, stage.uniform(0.3, 0.7), horizon * 0.5, stage.u * stage.uniform(13, 20))
    sky(stage, horizon * stage.h)
    mountains(stage, horizon, horizon + 0.2, 3, stage.pick(KINDS))
    ground(stage, horizon + 0.26, "field", bump=5)
    x = stage.uniform(0.38, 0.62) * stage.w
    if stage.chance(0.7):
        woman(stage, x, 1.06 * stage.h, stage.uniform(84, 94) * stage.u, pose="read", old=stage.chance(0.3))
        child(stage, x + 34 * stage.u, 1.02 * stage.h, 52 * stage.u, side=-1, pose=stage.pick(("read", "cheer")))
    else:
        child(stage, x, 1.03 * stage.h, 78 * stage.u, pose=stage.pick(("read", "cheer")))
        child(stage, x - 33 * stage.u, 1.0 * stage.h, 58 * stage.u, pose="read")
    ban_bough(stage, (-0.02 * stage.w, 0.08 * stage.h), stage.uniform(-0.1, 0.4), 65 * stage.u)
    if stage.chance(0.5):
        ban_bough(stage, (1.02 * stage.w, 0.1 * stage.h), np.pi - stage.uniform(-0.1, 0.4), 50 * stage.u)
