"""A small show, and ways to look into a PDF."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

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


@pytest.fixture
def show(picture: Callable[[int, int], Path]) -> CatalogueData:
    """Two paintings, a poem in Vietnamese and Thái, a song and an initiative; one winner in each category."""
    entries = (
        CatalogueEntry(
            number=1,
            code="HV-7Q4K",
            category="paintings",
            kind="painting",
            title=Bilingual("Ổ chim trên mái trường", "The nest on the school roof"),
            author="Lò Thị Hương",
            unit="lớp 8",
            indexed=(IndexName("Lò", "Thị", "Hương"),),
            prize=FIRST,
            picture=picture(600, 420),
            technique=Bilingual("Màu nước", "Watercolour"),
            width_cm=60,
            height_cm=42,
        ),
        CatalogueEntry(
            number=2,
            code="HV-AB2C",
            category="paintings",
            kind="painting",
            title=Bilingual("Sớm"),
            unit="phường Tô Hiệu",
            picture=picture(210, 297),
            width_cm=21,
            height_cm=29.7,
        ),
        CatalogueEntry(
            number=3,
            code="TH-0003",
            category="poems",
            kind="poem",
            title=Bilingual("Chữ của bà"),
            author="Q. V. Ân",
            indexed=(IndexName("Q.", "V.", "Ân"),),
            prize=FIRST,
            verses=(Verse(POEM), Verse("ꪵꪣ꪿ ꪹꪭꪸꪉꪙ", "blt", "ꪣꪀ ꪎꪳ")),
        ),
        CatalogueEntry(
            number=4,
            code="CK-0004",
            category="songs",
            kind="song",
            title=Bilingual("Suối reo"),
            author="Lò Thị Hương",
            indexed=(IndexName("Lò", "Thị", "Hương"),),
            prize=FIRST,
            song=Song("https://example.org/v/4", "Suối reo qua cầu", 245, "Nhạc và lời: Hương"),
        ),
        CatalogueEntry(
            number=5,
            code="SK-0005",
            category="ideas",
            kind="initiative",
            title=Bilingual("Tủ sách mặt trời"),
            author="Giàng A Páo",
            indexed=(IndexName("Giàng", "A", "Páo"),),
            prize=FIRST,
            summary=Bilingual("Mỗi bản một tủ sách.", "One bookcase a village."),
        ),
    )
    return CatalogueData(
        name=Bilingual("Sơn La – Thành phố học tập", "Son La – Learning City"),
        theme=Bilingual("Học tập suốt đời", "Lifelong learning"),
        organiser=Bilingual("Ban tổ chức", "Organising committee"),
        place=Bilingual("Sơn La", "Sơn La"),
        published=date(2024, 10, 7),
        preface=Bilingual("Có những bài học bắt đầu bên bếp lửa.", "Some lessons begin by the hearth."),
        categories=(
            CatalogueCategory("paintings", Bilingual("Hội họa", "Paintings")),
            CatalogueCategory("poems", Bilingual("Thơ", "Poems")),
            CatalogueCategory("songs", Bilingual("Ca khúc", "Songs")),
            CatalogueCategory("ideas", Bilingual("Sáng kiến", "Initiatives")),
            CatalogueCategory("empty", Bilingual("Kịch", "Plays")),
        ),
        entries=entries,
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
