"""ODT: which words of each part are not on the pages, and where they stand."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from media_store.found_words import words_in
from media_store.leaks import Found
from media_store.markup import Element, local_name, parse_xml, value
from media_store.odt_clean import FIELDS, Looks, is_closed_section
from media_store.package_leaks import property_leaks, text_leaks
from media_store.packages import Members

_NOTES = {"annotation": "comment", "deletion": "deleted"}
_HIDDEN = frozenset({"hidden-text", "hidden-paragraph", "conditional-text"})
_NAMED = frozenset({"frame", "bookmark", "bookmark-start", "reference-mark", "reference-mark-start", "section", "table",
                    "custom-shape"})  # fmt: skip
_STORIES = ("content.xml", "styles.xml")
_SILENT_PARTS = ("META-INF/manifest.xml", "manifest.rdf", "layout-cache")
_USUAL_NAME = re.compile(
    r"(_\w*|image|frame|graphics?|object|table|section|shape|picture|bảng|khung|hình ảnh|hình|bookmark|text frame"
    r"|textframe|fr)?[\s_]*\d*",
    re.IGNORECASE,
)
_PAGE_PARTS = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
_PLAIN_SETTINGS = ("ViewId", "PrinterIndependentLayout", "UpdateFromTemplate", "RedlineProtectionKey")


def odt_part_leaks(name: str, root: Element, members: Members) -> Iterator[Found]:
    """By the name of the part; every part that is not known is looked through for text."""
    if name == "meta.xml":
        yield from property_leaks(root)
    elif name in _STORIES:
        yield from _story(root, Looks(_roots(members)))
    elif name == "settings.xml":
        yield from _settings(root)
    elif name not in _SILENT_PARTS and not name.startswith("Configurations2/"):
        if name.startswith("Object"):
            yield "embedded", name
        yield from text_leaks(f"part-{name}", root)


def _roots(members: Members) -> list[Element]:
    try:
        return [parse_xml(members[name]) for name in _STORIES if name in members]
    except ValueError:
        return []


def _story(root: Element, looks: Looks) -> Iterator[Found]:
    for each in root.iter():
        name = local_name(each.tag)
        if name in _NOTES:
            yield _NOTES[name], " ".join(" ".join(each.itertext()).split())
        elif name in ("creator", "creator-initials", "sender-initials", "author-initials"):
            yield "changed-by", "".join(each.itertext())
        elif name in _HIDDEN:
            for key in ("string-value", "string-value-if-true", "string-value-if-false"):
                yield "hidden", value(each, key) or ""
            yield "hidden", _text(each)
        elif is_closed_section(each, name) or (name in ("p", "h", "span") and looks.of(each).unseen):
            yield "hidden", _text(each)
        elif name in FIELDS or name.startswith("sender-"):
            yield "field", f"{value(each, 'name') or ''} {_text(each)}"
        yield from _names(each, name)


def _names(each: Element, name: str) -> Iterator[Found]:
    if name in ("title", "desc") and local_name(each.getparent().tag) not in ("meta", "document-meta"):
        yield "alt-text", _text(each)
    elif name in _NAMED and not _USUAL_NAME.fullmatch(value(each, "name") or ""):
        yield "name", value(each, "name")
    elif name in ("user-field-decl", "variable-set", "user-field-get"):
        yield "field", f"{value(each, 'name')} {value(each, 'string-value') or _text(each)}"
    elif name in _PAGE_PARTS:
        yield name, _text(each)
    elif name in ("script", "event-listener", "plugin", "applet", "floating-frame", "object-ole", "object"):
        yield "embedded", f"{name} {value(each, 'href') or _text(each)}"
    if name in ("a", "section-source", "image", "event-listener") and ":" in (value(each, "href") or ""):
        yield "link", value(each, "href")
    if name in ("text", "textarea", "password", "button", "value-label") and value(each, "control-implementation"):
        for key in ("name", "value", "current-value", "title", "label"):
            yield "form", value(each, key) or ""


def _settings(root: Element) -> Iterator[Found]:
    for each in root.iter():
        name, kind, text = value(each, "name") or "", value(each, "type"), (each.text or "").strip()
        if kind == "string" and text and name not in _PLAIN_SETTINGS:
            yield f"setting-{name}", text
        elif kind == "base64Binary" and text:
            try:
                content = base64.b64decode(text)
            except (binascii.Error, ValueError):
                continue
            yield from ((f"setting-{name}", words) for words in words_in(content))


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
