"""Photographs reach the page as their own bytes, although Typst never saw them."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageCms

from judging.typesetting.runner import compile_typst
from judging.typesetting.stand_ins import stand_in

SHEET = """#let data = json("data.json")
#set document(title: "T", date: none)
#for name in data.names { image(name, width: 40mm, height: 30mm, fit: "stretch", alt: name) }
"""


def set_with(folder: Path, *pictures: Path) -> bytes:
    sheet = folder / "sheet.typ"
    sheet.write_text(SHEET, encoding="utf-8")
    names = [f"p/{place}" for place in range(len(pictures))]
    return compile_typst(sheet, {"names": names}, assets=dict(zip(names, pictures, strict=True)))


def saved(path: Path, mode: str = "RGB", colour: object = "#A5301E", **options: object) -> Path:
    Image.new(mode, (400, 300), colour).save(path, **options)  # type: ignore[arg-type]
    return path


def test_the_pictures_own_bytes_are_in_the_pdf(tmp_path: Path) -> None:
    red, grey = saved(tmp_path / "red.jpg"), saved(tmp_path / "grey.jpg", "L", 90)
    pdf = set_with(tmp_path, red, grey)
    assert red.read_bytes() in pdf
    assert grey.read_bytes() in pdf
    assert b"stand-in" not in pdf
    shown = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")
    assert shown.getpixel((100, 100)) == pytest.approx((165, 48, 30), abs=3)
    assert shown.getpixel((100, 180)) == pytest.approx((90, 90, 90), abs=3)


def test_the_same_pictures_give_the_same_bytes(tmp_path: Path) -> None:
    red = saved(tmp_path / "red.jpg")
    assert set_with(tmp_path, red, red) == set_with(tmp_path, red, red)


def test_what_typst_must_see_itself_has_no_stand_in(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x0112] = 6
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(saved(tmp_path / "whole.jpg").read_bytes()[:-2])
    odd = [
        saved(tmp_path / "a.png"),
        saved(tmp_path / "b.jpg", icc_profile=profile),
        saved(tmp_path / "c.jpg", exif=exif),
        saved(tmp_path / "d.jpg", "CMYK", (0, 0, 0, 90)),
        cut,
        tmp_path / "missing.jpg",
    ]
    assert [stand_in(picture, 0) for picture in odd] == [None] * len(odd)


def test_a_stand_in_is_a_picture_of_its_own_number(tmp_path: Path) -> None:
    red = saved(tmp_path / "red.jpg")
    first, second = (stand_in(red, number) for number in (1, 2))
    assert first is not None
    assert first != second
    assert Image.open(io.BytesIO(first)).size == (8, 8)


def test_png_and_profiled_pictures_are_set_as_before(tmp_path: Path) -> None:
    pdf = set_with(tmp_path, saved(tmp_path / "a.png"), saved(tmp_path / "c.jpg"))
    assert pdf.count(b"/Subtype/Image") == 2
