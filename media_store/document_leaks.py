"""What office files tell besides their pages: properties, remarks, who changed something, hidden words."""

from __future__ import annotations

from collections.abc import Iterator

from media_store.leaks import as_leaks
from media_store.markup import Element, local_name, parse_xml, value
from media_store.outcome import Format, Leak
from media_store.packages import Members

_TECHNICAL = frozenset({
    "Application", "AppVersion", "DocSecurity", "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines",
    "Paragraphs", "TotalTime", "ScaleCrop", "LinksUpToDate", "SharedDoc", "HyperlinksChanged", "revision", "created",
    "modified", "generator", "lastPrinted", "language", "creation-date", "date", "editing-cycles", "editing-duration",
    "print-date", "i4", "lpstr", "Template",
})  # fmt: skip
_REMARKS = {
    "comment": "comment",
    "del": "deleted",
    "moveFrom": "deleted",
    "annotation": "comment",
    "deletion": "deleted",
}
_CHANGES = frozenset({"ins", "moveTo", "rPrChange", "pPrChange"})


def document_leaks(found: Format, members: Members) -> tuple[Leak, ...]:
    """Whatever part cannot be parsed tells nothing here; the cleaning will find out whether it matters."""
    leaks: list[tuple[str, object]] = []
    for path, data in sorted(members.items()):
        if not path.endswith(".xml"):
            continue
        try:
            root = parse_xml(data)
        except ValueError:
            continue
        if path.startswith("docProps/") or path == "meta.xml":
            leaks += [(f"{found}:{channel}", text) for channel, text in _properties(root)]
        elif path.startswith("word/") or path == "content.xml":
            leaks += [(f"{found}:{channel}", text) for channel, text in _remarks(root)]
    return as_leaks(leaks)


def _properties(root: Element) -> Iterator[tuple[str, object]]:
    for each in root.iter():
        name = local_name(each.tag)
        if each.text and each.text.strip() and name not in _TECHNICAL:
            yield name, each.text
        elif name in ("property", "user-defined"):
            yield f"property-{value(each, 'name')}", "".join(each.itertext())


def _remarks(root: Element) -> Iterator[tuple[str, object]]:
    """Remarks and deleted words with their text, and whoever is named as the author of a change."""
    for each in root.iter():
        name = local_name(each.tag)
        channel = _REMARKS.get(name)
        if channel:
            yield channel, " ".join("".join(each.itertext()).split())
        if value(each, "author") and (channel or name in _CHANGES):
            yield "changed-by", value(each, "author")
        if name == "vanish" and each.getparent().getparent() is not None:
            yield "hidden", "".join(each.getparent().getparent().itertext())
        elif name == "hidden-text":
            yield "hidden", value(each, "string-value")
