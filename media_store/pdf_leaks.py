"""What a PDF tells besides its pages, read from its objects: properties, notes, files, fields, and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from media_store.found_words import words_in
from media_store.icc_leaks import icc_leaks
from media_store.image_leaks import BROKEN, is_picture, picture_leaks
from media_store.leaks import Found, as_leaks, is_date, is_program, readable, within, xmp_leaks
from media_store.outcome import Leak
from media_store.pdf_objects import PdfObject, Text, pdf_objects
from media_store.pdf_versions import earlier_words

# Keys whose strings are numbers, digests, languages, fonts' and colours' data.
_TECHNICAL = frozenset({
    "ID", "Lang", "CharSet", "Registry", "Ordering", "Panose", "Style", "Cert", "ByteRange", "O", "U", "OE", "UE",
    "Perms", "DA", "DS", "CheckSum", "Indexed", "IDTree", "FileID",
    "OutputConditionIdentifier", "RegistryName", "Standard", "ColorSpace", "Decode", "PANOSE", "CS",
})  # fmt: skip
_PROGRAMS = frozenset({"Producer", "Creator", "PTEX.Fullbanner"})
_NOTES = frozenset({"Contents", "T", "Subj", "RC", "NM", "TU", "TM", "CA", "RT", "StateModel"})
_FIELD_VALUES = frozenset({"V", "DV", "RV", "Opt"})
_MOST_PICTURES = 200
_TAIL = 64 * 1024
_STREAM = re.compile(rb"stream\r?\n.*?(endstream|\Z)", re.DOTALL)


def pdf_leaks(document: Any, path: Path, hidden: list[str], seen: str) -> tuple[Leak, ...]:
    """`hidden`: words of the pages that no eye sees; `seen`: all the words that are seen, for telling earlier ones."""
    data = path.read_bytes()
    found: list[Found] = [*_information(document), *(("pdf:hidden", each) for each in hidden)]
    encrypted = re.search(rb"/Encrypt\b", data) is not None
    for reader in () if encrypted else (_of_objects, _ends):
        try:
            found.extend(each for each in reader(data) if not _repeats(each, seen))
        except BROKEN:
            continue
    found.extend(("pdf:attachment", each) for each in _attachments(document))
    found.extend(("pdf:earlier-version", each) for each in earlier_words(data, seen))
    return as_leaks(found)


def _repeats(leak: Found, seen: str) -> bool:
    """Headings and titles of parts are words of the pages, as a rule."""
    return leak[0] in ("pdf:outline", "pdf:structure", "pdf:alt-text") and readable(leak[1]) in seen


def _information(document: Any) -> Iterator[Found]:
    for name, value in document.get_metadata_dict(skip_empty=True).items():
        if not _is_technical(name, value):
            yield f"pdf:{name}", value


def _attachments(document: Any) -> Iterator[str]:
    for number in range(document.count_attachments()):
        yield document.get_attachment(number).get_name()


def _is_technical(key: str, value: object) -> bool:
    return (
        key in _TECHNICAL
        or (key in _PROGRAMS and is_program(value))
        or (
            ("Date" in key or key in ("M", "LastModified"))
            and is_date(readable(value).removeprefix("D:").replace("'", ""))
        )
    )


def _of_objects(data: bytes) -> Iterator[Found]:
    pictures = 0
    files = set()
    for each in pdf_objects(data):
        names = each.names
        yield from _texts(each, names)
        if b"EF" in names:
            files |= {int(number) for number in re.findall(rb"/(?:F|UF)\s+(\d+)\s+\d+\s+R", each.head)}
        if each.stream is None:
            continue
        if b"Metadata" in names:
            yield from xmp_leaks(each.unpacked())
        elif b"DCTDecode" in names and pictures < _MOST_PICTURES:
            pictures += 1
            yield from within("pdf:picture", _told(each.stream))
        elif b"ICCBased" in names or (b"Alternate" in names and b"N" in names):
            yield from icc_leaks(each.unpacked())
        elif b"EmbeddedFile" in names or each.number in files:
            yield from _file(each)
        elif _is_program_text(each, names):
            yield from (("pdf:script", words) for words in words_in(each.unpacked()))
    if re.search(rb"/Thumb\s+\d+\s+\d+\s+R", data):
        yield "pdf:thumbnail", "a preview picture"


def _told(picture: bytes) -> Iterator[Found]:
    return picture_leaks(picture.rstrip(b"\r\n"))


def _file(each: PdfObject) -> Iterator[Found]:
    content = each.unpacked()
    if is_picture(content):
        yield from within("pdf:attachment", picture_leaks(content))
    else:
        yield from (("pdf:attachment", words) for words in words_in(content))


def _is_program_text(each: PdfObject, names: frozenset[bytes]) -> bool:
    """A stream with nothing but its length: a script, a form's values, private data; or pages, which read as code."""
    if names - {b"Length", b"Filter", b"FlateDecode", b"DL"}:
        return False
    content = each.unpacked()[:400]
    return not re.search(rb"\b(BT|Tf|cm|re|gs|q|Do|def|begincmap|rg|scn)\b", content) and not content.startswith(
        b"<?xp"
    )


def _texts(each: PdfObject, names: frozenset[bytes]) -> Iterator[Found]:
    widget, signed = b"Widget" in names or b"FT" in names, b"ByteRange" in names
    note = b"Annot" in names or b"Subtype" in names
    for text in each.texts():
        if not text.value or (signed and text.key in ("Contents", "Cert")) or _is_technical(text.key, text.value):
            continue
        yield f"pdf:{_channel(text, widget=widget, note=note, names=names)}", _decoded(text.value)


def _channel(text: Text, *, widget: bool, note: bool, names: frozenset[bytes]) -> str:
    """Where a reader of the list would look for it."""
    key = text.key
    if key in ("JS", "URI", "F", "UF", "Desc", "Names") or (key in ("Title", "Author") and not note):
        plain = {"JS": "script", "URI": "link", "F": "file", "UF": "file", "Desc": "file", "Names": "name"}
        return "outline" if key == "Title" and names & {b"Dest", b"Parent"} else plain.get(key, key)
    if key in ("T", "ID") and names & {b"StructElem", b"K"} and not widget:
        return "structure"
    if key in _FIELD_VALUES or (widget and key in _NOTES):
        return f"field-{key}"
    if key == "Contents" or (note and key in _NOTES):
        return f"annotation-{key}"
    if key in ("Name", "Intent") and b"OCG" in names:
        return "layer"
    return {"Alt": "alt-text", "ActualText": "alt-text", "E": "alt-text", "P": "page-label"}.get(key, key)


def _decoded(value: bytes) -> object:
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return value


def _ends(data: bytes) -> Iterator[Found]:
    """Words before the head, in remarks, and behind the last end."""
    yield from (("pdf:before-the-start", words) for words in words_in(data[: max(data.find(b"%PDF-"), 0)]))
    tail = data[max(_TAIL, len(data) - _TAIL) :]
    between = _STREAM.sub(b"", data[:_TAIL]) + b"\n" + _STREAM.sub(b"", tail[tail.find(b"endstream") + 1 :])
    for remark in re.findall(rb"(?:^|[\r\n])%([^%\r\n][^\r\n]{3,300})", between):
        if not remark.startswith((b"PDF-", b"%EOF")):
            yield from (("pdf:remark", words) for words in words_in(remark))
    end = data.rfind(b"%%EOF")
    yield from (("pdf:behind-the-end", words) for words in words_in(data[end + 5 :]) if end >= 0)
