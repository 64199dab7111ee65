"""A glance at a stranger's picture, in the limited child: a thumbnail and what its QR codes say."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from PIL import Image

from media_store.decoder import Decoder

TEXT = "https://thi.example.org/entry/SL24-H7K2"


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as made:
        yield made


def code(text: str, scale: int = 6) -> Image.Image:
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=scale, border=4)
    return Image.open(out).convert("RGB")


def photo(path: Path, *codes: Image.Image, turned: float = 0, size: tuple[int, int] = (1600, 1200)) -> Path:
    """A painting on a table with slips beside it, as a telephone sees it."""
    picture = Image.new("RGB", size, "#8a7b5c")
    for place, each in enumerate(codes):
        picture.paste(each.rotate(turned, expand=True, fillcolor="white"), (60 + 500 * place, 80))
    picture.save(path, quality=80)
    return path


@pytest.mark.parametrize("turned", [0, 90, 180, 12])
def test_a_slip_is_read_whichever_way_it_lies(decoder: Decoder, tmp_path: Path, turned: float) -> None:
    path = photo(tmp_path / "anh.jpg", code(TEXT), turned=turned)
    outcome = decoder.process(path, out_dir=tmp_path / "out", glance=True)
    assert outcome.codes == (TEXT,)
    assert [each.role for each in outcome.renditions] == ["thumb.jpg"]
    assert max(outcome.renditions[0].width or 0, outcome.renditions[0].height or 0) == 240


def test_two_slips_are_two_and_none_is_none(decoder: Decoder, tmp_path: Path) -> None:
    two = decoder.process(photo(tmp_path / "a.png", code(TEXT), code("x" * 40)), out_dir=tmp_path / "a", glance=True)
    assert set(two.codes) == {TEXT, "x" * 40}
    none = decoder.process(photo(tmp_path / "b.png"), out_dir=tmp_path / "b", glance=True)
    assert none.codes == ()


def test_an_endless_code_is_none_of_ours(decoder: Decoder, tmp_path: Path) -> None:
    outcome = decoder.process(photo(tmp_path / "a.png", code("y" * 900, 5)), out_dir=tmp_path / "out", glance=True)
    assert outcome.codes == ()


def test_what_is_no_picture_is_only_named_and_a_broken_one_refused(decoder: Decoder, tmp_path: Path) -> None:
    (tmp_path / "tho.txt").write_text("Một bài thơ\n", "utf-8")
    poem = decoder.process(tmp_path / "tho.txt", out_dir=tmp_path / "a", glance=True)
    assert (poem.accepted, poem.renditions, poem.codes) == (True, (), ())
    whole = photo(tmp_path / "anh.jpg", code(TEXT)).read_bytes()
    (tmp_path / "hong.jpg").write_bytes(whole[: len(whole) // 3])
    broken = decoder.process(tmp_path / "hong.jpg", out_dir=tmp_path / "b", glance=True)
    assert (broken.accepted, broken.codes) == (False, ())
