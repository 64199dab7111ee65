"""A picture with something in it, and what happens to copies of pictures."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageEnhance, ImageOps


def painting(seed: int, width: int = 480, height: int = 360) -> Image.Image:
    """Hills, a sun and people of some colours: the same composition every time, other strokes for every seed."""
    draw_of = random.Random(seed)
    picture = Image.new("RGB", (width, height), "#dfe8ee")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((width * 0.7, height * 0.1, width * 0.85, height * 0.3), fill="#d9632e")
    draw.polygon([(0, height), (width * 0.35, height * 0.35), (width * 0.7, height)], fill="#4d7a4a")
    draw.polygon([(width * 0.4, height), (width * 0.8, height * 0.45), (width, height)], fill="#6b8f4e")
    for _ in range(60):
        x, y, size = draw_of.randrange(width), draw_of.randrange(height // 2, height), draw_of.randrange(8, 36)
        draw.ellipse((x, y, x + size, y + size), fill=tuple(draw_of.randrange(256) for _ in range(3)))
    return picture


def saved(picture: Image.Image, quality: int = 90) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def cropped(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    width, height = picture.size
    return picture.crop((int(width * left), int(height * top), int(width * (1 - right)), int(height * (1 - bottom))))


COPIES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "turned": lambda picture: picture.transpose(Image.Transpose.ROTATE_90),
    "upside down": lambda picture: picture.transpose(Image.Transpose.ROTATE_180),
    "mirrored": ImageOps.mirror,
    "smaller": lambda picture: picture.resize((240, 180)),
    "darker": lambda picture: ImageEnhance.Brightness(picture).enhance(0.75),
    "cropped": lambda picture: cropped(picture, 0.05, 0.04, 0.06, 0.05),
    "cropped at one side": lambda picture: cropped(picture, 0.1, 0, 0, 0),
    "cropped, mirrored and turned": lambda picture: ImageOps.mirror(cropped(picture, 0.03, 0.07, 0, 0.02)).transpose(
        Image.Transpose.ROTATE_270
    ),
}
