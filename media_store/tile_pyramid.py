"""Cutting a picture into tiles."""

from __future__ import annotations

import io
from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from PIL import Image

from media_store.outcome import Rendition
from media_store.renditions import recorded
from media_store.scaling import POOL, Flatten, cut_out
from media_store.tiles import CONTENT_TYPE, DESCRIPTOR_NAME, EDGE, ROLE, Place, deepest, descriptor, tile_name

_JPEG = {"quality": 85}

CutTiles = list[Future[list[tuple[Place, bytes]]]]


def cut_tiles(levels: Iterable[Image.Image], flatten: Flatten, orientation: int) -> CutTiles:
    """Begins to cut all levels of a `pyramid`, a row of tiles at a time; while one is cut, the next is made."""
    pending: CutTiles = []
    for image in levels:
        width, height = image.size if orientation < 5 else image.size[::-1]
        level = deepest(width, height)
        for top in range(0, height, EDGE):
            pending.append(POOL.submit(_row, image, level, top, flatten, orientation))
    return pending


def save_tiles(pending: CutTiles, size: tuple[int, int], work: Path) -> Rendition:
    """The archive of the tiles cut, of a picture of `size` upright. It bears no date and no name of anybody."""
    path = work / ROLE
    with ZipFile(path, "w") as archive:
        archive.writestr(ZipInfo(DESCRIPTOR_NAME), descriptor(*size))
        for row in pending:
            for place, tile in row.result():
                archive.writestr(ZipInfo(tile_name(place)), tile)
    return recorded(path, CONTENT_TYPE, size)


def _row(image: Image.Image, level: int, top: int, flatten: Flatten, orientation: int) -> list[tuple[Place, bytes]]:
    width, height = image.size if orientation < 5 else image.size[::-1]
    tiles = []
    for left in range(0, width, EDGE):
        box = (left, top, min(left + EDGE, width), min(top + EDGE, height))
        buffer = io.BytesIO()
        cut_out(image, box, flatten, orientation).save(buffer, "JPEG", **_JPEG)
        tiles.append(((level, left // EDGE, top // EDGE), buffer.getvalue()))
    return tiles
