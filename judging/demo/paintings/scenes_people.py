"""Subjects which are first of all people: markets, the fire dance, grandmothers, lamps, looms, two readers."""

import numpy as np

from judging.demo.paintings.buildings import stall, stilt_house, village
from judging.demo.paintings.groups import crowd
from judging.demo.paintings.land import ground, mountains, sky, sun
from judging.demo.paintings.people import child, sitting, woman
from judging.demo.paintings.plants import any_tree, ban_bough, banana
from judging.demo.paintings.rooms import room
from judging.demo.paintings.scenes_land import KINDS, heavens
from judging.demo.paintings.stage import Stage, box, oval
from judging.demo.paintings.things import fire, glow, lamp, lanterns, loom, rug


def night_market(stage: Stage) -> None:
    horizon = stage.uniform(0.3, 0.4)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.05, horizon + 0.16, 3, stage.pick(KINDS))
    village(stage, [(stage.uniform(0.15, 0.4), horizon + 0.22), (stage.uniform(0.6, 0.85), horizon + 0.24)], 22)
    ground(stage, horizon + 0.25, "path", bump=2)
    lanterns(stage, (-0.02, horizon + 0.02), (0.52, horizon + 0.08), 6, 2.2 * stage.u)
    lanterns(stage, (0.48, horizon + 0.08), (1.02, horizon), 6, 2.2 * stage.u)
    count = 2 if stage.h > stage.w else 3
    books = int(stage.rng.integers(count))
    for k in range(count):
        x, y = stage.at((k + 0.5) / count, horizon + 0.36)
        goods = "books" if k == books else stage.pick(("cloth", "fruit"))
        stall(stage, x, y, stage.w / count * 0.82, goods=goods)
    spots = [(stage.uniform(0.08, 0.92), stage.uniform(0.82, 0.97)) for _ in range(int(stage.rng.integers(4, 7)))]
    crowd(stage, spots, 30, kinds=("woman", "child", "reader", "woman"))


def market(stage: Stage) -> None:
    horizon = stage.uniform(0.25, 0.33)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.04, horizon + 0.14, 3, stage.pick(KINDS))
    ground(stage, horizon + 0.2, "path", bump=2)
    any_tree(stage, stage.uniform(0.05, 0.95) * stage.w, (horizon + 0.26) * stage.h, 36 * stage.u)
    for row in range(2):
        count = 3 - row
        for k in range(count):
            x, y = stage.at((k + 0.5) / count + stage.uniform(-0.03, 0.03), horizon + 0.3 + 0.26 * row)
            goods = "books" if row == 1 and k == 0 else stage.pick(("cloth", "fruit", "fruit"))
            stall(stage, x, y, stage.w / count * (0.72 - 0.08 * row), goods=goods)
        crowd(
            stage,
            [(stage.uniform(0.05, 0.95), horizon + 0.36 + 0.27 * row) for _ in range(3)],
            21 + 7 * row,
            kinds=("woman", "woman", "child", "reader"),
        )


def xoe_dance(stage: Stage) -> None:
    horizon = stage.uniform(0.32, 0.42)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.05, horizon + 0.18, 3, stage.pick(KINDS))
    village(stage, [(0.2, horizon + 0.24), (0.78, horizon + 0.25)], 28)
    ground(stage, horizon + 0.27, "path", bump=3)
    cx, cy = 0.5 * stage.w, 0.76 * stage.h
    if stage.palette.night:
        for k, reach in enumerate((34, 26, 17)):
            stage.fill(
                oval(cx, cy, reach * stage.u, reach * 0.55 * stage.u, sides=40),
                "halo",
                colour=stage.palette.blend("path", "lamp", 0.15 + 0.15 * k),
                key=False,
            )
    count = int(stage.rng.integers(5, 7))
    for k in range(count):
        a = np.pi + (k + 0.5) / count * np.pi
        woman(stage, cx + np.cos(a) * 0.36 * stage.w, cy + np.sin(a) * 0.06 * stage.h, 23 * stage.u, pose="dance")
    fire(stage, cx, cy + 0.04 * stage.h, 20 * stage.u)
    for k in range(4):
        woman(
            stage,
            (0.14 + 0.24 * k) * stage.w,
            stage.uniform(0.95, 0.98) * stage.h,
            31 * stage.u,
            pose=stage.pick(("dance", "dance", "wave")),
            side=1 if k % 2 else -1,
        )


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
    sitting(
        stage,
        x * stage.w + 0.4 * size * stage.u,
        (y + 0.01) * stage.h,
        size * 0.72 * stage.u,
        side=-1,
        book_held=stage.chance(0.3),
    )
    if stage.chance(0.45):
        sitting(
            stage, x * stage.w - 0.42 * size * stage.u, (y + 0.015) * stage.h, size * 0.62 * stage.u, book_held=False
        )


def lamp_reading(stage: Stage) -> None:
    room(stage)
    w, h, u = stage.w, stage.h, stage.u
    x = stage.uniform(0.42, 0.58) * w
    glow(stage, x, 0.68 * h, stage.uniform(25, 31) * u)
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
        any_tree(stage, 0.9 * stage.w, 0.72 * stage.h, 48 * stage.u)
    loom(stage, stage.uniform(0.36, 0.46) * stage.w, 0.9 * stage.h, stage.uniform(56, 66) * stage.u)
    sitting(
        stage,
        stage.uniform(0.7, 0.78) * stage.w,
        0.95 * stage.h,
        62 * stage.u,
        side=-1,
        who=stage.pick(("woman", "grandmother")),
    )
    if stage.chance(0.7):
        sitting(stage, 0.16 * stage.w, 0.98 * stage.h, 42 * stage.u)


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
