"""XML from strangers: no entities, no network, no giant trees."""

from __future__ import annotations

from typing import Any

from lxml import etree

Element = Any  # lxml ships no types


def parse_xml(data: bytes, *, forgiving: bool = False) -> Element:
    """The root element. Raises ValueError where the markup is broken, unless `forgiving`."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        recover=forgiving, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"broken markup: {error}") from error
    if root is None:
        raise ValueError("no markup")
    return root


def to_xml(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def local_name(name: str) -> str:
    return name.rpartition("}")[2]


def child(element: Element, *names: str) -> Element | None:
    """The descendant reached by local names, one level each."""
    for name in names:
        element = next((each for each in element if local_name(each.tag) == name), None)
        if element is None:
            return None
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((str(each) for key, each in element.attrib.items() if local_name(key) == name), None)


def drop(element: Element) -> None:
    """Take the element out with all that is in it; the text that follows it stays."""
    parent = element.getparent()
    if parent is not None:
        _append_text(parent, element.getprevious(), element.tail)
        parent.remove(element)


def unwrap(element: Element) -> None:
    """Put what the element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    _append_text(parent, element.getprevious(), element.text)
    for child in list(element):
        element.addprevious(child)
    _append_text(parent, element.getprevious(), element.tail)
    parent.remove(element)


def _append_text(parent: Element, before: Element | None, text: str | None) -> None:
    """Text stands behind the sibling before it, or at the start of the parent."""
    if not text:
        return
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
