"""What a picture is made of before any medium touches it: an ordered list of marks on a stage.

A hand (gouache, lacquer, …) later renders the same marks in its own way. Coordinates are pixels of the
working canvas, y downwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from judging.demo.paintings.palettes import RGB, Palette

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
Points = NDArray[np.float64]


@dataclass(frozen=True)
class Mark:
    """One shape: a filled polygon (`width` 0), a line (`width` > 0) or dots (`radii` given)."""

    points: Points
    role: str
    colour: RGB
    group: int
    width: float = 0.0
    radii: Points | None = None
    key: bool = True
    ridge: Points | None = None


@dataclass
class Stage:
    """A canvas being composed. `naive` asks for bold, childlike proportions; `shaky` is the hand's tremor in pixels."""

    w: int
    h: int
    rng: np.random.Generator
    palette: Palette
    naive: bool = False
    shaky: float = 1.0
    marks: list[Mark] = field(default_factory=list)
    group: int = 1

    @property
    def u(self) -> float:
        """A hundredth of the short edge: the unit in which things are measured."""
        return min(self.w, self.h) / 100

    def at(self, fx: float, fy: float) -> tuple[float, float]:
        return fx * self.w, fy * self.h

    def uniform(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))

    def chance(self, probability: float) -> bool:
        return bool(self.rng.random() < probability)

    def pick(self, options: Sequence[str]) -> str:
        return options[int(self.rng.integers(len(options)))]

    def either(self) -> int:
        """-1 or 1."""
        return 1 if self.chance(0.5) else -1

    def next_group(self) -> int:
        self.group += 1
        return self.group

    def colour(self, role: str, spread: float = 0.03) -> RGB:
        r, g, b = self.palette.colour(role)
        shift = self.rng.normal(0, spread)
        each = self.rng.normal(0, spread / 2, 3)
        return (float(r + shift + each[0]), float(g + shift + each[1]), float(b + shift + each[2]))

    def fill(
        self,
        points: Points | Sequence[tuple[float, float]],
        role: str,
        *,
        colour: RGB | None = None,
        key: bool = True,
        shaky: bool = True,
        ridge: Points | None = None,
    ) -> None:
        shape = np.asarray(points, dtype=np.float64)
        if shaky and self.shaky > 0:
            shape = tremble(shape, self.shaky, self.rng)
        self.marks.append(
            Mark(shape, role, colour or self.colour(role), self.next_group(), key=key, ridge=ridge),
        )

    def line(
        self, points: Points | Sequence[tuple[float, float]], role: str, width: float, *, colour: RGB | None = None
    ) -> None:
        shape = np.asarray(points, dtype=np.float64)
        self.marks.append(
            Mark(shape, role, colour or self.colour(role, 0.015), self.group, width=max(width, 0.7), key=False)
        )

    def dots(
        self,
        points: Points | Sequence[tuple[float, float]],
        radius: float,
        role: str,
        *,
        vary: float = 0.3,
        colour: RGB | None = None,
    ) -> None:
        centres = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        radii = radius * self.rng.uniform(1 - vary, 1 + vary, len(centres))
        self.marks.append(Mark(centres, role, colour or self.colour(role, 0.02), self.group, radii=radii, key=False))


def tremble(points: Points, amount: float, rng: np.random.Generator) -> Points:
    """The same outline drawn by hand: long edges bend a little, corners miss their place."""
    following = np.roll(points, -1, axis=0)
    lengths = np.hypot(*(following - points).T)
    if len(points) > 24:
        return points + rng.normal(0, amount * 0.35, points.shape)
    cuts = np.clip((lengths / (14 * max(amount, 0.5))).astype(int), 1, 6)
    start = np.repeat(points, cuts, axis=0)
    step = np.repeat(following - points, cuts, axis=0)
    first = np.repeat(np.cumsum(cuts) - cuts, cuts)
    along = (np.arange(len(start)) - first) / np.repeat(cuts, cuts)
    drawn: Points = start + step * along[:, None] + rng.normal(0, amount * 0.55, start.shape)
    return drawn


def oval(x: float, y: float, rx: float, ry: float, *, turn: float = 0.0, sides: int = 20) -> Points:
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    px, py = rx * np.cos(angle), ry * np.sin(angle)
    c, s = np.cos(turn), np.sin(turn)
    return np.stack([x + px * c - py * s, y + px * s + py * c], axis=1)


def blob(x: float, y: float, rx: float, ry: float, rng: np.random.Generator, lumps: int = 7) -> Points:
    """A lumpy round shape: foliage, a cloud, a stone."""
    angle = np.linspace(0, 2 * np.pi, lumps * 5, endpoint=False)
    bulge = 1 + 0.13 * np.abs(np.sin(angle * lumps / 2 + rng.uniform(0, 6))) + rng.normal(0, 0.02, angle.shape)
    return np.stack([x + rx * bulge * np.cos(angle), y + ry * bulge * np.sin(angle)], axis=1)


def box(x0: float, y0: float, x1: float, y1: float) -> Points:
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], dtype=np.float64)


def curve(points: Points | Sequence[tuple[float, float]], steps: int = 10) -> Points:
    """A smooth line through the points (Catmull-Rom)."""
    p = np.asarray(points, dtype=np.float64)
    p = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for i in range(1, len(p) - 2):
        a, b, c, d = p[i - 1], p[i], p[i + 1], p[i + 2]
        parts.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack([*parts, p[-2][None]])


def ribbon(spine: Points, widths: Points | float) -> Points:
    """The outline of a band along a line: a road, a river, a trunk, a sleeve."""
    tangent = np.gradient(spine, axis=0)
    length = np.maximum(np.hypot(tangent[:, 0], tangent[:, 1]), 1e-6)[:, None]
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1) / length
    half = np.broadcast_to(np.asarray(widths, dtype=np.float64) / 2, (len(spine),))[:, None]
    return np.vstack([spine + normal * half, (spine - normal * half)[::-1]])


def mirrored(marks: list[Mark], width: int) -> list[Mark]:
    """The same marks seen in a mirror."""
    return [
        replace(mark, points=mark.points * (-1, 1) + (width, 0), ridge=None if mark.ridge is None else mark.ridge[::-1])
        for mark in marks
    ]


def inset(stage: Stage, margin: float) -> None:
    """Draws the whole composition in, so that a frame or a strip of bare paper `margin` pixels wide hides nothing."""
    sx, sy = 1 - 2 * margin / stage.w, 1 - 2 * margin / stage.h
    columns = (np.arange(stage.w) - margin) / sx
    stage.marks = [
        replace(
            mark,
            points=mark.points * (sx, sy) + margin,
            radii=None if mark.radii is None else mark.radii * min(sx, sy),
            ridge=None if mark.ridge is None else np.interp(columns, np.arange(stage.w), mark.ridge) * sy + margin,
        )
        for mark in stage.marks
    ]
