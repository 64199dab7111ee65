"""Kind and format by content: what is taken, what is named and refused, what a misleading name is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_store.identify import identify, misleading_name
from media_store.limits import Limits
from media_store.outcome import SUFFIXES, Format, Kind
from media_store.reasons import MESSAGES, Quarantine, Reason, Refusal


def identified(tmp_path: Path, data: bytes) -> Format:
    path = tmp_path / "anything.bin"
    path.write_bytes(data)
    return identify(path, Limits(max_bytes=1_000_000))


def refused(tmp_path: Path, data: bytes) -> Refusal:
    with pytest.raises(Quarantine) as caught:
        identified(tmp_path, data)
    return caught.value.refusal


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(20), Format.JPEG),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), Format.PNG),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Format.WEBP),
        (b"RIFF\x10\0\0\0WAVEfmt ", Format.WAV),
        (b"II*\0\x08\0\0\0", Format.TIFF),
        (b"MM\0*\0\0\0\x08", Format.TIFF),
        (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", Format.AVIF),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Format.HEIC),
        (b"\0\0\0\x18ftypM4A \0\0\0\0isommp42", Format.M4A),
        (b"fLaC\0\0\0\x22", Format.FLAC),
        (b"OggS" + bytes(22) + b"\x01\x1e\x01vorbis", Format.OGG),
        (b"OggS" + bytes(22) + b"\x01\x13OpusHead", Format.OPUS),
        (b"ID3\x04\0\0\0\0\0\x04abcdfLaC", Format.FLAC),
        (b"\xff\xfb\x90\x64" + bytes(413) + b"\xff\xfb\x90\x64", Format.MP3),
        (b"ID3\x04\0\0\0\0\0\x04abcd\xff\xfb\x90\x64" + bytes(20), Format.MP3),
        (b"%PDF-1.7\n", Format.PDF),
        (b"junk before\n%PDF-1.4\n", Format.PDF),
        ("Mường La, quê tôi".encode(), Format.TXT),
        ("Mường La".encode("utf-16"), Format.TXT),
        (b"BM is how this text begins, and MZ, and FORM", Format.TXT),
    ],
)
def test_content_decides(tmp_path: Path, data: bytes, found: Format) -> None:
    assert identified(tmp_path, data) is found


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"GIF89a\x01\0\x01\0", "GIF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "old Word"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"<!DOCTYPE html><html><body>", "web page"),
        (b'<?xml version="1.0"?><svg xmlns="x">', "SVG"),
        (b"\0\0\0\x18ftypqt  \0\0\0\0qt  ", "film"),
        (b"RIFF\x10\0\0\0AVI LIST", "AVI"),
        (b"\x1aE\xdf\xa3\0\0", "WebM"),
        (b"MZ\x90\0\x03\0", "program"),
        (b"#!/bin/sh\nrm -rf /\n", "program"),
        (b"Rar!\x1a\x07\0", "RAR"),
        (b"\xff\xf1\x50\x80\0", "AAC"),
    ],
)
def test_foreign_content_is_named_with_advice(tmp_path: Path, data: bytes, words: str) -> None:
    refusal = refused(tmp_path, data)
    assert refusal.code is Reason.UNSUPPORTED
    assert words in str(refusal)
    assert str(refusal).endswith(".")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (bytes(1_000_001), Reason.TOO_LARGE),
        (bytes(range(256)) * 10, Reason.UNKNOWN),
        ("Những bài thơ về quê hương".encode("cp1258", "replace") + b"\xe3\xf2\xe3", Reason.LEGACY_ENCODING),
        (b"PK\x03\x04" + bytes(50), Reason.TRUNCATED),
    ],
)
def test_the_rest_is_refused(tmp_path: Path, data: bytes, reason: Reason) -> None:
    assert refused(tmp_path, data).code is reason


STARTS = [b"", b"PK\x03\x04", b"ID3", b"OggS", b"RIFF", b"\xff\xfb", b"\0\0\0\x18ftyp"]


@given(start=st.sampled_from(STARTS), rest=st.binary())
def test_any_bytes_get_a_format_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, start: bytes, rest: bytes
) -> None:
    try:
        found: Format | Refusal = identified(tmp_path_factory.mktemp("any"), start + rest)
    except Quarantine as verdict:
        found = verdict.refusal
    assert isinstance(found, Format) or str(found)


def test_a_misleading_name_gets_a_note() -> None:
    note = misleading_name("Tranh.JPG", Format.PNG)
    assert note is not None
    assert "named .jpg" in str(note)
    assert "PNG" in str(note)
    assert misleading_name("Tranh.jpeg", Format.JPEG) is None
    assert misleading_name("no suffix", Format.JPEG) is None


def test_every_format_has_a_kind_a_type_and_names() -> None:
    assert {each.kind for each in Format} == set(Kind)
    assert set(SUFFIXES) == set(Format)
    assert all("/" in each.content_type for each in Format)


def test_every_reason_is_a_sentence_to_act_on() -> None:
    assert set(MESSAGES) == set(Reason)
    assert all(message.endswith((".", "%(advice)s")) for message in MESSAGES.values())
