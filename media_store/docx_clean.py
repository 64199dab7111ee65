"""DOCX: a new package is made of what an eye would see on its pages; nothing else of the old one is kept."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator

from media_store.clean_document import CleanDocument, clean_letters, gaps, rebuilt_picture
from media_store.docx_fields import drop_fields
from media_store.docx_looks import Styles
from media_store.markup import Element, child, drop, local_name, parse_xml, to_xml, unwrap, value
from media_store.packages import Members

# Deleted or moved away, remarks, marks without text, former looks, headers and footers (by their references), programs.
_DROPPED = frozenset({
    "del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "cellDel",
    "delText", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "bookmarkStart",
    "bookmarkEnd", "permStart", "permEnd", "proofErr", "rPrChange", "pPrChange", "tblPrChange", "tcPrChange",
    "trPrChange", "sectPrChange", "numberingChange", "sectPr", "object", "control", "Fallback", "customXmlPr",
    "smartTagPr", "altChunk",
})  # fmt: skip
_UNWRAPPED = frozenset(
    {"ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdtContent", "AlternateContent", "Choice"}
)
_BOUND = ("coreProperties", "extended-properties", "CoverPageProperties", "custom-properties")
# The converter takes paragraphs of these styles out of the text and makes metadata of them.
_META_STYLES = {
    "title": "heading 1",
    "subtitle": "heading 2",
    "author": "x author",
    "date": "x date",
    "abstract": "x abstract",
}
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHOWING = frozenset({"drawing", "pict", "br", "tab", "sym", "footnoteReference", "endnoteReference"})
_PARTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}


def clean_docx(members: Members) -> CleanDocument:
    """Raises ValueError or KeyError where the package has no readable main part."""
    main = next(_targets(members, "_rels/.rels", "officeDocument"))[1]
    relations = posixpath.join(posixpath.dirname(main), "_rels", posixpath.basename(main) + ".rels")
    parts = {
        name: parse_xml(members[path])
        for name in _PARTS
        for _, path in _targets(members, relations, name)
        if path in members
    }
    styles = Styles(parts.get("styles"))
    body = parse_xml(members[main])
    stories = [body, *(parts[name] for name in ("footnotes", "endnotes") if name in parts)]
    for story in stories:
        clean_story(story, styles)
        clean_letters(story)
    for story in stories[1:]:
        _drop_pictures(story, lambda _: None)
    for gap in gaps([each for each in body.iter() if local_name(each.tag) == "body"], "p", _SHOWING):
        letters = gap.makeelement(f"{_W}t")
        letters.text = "\u00a0"
        run = gap.makeelement(f"{_W}r")
        run.append(letters)
        gap.append(run)
    pictures = _embed(body, members, dict(_targets(members, relations, "image")))
    if "styles" in parts:
        _rename_meta_styles(parts["styles"])
    paragraphs = [text for story in stories for text in story_text(story)]
    package = _package(body, parts, pictures)
    return CleanDocument(package, {f"media/{name}": data for name, data in pictures.items()}, paragraphs)


def clean_story(root: Element, styles: Styles) -> None:
    """Take out of body or notes what is not to be seen. Order matters: fields are followed before their marks go."""
    for each in list(root.iter()):
        name = local_name(each.tag)
        if name in _DROPPED or (name == "sdt" and _is_bound(each)) or _is_hidden_row_or_shape(each, name):
            drop(each)
    drop_fields(root)
    for each in [each for each in root.iter() if local_name(each.tag) == "txbxContent"]:
        _hoist(each)
    for each in [each for each in root.iter() if local_name(each.tag) == "r"]:
        if styles.run_look(each).unseen:
            drop(each)
    for each in list(root.iter()):
        name = local_name(each.tag)
        if name in _UNWRAPPED:
            unwrap(each)
        elif name in ("docPr", "cNvPr", "imagedata", "shape"):
            for key in [key for key in each.attrib if local_name(key) in ("descr", "title", "name", "alt")]:
                each.set(key, "")
    for each in [each for each in root.iter() if local_name(each.tag) == "sdt"]:
        for properties in [each for each in each if local_name(each.tag) in ("sdtPr", "sdtEndPr")]:
            drop(properties)
        unwrap(each)


def story_text(root: Element) -> Iterator[str]:
    """The text of each paragraph, in order."""
    signs = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
    for paragraph in (each for each in root.iter() if local_name(each.tag) == "p"):
        pieces = []
        for each in paragraph.iter():
            name = local_name(each.tag)
            in_run = local_name(each.getparent().tag) == "r" if each.getparent() is not None else False
            pieces.append(each.text or "" if name == "t" else signs.get(name, "") if in_run else "")
        yield "".join(pieces)


def _is_bound(element: Element) -> bool:
    """A control that shows a property of the document."""
    binding = child(element, "sdtPr", "dataBinding")
    return binding is not None and any(word in str(each) for word in _BOUND for each in binding.attrib.values())


def _is_hidden_row_or_shape(element: Element, name: str) -> bool:
    if name == "tr":
        return child(element, "trPr", "hidden") is not None or child(element, "trPr", "del") is not None
    if name in ("drawing", "pict"):
        return any(value(each, "hidden") in ("1", "true") for each in element.iter() if local_name(each.tag) == "docPr")
    return False


def _hoist(box: Element) -> None:
    """Put the paragraphs of a text box behind the paragraph that carries it, where the converter will see them."""
    carrier = next((each for each in box.iterancestors() if local_name(each.tag) == "p"), None)
    if carrier is None:
        return
    for each in reversed(list(box)):
        carrier.addnext(each)


def _embed(body: Element, members: Members, targets: dict[str, str]) -> Members:
    """Rebuild every picture that is shown, each under a name of its own, and point the body to them."""
    pictures: Members = {}

    def rebuild(holder: Element) -> str | None:
        source = members.get(targets.get(value(holder, "embed") or value(holder, "id") or "", ""))
        rebuilt = rebuilt_picture(source, _crop(holder)) if source else None
        if rebuilt is None:
            return None
        name = f"image{len(pictures) + 1}{rebuilt[1]}"
        pictures[name] = rebuilt[0]
        return name

    _drop_pictures(body, rebuild)
    return pictures


def _drop_pictures(root: Element, rebuild: Callable[[Element], str | None]) -> None:
    """Every drawing that shows no picture of pixels goes; of the others only the reference stays."""
    for holder in [each for each in root.iter() if local_name(each.tag) in ("drawing", "pict")]:
        shown = next((each for each in holder.iter() if local_name(each.tag) in ("blip", "imagedata")), None)
        name = rebuild(shown) if shown is not None else None
        if shown is None or name is None:
            drop(holder)
            continue
        for key in [key for key in shown.attrib if key.startswith("{" + _OFFICE)]:
            del shown.attrib[key]
        for extension in list(shown):
            shown.remove(extension)
        shown.set(f"{{{_OFFICE}}}{'embed' if local_name(shown.tag) == 'blip' else 'id'}", f"picture-{name}")


def _crop(holder: Element) -> tuple[float, float, float, float]:
    parent = holder.getparent()
    area = child(parent, "srcRect") if parent is not None else None
    sides = [min(max(int(value(area, side) or 0) / 100_000, 0.0), 0.49) for side in ("l", "t", "r", "b")]
    return sides[0], sides[1], sides[2], sides[3]


def _rename_meta_styles(styles: Element) -> None:
    for name in [each for each in styles.iter() if local_name(each.tag) == "name"]:
        key = next(iter(name.attrib), None)
        if key and name.get(key).lower() in _META_STYLES:
            name.set(key, _META_STYLES[name.get(key).lower()])


def _targets(members: Members, relations: str, kind: str) -> Iterator[tuple[str, str]]:
    """(id, path of the part) for the relations of one kind that lead to a part of this package."""
    base = posixpath.dirname(posixpath.dirname(relations))
    for each in parse_xml(members[relations]):
        if str(each.get("Type")).endswith("/" + kind) and each.get("TargetMode") != "External":
            target = str(each.get("Target"))
            yield str(each.get("Id")), posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")


def _package(body: Element, parts: dict[str, Element], pictures: Members) -> Members:
    relations = [(name, f"{_OFFICE}/{name}", f"{name}.xml") for name in parts]
    relations += [(f"picture-{name}", f"{_OFFICE}/image", f"media/{name}") for name in pictures]
    types = [("word/document.xml", "document.main"), *((f"word/{name}.xml", name) for name in parts)]
    overrides = "".join(f'<Override PartName="/{path}" ContentType="{_WORD}.{kind}+xml"/>' for path, kind in types)
    content_types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="jpg" ContentType="image/jpeg"/>{overrides}</Types>'
    )
    return {
        "[Content_Types].xml": content_types.encode(),
        "_rels/.rels": _relations([("main", f"{_OFFICE}/officeDocument", "word/document.xml")]),
        "word/document.xml": to_xml(body),
        "word/_rels/document.xml.rels": _relations(relations),
        **{f"word/{name}.xml": to_xml(root) for name, root in parts.items()},
        **{f"word/media/{name}": data for name, data in pictures.items()},
    }


def _relations(entries: Iterable[tuple[str, str, str]]) -> bytes:
    lines = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in entries)
    return f'<Relationships xmlns="{_RELATIONS}">{lines}</Relationships>'.encode()
