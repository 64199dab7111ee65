"""Subjects which are first of all a place: terraces, tea hills, blossoms, waterfalls, rivers, mist."""

import numpy as np

from judging.demo.paintings.buildings import village
from judging.demo.paintings.groups import crowd
from judging.demo.paintings.land import ground, lake, mountains, ridge, ripples, road, sky, sun, tea_rows, terraces
from judging.demo.paintings.people import sitting, woman
from judging.demo.paintings.plants import (
    bamboo,
    ban_bough,
    banana,
    bushes,
    fir,
    grass,
    meadow_flowers,
    pine,
    plum,
    rice,
    tree,
)
from judging.demo.paintings.stage import Stage, blob, curve
from judging.demo.paintings.vehicles import boat, buffalo

KINDS = ("soft", "karst", "peak")


def heavens(stage: Stage, horizon: float) -> None:
    """Sky, sun or moon placed off the middle, and what flies."""
    side = stage.uniform(0.16, 0.36) if stage.chance(0.5) else stage.uniform(0.64, 0.84)
    sun(stage, side, horizon * stage.uniform(0.35, 0.75), stage.u * stage.uniform(5, 10 if stage.naive else 8))
    sky(stage, horizon * stage.h)


def edge(stage: Stage) -> None:
    """Something near which frames the picture."""
    choice = stage.pick(("rice", "grass", "flowers", "bough", "banana", "bamboo", "none"))
    if choice == "rice":
        rice(stage, 1.03, 13 * stage.u, 34)
    elif choice == "grass":
        grass(stage, 1.0, 8 * stage.u, 70)
    elif choice == "flowers":
        meadow_flowers(stage, 0.92, 110, 0.7 * stage.u)
    elif choice == "bough":
        ban_bough(stage, (-0.02 * stage.w, stage.uniform(0.02, 0.2) * stage.h), stage.uniform(0.0, 0.5), 60 * stage.u)
    elif choice == "banana":
        banana(stage, 0.05 * stage.w, 1.02 * stage.h, 42 * stage.u)
    elif choice == "bamboo":
        bamboo(stage, 0.06 * stage.w, 1.02 * stage.h, 80 * stage.u, 4)


def harvest(stage: Stage) -> None:
    horizon = stage.uniform(0.26, 0.42)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.06, horizon + 0.22, int(stage.rng.integers(2, 5)), stage.pick(KINDS))
    line = ridge(stage, (horizon + 0.3) * stage.h, stage.uniform(0.1, 0.2) * stage.h, "soft")
    terraces(
        stage, line, int(stage.rng.integers(9, 17)), ("field", "rice") if stage.chance(0.6) else ("rice", "field_alt")
    )
    x = stage.uniform(0.15, 0.5)
    village(
        stage,
        [(x, horizon + 0.26), (x + 0.17, horizon + 0.33), (x + 0.38, horizon + 0.29)][: int(stage.rng.integers(1, 4))],
        17,
    )
    spots = [(stage.uniform(0.1, 0.9), stage.uniform(0.7, 0.97)) for _ in range(int(stage.rng.integers(2, 6)))]
    size = stage.uniform(28, 42) * stage.u if stage.chance(0.55) else 0
    x = stage.uniform(0.2, 0.8)
    busy = [x + k * size / stage.w for k in (-0.5, -0.25, 0, 0.25, 0.5)] if size else []
    crowd(
        stage,
        spots,
        stage.uniform(19, 30) * (1.25 if stage.naive else 1),
        kinds=("farmer", "farmer", "woman", "child", "reader"),
        avoid=busy,
    )
    if size:
        buffalo(stage, x * stage.w, stage.uniform(0.86, 0.95) * stage.h, size)
    edge(stage)


def tea_hills(stage: Stage) -> None:
    horizon = stage.uniform(0.25, 0.38)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.05, horizon + 0.14, 2, stage.pick(KINDS))
    for k in range(2):
        line = ridge(stage, (horizon + 0.24 + 0.24 * k) * stage.h, 0.14 * stage.h, "soft")
        tea_rows(stage, line, 13 - 4 * k)
        if k == 0:
            for x in stage.rng.uniform(0.05, 0.95, 4):
                fir(stage, x * stage.w, line[int(x * (stage.w - 1))] + stage.u, 9 * stage.u)
    spots = [(stage.uniform(0.12, 0.88), stage.uniform(0.68, 0.96)) for _ in range(int(stage.rng.integers(2, 5)))]
    crowd(stage, spots, 24 * (1.2 if stage.naive else 1), kinds=("woman", "reader", "child"))


def plum_valley(stage: Stage) -> None:
    horizon = stage.uniform(0.3, 0.42)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.05, horizon + 0.2, 3, stage.pick(KINDS))
    ground(stage, horizon + 0.24, "field", bump=6)
    village(stage, [(stage.uniform(0.2, 0.45), horizon + 0.3), (stage.uniform(0.55, 0.8), horizon + 0.33)], 20)
    road(stage, [(0.5, horizon + 0.3), (stage.uniform(0.35, 0.65), 0.78), (stage.uniform(0.3, 0.7), 1.05)], (1.5, 15))
    for k in range(6):
        y = horizon + 0.3 + 0.09 * k
        plum(stage, stage.uniform(0.02, 0.98) * stage.w, y * stage.h, (12 + 7 * k) * stage.u)
    crowd(
        stage,
        [(stage.uniform(0.4, 0.6), 0.93), (stage.uniform(0.2, 0.8), 0.86)],
        25 if stage.naive else 20,
        kinds=("child", "woman", "reader"),
    )
    meadow_flowers(stage, 0.85, 40, 0.5 * stage.u)


def ban_season(stage: Stage) -> None:
    horizon = stage.uniform(0.4, 0.55)
    heavens(stage, horizon)
    mountains(stage, horizon, horizon + 0.16, 3, stage.pick(KINDS))
    line = ground(stage, horizon + 0.26, "field", bump=5)
    village(stage, [(stage.uniform(0.5, 0.8), horizon + 0.3)], 26)
    woman(stage, stage.uniform(0.25, 0.42) * stage.w, 0.97 * stage.h, stage.uniform(42, 52) * stage.u, pose="read")
    if stage.chance(0.6):
        sitting(stage, stage.uniform(0.6, 0.75) * stage.w, 0.95 * stage.h, 36 * stage.u)
    ban_bough(
        stage, (stage.w * 1.02, stage.uniform(0.02, 0.2) * stage.h), np.pi - stage.uniform(-0.1, 0.5), 75 * stage.u
    )
    ban_bough(stage, (-0.02 * stage.w, stage.uniform(0.05, 0.16) * stage.h), stage.uniform(-0.2, 0.3), 55 * stage.u)
    grass(stage, min(line.max() / stage.h, 0.98), 4 * stage.u, 40)


def waterfall(stage: Stage) -> None:
    horizon = stage.uniform(0.16, 0.28)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.1, horizon + 0.3, 3, stage.pick(("karst", "peak")))
    foot = stage.uniform(0.64, 0.7)
    _fall(stage, stage.uniform(0.42, 0.58), horizon + stage.uniform(0.05, 0.1), foot)
    lake(stage, foot)
    bushes(stage, foot, 5 * stage.u, 9)
    for _ in range(4):
        tree(
            stage,
            (stage.uniform(-0.02, 0.28) if stage.chance(0.5) else stage.uniform(0.74, 1.02)) * stage.w,
            (foot + 0.06) * stage.h,
            stage.uniform(28, 46) * stage.u,
        )
    ground(stage, 0.9, "field", bump=3)
    crowd(
        stage,
        [(0.3, 0.95), (stage.uniform(0.4, 0.5), 0.97), (stage.uniform(0.62, 0.8), 0.95)],
        27,
        kinds=("reader", "child", "woman"),
    )


def _fall(stage: Stage, x: float, top: float, foot: float) -> None:
    """Water over a wooded cliff in three leaps, rocks between. All as fractions."""
    w, h, u = stage.w, stage.h, stage.u
    lip = top * h
    shoulders = [(x * w - 26 * u, lip + 4 * u), (x * w, lip), (x * w + 28 * u, lip + 5 * u)]
    left, right = [(-9 * u, foot * h), (0.02 * w, lip + 20 * u)], [(0.98 * w, lip + 18 * u), (w + 9 * u, foot * h)]
    cliff = curve([*left, *shoulders, *right], 7)
    stage.fill(cliff, "leaf_dark")
    for _ in range(16):
        stage.fill(
            blob(stage.uniform(0.05, 0.95) * w, stage.uniform(lip + 14 * u, foot * h), 5 * u, 3.4 * u, stage.rng),
            stage.pick(("leaf", "stone", "leaf_dark", "near")),
        )
    wide = stage.uniform(13, 18) * u
    for step in range(3):
        y0, y1 = lip + (foot * h - lip) * step / 3, lip + (foot * h - lip) * (step + 1) / 3 + u
        here = wide * (1 + 0.45 * step)
        sides = np.array([(-0.5, y0), (0.5, y0), (0.6, y1), (0.3, y1 + 1.2 * u), (0, y1), (-0.3, y1 + u), (-0.6, y1)])
        stage.fill(sides * (here, 1) + (x * w, 0), "foam")
        for _ in range(10):
            dx = stage.uniform(-0.45, 0.45) * here
            stage.line(
                [(x * w + dx, y0 + stage.uniform(0, 3) * u), (x * w + dx * 1.2, y1 - stage.uniform(0, 3) * u)],
                "water",
                u * stage.uniform(0.3, 0.9),
            )
        for side in (-1, 1):
            stage.fill(blob(x * w + side * here * 0.68, y1, u * 4, u * 2.6, stage.rng), stage.pick(("stone", "dark")))


def river_boats(stage: Stage) -> None:
    horizon = stage.uniform(0.36, 0.5)
    heavens(stage, horizon)
    mountains(stage, horizon - 0.06, horizon + 0.07, 4, "karst" if stage.chance(0.7) else "soft")
    lake(stage, horizon + 0.09)
    for k in range(int(stage.rng.integers(2, 4))):
        size = (28 + 20 * k) * stage.u
        boat(
            stage,
            stage.uniform(0.22, 0.78) * stage.w,
            (horizon + 0.16 + 0.16 * k) * stage.h,
            size,
            riders=2 + k // 2,
            roof=stage.chance(0.4),
        )
    ripples(stage, horizon + 0.2, 1.0, 12)
    edge(stage)


def mist(stage: Stage) -> None:
    horizon = stage.uniform(0.28, 0.4)
    heavens(stage, horizon)
    mountains(stage, horizon, horizon + 0.3, int(stage.rng.integers(4, 6)), stage.pick(("karst", "karst", "peak")))
    if stage.chance(0.5):
        lake(stage, 0.72)
        boat(stage, stage.uniform(0.4, 0.65) * stage.w, 0.82 * stage.h, 30 * stage.u, riders=2, roof=stage.chance(0.5))
    else:
        ground(stage, 0.78, "field", bump=6)
        village(stage, [(stage.uniform(0.4, 0.7), 0.82)], 26)
        sitting(stage, stage.uniform(0.3, 0.6) * stage.w, 0.95 * stage.h, 26 * stage.u, who="woman")
    if stage.chance(0.5):
        bamboo(stage, stage.uniform(0.05, 0.16) * stage.w, 1.03 * stage.h, stage.uniform(80, 110) * stage.u, 6)
    else:
        pine(stage, stage.uniform(0.08, 0.2) * stage.w, 1.0 * stage.h, stage.uniform(70, 95) * stage.u)
