import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pillow_heif
import pypdfium2
import pytest
from PIL import Image, ImageCms, ImageOps

from judging.demo.audio_files import write_audio
from judging.demo.colour_profiles import SPACES, icc_profile
from judging.demo.files import DemoEntry, make_entries, write_file
from judging.demo.image_files import write_image
from judging.demo.markers import CHANNELS, Marks
from judging.demo.songs.instruments import RATE
from media_store.identify import identify
from media_store.limits import Limits


@pytest.fixture(scope="module")
def entries() -> dict[str, DemoEntry]:
    return {entry.key: entry for entry in make_entries(7)}


def _marks(form: str) -> Marks:
    return Marks(f"test-{form}", "Lò Thị Hương", "Trường TH&THCS Chiềng Cọ", form)


def _everything(path: Path) -> bytes:
    """All that lies in a file, packed or not."""
    raw = path.read_bytes()
    return b"\n".join([raw, *_unpacked(path, raw)])


def _unpacked(path: Path, raw: bytes) -> Iterator[bytes]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    for match in re.finditer(rb"stream\r?\n|iCCP[^\0]+\0\0|zTXt[^\0]+\0\0", raw):
        try:
            yield zlib.decompressobj().decompress(raw[match.end() :])
        except zlib.error:
            continue
    if raw.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(raw)
        yield from (page.get_textpage().get_text_range().encode() for page in document)
    for match in re.finditer(rb"(?i)metadata_block_picture=([A-Za-z0-9+/=]+)", raw):
        yield base64.b64decode(match.group(1) + b"==")


def _missing(path: Path, marks: Marks) -> list[str]:
    found = _everything(path)
    return [
        channel
        for channel, marker in marks.planted()
        if marker.encode() not in found and marker.encode("utf-16-le") not in found
    ]


def _corner_image() -> Image.Image:
    """Landscape, red in the upper left corner, green elsewhere."""
    image = Image.new("RGB", (320, 200), (40, 140, 60))
    image.paste((220, 30, 30), (0, 0, 80, 50))
    return image


@pytest.mark.parametrize("form", ["jpg", "png", "tiff", "heic"])
def test_pictures_carry_every_marker(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"picture.{form}"
    write_image(_corner_image(), path, _marks(form), orientation=6, space="Display P3")
    assert _missing(path, _marks(form)) == []
    pillow_heif.register_heif_opener()
    with Image.open(path) as image:
        image.load()
        assert image.info["icc_profile"] == icc_profile("Display P3", _marks(form).ascii("icc.copyright"))


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_viewer_that_obeys_the_orientation_sees_the_picture_upright(orientation: int, tmp_path: Path) -> None:
    path = tmp_path / "picture.jpg"
    write_image(_corner_image(), path, _marks("jpg"), orientation=orientation, space="sRGB")
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image)
    assert upright.size == (320, 200)
    red, green, _ = upright.getpixel((20, 20))
    assert red > 180 > green


@pytest.mark.parametrize("form", ["mp3", "wav", "flac", "m4a", "ogg", "opus"])
def test_songs_carry_every_marker(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"song.{form}"
    time = np.arange(RATE, dtype=np.float32) / RATE
    tone = np.sin(2 * np.pi * 330 * time).astype(np.float32) * 0.5
    write_audio(np.stack([tone, tone]), path, "Suối hát", _marks(form))
    assert _missing(path, _marks(form)) == []
    assert identify(path, Limits()) == form
    first = path.read_bytes()
    write_audio(np.stack([tone, tone]), path, "Suối hát", _marks(form))
    assert path.read_bytes() == first


@pytest.mark.parametrize("key", ["initiatives-001", "initiatives-003", "poems-002"])
def test_documents_carry_every_marker(key: str, entries: dict[str, DemoEntry], tmp_path: Path) -> None:
    path = write_file(entries[key], tmp_path)
    assert _missing(path, entries[key].marks) == []
    assert identify(path, Limits()) == entries[key].format


def test_texts_come_in_several_encodings(entries: dict[str, DemoEntry], tmp_path: Path) -> None:
    poems = [entry for entry in entries.values() if entry.category == "poems" and entry.format == "txt"]
    heads = {write_file(entry, tmp_path).read_bytes()[:2] for entry in poems}
    assert {b"\xff\xfe", b"\xef\xbb"} < heads


@pytest.mark.parametrize("key", ["songs-002", "poems-001", "initiatives-001", "initiatives-005", "paintings-001"])
def test_the_same_entry_gives_the_same_bytes(key: str, entries: dict[str, DemoEntry], tmp_path: Path) -> None:
    first = write_file(entries[key], tmp_path).read_bytes()
    assert write_file(entries[key], tmp_path).read_bytes() == first


def test_every_format_of_the_demo_is_planted(entries: dict[str, DemoEntry]) -> None:
    assert {entry.format for entry in entries.values()} == set(CHANNELS)


@pytest.mark.parametrize("space", SPACES)
def test_profiles_turn_white_into_white(space: str) -> None:
    here = ImageCms.ImageCmsProfile(io.BytesIO(icc_profile(space, "owner")))
    white = ImageCms.profileToProfile(Image.new("RGB", (2, 2), (255, 255, 255)), here, ImageCms.createProfile("sRGB"))
    assert min(white.getpixel((0, 0))) >= 254
