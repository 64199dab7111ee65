"""Sizes of pictures read from their first bytes."""

from pathlib import Path

import pytest
from PIL import Image

from judging.errors import Invalid
from judging.typesetting.pictures import pixel_size


@pytest.mark.parametrize(
    ("name", "options"),
    [("a.jpg", {}), ("b.jpg", {"progressive": True, "exif": b"Exif\0\0" + b"x" * 900}), ("c.png", {})],
)
def test_width_and_height(tmp_path: Path, name: str, options: dict[str, object]) -> None:
    Image.new("RGB", (70, 40)).save(tmp_path / name, **options)
    assert pixel_size(tmp_path / name) == (70, 40)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"\xff\xd8",
        b"\xff\xd8\xff\xe0\x00",
        b"\xff\xd8\xff\xda\x00\x08abcdef",
        b"\xff\xd8\xff\xe1\x00\x00",
    ],
)
def test_anything_else_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.jpg").write_bytes(content)
    with pytest.raises(Invalid, match=r"x\.jpg"):
        pixel_size(tmp_path / "x.jpg")


def test_a_missing_picture_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"gone\.jpg"):
        pixel_size(tmp_path / "gone.jpg")
