"""A marker in every place of a picture that can hold words: none follows, all are told."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import Any

import pillow_heif
import pytest
from PIL import Image, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

from media_store.outcome import Outcome

Judge = Callable[[bytes, str], Outcome]
Spilled = Callable[[Outcome, list[str]], set[str]]
pillow_heif.register_heif_opener(thumbnails=False)
PICTURE = Image.new("RGB", (64, 48), (90, 140, 60))


def exif(name: str) -> Image.Exif:
    tags = Image.Exif()
    tags[0x013B], tags[0x010E], tags[0x8298] = f"{name}artist", f"{name}description", f"{name}copyright"
    tags[0x9C9D] = f"{name}xpauthor".encode("utf-16-le")
    inner = tags.get_ifd(0x8769)
    inner[0x9286] = b"ASCII\0\0\0" + f"{name}usercomment".encode()
    inner[0xA430], inner[0xA431] = f"{name}owner", f"{name}serial"
    place = tags.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (21.0, 19.0, 36.0), "E", (103.0, 55.0, 1.0)
    place[28] = f"ASCII\0\0\0{name}area".encode()
    return tags


EXIF = ["artist", "description", "copyright", "xpauthor", "usercomment", "owner", "serial", "area"]


def xmp(name: str) -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        f'photoshop:City="{name}city"><dc:creator><rdf:Seq><rdf:li>{name}creator</rdf:li></rdf:Seq></dc:creator>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def iptc(name: str) -> bytes:
    value = f"{name}byline".encode()
    record = b"\x1c\x02\x50" + struct.pack(">H", len(value)) + value
    record += b"\0" * (len(record) % 2)
    return b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record


def saved(encoder: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    PICTURE.save(buffer, encoder, **options)
    return buffer.getvalue()


def jpeg(name: str) -> bytes:
    data = saved("JPEG", exif=exif(name), xmp=xmp(name), comment=f"{name}comment")
    photoshop = b"Photoshop 3.0\0" + iptc(name)
    segment = b"\xff\xed" + struct.pack(">H", len(photoshop) + 2) + photoshop
    return data[:2] + segment + data[2:] + f"{name}behind".encode()


def png(name: str) -> bytes:
    texts = PngInfo()
    texts.add_text("Author", f"{name}text")
    texts.add_text("Comment", f"{name}packed", zip=True)
    texts.add_itxt("Writer", f"{name}international", zip=True)
    texts.add_itxt("XML:com.adobe.xmp", xmp(name).decode())
    return saved("PNG", exif=exif(name), pnginfo=texts)


def tiff(name: str) -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for number, word in ((270, "description"), (315, "artist"), (33432, "copyright"), (269, "document"), (285, "page")):
        tags[number] = name + word
    tags[700] = xmp(name)
    return saved("TIFF", tiffinfo=tags)


CASES: dict[str, tuple[Callable[[str], bytes], list[str]]] = {
    "jpeg": (jpeg, [*EXIF, "city", "creator", "comment", "byline"]),
    "png": (png, [*EXIF, "text", "packed", "international", "city", "creator"]),
    "webp": (lambda name: saved("WEBP", exif=exif(name), xmp=xmp(name)), [*EXIF, "city", "creator"]),
    "avif": (lambda name: saved("AVIF", exif=exif(name), xmp=xmp(name)), [*EXIF, "city", "creator"]),
    "heic": (lambda name: saved("HEIF", exif=exif(name).tobytes(), xmp=xmp(name)), [*EXIF, "city", "creator"]),
    "tiff": (tiff, ["description", "artist", "copyright", "document", "page", "city", "creator"]),
}


@pytest.mark.parametrize("found", CASES)
def test_no_word_follows_and_each_is_told(judge: Judge, spilled: Spilled, found: str) -> None:
    make, words = CASES[found]
    name = f"Huong{found}"
    data = make(name)
    outcome = judge(data, f"{name}.bin")
    assert outcome.accepted, outcome.reason
    assert spilled(outcome, [name, "adobe", "rdf:"]) == set()
    told = " ".join(each.value for each in outcome.leaks)
    assert [word for word in words if name + word not in told] == []


def test_where_it_was_taken_is_told(judge: Judge) -> None:
    leaks = {each.channel: each.value for each in judge(jpeg("A"), "a.jpg").leaks}
    assert leaks["exif:GPS"].startswith("N 21.32667 E 103.91694")
    assert leaks["exif:Artist"] == "Aartist"
    assert leaks["iptc:By-line"] == "Abyline"


def test_a_plain_picture_tells_nothing(judge: Judge) -> None:
    assert [judge(saved(each), "a").leaks for each in ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF")] == [()] * 6


def test_broken_metadata_do_not_matter(judge: Judge) -> None:
    outcome = judge(saved("JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\x7f"), "a.jpg")
    assert outcome.accepted
