"""ODT: text, styles and rebuilt pictures go into a new package; remarks, changes, fields and what is hidden do not."""

from __future__ import annotations

from collections.abc import Iterator

from media_store.clean_document import CleanDocument, Look, clean_letters, gaps, rebuilt_picture
from media_store.markup import Element, child, drop, local_name, parse_xml, to_xml, unwrap, value
from media_store.packages import Members

_AUTOMATIC_STYLES = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}automatic-styles"
_BODY = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"
_SHOWING = frozenset({"frame", "note", "line-break", "tab", "custom-shape"})
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# Remarks, tracked deletions, fields that repeat properties or names, marks, programs, embedded objects.
_DROPPED = frozenset({
    "annotation", "annotation-end", "tracked-changes", "change", "change-start", "change-end", "hidden-text",
    "hidden-paragraph", "conditional-text", "author-name", "author-initials", "initial-creator", "creator",
    "printed-by", "description", "title", "subject", "keywords", "desc", "file-name", "template-name", "user-defined",
    "bookmark", "bookmark-start", "bookmark-end", "reference-mark", "reference-mark-start", "reference-mark-end",
    "variable-decls", "user-field-decls", "sequence-decls", "forms", "scripts", "event-listeners", "placeholder",
    "object", "object-ole",
    "plugin", "applet", "floating-frame", "meta", "script", "dde-connection", "database-display", "soft-page-break",
})  # fmt: skip
# Of these, the fields: they repeat names and properties.
FIELDS = frozenset({
    "author-name", "initial-creator", "printed-by", "description", "subject", "keywords", "file-name", "template-name",
    "user-defined", "placeholder", "database-display",
})  # fmt: skip
_UNWRAPPED = frozenset({"a", "meta-field", "text-input"})
_BLOCKS = frozenset({"p", "h"})


def clean_odt(members: Members) -> CleanDocument:
    """Raises KeyError or ValueError where there is no readable content."""
    content = parse_xml(members["content.xml"])
    styles = parse_xml(members["styles.xml"]) if "styles.xml" in members else None
    looks = Looks([content, *([styles] if styles is not None else [])])
    for each in list(content.iter()):
        name = local_name(each.tag)
        if name in _DROPPED or name.startswith("sender-") or is_closed_section(each, name):
            drop(each)
    for each in list(content.iter()):
        if local_name(each.tag) in _UNWRAPPED:
            unwrap(each)
        elif local_name(each.tag) in ("p", "h", "span") and looks.of(each).unseen:
            drop(each)
    clean_letters(content)
    pictures = _rebuilt(content, members)
    for gap in gaps([each for each in content.iter() if each.tag == _BODY], "p", _SHOWING):
        gap.text = "\u00a0"
    if child(content, "automatic-styles") is None:  # the converter asks for them
        content.insert(0, content.makeelement(_AUTOMATIC_STYLES))
    package = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": to_xml(content)}
    package["styles.xml"] = to_xml(styles) if styles is not None else _NO_STYLES
    return CleanDocument(package | pictures, pictures, list(_paragraphs(content)))


_NO_STYLES = b'<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'


class Looks:
    """Looks by style name, inheritance followed."""

    def __init__(self, roots: list[Element]) -> None:
        found = [each for root in roots for each in root.iter() if local_name(each.tag) == "style"]
        self._styles = {value(each, "name"): each for each in found}

    def of(self, element: Element) -> Look:
        look = self._style(value(element, "style-name"))
        if local_name(element.tag) == "span":
            above = next((each for each in element.iterancestors() if local_name(each.tag) in _BLOCKS), None)
            look = look.over(self._style(value(above, "style-name")))
        in_table = any(local_name(each.tag) in ("table-cell", "text-box") for each in element.iterancestors())
        return look._replace(shaded=True) if in_table else look

    def _style(self, name: str | None) -> Look:
        look = Look()
        for _ in range(20):  # chains are short; a circle must end
            style = self._styles.get(name) if name else None
            if style is None:
                break
            look = look.over(_look(style))
            name = value(style, "parent-style-name")
        return look


def _look(style: Element) -> Look:
    text, paragraph = child(style, "text-properties"), child(style, "paragraph-properties")
    size = value(text, "font-size") or ""
    ground = value(text, "background-color") or value(paragraph, "background-color")
    display = value(text, "display")
    return Look(
        hidden=None if display is None else display == "none",
        colour=value(text, "color"),
        points=float(size[:-2]) if size.endswith("pt") and size[:-2].replace(".", "", 1).isdigit() else None,
        shaded=True if ground not in (None, "transparent", "#ffffff") else None,
    )


def is_closed_section(element: Element, name: str) -> bool:
    return name == "section" and (
        value(element, "display") in ("none", "condition") or value(element, "is-hidden") == "true"
    )


def _rebuilt(content: Element, members: Members) -> Members:
    """Every picture anew, under a name of its own; what is no picture of pixels goes, with its frame's names."""
    pictures: Members = {}
    for holder in [each for each in content.iter() if local_name(each.tag) == "image"]:
        key = next((each for each in holder.attrib if local_name(each) == "href"), None)
        source = members.get(str(holder.get(key)).removeprefix("./")) if key else None
        rebuilt = rebuilt_picture(source) if source else None
        if key is None or rebuilt is None:
            drop(holder)
            continue
        name = f"Pictures/image{len(pictures) + 1}{rebuilt[1]}"
        pictures[name] = rebuilt[0]
        holder.set(key, name)
    for frame in [each for each in content.iter() if local_name(each.tag) == "frame"]:
        for key in [each for each in frame.attrib if local_name(each) in ("name", "id")]:
            del frame.attrib[key]
    return pictures


def _paragraphs(content: Element) -> Iterator[str]:
    """The text of each paragraph; notes and text boxes, which stand inside one, come after it."""
    for block in [each for each in content.iter() if local_name(each.tag) in _BLOCKS and each.tag.startswith(_TEXT)]:
        yield "".join(_pieces(block))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        name = local_name(each.tag)
        if name == "s":
            yield " " * min(int(value(each, "c") or 1), 200)
        elif name in ("tab", "line-break"):
            yield "\t" if name == "tab" else "\n"
        elif name not in ("note", "frame"):
            yield from _pieces(each)
        yield each.tail or ""
