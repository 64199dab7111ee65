"""A small show, and ways to look into a PDF."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from judging.exhibition.printing.values import (
    CatalogueCategory,
    CatalogueData,
    CatalogueEntry,
    IndexName,
    Prize,
    Song,
    Verse,
)
from judging.typesetting.values import Bilingual

POEM = "Bà thổi lửa cho sáng trang vần\nChữ đậu lên tay\n\nRừng già vẫn mọc lá xanh"
FIRST = Prize(1, Bilingual("Giải Nhất", "First prize"))


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[int, int], Path]:
    def make(width: int, height: int) -> Path:
        path = tmp_path / f"{width}x{height}.jpg"
        Image.new("RGB", (width, height), "#2B4675").save(path)
        return path

    return make


def named(family: str, middle: str, given: str, *, author: str = "") -> dict[str, Any]:
    """Author and index name of an entry."""
    return {"author": author or f"{family} {middle} {given}", "indexed": (IndexName(family, middle, given),)}


HUONG = named("Lò", "Thị", "Hương")


@pytest.fixture
def paintings(picture: Callable[[int, int], Path]) -> tuple[CatalogueEntry, ...]:
    """A winner with everything that can be told, and a work whose author is not named."""
    nest, early = Bilingual("Ổ chim trên mái trường", "The nest on the school roof"), Bilingual("Sớm")
    big, small = picture(600, 420), picture(210, 297)
    paper = {"width_cm": 21, "height_cm": 29.7}
    return (
        CatalogueEntry(
            1, "HV-7Q4K", "paintings", "painting", nest, unit="lớp 8", prize=FIRST, picture=big, width_cm=60,
            height_cm=42, technique=Bilingual("Màu nước", "Watercolour"), **HUONG,
        ),
        CatalogueEntry(2, "HV-AB2C", "paintings", "painting", early, unit="phường Tô Hiệu", picture=small, **paper),
    )  # fmt: skip


@pytest.fixture
def texts() -> tuple[CatalogueEntry, ...]:
    """A poem in Vietnamese and Thái, a song and an initiative, each a winner."""
    verses = (Verse(POEM), Verse("ꪵꪣ꪿ ꪹꪭꪸꪉꪙ", "blt", "ꪣꪀ ꪎꪳ"))
    song = Song("https://example.org/v/4", "Suối reo qua cầu", 245, "Nhạc và lời: Hương")
    summary = Bilingual("Mỗi bản một tủ sách.", "One bookcase a village.")
    initials, pao = named("Q.", "V.", "Ân"), named("Giàng", "A", "Páo")
    titles = [Bilingual(title) for title in ("Chữ của bà", "Suối reo", "Tủ sách mặt trời")]
    return (
        CatalogueEntry(3, "TH-0003", "poems", "poem", titles[0], prize=FIRST, verses=verses, **initials),
        CatalogueEntry(4, "CK-0004", "songs", "song", titles[1], prize=FIRST, song=song, **HUONG),
        CatalogueEntry(5, "SK-0005", "ideas", "initiative", titles[2], prize=FIRST, summary=summary, **pao),
    )


@pytest.fixture
def show(paintings: tuple[CatalogueEntry, ...], texts: tuple[CatalogueEntry, ...]) -> CatalogueData:
    """Two paintings, a poem in Vietnamese and Thái, a song and an initiative; one winner in each category."""
    names = {
        "paintings": Bilingual("Hội họa", "Paintings"),
        "poems": Bilingual("Thơ", "Poems"),
        "songs": Bilingual("Ca khúc", "Songs"),
        "ideas": Bilingual("Sáng kiến", "Initiatives"),
        "empty": Bilingual("Kịch", "Plays"),
    }
    return CatalogueData(
        name=Bilingual("Sơn La – Thành phố học tập", "Son La – Learning City"),
        theme=Bilingual("Học tập suốt đời", "Lifelong learning"),
        organiser=Bilingual("Ban tổ chức", "Organising committee"),
        place=Bilingual("Sơn La", "Sơn La"),
        published=date(2024, 10, 7),
        preface=Bilingual("Có những bài học bắt đầu bên bếp lửa.", "Some lessons begin by the hearth."),
        categories=tuple(CatalogueCategory(key, name) for key, name in names.items()),
        entries=(*paintings, *texts),
    )


@pytest.fixture
def pages() -> Callable[[bytes], list[str]]:
    """The text of each page, on one line."""

    def read(pdf: bytes) -> list[str]:
        document = pypdfium2.PdfDocument(pdf)
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]

    return read


@pytest.fixture
def assert_sound() -> Callable[[bytes], None]:
    """Every character stands inside its page and every font is embedded."""

    def check(pdf: bytes) -> None:
        document = pypdfium2.PdfDocument(pdf)
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            for place in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(place)
                assert left >= 0
                assert bottom >= 0
                assert right <= width
                assert top <= height
            for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(thing.raw)
                assert pdfium.FPDFFont_GetIsEmbedded(font) == 1

    return check
