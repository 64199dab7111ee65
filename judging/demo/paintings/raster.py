"""Turns marks into arrays: flat colours, which mark owns a pixel, key lines."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from judging.demo.paintings.palettes import RGB
from judging.demo.paintings.stage import Floats, Mark, Stage
from judging.demo.paintings.texture import ramp


def _bytes(colour: RGB) -> tuple[int, int, int]:
    r, g, b = (min(max(round(c * 255), 0), 255) for c in colour)
    return (r, g, b)


def flat(stage: Stage, *, scale: int = 2, background: RGB | None = None) -> Floats:
    """The picture in plain colours, smooth edges: (h, w, 3) in 0..1. Without `background` the sky is graded."""
    size = (stage.w * scale, stage.h * scale)
    image = Image.new("RGB", size, _bytes(background)) if background else _sky(stage, size)
    draw = ImageDraw.Draw(image)
    for mark in stage.marks:
        _draw(draw, mark, scale, _bytes(mark.colour))
    small = image.reduce(scale) if scale > 1 else image
    return np.asarray(small, dtype=np.float32) * np.float32(1 / 255)


def _sky(stage: Stage, size: tuple[int, int]) -> Image.Image:
    top, low = np.array(stage.palette.colour("sky")), np.array(stage.palette.colour("sky_low"))
    t = np.clip(np.linspace(0, 1.9, 48), 0, 1)[:, None]
    strip = np.clip((top + (low - top) * t) * 255, 0, 255).astype(np.uint8)[:, None, :]
    return Image.fromarray(strip).resize(size, Image.Resampling.BILINEAR)


def _draw(draw: ImageDraw.ImageDraw, mark: Mark, scale: int, value: tuple[int, int, int] | int) -> None:
    points = mark.points * scale
    if mark.radii is not None:
        low, high = points - mark.radii[:, None] * scale, points + mark.radii[:, None] * scale
        for x0, y0, x1, y1 in np.hstack([low, high]).tolist():
            draw.ellipse((x0, y0, x1, y1), fill=value)
    elif mark.width:
        draw.line(points.ravel().tolist(), fill=value, width=max(round(mark.width * scale), 1), joint="curve")
    else:
        draw.polygon(points.ravel().tolist(), fill=value)


@dataclass(frozen=True)
class Owners:
    """Which filled mark owns each pixel (0: the sky), numbered in painting order, and what the marks are."""

    ids: NDArray[np.int32]
    marks: list[Mark]

    def of(self, *roles: str) -> NDArray[np.bool_]:
        """Where the marks of these roles are seen; `sky` is the ground nothing was painted on."""
        table = np.array(["sky" in roles] + [mark.role in roles for mark in self.marks])
        return table[self.ids]

    def choose(self, rng: np.random.Generator, count: int) -> NDArray[np.int8]:
        """A number below `count` for each mark, spread over its pixels (the direction of its strokes)."""
        table = rng.integers(0, count, len(self.marks) + 1).astype(np.int8)
        return table[self.ids]

    def below_ridge(self, span: float) -> Floats:
        """0 at the skyline of a mountain or terrace, 1 when `span` pixels below it; 0 elsewhere."""
        rows = np.zeros(len(self.marks) + 1, dtype=np.int32)
        h, w = self.ids.shape
        lines = [np.full(w, 1e6, dtype=np.float32)]
        for i, mark in enumerate(self.marks, start=1):
            if mark.ridge is not None:
                rows[i] = len(lines)
                lines.append(mark.ridge.astype(np.float32))
        table = np.array(lines)
        tops = table[rows[self.ids], np.arange(w)[None, :]]
        return ramp(np.arange(h, dtype=np.float32)[:, None] - tops, 0, span)

    def seams(self) -> Floats:
        """1 where one mark meets another."""
        result = np.zeros(self.ids.shape, dtype=np.float32)
        across = self.ids[:, 1:] != self.ids[:, :-1]
        down = self.ids[1:] != self.ids[:-1]
        result[:, 1:] = across
        result[1:][down] = 1
        return result


def owners(stage: Stage) -> Owners:
    image = Image.new("I", (stage.w, stage.h), 0)
    draw = ImageDraw.Draw(image)
    fills = [mark for mark in stage.marks if not mark.width and mark.radii is None]
    for number, mark in enumerate(fills, start=1):
        draw.polygon(mark.points.ravel().tolist(), fill=number)
    return Owners(np.asarray(image, dtype=np.int32), fills)


def key_lines(stage: Stage, width: float, *, scale: int = 2) -> Floats:
    """Outlines of the marks which are seen, as coverage 0..1; `width` in pixels of the working canvas."""
    image = Image.new("L", (stage.w * scale, stage.h * scale), 0)
    draw = ImageDraw.Draw(image)
    line = max(round(width * scale), 1)
    for mark in stage.marks:
        points = mark.points * scale
        if mark.width or mark.radii is not None:
            continue
        if mark.ridge is not None:
            draw.polygon(points.ravel().tolist(), fill=0)
            if mark.key:
                draw.line(points[:-4].ravel().tolist(), fill=255, width=line)
            continue
        draw.polygon(points.ravel().tolist(), fill=0)
        if mark.key:
            draw.line([*points.ravel().tolist(), *points[0].tolist()], fill=255, width=line, joint="curve")
    return np.asarray(image.reduce(scale) if scale > 1 else image, dtype=np.float32) * np.float32(1 / 255)
