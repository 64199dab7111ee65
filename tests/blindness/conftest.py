"""A contest whose every entry names its author wherever a form or a file can."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import httpx
import numpy as np
import pytest
from litestar import Litestar
from PIL import Image

from judging.contests.enums import Stage
from judging.demo.audio_files import write_audio
from judging.demo.docx_files import write_poem_docx, write_proposal_docx
from judging.demo.image_files import write_image
from judging.demo.initiatives import load_initiatives, sections
from judging.demo.markers import Marks
from judging.demo.pdf_files import write_proposal_pdf
from judging.demo.songs.instruments import RATE
from judging.submissions.enums import NameMode
from tests.cast import Made, Play, make_contest, make_entry, step

DEMO = (Path(__file__).parents[2] / "judging" / "demo" / "contest.toml").read_text("utf-8")
FORMATS = {
    "songs": ("mp3", "wav", "flac", "m4a", "ogg", "opus"),
    "paintings": ("jpg", "png", "heic", "tiff"),
    "poems": ("docx", "txt"),
    "initiatives": ("docx", "pdf"),
}
POEM = "Suối chảy qua bản nhỏ\nmang theo lời hát xưa\nem ngồi bên cửa sổ\nđợi mùa mưa, mùa mưa.\n"


@dataclass
class Planted:
    """One entry, the file as it was sent, and channel → text of everything that names its author."""

    made: Made
    file: bytes
    channels: dict[str, str]


@dataclass
class Show:
    play: Play
    planted: list[Planted]

    @property
    def texts(self) -> set[str]:
        return {text for entry in self.planted for text in entry.channels.values()}


@pytest.fixture(scope="package")
async def show(app: Litestar, tmp_path_factory: pytest.TempPathFactory) -> Show:
    """Every format that may be sent, judged by the reference contest's own jury; the round is open."""
    play = await make_contest(Stage.OPEN, source=DEMO)
    folder = tmp_path_factory.mktemp("planted")
    wanted = [(category, form) for category, formats in FORMATS.items() for form in formats]
    planted = [await _send(play, category, form, folder) for category, form in wanted]
    await step(play, Stage.CHECKING)
    await step(play, Stage.JUDGING)
    return Show(play, planted)


@pytest.fixture
async def anyone(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """A program without cookies, which follows no redirect by itself."""
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # Litestar types its scopes more narrowly
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver.local") as client:
        yield client


async def _send(play: Play, category: str, form: str, folder: Path) -> Planted:
    key = f"{category}-{form}"
    tail = "".join(word.capitalize() for word in key.split("-"))
    fields: dict[str, Any] = {
        "name": f"Lò Thị Zqname{tail}",
        "unit": f"Trường Zqunit{tail}",
        "class_name": f"8A-Zqclass{tail}",
        "teacher": f"Cà Văn Zqteacher{tail}",
        "guardian": f"Quàng Thị Zqguardian{tail}",
        "phone": f"09{crc32(key.encode()) % 10**8:08d}",
        "email": f"zqmail{tail.lower()}@example.org",
        "co_authors": f"Tòng Zqfriend{tail}",
        "credits": f"Hát: Zqsinger{tail}",
    }
    file_name = f"Zqfile{tail}.{form}"
    marks = Marks(key, fields["name"], fields["unit"], form)
    path = folder / f"{key}.{form}"
    _write(category, path, marks)
    data = path.read_bytes()
    made = await make_entry(
        play,
        category,
        data=data,
        file_name=file_name,
        title=f"Tác phẩm {form} {category}",
        title_en=f"Work {form} {category}",
        birth_year=play.view.rules.timeline.deadline.year - 12,
        language="vi",
        details={
            "technique": "Màu nước",
            "width_cm": "40",
            "height_cm": "30",
            "lyrics": "La la la",
            "summary": "Tóm tắt",
        },
        name_mode=NameMode.INITIALS,
        consents=frozenset(consent.key for consent in play.view.rules.consents),
        **fields,
    )
    words = {f"field.{name}": text.split()[-1].removeprefix("8A-") for name, text in fields.items()}
    words |= {"file.name": file_name.removesuffix(f".{form}"), "entry.code": made.receipt.code}
    return Planted(made, data, words | dict(marks.planted()))


def _write(category: str, path: Path, marks: Marks) -> None:
    idea = load_initiatives()[0]
    if category == "songs":
        write_audio(_tune(), path, "Bài hát", marks)
    elif category == "paintings":
        write_image(_picture(marks.entry_key), path, marks, orientation=1, space="sRGB")
    elif marks.format == "txt":
        path.write_text(POEM, encoding="utf-8")
    elif category == "poems":
        write_poem_docx(path, POEM, marks)
    else:
        write = write_proposal_docx if marks.format == "docx" else write_proposal_pdf
        write(path, idea.title_vi, sections(idea), [amount for _, amount in idea.costs], marks)


def _tune() -> np.ndarray:
    """Three seconds of a chord that fades, stereo."""
    time = np.arange(3 * RATE, dtype=np.float32) / RATE
    chord = sum(np.sin(2 * np.pi * pitch * time) for pitch in (220.0, 277.2, 329.6))
    return (
        np.stack([chord, chord]).astype(np.float32) * np.float32(0.2) * np.linspace(1, 0, len(time), dtype=np.float32)
    )


def _picture(key: str) -> Image.Image:
    """Noise, another one for each key. The photograph is large enough for tiles, the others have a million points."""
    noise = np.random.default_rng(crc32(key.encode())).integers(0, 255, (48, 64, 3), dtype=np.uint8)
    size = (2600, 1950) if key.endswith("jpg") else (1200, 900)
    return Image.fromarray(noise).resize(size, Image.Resampling.BICUBIC)
