"""Subjects of the climate and of living with it: floods, the power of the sun, planting, the earth in hands."""

import numpy as np

from judging.demo.paintings.buildings import flag, solar, stilt_house, village
from judging.demo.paintings.groups import children_row, crowd
from judging.demo.paintings.land import cloud, ground, lake, mountains, rain, ridge, ripples, sun, terraces, under
from judging.demo.paintings.people import child, sitting, woman
from judging.demo.paintings.plants import (
    any_tree,
    fir,
    grass,
    leaf_blade,
    lollipop,
    meadow_flowers,
    plum,
    sapling,
    tree,
)
from judging.demo.paintings.scenes_land import KINDS, edge, heavens
from judging.demo.paintings.stage import Stage, curve, oval
from judging.demo.paintings.symbols import cupped_hands, earth, open_book, umbrella
from judging.demo.paintings.vehicles import boat


def flood_school(stage: Stage) -> None:
    horizon = stage.uniform(0.28, 0.38)
    for k in range(5):
        cloud(stage, (0.1 + 0.2 * k) * stage.w, stage.uniform(0.04, 0.16) * stage.h, 12 * stage.u)
    mountains(stage, horizon + 0.04, horizon + 0.16, 3, stage.pick(KINDS))
    tree(stage, stage.uniform(0.02, 0.1) * stage.w, (horizon + 0.3) * stage.h, 36 * stage.u)
    stilt_house(
        stage, stage.uniform(0.62, 0.78) * stage.w, (horizon + 0.32) * stage.h, 42 * stage.u, books=stage.chance(0.4)
    )
    stilt_house(stage, stage.uniform(0.2, 0.32) * stage.w, (horizon + 0.27) * stage.h, 30 * stage.u)
    lake(stage, horizon + 0.25)
    if stage.chance(0.6):
        flag(stage, 0.93 * stage.w, (horizon + 0.3) * stage.h, 24 * stage.u)
    boat(stage, stage.uniform(0.52, 0.66) * stage.w, (horizon + 0.36) * stage.h, 36 * stage.u, riders=2)
    boat(
        stage,
        stage.uniform(0.32, 0.5) * stage.w,
        0.87 * stage.h,
        stage.uniform(60, 70) * stage.u,
        riders=3,
        roof=stage.chance(0.35),
    )
    ripples(stage, 0.84, 1.0, 12)
    rain(stage, int(stage.rng.integers(40, 110)))


def solar_roofs(stage: Stage) -> None:
    horizon = stage.uniform(0.28, 0.38)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.05, horizon + 0.2, 4, stage.pick(KINDS))
    for x in (0.16, 0.44, 0.72):
        _turbine(
            stage,
            (x + stage.uniform(-0.06, 0.06)) * stage.w,
            (horizon + stage.uniform(0.08, 0.14)) * stage.h,
            stage.uniform(16, 24) * stage.u,
        )
    terraces(stage, ridge(stage, (horizon + 0.28) * stage.h, 0.1 * stage.h, "soft"), 10)
    spots = [(0.2, 0.66), (0.55, 0.62), (0.82, 0.72), (0.36, 0.82)]
    village(stage, [(x + stage.uniform(-0.05, 0.05), y + stage.uniform(-0.03, 0.03)) for x, y in spots], 27, panels=1.0)
    crowd(
        stage,
        [(stage.uniform(0.1, 0.4), 0.95), (stage.uniform(0.5, 0.7), 0.94), (stage.uniform(0.72, 0.92), 0.97)],
        25,
        kinds=("child", "woman", "reader"),
    )
    edge(stage)


def _turbine(stage: Stage, x: float, y: float, size: float) -> None:
    stage.line([(x, y), (x, y - size)], "white", size * 0.05)
    turn = stage.uniform(0, 2)
    for k in range(3):
        stage.fill(leaf_blade(x, y - size, size * 0.55, turn + k * 2.094, 0.07), "white", shaky=False)
    stage.dots([(x, y - size)], size * 0.04, "silver")


def planting(stage: Stage) -> None:
    horizon = stage.uniform(0.32, 0.45)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.04, horizon + 0.18, 3, stage.pick(KINDS))
    line = ground(stage, horizon + 0.22, "field_alt", bump=6)
    for x in stage.rng.uniform(0, 1, 12):
        fir(
            stage,
            x * stage.w,
            line[int(x * (stage.w - 1))] + stage.uniform(1, 9) * stage.u,
            stage.uniform(8, 15) * stage.u,
            stage.pick(("leaf", "leaf_dark")),
        )
    ground(stage, 0.74, "field", bump=3)
    count = 2 if stage.h > stage.w else 3
    for k in range(count):
        x, y = ((k + 0.5) / count + stage.uniform(-0.04, 0.02)) * stage.w, stage.uniform(0.9, 0.97) * stage.h
        child(stage, x - 7 * stage.u, y, stage.uniform(36, 42) * stage.u * (1.1 if stage.naive else 1), pose="plant")
        sapling(stage, x + 7 * stage.u, y + 1.5 * stage.u, 15 * stage.u)
    woman(stage, stage.w * (0.5 if count == 2 else 0.33), 0.82 * stage.h, 27 * stage.u, pose="carry")
    if stage.chance(0.5):
        village(stage, [(stage.uniform(0.7, 0.85), 0.76)], 26, panels=0.5)
    grass(stage, 0.98, 4 * stage.u, 40)


def earth_hands(stage: Stage) -> None:
    w, h, u = stage.w, stage.h, stage.u
    x, y, r = 0.5 * w, stage.uniform(0.4, 0.46) * h, stage.uniform(24, 29) * u
    if stage.chance(0.65):
        rays = int(stage.rng.integers(9, 15))
        for k in range(rays):
            a = 2 * np.pi * k / rays
            far = 1.6 * max(w, h)
            stage.fill(
                [
                    (x, y),
                    (x + far * np.cos(a), y + far * np.sin(a)),
                    (x + far * np.cos(a + np.pi / rays), y + far * np.sin(a + np.pi / rays)),
                ],
                "halo",
                key=False,
                shaky=False,
            )
    else:
        heavens(stage, 0.5)
        mountains(stage, 0.62, 0.8, 3, stage.pick(KINDS))
    stage.fill(
        oval(x, y, r * 1.22, r * 1.22, sides=44), "sky_low", colour=stage.palette.blend("halo", "book", 0.7), key=False
    )
    earth(stage, x, y, r, smile=stage.naive or stage.chance(0.4))
    for k in range(7):
        a = -np.pi / 2 + (k - 3) * 0.34
        px, py = x + r * np.cos(a), y + r * np.sin(a)
        if k % 2:
            lollipop(stage, px, py + 1.5 * u, 13 * u)
        else:
            stilt_house(stage, px, py + 1.5 * u, 13 * u, panels=True)
    cupped_hands(stage, x, y + r * 0.85, r * 1.5)


def dry_and_green(stage: Stage) -> None:
    """One half parched and cracked, one half green; a child carries a book or water across."""
    w, h, u = stage.w, stage.h, stage.u
    horizon = stage.uniform(0.34, 0.46)
    sun(stage, 0.22, horizon * 0.45, 9 * u)
    cloud(stage, 0.75 * w, 0.12 * h, 12 * u)
    mountains(stage, horizon, horizon + 0.12, 3, stage.pick(KINDS))
    line = ground(stage, horizon + 0.18, "field", bump=4)
    split = curve([(0.5 * w, line[w // 2]), (0.44 * w, 0.75 * h), (0.52 * w, 1.03 * h)], 6)
    stage.fill(np.vstack([split, [(-2, h * 1.03), (-2, line[0] - u), (0.25 * w, line[w // 4])]]), "path")
    for _ in range(22):
        px, py = stage.uniform(0, 0.44) * w, stage.uniform(horizon + 0.26, 1) * h
        a = stage.uniform(0, 6.3)
        points = [(px, py)]
        for _ in range(4):
            a += stage.rng.normal(0, 0.8)
            points.append((points[-1][0] + np.cos(a) * 3 * u, points[-1][1] + np.sin(a) * 1.6 * u))
        stage.line(points, "trunk", 0.45 * u)
    plumless = curve([(0.16 * w, 0.8 * h), (0.17 * w, 0.6 * h), (0.14 * w, 0.45 * h)], 5)
    stage.line(plumless, "trunk", 2 * u)
    for dx, dy in ((-0.08, 0.46), (0.08, 0.44), (0.05, 0.5)):
        stage.line([(0.16 * w, (dy + 0.12) * h), ((0.16 + dx) * w, dy * h)], "trunk", 0.9 * u)
    any_tree(stage, 0.8 * w, 0.82 * h, 52 * u)
    stilt_house(stage, 0.93 * w, 0.72 * h, 26 * u, panels=True)
    child(stage, 0.42 * w, 0.95 * h, 40 * u, pose=stage.pick(("plant", "cheer")))
    sapling(stage, 0.55 * w, 0.96 * h, 17 * u)
    sitting(stage, 0.72 * w, 0.97 * h, 36 * u)
    meadow_flowers(stage, 0.94, 10, 0.5 * u)


def book_mountain(stage: Stage) -> None:
    """A great open book out of which the country grows."""
    horizon = stage.uniform(0.42, 0.5)
    heavens(stage, horizon)
    w, h, u = stage.w, stage.h, stage.u
    ground(stage, 0.72, "near", bump=3)
    size = min(0.96 * w, 1.25 * h)
    open_book(stage, 0.5 * w, 0.9 * h, size)
    x = np.linspace(-0.44, 0.44, 90)
    for k in range(3):
        rise = (0.4 - 0.1 * k) * h * np.maximum(np.sin((x + 0.44) / 0.88 * np.pi), 0) ** 0.6
        wave = 0.62 + 0.38 * np.abs(np.sin(x * stage.uniform(6, 11) + stage.uniform(0, 6)))
        foot = 0.9 * h - size * (0.2 - 0.02 * k) + size * 0.05 * np.abs(x)
        points = np.vstack(
            [np.stack([0.5 * w + x * size, foot - rise * wave], 1), np.stack([0.5 * w + x * size, foot], 1)[::-1]]
        )
        stage.fill(points, "mountain", colour=stage.palette.blend("far", "near", 0.15 + 0.35 * k))
    for fx, s in ((0.3, 17), (0.62, 20), (0.46, 15)):
        stilt_house(stage, (fx + stage.uniform(-0.03, 0.03)) * w, 0.9 * h - size * 0.15, s * u)
    for fx in stage.rng.uniform(0.2, 0.8, 4):
        (plum if stage.chance(0.5) and not stage.naive else lollipop)(
            stage, fx * w, 0.9 * h - size * 0.14, stage.uniform(13, 20) * u
        )
    for k in range(3):
        sitting(
            stage,
            (0.18 + 0.32 * k + stage.uniform(-0.04, 0.04)) * w,
            0.985 * h,
            30 * u,
            who=stage.pick(("child", "child", "woman")),
        )


def umbrella_earth(stage: Stage) -> None:
    """Children under one umbrella shelter a small earth from heat and rain."""
    w, h, u = stage.w, stage.h, stage.u
    heavens(stage, 0.4)
    mountains(stage, 0.55, 0.7, 3, stage.pick(KINDS))
    ground(stage, 0.76, "field", bump=3)
    rain(stage, 60)
    umbrella(stage, 0.5 * w, 0.16 * h, 84 * u)
    earth(stage, 0.5 * w, 0.7 * h, 15 * u, smile=True)
    children_row(stage, 0.96, 3 if h > w else 4, 34)


def leaf_city(stage: Stage) -> None:
    """A whole town carried by one great leaf."""
    w, h, u = stage.w, stage.h, stage.u
    heavens(stage, 0.45)
    stage.fill(under(np.full(w, 0.86 * h), h * 1.02), "near", shaky=False)
    mountains(stage, 0.72, 0.84, 2, "soft")
    x0, x1, y = 0.06 * w, 0.94 * w, 0.72 * h
    stage.line(curve([(0.5 * w, 1.03 * h), (0.52 * w, 0.9 * h), (0.5 * w, y + 4 * u)], 6), "leaf_dark", 3 * u)
    top = curve([(x0, y - 4 * u), (0.3 * w, y - 13 * u), (0.7 * w, y - 12 * u), (x1, y - 8 * u)], 10)
    low = curve([(x1, y - 8 * u), (0.7 * w, y + 9 * u), (0.3 * w, y + 8 * u), (x0, y - 4 * u)], 10)
    stage.fill(np.vstack([top, low]), "leaf", shaky=False)
    stage.line([(x0, y - 4 * u), (0.5 * w, y + u), (x1, y - 8 * u)], "leaf_light", 0.9 * u)
    for k in range(5):
        fx = 0.2 + 0.15 * k
        if k % 2 == 0:
            stilt_house(
                stage, fx * w, y - 3 * u, stage.uniform(20, 26) * u, panels=stage.chance(0.6), books=stage.chance(0.3)
            )
        else:
            any_tree(stage, fx * w, y - 3 * u, stage.uniform(24, 36) * u)
    solar(stage, 0.87 * w, y - 7 * u, 12 * u, 8 * u)
    crowd(stage, [(0.28, 0.735), (0.52, 0.74), (0.73, 0.735)], 19, kinds=("child", "woman"))
    children_row(stage, 0.98, 4, 24)
