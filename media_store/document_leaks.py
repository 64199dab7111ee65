"""What office files tell besides their pages: properties, remarks, changes, hidden words, parts that no page shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from media_store.docx_leaks import docx_part_leaks
from media_store.image_leaks import BROKEN
from media_store.leaks import Found, as_leaks, within
from media_store.markup import Element, parse_xml
from media_store.odt_leaks import odt_part_leaks
from media_store.outcome import Format, Leak
from media_store.package_leaks import archive_leaks, part_leaks
from media_store.packages import Members

_NOTES = re.compile(rb"<!--(.*?)-->|<\?(?!xml[\s-]|mso-)(.*?)\?>", re.DOTALL)
_READERS: dict[Format, Callable[[str, Element, Members], Iterator[Found]]] = {
    Format.DOCX: docx_part_leaks,
    Format.ODT: odt_part_leaks,
}


def document_leaks(path: Path, found: Format, members: Members) -> tuple[Leak, ...]:
    """Whatever part cannot be parsed tells nothing here; the cleaning will find out whether it matters."""
    return as_leaks(within(str(found), _leaks(path, found, members)))


def _leaks(path: Path, found: Format, members: Members) -> Iterator[Found]:
    for name, data in sorted(members.items(), key=lambda member: _rank(member[0])):
        try:
            yield from _of_part(name, data, found, members)
        except BROKEN:
            continue
    try:
        yield from archive_leaks(path)
    except BROKEN:
        return


def _rank(name: str) -> tuple[bool, bool, str]:
    """Properties first, then the text, then the rest: the list may be cut."""
    properties = name.startswith("docProps/") or name == "meta.xml"
    text = name in ("word/document.xml", "content.xml", "word/comments.xml", "word/settings.xml")
    return not properties, not text, name


def _of_part(name: str, data: bytes, found: Format, members: Members) -> Iterator[Found]:
    if not name.endswith((".xml", ".rels", ".rdf")):
        yield from part_leaks(name, data)
        return
    for note in _NOTES.finditer(data):
        yield "markup-comment", note.group(1) or note.group(2)
    try:
        root = parse_xml(data)
    except ValueError:
        return
    yield from _READERS[found](name, root, members)
