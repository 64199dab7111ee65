"""Several figures at once, who keep out of each other's way."""

from collections.abc import Sequence

from judging.demo.paintings.people import child, farmer, sitting, woman
from judging.demo.paintings.stage import Stage


def crowd(
    stage: Stage,
    spots: Sequence[tuple[float, float]],
    height: float,
    *,
    kinds: Sequence[str] = ("child", "woman"),
    avoid: Sequence[float] = (),
) -> None:
    """Figures near fractional spots, the far ones first; they step aside for one another and what is at `avoid`."""
    for fx, fy in sorted(_apart(stage, spots, 0.5 * height * stage.u, avoid), key=lambda spot: spot[1]):
        x, y = stage.at(fx, fy)
        size = height * stage.u * stage.uniform(0.9, 1.1)
        side = stage.either()
        kind = stage.pick(kinds)
        if kind == "woman":
            woman(stage, x, y, size, side=side, pose=stage.pick(("read", "carry", "read", "wave")))
        elif kind == "farmer":
            farmer(stage, x, y, size, side=side)
        elif kind == "reader":
            sitting(stage, x, y, size * 0.95, side=side, who=stage.pick(("child", "child", "woman")))
        else:
            child(stage, x, y, size * 0.72, side=side, pose=stage.pick(("read", "cheer", "read", "hold")))


def _apart(
    stage: Stage, spots: Sequence[tuple[float, float]], room: float, avoid: Sequence[float]
) -> list[tuple[float, float]]:
    """The same spots, moved sideways where two would stand in one place (`room` pixels)."""
    taken: list[tuple[float, float]] = []
    for fx, fy in spots:
        x = fx
        for _ in range(16):
            if all(abs(x - other) * stage.w > room for other in (*avoid, *(place for place, _ in taken))):
                break
            x = stage.uniform(0.08, 0.92)
        taken.append((x, fy))
    return taken


def children_row(stage: Stage, fy: float, count: int, height: float) -> None:
    """A row of standing children across the picture, feet at the height `fy`."""
    for k in range(count):
        x = (k + 0.5 + stage.uniform(-0.18, 0.18)) / count * stage.w
        y = (fy + stage.uniform(-0.01, 0.015)) * stage.h
        size = height * stage.u * stage.uniform(0.9, 1.1)
        child(stage, x, y, size, side=stage.either(), pose=stage.pick(("read", "cheer", "hold")))
