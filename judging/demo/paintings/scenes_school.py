"""Subjects of school and reading: the bus, the school, lessons indoors and out, the reading tree, the library."""

from judging.demo.paintings.buildings import flag, school, stilt_house, village
from judging.demo.paintings.groups import crowd
from judging.demo.paintings.land import ground, mountains, ridge, river, road, terraces
from judging.demo.paintings.people import sitting, woman
from judging.demo.paintings.plants import any_tree, bamboo, fir, grass, meadow_flowers
from judging.demo.paintings.rooms import room
from judging.demo.paintings.scenes_land import KINDS, heavens
from judging.demo.paintings.stage import Stage, box, curve
from judging.demo.paintings.vehicles import buffalo, bus


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
        any_tree(stage, x * stage.w, line[int(x * (stage.w - 1))] + 2 * stage.u, stage.uniform(20, 30) * stage.u)
    lane = [(-0.05, 0.88), (0.3, 0.83), (0.62, 0.87), (1.05, 0.81)]
    road(stage, lane, (15, 15))
    spine = curve([(x * stage.w, y * stage.h) for x, y in lane], 12)
    stage.line(spine, "white", 0.5 * stage.u)
    bus(stage, stage.uniform(0.38, 0.62) * stage.w, 0.87 * stage.h, stage.uniform(48, 60) * stage.u, side=1)
    meadow_flowers(stage, 0.95, 60, 0.6 * stage.u)


def village_school(stage: Stage) -> None:
    horizon = stage.uniform(0.3, 0.42)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.06, horizon + 0.2, 3, stage.pick(KINDS))
    line = ridge(stage, (horizon + 0.27) * stage.h, 0.08 * stage.h, "soft")
    terraces(stage, line, 6)
    ground(stage, 0.7, "field", bump=3)
    any_tree(stage, 0.08 * stage.w, 0.74 * stage.h, 36 * stage.u)
    school(
        stage,
        stage.uniform(0.44, 0.52) * stage.w,
        0.75 * stage.h,
        stage.uniform(58, 66) * stage.u,
        panels=stage.chance(0.4),
    )
    road(stage, [(0.48, 0.76), (0.42, 0.86), (0.5, 1.04)], (7, 24))
    count = int(stage.rng.integers(3, 6))
    crowd(
        stage,
        [((k + 0.5 + stage.uniform(-0.2, 0.2)) / count, stage.uniform(0.9, 0.98)) for k in range(count)],
        34 if stage.naive else 27,
        kinds=("child", "child", "reader"),
    )
    meadow_flowers(stage, 0.9, 40, 0.6 * stage.u)


def field_class(stage: Stage) -> None:
    """A lesson in the open on the terraces, flag and blackboard among the rice."""
    horizon = stage.uniform(0.25, 0.36)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.06, horizon + 0.2, 3, stage.pick(KINDS))
    terraces(stage, ridge(stage, (horizon + 0.26) * stage.h, 0.12 * stage.h, "soft"), 9)
    line = ground(stage, 0.72, "field", bump=4)
    x = stage.uniform(0.32, 0.45)
    stage.fill(
        [
            (x * stage.w - 14 * stage.u, 0.56 * stage.h),
            (x * stage.w + 14 * stage.u, 0.55 * stage.h),
            (x * stage.w + 14 * stage.u, 0.72 * stage.h),
            (x * stage.w - 14 * stage.u, 0.73 * stage.h),
        ],
        "board",
    )
    for k in range(3):
        y = (0.59 + 0.04 * k) * stage.h
        stage.line(
            [(x * stage.w - 10 * stage.u, y), (x * stage.w + stage.uniform(0, 9) * stage.u, y)], "white", 0.5 * stage.u
        )
    woman(stage, (x + 0.2) * stage.w, 0.78 * stage.h, 30 * stage.u, pose="wave")
    flag(stage, 0.88 * stage.w, line[int(0.88 * stage.w)] + stage.u, 34 * stage.u)
    for k in range(5):
        sitting(
            stage,
            (0.12 + 0.19 * k + stage.uniform(-0.04, 0.04)) * stage.w,
            stage.uniform(0.9, 0.98) * stage.h,
            stage.uniform(26, 31) * stage.u,
            who=stage.pick(("child", "child", "woman", "grandmother")),
        )
    if stage.chance(0.4):
        buffalo(stage, 0.68 * stage.w, 0.76 * stage.h, 22 * stage.u)


def classroom(stage: Stage) -> None:
    room(stage)
    w, h, u = stage.w, stage.h, stage.u
    x = stage.uniform(0.3, 0.55)
    stage.fill(box(x * w - 24 * u, 0.3 * h, x * w + 24 * u, 0.6 * h), "wood")
    stage.fill(box(x * w - 22.5 * u, 0.315 * h, x * w + 22.5 * u, 0.585 * h), "board")
    for k in range(4):
        y = (0.36 + 0.055 * k) * h
        stage.line(
            [(x * w - 19 * u, y), (x * w + stage.uniform(-8, 17) * u, y + stage.uniform(-0.5, 0.5) * u)],
            "white",
            0.7 * u,
        )
    woman(stage, (x + 0.3) * w, 0.76 * h, 40 * u, pose=stage.pick(("wave", "read")))
    for row in range(2):
        count = 4 - row
        for k in range(count):
            fx, fy = (k + 0.5) / count, 0.84 + 0.15 * row
            sitting(
                stage,
                fx * w + stage.uniform(-1, 1) * u,
                fy * h,
                (27 + 8 * row) * u,
                who=stage.pick(("child", "child", "child", "grandmother", "woman")),
            )


def reading_tree(stage: Stage) -> None:
    horizon = stage.uniform(0.4, 0.55)
    heavens(stage, horizon)
    mountains(stage, horizon, horizon + 0.14, 3, stage.pick(KINDS))
    ground(stage, horizon + 0.2, "field", bump=5)
    village(stage, [(stage.uniform(0.1, 0.2), horizon + 0.24), (stage.uniform(0.82, 0.92), horizon + 0.25)], 18)
    x = stage.uniform(0.42, 0.58)
    any_tree(stage, x * stage.w, 0.85 * stage.h, stage.uniform(74, 84) * stage.u)
    if stage.naive:
        for _ in range(9):
            bx, by = (x + stage.uniform(-0.15, 0.15)) * stage.w, stage.uniform(0.2, 0.42) * stage.h
            s = 3.4 * stage.u
            stage.fill(
                [
                    (bx - s, by - s * 0.5),
                    (bx, by - s * 0.1),
                    (bx + s, by - s * 0.5),
                    (bx + s, by + s * 0.4),
                    (bx, by + s * 0.8),
                    (bx - s, by + s * 0.4),
                ],
                stage.pick(("book", "yellow", "red")),
            )
    for k in range(int(stage.rng.integers(3, 6))):
        sitting(
            stage,
            (x + (k - 2) * 0.17 + stage.uniform(-0.04, 0.04)) * stage.w,
            (0.9 + 0.035 * (k % 3)) * stage.h,
            stage.uniform(30, 37) * stage.u,
            side=1 if k % 2 else -1,
            who=stage.pick(("child", "child", "woman", "grandmother")),
        )
    grass(stage, 0.99, 5 * stage.u, 40)
    meadow_flowers(stage, 0.88, 40, 0.6 * stage.u)


def stilt_library(stage: Stage) -> None:
    horizon = stage.uniform(0.3, 0.42)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.05, horizon + 0.18, 3, stage.pick(KINDS))
    terraces(stage, ridge(stage, (horizon + 0.24) * stage.h, 0.1 * stage.h, "soft"), 7)
    ground(stage, 0.72, "field", bump=3)
    stilt_house(
        stage,
        stage.uniform(0.44, 0.58) * stage.w,
        0.83 * stage.h,
        stage.uniform(68, 78) * stage.u,
        books=True,
        panels=stage.chance(0.4),
    )
    any_tree(stage, 0.06 * stage.w, 0.82 * stage.h, 42 * stage.u)
    spots = [(stage.uniform(0.08, 0.92), stage.uniform(0.91, 0.98)) for _ in range(int(stage.rng.integers(3, 6)))]
    crowd(stage, spots, 30, kinds=("reader", "child", "woman"))
    meadow_flowers(stage, 0.9, 30, 0.6 * stage.u)


def rain_garden(stage: Stage) -> None:
    """A school garden by the stream, vegetable beds and water jars."""
    horizon = stage.uniform(0.26, 0.36)
    heavens(stage, horizon)
    mountains(stage, horizon + 0.05, horizon + 0.18, 3, stage.pick(KINDS))
    ground(stage, horizon + 0.26, "field", bump=4)
    school(stage, 0.4 * stage.w, (horizon + 0.36) * stage.h, 44 * stage.u, panels=True)
    river(stage, horizon + 0.3, 1.03, wide=0.3)
    for row in range(4):
        y = (0.74 + 0.07 * row) * stage.h
        for left, right in ((0.03, 0.3), (0.7, 0.97)):
            stage.fill(
                [
                    (left * stage.w, y),
                    (right * stage.w, y - stage.u),
                    (right * stage.w, y + 3.4 * stage.u),
                    (left * stage.w, y + 4 * stage.u),
                ],
                "trunk",
            )
            for k in range(7):
                px = (left + (right - left) * (k + 0.5) / 7) * stage.w
                stage.dots([(px, y + stage.u * 0.5)], 1.6 * stage.u, stage.pick(("leaf_light", "leaf", "leaf_light")))
    crowd(stage, [(0.16, 0.86), (0.84, 0.84), (0.3, 0.97), (0.76, 0.98)], 30, kinds=("child", "woman", "child"))
    if stage.chance(0.5):
        bamboo(stage, 0.96 * stage.w, 0.7 * stage.h, 50 * stage.u, 4)
