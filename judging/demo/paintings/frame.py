"""A frame of one's own to draw in: units of the thing's size, y upwards from its foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from judging.demo.paintings.palettes import RGB
from judging.demo.paintings.stage import Points, Stage, curve, oval, ribbon

Shape = str | Points | Sequence[tuple[float, float]]


@cache
def _parsed(text: str) -> Points:
    points = np.array([[float(v) for v in pair.split()] for pair in text.split(",")])
    points.flags.writeable = False
    return points


def outline(shape: Shape) -> Points:
    """Points from text such as `-.3 0, .3 0, 0 1`, or as they are."""
    return _parsed(shape) if isinstance(shape, str) else np.asarray(shape, dtype=np.float64)


@dataclass(frozen=True)
class Frame:
    """Foot at (`x`, `y`) in pixels, one unit is `size` pixels; `side` -1 mirrors. Small things get no key line."""

    stage: Stage
    x: float
    y: float
    size: float
    side: int = 1

    def inner(self, x: float, y: float, size: float) -> "Frame":
        """A smaller frame whose foot is at (x, y) of this one."""
        px, py = self.to([(x, y)])[0]
        return Frame(self.stage, px, py, self.size * size, self.side)

    def to(self, shape: Shape) -> Points:
        return outline(shape) * (self.size * self.side, -self.size) + (self.x, self.y)

    def fill(
        self, shape: Shape, role: str, *, key: bool = True, colour: RGB | None = None, shaky: bool = False
    ) -> None:
        self.stage.fill(self.to(shape), role, shaky=shaky, key=key, colour=colour)

    def round(self, shape: Shape, role: str, *, steps: int = 5, key: bool = True, colour: RGB | None = None) -> None:
        """A shape whose outline is drawn as one curve through the points."""
        self.fill(curve(outline(shape), steps), role, key=key, colour=colour)

    def oval(self, x: float, y: float, rx: float, ry: float, role: str, *, key: bool = True) -> None:
        self.fill(oval(x, y, rx, ry, sides=18), role, key=key)

    def limb(self, shape: Shape, role: str, start: float, end: float, *, key: bool = True) -> None:
        """A tapering band along a curve."""
        spine = curve(outline(shape), 5)
        self.fill(ribbon(spine, np.linspace(start, end, len(spine))), role, key=key)

    def line(self, shape: Shape, role: str, width: float) -> None:
        self.stage.line(self.to(shape), role, width * self.size)

    def dots(self, shape: Shape, radius: float, role: str, *, vary: float = 0.1) -> None:
        self.stage.dots(self.to(shape), max(radius * self.size, 0.6), role, vary=vary)
