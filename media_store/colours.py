"""From every mode and profile that a picture may come in to plain sRGB."""

from __future__ import annotations

import io
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
        return _transformed(image, ImageCms.createProfile("LAB")) or image.convert("RGB")
    has_alpha = image.mode in ("PA", "La", "RGBa") or "transparency" in image.info
    return image.convert("RGBA" if has_alpha else "L" if image.mode == "1" else "RGB")


def flat_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB in sRGB; what is transparent shows white paper. A profile that cannot be used counts as none."""
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colours = image.convert({"LA": "L", "RGBA": "RGB"}[image.mode]) if alpha else image
    flat = _by_profile(colours, profile) or colours.convert("RGB")
    if alpha:
        paper = Image.new("RGB", flat.size, "white")
        paper.paste(flat, mask=alpha)
        return paper
    return flat


def _by_profile(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    if not profile:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        name = ImageCms.getProfileDescription(source)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    if image.mode == "RGB" and name.strip().startswith("sRGB"):
        return None
    return _transformed(image, source)


def _transformed(image: Image.Image, source: Any) -> Image.Image | None:
    try:
        return ImageCms.profileToProfile(image, source, _SRGB, ImageCms.Intent.RELATIVE_COLORIMETRIC, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _stretched(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Image.Image:
    """Whole or floating numbers, of a range that the file does not tell, to 0…255."""
    values = np.nan_to_num(values)
    top = float(values.max(initial=0.0))
    full = next((each for each in (1.0, 255.0, 65535.0) if top <= each), top)
    return Image.fromarray((values.clip(0, full) * (255.0 / full)).astype(np.uint8))
