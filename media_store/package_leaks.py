"""Parts of a package that are no text of its own format: pictures, objects, programs; and the archive around them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from media_store.found_words import words_in
from media_store.image_leaks import is_picture, picture_leaks
from media_store.leaks import Found, within
from media_store.markup import Element, local_name, parse_xml, value

_USUAL_NAMES = re.compile(
    r"(image|picture|oleobject|object|slide|chart|thumbnail|header|footer|item|itemprops|theme|font|printersettings|drawing"
    r"|microsoft_\w+?|vbaproject|activex|afchunk|hdphoto|media)[\s_-]?\d*|[0-9a-f]{16,}|mimetype|content|meta|current"
    r"|layout-cache|\[content_types\]",
    re.IGNORECASE,
)
_TECHNICAL = frozenset({
    "Application", "AppVersion", "DocSecurity", "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines",
    "Paragraphs", "TotalTime", "ScaleCrop", "LinksUpToDate", "SharedDoc", "HyperlinksChanged", "revision", "created",
    "modified", "generator", "lastPrinted", "language", "creation-date", "date", "editing-cycles", "editing-duration",
    "print-date", "i4", "version",
})  # fmt: skip
_USUAL_TEMPLATES = ("normal.dotm", "normal.dot", "normal", "normal_wordconv.dotm")
_USUAL_PARTS = ("title", "titles", "tên", "tiêu đề")
_MOST_INSIDE = 30 * 1024 * 1024
_FONTS = (".ttf", ".otf", ".odttf", ".fntdata")


def part_leaks(name: str, data: bytes) -> Iterator[Found]:
    """A part that is no markup: what stands inside a picture, words in everything else."""
    stem = name.rpartition("/")[2].rpartition(".")[0] or name
    if not name.endswith("/") and not _USUAL_NAMES.fullmatch(stem):
        yield "part", name
    if "humbnail" in name:
        yield "thumbnail", "a preview picture"
    if is_picture(data):
        yield from within(name, picture_leaks(data))
    elif data.startswith(b"PK\x03\x04"):
        yield "embedded", name
        yield from within(name, _inner_package(data))
    elif name != "mimetype" and not name.endswith(_FONTS):
        if name.endswith((".bin", ".ole")) or "embeddings/" in name or name.startswith("Object"):
            yield "embedded", name
        yield from ((name, words) for words in words_in(data))


def _inner_package(data: bytes) -> Iterator[Found]:
    """An office file inside an office file: its properties and pictures."""
    left = _MOST_INSIDE
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            content = archive.open(entry).read(left)
            left -= len(content)
            if entry.filename.startswith("docProps/") and entry.filename.endswith(".xml"):
                yield from property_leaks(parse_xml(content))
            elif is_picture(content):
                yield from within(entry.filename, picture_leaks(content))


def property_leaks(root: Element) -> Iterator[Found]:
    """Properties of a document, under their own names."""
    for each in root.iter():
        name = local_name(each.tag)
        text = (each.text or "").strip()
        if name in ("property", "user-defined"):
            yield f"property-{value(each, 'name')}", "".join(each.itertext())
        elif _in_property(each) or (name == "Template" and text.lower() in _USUAL_TEMPLATES):
            continue
        elif text and name == "lpstr" and text.lower() not in _USUAL_PARTS:
            yield "part-title", text
        elif text and name not in _TECHNICAL and name != "lpstr":
            yield name, text
        for key in ("href", "title"):  # of a template
            if value(each, key):
                yield f"{name}-{key}", value(each, key)


def _in_property(element: Element) -> bool:
    return any(local_name(each.tag) == "property" for each in element.iterancestors())


def text_leaks(channel: str, root: Element) -> Iterator[Found]:
    """Every text of a part that no page shows; long signs without a space are keys and digests."""
    for each in root.iter():
        text = " ".join((each.text or "").split())
        if text and (" " in text or len(text) <= 60):
            yield channel, text


def archive_leaks(path: Path) -> Iterator[Found]:
    """Remarks of the archive and its entries, and bytes before, between and behind them."""
    with zipfile.ZipFile(path) as archive, path.open("rb") as stream:
        yield "archive-comment", archive.comment
        size = path.stat().st_size
        covered = []
        for entry in archive.infolist():
            yield "archive-comment", entry.comment
            yield from (("archive-extra", words) for words in words_in(entry.extra))
            stream.seek(entry.header_offset)
            head = stream.read(30)
            own = 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
            descriptor = 24 if entry.flag_bits & 8 else 0
            covered.append((entry.header_offset, entry.header_offset + own + entry.compress_size + descriptor))
        covered.append((archive.start_dir, size))
        at = 0
        for start, end in sorted(covered):
            if start > at:
                stream.seek(at)
                yield from (
                    ("archive-between", words) for words in words_in(stream.read(min(start - at, _MOST_INSIDE)))
                )
            at = max(at, end)
        stream.seek(max(0, size - 65_600))
        tail = stream.read()
        last = tail.rfind(b"PK\x05\x06")
        length = int.from_bytes(tail[last + 20 : last + 22], "little")
        yield from (("behind-the-end", words) for words in words_in(tail[last + 22 + length :]))
