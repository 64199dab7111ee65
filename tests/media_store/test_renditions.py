"""What is saved depends on the pixels alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from media_store.renditions import save_picture


@pytest.mark.parametrize("suffix", ["webp", "jpg"])
def test_saving_touches_nothing_another_thread_may_read(suffix: str, tmp_path: Path) -> None:
    image = Image.new("RGB", (60, 40), "teal")
    before = dict(vars(image))
    save_picture(image, f"small.{suffix}", tmp_path)
    assert vars(image) == before
