"""From every mode and profile that a picture may come in to plain sRGB."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image, ImageCms

_SRGB = ImageCms.createProfile("sRGB")
_RESIZABLE = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})


def plain_mode(image: Image.Image) -> Image.Image:
    """The same picture with 8 bits a channel and no palette: L, LA, RGB, RGBA or CMYK."""
    if image.mode in _RESIZABLE and "transparency" not in image.info:
        return image
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.mode in ("I", "F"):
        return _stretched(np.asarray(image, dtype=np.float64))
    if image.mode == "LAB":
        return _applied(_transform("LAB", ImageCms.createProfile("LAB")), image)
    has_alpha = image.mode in ("PA", "La", "RGBa") or "transparency" in image.info
    return image.convert("RGBA" if has_alpha else "L" if image.mode == "1" else "RGB")


def flattener(mode: str, profile: bytes | None) -> Callable[[Image.Image], Image.Image]:
    """What turns pictures of a `plain_mode`, or parts of them, into RGB in sRGB; what is transparent shows white paper.

    It is made once for all parts: reading a profile costs more than using it. One that cannot be used counts as none.
    """
    opaque = {"LA": "L", "RGBA": "RGB"}.get(mode, mode)
    transform = _transform(opaque, _useful_profile(opaque, profile))

    def flatten(image: Image.Image) -> Image.Image:
        if mode == opaque:
            return _applied(transform, image)
        flat = _applied(transform, image.convert(opaque))
        paper = Image.new("RGB", flat.size, "white")
        paper.paste(flat, mask=image.getchannel("A"))
        return paper

    return flatten


def flat_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """One picture of a `plain_mode` as RGB in sRGB."""
    return flattener(image.mode, profile)(image)


def _useful_profile(mode: str, profile: bytes | None) -> Any:
    if not profile:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        name = ImageCms.getProfileDescription(source)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    return None if mode == "RGB" and name.strip().startswith("sRGB") else source


def _transform(mode: str, source: Any) -> ImageCms.ImageCmsTransform | None:
    if source is None:
        return None
    try:
        return ImageCms.buildTransform(source, _SRGB, mode, "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _applied(transform: ImageCms.ImageCmsTransform | None, image: Image.Image) -> Image.Image:
    if transform is not None:
        try:
            return ImageCms.applyTransform(image, transform) or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image if image.mode == "RGB" else image.convert("RGB")


def _stretched(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Image.Image:
    """Whole or floating numbers, of a range that the file does not tell, to 0…255."""
    values = np.nan_to_num(values)
    top = float(values.max(initial=0.0))
    full = next((each for each in (1.0, 255.0, 65535.0) if top <= each), top)
    return Image.fromarray((values.clip(0, full) * (255.0 / full)).astype(np.uint8))
