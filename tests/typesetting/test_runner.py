"""Typst fed with data only."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from judging.errors import Refused
from judging.typesetting.fonts import SUBSTITUTE, house_fonts, undrawable
from judging.typesetting.runner import PrintError, compile_typst

HEAD = '#import "theme.typ": *\n#set document(title: "T", date: none)\n#show: house\n'
NASTY = '#panic("x") $a$ *b* @c <d> // e \\ "q" [f] {g}'


def template(folder: Path, body: str) -> Path:
    path = folder / "sheet.typ"
    path.write_text(HEAD + body, encoding="utf-8")
    return path


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_texts_are_data_never_markup(tmp_path: Path) -> None:
    pdf = compile_typst(template(tmp_path, "#data.text"), {"text": NASTY})
    assert NASTY in text_of(pdf).replace("\r\n", " ")


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    sheet = template(tmp_path, "#data.text")
    first, second = (compile_typst(sheet, {"text": "Mẹ học chữ"}, day=date(2024, 10, 7)) for _ in range(2))
    assert first == second


def test_what_no_font_can_draw_becomes_a_visible_box(tmp_path: Path) -> None:
    assert undrawable("aếꪼ—\u200d😀漢") == {"😀", "漢"}
    assert f"a{SUBSTITUTE}b" in text_of(compile_typst(template(tmp_path, "#data.text"), {"text": "a😀b"}))


@pytest.mark.parametrize("text", ["Ổ Ẫ Ộ Ậ Ễ Ữ Ỵ", "ꪼꪕ ꪀꪫꪱꪣ", "Њ Ω", "×–—“”‘’·…№"])
def test_the_fonts_of_the_house_draw_it(text: str) -> None:
    assert undrawable(text) == frozenset()


def test_fonts_are_those_of_the_house_not_of_the_system() -> None:
    families = set(house_fonts().families())
    assert {"Be Vietnam Pro", "Source Serif 4", "Tinos", "Noto Sans Tai Viet"} <= families


def test_missing_fonts_name_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTS_DIR", str(tmp_path))
    with pytest.raises(Refused, match="make setup"):
        house_fonts()


def test_only_named_assets_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("s", encoding="utf-8")
    sheet = template(tmp_path, f'#read("{tmp_path}/secret.txt")')
    with pytest.raises(PrintError, match="sheet"):
        compile_typst(sheet, {})
    assert "kept" in text_of(compile_typst(template(tmp_path, '#read("a/b.txt")'), {}, assets={"a/b.txt": b"kept"}))


def test_a_missing_or_broken_picture_is_named(tmp_path: Path) -> None:
    sheet = template(tmp_path, '#image("p", alt: "x")')
    with pytest.raises(PrintError, match=r"gone\.jpg"):
        compile_typst(sheet, {}, assets={"p": tmp_path / "gone.jpg"})
    with pytest.raises(PrintError, match="could not be set"):
        compile_typst(sheet, {}, assets={"p": b"not a picture"})
