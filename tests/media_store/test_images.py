"""Pictures of every format and mode become upright sRGB pixels in all sizes; broken ones get their reason."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms

from media_store.outcome import Outcome
from media_store.reasons import Reason

Judge = Callable[[bytes, str], Outcome]
ROLES = {f"{size}.{suffix}" for size in ("large", "medium", "small", "thumb") for suffix in ("jpg", "webp")}
pillow_heif.register_heif_opener(thumbnails=False)


def quadrants(width: int = 320, height: int = 200) -> Image.Image:
    """Red, green, blue and yellow corners, so that turning and colours can be told."""
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    pixels[: height // 2, : width // 2] = (220, 20, 20)
    pixels[: height // 2, width // 2 :] = (20, 200, 20)
    pixels[height // 2 :, : width // 2] = (20, 20, 220)
    pixels[height // 2 :, width // 2 :] = (230, 220, 20)
    return Image.fromarray(pixels)


def noise(width: int = 400, height: int = 300) -> Image.Image:
    return Image.fromarray(np.random.default_rng(1).integers(0, 255, (height, width, 3), dtype=np.uint8))


def encoded(picture: Image.Image, encoder: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, encoder, **options)
    return buffer.getvalue()


def shown(outcome: Outcome, role: str = "large.jpg") -> Image.Image:
    return Image.open(next(each.path for each in outcome.renditions if each.role == role)).convert("RGB")


def corner(outcome: Outcome) -> tuple[int, ...]:
    picture = shown(outcome)
    pixel = picture.getpixel((picture.width // 8, picture.height // 8))
    assert isinstance(pixel, tuple)
    return pixel


def is_near(pixel: tuple[int, ...], wanted: tuple[int, int, int], by: int = 25) -> bool:
    return all(abs(mine - theirs) <= by for mine, theirs in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize("encoder", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF"])
def test_every_format_gets_every_size(judge: Judge, encoder: str) -> None:
    outcome = judge(encoded(quadrants(), encoder), "picture")
    assert outcome.accepted, outcome.reason
    assert outcome.format == {"HEIF": "heic"}.get(encoder, encoder.lower())
    assert {each.role for each in outcome.renditions} == ROLES
    assert (outcome.facts.width, outcome.facts.height) == (320, 200)
    assert is_near(corner(outcome), (220, 20, 20))


def test_sizes_go_down_and_never_up(judge: Judge) -> None:
    outcome = judge(encoded(noise(3000, 1500), "JPEG"), "wide.jpg")
    widths = {each.role: (each.width, each.height) for each in outcome.renditions if each.role.endswith("webp")}
    assert widths == {
        "large.webp": (2400, 1200), "medium.webp": (1200, 600), "small.webp": (600, 300), "thumb.webp": (240, 120),
    }  # fmt: skip
    small = judge(encoded(quadrants(100, 50), "PNG"), "small.png")
    assert {(each.width, each.height) for each in small.renditions} == {(100, 50)}


def test_renditions_are_what_they_say(judge: Judge) -> None:
    for each in judge(encoded(quadrants(), "JPEG"), "a.jpg").renditions:
        with Image.open(each.path) as picture:
            assert picture.size == (each.width, each.height)
            assert picture.get_format_mimetype() == each.content_type
            assert each.size == each.path.stat().st_size


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied(judge: Judge, orientation: int) -> None:
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = quadrants()
    if orientation in undo:
        stored = stored.transpose(Image.Transpose(undo[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    outcome = judge(encoded(stored, "JPEG", exif=exif, quality=95), "turned.jpg")
    assert (outcome.facts.width, outcome.facts.height) == (320, 200)
    assert is_near(corner(outcome), (220, 20, 20))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_mode_becomes_rgb(judge: Judge, mode: str) -> None:
    source = quadrants()
    if mode in ("I;16", "I"):
        source = Image.fromarray(np.asarray(source.convert("L")).astype(np.uint16) * 257)
    picture = source if mode == "I;16" else source.convert(mode)
    outcome = judge(encoded(picture, "TIFF"), "mode.tif")
    assert outcome.accepted, outcome.reason
    with Image.open(next(each.path for each in outcome.renditions if each.role == "large.jpg")) as copy:
        assert copy.mode == "RGB"
    wanted = (220, 20, 20) if mode in ("P", "RGBA", "CMYK") else (80, 80, 80)
    assert mode == "1" or is_near(corner(outcome), wanted, by=40)


def test_what_is_transparent_shows_paper(judge: Judge) -> None:
    clear = quadrants().convert("RGBA")
    clear.putalpha(0)
    assert is_near(corner(judge(encoded(clear, "PNG"), "clear.png")), (255, 255, 255))
    palette = quadrants().quantize(8)
    outcome = judge(encoded(palette, "PNG", transparency=palette.getpixel((40, 25))), "palette.png")
    assert is_near(corner(outcome), (255, 255, 255))


def test_a_profile_is_turned_to_srgb(judge: Judge) -> None:
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = swapped.index(b"rXYZ"), swapped.index(b"bXYZ")
    swapped[red : red + 4], swapped[blue : blue + 4] = b"bXYZ", b"rXYZ"
    name = swapped.replace("sRGB".encode("utf-16-be"), "Odd!".encode("utf-16-be"))
    outcome = judge(encoded(quadrants(), "PNG", icc_profile=bytes(name)), "odd.png")
    assert is_near(corner(outcome), (20, 20, 220), by=40)
    for each in outcome.renditions:
        with Image.open(each.path) as picture:
            assert "icc_profile" not in picture.info


def test_a_broken_profile_counts_as_none(judge: Judge) -> None:
    outcome = judge(encoded(quadrants(), "PNG", icc_profile=b"not a profile"), "odd.png")
    assert is_near(corner(outcome), (220, 20, 20))


@pytest.mark.parametrize("encoder", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF"])
@pytest.mark.parametrize("part", [0.35, 0.7, 0.97])
def test_a_picture_cut_off_is_told_so(judge: Judge, encoder: str, part: float) -> None:
    data = encoded(noise(), encoder)
    outcome = judge(data[: int(len(data) * part)], "cut")
    assert outcome.reason is not None
    assert outcome.reason.code is Reason.TRUNCATED
    assert outcome.renditions == ()


def bomb(side: int) -> bytes:
    """A black PNG of one bit a point, made row by row: a library would need more than a gigabyte for it."""
    packer, row = zlib.compressobj(1), bytes(1 + side // 8)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">2I5B", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )


def test_a_bomb_is_measured_before_it_is_decoded(judge: Judge) -> None:
    outcome = judge(bomb(40_000), "bomb.png")
    assert outcome.reason is not None
    assert outcome.reason.code is Reason.TOO_MANY_PIXELS
    assert "40000 × 40000" in str(outcome.reason)


@pytest.mark.parametrize("encoder", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF"])
def test_garbage_inside_gets_a_verdict(judge: Judge, encoder: str) -> None:
    data = bytearray(encoded(noise(), encoder))
    random = np.random.default_rng(5)
    for at in random.integers(16, len(data), 200):
        data[at] = random.integers(0, 255)
    outcome = judge(bytes(data), "hostile")
    assert outcome.accepted or outcome.reason is not None


def test_a_renamed_picture_is_judged_by_its_content(judge: Judge) -> None:
    outcome = judge(encoded(quadrants(), "PNG"), "photo.jpg")
    assert outcome.accepted
    assert outcome.format == "png"
    assert "content is PNG" in str(outcome.note)
    assert outcome.reason is None


def test_the_same_picture_gives_the_same_bytes(judge: Judge) -> None:
    data = encoded(noise(), "JPEG")
    assert judge(data, "a.jpg").renditions == judge(data, "b.jpg").renditions
