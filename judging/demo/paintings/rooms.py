"""The inside of a stilt house."""

import numpy as np

from judging.demo.paintings.stage import Stage, box, oval

_SPINES = ("cloth_a", "cloth_b", "cloth_c", "cloth_d", "cloth_e", "book")


def room(stage: Stage) -> None:
    """A room with a window on the mountains, a book shelf and a plank floor."""
    w, h, u = stage.w, stage.h, stage.u
    stage.fill(box(-2, -2, w + 2, h + 2), "room", shaky=False, key=False)
    floor = stage.uniform(0.68, 0.74) * h
    for k in range(1, 14):
        stage.line([(k / 14 * w, 0), (k / 14 * w, floor)], "plank", 0.22 * u)
    stage.fill(box(-2, floor, w + 2, h + 2), "floor", shaky=False)
    for k in range(1, 6):
        y = floor + (h - floor) * (k / 6) ** 1.4
        stage.line([(0, y), (w, y + stage.uniform(-1, 1) * u)], "wood", 0.35 * u)
    left, top = stage.uniform(0.08, 0.2) * w, stage.uniform(0.08, 0.14) * h
    right, low = left + stage.uniform(0.36, 0.46) * w, top + stage.uniform(0.28, 0.36) * h
    _window(stage, left, top, right, low)
    _shelf(stage, right + 0.06 * w, top + 0.02 * h, 0.97 * w, low)


def _window(stage: Stage, left: float, top: float, right: float, low: float) -> None:
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
    stage.line([((left + right) / 2, top), ((left + right) / 2, low)], "wood", 1.4 * u)
    stage.line([(left, top + high * 0.45), (right, top + high * 0.45)], "wood", 1.1 * u)


def _shelf(stage: Stage, left: float, top: float, right: float, low: float) -> None:
    u, high = stage.u, (low - top) / 3
    stage.fill(box(left, top, right, low), "plank")
    for row in range(3):
        y, x = top + high * (row + 1), left + u
        while x < right - 3 * u:
            thick = stage.uniform(1.2, 2.8) * u
            stage.fill(box(x, y - high * stage.uniform(0.5, 0.85), x + thick, y), stage.pick(_SPINES), shaky=False)
            x += thick + (0 if stage.chance(0.8) else 2 * u)
        stage.line([(left, y), (right, y)], "wood", 1.1 * u)
