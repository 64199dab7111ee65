"""DOCX: which words of each part are not on the pages, and where they stand."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from media_store.docx_fields import drop_fields
from media_store.docx_looks import Styles
from media_store.leaks import Found
from media_store.markup import Element, child, local_name, parse_xml, value
from media_store.package_leaks import property_leaks, text_leaks
from media_store.packages import Members

_REMARKS = {"comment": "comment", "del": "deleted", "moveFrom": "deleted"}
_STORIES = ("document", "footnotes", "endnotes")
_SILENT_PARTS = ("styles", "stylesWithEffects", "numbering", "fontTable", "theme", "webSettings", "commentsIds",
                 "commentsExtended", "commentsExtensible", "[Content_Types]")  # fmt: skip
_SILENT_RELATIONS = ("http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/")
_USUAL_INSTRUCTION = re.compile(
    r"\s*(PAGE|NUMPAGES|SECTION|SECTIONPAGES|TOC|TOA|INDEX|XE|SEQ|REF|PAGEREF|NOTEREF|STYLEREF|DATE|TIME|SYMBOL|EQ"
    r"|FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|LISTNUM|AUTONUM|ADVANCE|NUMWORDS|NUMCHARS)"
    r'(\s+(\\\S+|"[^"\w]*"|"\d[\d-]*"|MERGEFORMAT|_\w+|\*|Arabic|Roman|"[dMyHhms/:., ]+"))*\s*',
    re.IGNORECASE,
)
_USUAL_NAME = re.compile(
    r"(_\w*|picture|image|graphic|shape|hình ảnh|hình|ảnh|text box|rectangle|oval|chart|table|group|object|diagram"
    r"|straight connector|textbox|straight arrow connector|ole_link|bookmark|hộp văn bản)?[\s_]*\d*",
    re.IGNORECASE,
)
_SETTINGS = frozenset({"docVar", "mailMerge", "query", "connectString", "dataSource", "udl", "writeProtection"})


def docx_part_leaks(name: str, root: Element, members: Members) -> Iterator[Found]:
    """By the name of the part; every part that is not known is looked through for text."""
    stem = posixpath.basename(name).removesuffix(".xml")
    if name.startswith("docProps/"):
        yield from property_leaks(root)
    elif name.endswith(".rels"):
        yield from _links(root)
    elif stem.rstrip("0123456789") in _STORIES and name.startswith("word/") and "glossary" not in name:
        yield from _story(root, Styles(_styles(members)))
    elif stem.startswith("comments") and stem not in _SILENT_PARTS:
        yield from _remarks(root)
    elif stem.startswith(("header", "footer")) and name.startswith("word/"):
        yield from _remarks(root)
        yield from ((stem.rstrip("0123456789"), text) for text in _paragraphs(root))
        yield from _names(root)
    elif stem == "people":
        yield from (("people", value(each, "author")) for each in root.iter() if value(each, "author"))
        yield from (("people", value(each, "userId")) for each in root.iter() if value(each, "userId"))
    elif stem == "settings":
        yield from _settings(root)
    elif name.startswith("customXml/"):
        if not stem.startswith("itemProps"):
            yield from text_leaks("custom-xml", root)
            yield from _attributes("custom-xml", root)
    elif stem.rstrip("0123456789") not in _SILENT_PARTS and not name.endswith(".rdf"):
        yield from text_leaks("glossary" if "glossary" in name else f"part-{stem}", root)


def _styles(members: Members) -> Element | None:
    try:
        return parse_xml(members["word/styles.xml"]) if "word/styles.xml" in members else None
    except ValueError:
        return None


def _story(root: Element, styles: Styles) -> Iterator[Found]:
    yield from _remarks(root)
    for run in [each for each in root.iter() if local_name(each.tag) == "r"]:
        if styles.run_look(run).unseen:
            yield "hidden", _text(run)
    for row in [each for each in root.iter() if local_name(each.tag) == "tr"]:
        if child(row, "trPr", "hidden") is not None:
            yield "hidden", _text(row)
    yield from _names(root)
    for each in root.iter():
        name = local_name(each.tag)
        instruction = each.text or "" if name == "instrText" else value(each, "instr") or ""
        if name in ("instrText", "fldSimple") and not _USUAL_INSTRUCTION.fullmatch(instruction):
            yield "field", instruction
        elif name in ("object", "control"):
            yield "embedded", value(child(each, "OLEObject"), "ProgID") or "an object"
    yield from (("field", text) for text in drop_fields(root))


def _remarks(root: Element) -> Iterator[Found]:
    """Remarks and deleted words with their text, and whoever is named as the author of a change."""
    for each in root.iter():
        channel = _REMARKS.get(local_name(each.tag))
        if channel:
            yield channel, " ".join("".join(each.itertext()).split())
        if value(each, "author"):
            yield "changed-by", value(each, "author")
        if channel == "comment":
            yield "initials", value(each, "initials") or ""


def _names(root: Element) -> Iterator[Found]:
    """Texts in the place of pictures, names of places, controls and shapes, and what a control is bound to."""
    for each in root.iter():
        name = local_name(each.tag)
        if name in ("docPr", "cNvPr", "shape", "imagedata", "rect"):
            for key in ("descr", "title", "alt"):
                yield "alt-text", value(each, key) or ""
        if name in ("docPr", "cNvPr", "bookmarkStart") and not _USUAL_NAME.fullmatch(value(each, "name") or ""):
            yield "name", value(each, "name")
        elif name in ("alias", "tag") and local_name(each.getparent().tag) == "sdtPr":
            yield "control", value(each) or ""
        elif name == "sdt" and child(each, "sdtPr", "dataBinding") is not None:
            yield "control", _text(each)
        elif name == "smartTag":
            yield "smart-tag", _text(each)
        elif name in ("hyperlink", "hlinkClick"):
            yield "link-tip", value(each, "tooltip") or ""


def _settings(root: Element) -> Iterator[Found]:
    for each in root.iter():
        if local_name(each.tag) in _SETTINGS:
            for key, text in each.attrib.items():
                if not (local_name(key) in ("hash", "salt") or text.isdigit()):
                    yield f"setting-{local_name(each.tag)}", text


def _links(root: Element) -> Iterator[Found]:
    """Where links, templates and linked pictures lead: to addresses, folders, users."""
    for each in root:
        target = str(each.get("Target"))
        if each.get("TargetMode") == "External" and not target.startswith(_SILENT_RELATIONS):
            kind = str(each.get("Type")).rpartition("/")[2]
            yield "link" if kind == "hyperlink" else f"link-{kind}", target


def _attributes(channel: str, root: Element) -> Iterator[Found]:
    for each in root.iter():
        if local_name(each.tag) != "Sources":
            yield from ((channel, text) for text in each.attrib.values() if not text.startswith(("http", "{", "urn:")))


def _paragraphs(root: Element) -> Iterator[str]:
    yield from (_text(each) for each in root.iter() if local_name(each.tag) == "p")


def _text(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter() if local_name(each.tag) in ("t", "delText", "instrText"))
