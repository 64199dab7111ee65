"""Subjects which are first of all a place: terraces, tea hills, blossoms, waterfalls, rivers, mist, the pass."""

import numpy as np

from judging.demo.paintings.buildings import flag, school, village
from judging.demo.paintings.land import ground, lake, mountains, ridge, ripples, river, road, sky, sun, tea_rows, terraces, under
from judging.demo.paintings.people import crowd, sitting, woman
from judging.demo.paintings.plants import (
    ban_bough,
    bamboo,
    banana,
    bushes,
    fir,
    grass,
    lollipop,
    meadow_flowers,
    pine,
    plum,
    rice,
    tree,
)
from judging.demo.paintings.stage import Stage, blob, curve, ribbon
from judging.demo.paintings.things import boat, buffalo, bus

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
    terraces(stage, line, int(stage.rng.integers(9, 17)), ("field", "rice") if stage.chance(0.6) else ("rice", "field_alt"))
    x = stage.uniform(0.15, 0.5)
    village(stage, [(x, horizon + 0.26), (x + 0.17, horizon + 0.33), (x + 0.38, horizon + 0.29)][: int(stage.rng.integers(1, 4))], 17)
    spots = [(stage.uniform(0.1, 0.9), stage.uniform(0.72, 0.95)) for _ in range(int(stage.rng.integers(2, 6)))]
    if stage.chance(0.5):
        buffalo(stage, stage.uniform(0.25, 0.75) * stage.w, stage.uniform(0.8, 0.92) * stage.h, stage.uniform(24, 38) * stage.u)
    crowd(stage, spots, stage.uniform(19, 30) * (1.25 if stage.naive else 1), kinds=("farmer", "farmer", "woman", "child", "reader"))
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
    crowd(stage, [(stage.uniform(0.4, 0.6), 0.93), (stage.uniform(0.2, 0.8), 0.86)], 25 if stage.naive else 20, kinds=("child", "woman", "reader"))
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
    ban_bough(stage, (stage.w * 1.02, stage.uniform(0.02, 0.2) * stage.h), np.pi - stage.uniform(-0.1, 0.5), 75 * stage.u)
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
        tree(stage, (stage.uniform(-0.02, 0.28) if stage.chance(0.5) else stage.uniform(0.74, 1.02)) * stage.w, (foot + 0.06) * stage.h, stage.uniform(28, 46) * stage.u)
    ground(stage, 0.9, "field", bump=3)
    crowd(stage, [(0.3, 0.95), (stage.uniform(0.4, 0.5), 0.97), (stage.uniform(0.62, 0.8), 0.95)], 27, kinds=("reader", "child", "woman"))


def _fall(stage: Stage, x: float, top: float, foot: float) -> None:
    """Water over a wooded cliff in three leaps, rocks between. All as fractions."""
    w, h, u = stage.w, stage.h, stage.u
    left, right = 0.02 * w, 0.98 * w
    lip = top * h
    cliff = curve([(left - 9 * u, foot * h), (left, lip + 20 * u), (x * w - 26 * u, lip + 4 * u), (x * w, lip), (x * w + 28 * u, lip + 5 * u),
                   (right, lip + 18 * u), (right + 9 * u, foot * h)], 7)  # fmt: skip
    stage.fill(cliff, "leaf_dark")
    for _ in range(16):
        stage.fill(blob(stage.uniform(0.05, 0.95) * w, stage.uniform(lip + 14 * u, foot * h), 5 * u, 3.4 * u, stage.rng), stage.pick(("leaf", "stone", "leaf_dark", "near")))
    wide = stage.uniform(13, 18) * u
    for step in range(3):
        y0, y1 = lip + (foot * h - lip) * step / 3, lip + (foot * h - lip) * (step + 1) / 3 + u
        here = wide * (1 + 0.45 * step)
        sides = np.array([(-0.5, y0), (0.5, y0), (0.6, y1), (0.3, y1 + 1.2 * u), (0, y1), (-0.3, y1 + u), (-0.6, y1)])
        stage.fill(sides * (here, 1) + (x * w, 0), "foam")
        for _ in range(10):
            dx = stage.uniform(-0.45, 0.45) * here
            stage.line([(x * w + dx, y0 + stage.uniform(0, 3) * u), (x * w + dx * 1.2, y1 - stage.uniform(0, 3) * u)], "water", u * stage.uniform(0.3, 0.9))
        for side in (-1, 1):
            stage.fill(blob(x * w + side * here * 0.68, y1, u * 4, u * 2.6, stage.rng), stage.pick(("stone", "dark")))


def river_boats(stage: Stage) -> None:
    horizon = stage.uniform(0.36, 0.5)
    heavens(stage, horizon)
    mountains(stage, horizon - 0.06, horizon + 0.07, 4, "karst" if stage.chance(0.7) else "soft")
    lake(stage, horizon + 0.09)
    for k in range(int(stage.rng.integers(2, 4))):
        size = (28 + 20 * k) * stage.u
        boat(stage, stage.uniform(0.22, 0.78) * stage.w, (horizon + 0.16 + 0.16 * k) * stage.h, size, riders=2 + k // 2, roof=stage.chance(0.4))
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


def bus_on_pass(stage: Stage) -> None:
    horizon = stage.uniform(0.26, 0.4)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.06, horizon + 0.24, 4, stage.pick(("peak", "karst", "soft")))
    ground(stage, horizon + 0.32, "field", bump=9)
    road(stage, [(0.62, horizon + 0.29), (0.3, horizon + 0.36), (0.7, horizon + 0.43), (0.95, horizon + 0.5)], (1.2, 5))
    for _ in range(6):
        fx = stage.uniform(0.03, 0.97)
        fir(stage, fx * stage.w, (horizon + stage.uniform(0.36, 0.48)) * stage.h, stage.uniform(9, 15) * stage.u)
    line = ground(stage, 0.78, "field_alt", bump=5)
    for x in stage.rng.uniform(0, 1, 4):
        (lollipop if stage.naive else tree)(stage, x * stage.w, line[int(x * (stage.w - 1))] + 2 * stage.u, stage.uniform(20, 30) * stage.u)
    lane = [(-0.05, 0.88), (0.3, 0.83), (0.62, 0.87), (1.05, 0.81)]
    road(stage, lane, (15, 15))
    spine = curve([(x * stage.w, y * stage.h) for x, y in lane], 12)
    stage.line(spine + (0, 0.4 * stage.u), "white", 0.5 * stage.u)
    bus(stage, stage.uniform(0.38, 0.62) * stage.w, 0.87 * stage.h, stage.uniform(48, 60) * stage.u, side=1)
    meadow_flowers(stage, 0.95, 60, 0.6 * stage.u)


def village_school(stage: Stage) -> None:
    horizon = stage.uniform(0.3, 0.42)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.06, horizon + 0.2, 3, stage.pick(KINDS))
    line = ridge(stage, (horizon + 0.27) * stage.h, 0.08 * stage.h, "soft")
    terraces(stage, line, 6)
    ground(stage, 0.7, "field", bump=3)
    (lollipop if stage.naive else tree)(stage, 0.08 * stage.w, 0.74 * stage.h, 36 * stage.u)
    school(stage, stage.uniform(0.44, 0.52) * stage.w, 0.75 * stage.h, stage.uniform(58, 66) * stage.u, panels=stage.chance(0.4))
    road(stage, [(0.48, 0.76), (0.42, 0.86), (0.5, 1.04)], (7, 24))
    count = int(stage.rng.integers(3, 6))
    crowd(stage, [((k + 0.5 + stage.uniform(-0.2, 0.2)) / count, stage.uniform(0.9, 0.98)) for k in range(count)], 34 if stage.naive else 27, kinds=("child", "child", "reader"))
    meadow_flowers(stage, 0.9, 40, 0.6 * stage.u)


def field_class(stage: Stage) -> None:
    """A lesson in the open on the terraces, flag and blackboard among the rice."""
    horizon = stage.uniform(0.25, 0.36)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.06, horizon + 0.2, 3, stage.pick(KINDS))
    terraces(stage, ridge(stage, (horizon + 0.26) * stage.h, 0.12 * stage.h, "soft"), 9)
    line = ground(stage, 0.72, "field", bump=4)
    river(stage, horizon + 0.3, 0.74, wide=0.08) if stage.chance(0.4) else None
    x = stage.uniform(0.32, 0.45)
    stage.fill([(x * stage.w - 14 * stage.u, 0.56 * stage.h), (x * stage.w + 14 * stage.u, 0.55 * stage.h), (x * stage.w + 14 * stage.u, 0.72 * stage.h), (x * stage.w - 14 * stage.u, 0.73 * stage.h)], "board")
    for k in range(3):
        y = (0.59 + 0.04 * k) * stage.h
        stage.line([(x * stage.w - 10 * stage.u, y), (x * stage.w + stage.uniform(0, 9) * stage.u, y)], "white", 0.5 * stage.u)
    woman(stage, (x + 0.2) * stage.w, 0.78 * stage.h, 30 * stage.u, pose="wave")
    flag(stage, 0.88 * stage.w, line[int(0.88 * stage.w)] + stage.u, 34 * stage.u)
    for k in range(5):
        sitting(stage, (0.12 + 0.19 * k + stage.uniform(-0.04, 0.04)) * stage.w, stage.uniform(0.9, 0.98) * stage.h, stage.uniform(26, 31) * stage.u, who=stage.pick(("child", "child", "woman", "grandmother")))
    if stage.chance(0.4):
        buffalo(stage, 0.68 * stage.w, 0.76 * stage.h, 22 * stage.u)
