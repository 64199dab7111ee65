"""Tiles of a large picture: one archive that any viewer opens, of which one tile is one range."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from media_store.images import SIZES
from media_store.outcome import Outcome
from media_store.scaling import stored_box
from media_store.tiles import EDGE, ROLE, deepest, read_index, tile_name

Judge = Callable[[bytes, str], Outcome]
UNDO = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}


def hills(width: int, height: int) -> Image.Image:
    """Soft colours without any likeness of its sides, so that every place can be told from every other."""
    across, down = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    pixels = np.stack([across, down, 255 - (across + down) / 2], axis=2)
    return Image.fromarray(pixels.astype(np.uint8))


def encoded(picture: Image.Image, encoder: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, encoder, **options)
    return buffer.getvalue()


def archive_of(outcome: Outcome) -> Path:
    return next(each.path for each in outcome.renditions if each.role == ROLE)


def tiles_of(archive: Path) -> dict[tuple[int, int, int], Image.Image]:
    """Every tile, fetched as a page would fetch it: by ranges."""
    data = archive.read_bytes()
    index = read_index(lambda offset, length: data[offset : offset + length], len(data))
    return {place: Image.open(io.BytesIO(data[offset : offset + length])) for place, (offset, length) in index.items()}


def joined(tiles: dict[tuple[int, int, int], Image.Image], level: int, size: tuple[int, int]) -> Image.Image:
    whole = Image.new("RGB", size)
    for (at, column, row), tile in tiles.items():
        if at == level:
            whole.paste(tile, (column * EDGE, row * EDGE))
    return whole


def difference(one: Image.Image, other: Image.Image) -> float:
    return float(np.abs(np.asarray(one, dtype=float) - np.asarray(other, dtype=float)).mean())


def test_all_levels_are_there_and_show_the_picture(judge: Judge) -> None:
    outcome = judge(encoded(hills(2601, 1100), "PNG", compress_level=1), "wide.png")
    tiles = tiles_of(archive_of(outcome))
    assert {level for level, _, _ in tiles} == set(range(13))
    assert len([place for place in tiles if place[0] == 12]) == 6 * 3
    assert difference(joined(tiles, 12, (2601, 1100)), hills(2601, 1100)) < 2
    assert difference(joined(tiles, 11, (1301, 550)), hills(1301, 550)) < 2
    assert tiles[0, 0, 0].size == (1, 1)
    [kept] = [each for each in outcome.renditions if each.role == ROLE]
    assert (kept.width, kept.height) == (2601, 1100)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_tiles_stand_upright(judge: Judge, orientation: int) -> None:
    picture = hills(2500, 1300)
    stored = picture.transpose(Image.Transpose(UNDO[orientation])) if orientation in UNDO else picture
    exif = Image.Exif()
    exif[0x0112] = orientation
    outcome = judge(encoded(stored, "JPEG", exif=exif, quality=90), "turned.jpg")
    assert difference(joined(tiles_of(archive_of(outcome)), 12, (2500, 1300)), picture) < 3
    large = next(each.path for each in outcome.renditions if each.role == "large.jpg")
    assert difference(Image.open(large), picture.resize((2400, 1248))) < 3


def test_a_tile_bears_nothing_but_pixels(judge: Judge) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Zqartist"
    data = encoded(hills(2500, 600), "JPEG", exif=exif, comment=b"Zqcomment")
    archive = archive_of(judge(data, "Zqname.jpg"))
    assert b"Zq" not in archive.read_bytes()
    for tile in tiles_of(archive).values():
        assert tile.format == "JPEG"
        assert set(tile.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_other_programs_open_the_archive(judge: Judge) -> None:
    archive = archive_of(judge(encoded(hills(2500, 600), "PNG", compress_level=1), "a.png"))
    with ZipFile(archive) as opened:
        assert opened.testzip() is None
        assert {each.compress_type for each in opened.infolist()} == {ZIP_STORED}
        assert {each.date_time for each in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        described = opened.read("work/work.dzi").decode()
        assert tile_name((12, 4, 1)) in opened.namelist()
    assert re.findall(r'(?:Width|Height|TileSize|Overlap)="(\d+)"', described) == ["0", "512", "2500", "600"]


def test_the_same_picture_gives_the_same_archive(judge: Judge) -> None:
    data = encoded(hills(2500, 600), "JPEG")
    assert [each.sha256 for each in judge(data, "a.jpg").renditions] == [
        each.sha256 for each in judge(data, "b.jpg").renditions
    ]


def test_what_the_largest_size_shows_whole_gets_no_tiles(judge: Judge) -> None:
    outcome = judge(encoded(hills(SIZES["large"], 900), "JPEG"), "a.jpg")
    assert ROLE not in {each.role for each in outcome.renditions}


def test_a_picture_of_very_many_pixels_is_halved_first(judge: Judge) -> None:
    outcome = judge(encoded(Image.new("L", (9000, 8000), 90), "PNG"), "huge.png")
    assert (outcome.facts.width, outcome.facts.height) == (9000, 8000)
    [kept] = [each for each in outcome.renditions if each.role == ROLE]
    assert (kept.width, kept.height) == (4500, 4000)


@pytest.mark.parametrize("data", [b"", b"PK", b"x" * 100])
def test_another_object_is_no_archive(data: bytes) -> None:
    with pytest.raises(ValueError, match="no archive"):
        read_index(lambda offset, length: data[offset : offset + length], len(data))


def test_a_long_list_is_read_in_a_second_range(tmp_path: Path) -> None:
    path = tmp_path / "many.szi"
    with ZipFile(path, "w") as archive:
        for number in range(1500):
            archive.writestr(tile_name((14, number, 7)), bytes([number % 251]))
    data, asked = path.read_bytes(), []

    def read(offset: int, length: int) -> bytes:
        asked.append(offset)
        return data[offset : offset + length]

    index = read_index(read, len(data))
    assert len(asked) == 2
    assert all(data[index[14, number, 7][0]] == number % 251 for number in range(1500))


@given(st.integers(1, 30_000), st.integers(1, 30_000))
def test_the_deepest_level_is_the_first_that_holds_all(width: int, height: int) -> None:
    level = deepest(width, height)
    assert 2**level >= max(width, height)
    assert level == 0 or 2 ** (level - 1) < max(width, height)


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from(range(1, 9)), st.data())
def test_a_box_upright_is_the_same_place_as_stored(
    width: int, height: int, orientation: int, data: st.DataObject
) -> None:
    left, top = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    box = (left, top, data.draw(st.integers(left + 1, width)), data.draw(st.integers(top + 1, height)))
    upright = Image.fromarray(np.arange(width * height, dtype=np.uint8).reshape(height, width))
    stored = upright.transpose(Image.Transpose(UNDO[orientation])) if orientation in UNDO else upright
    again = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
    part = stored.crop(stored_box(box, upright.size, orientation))
    turned = part.transpose(Image.Transpose(again[orientation])) if orientation in again else part
    assert turned.tobytes() == upright.crop(box).tobytes()
