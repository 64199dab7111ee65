"""How a run of a DOCX looks once its styles are followed: for telling what the author has hidden."""

from __future__ import annotations

from media_store.clean_document import Look
from media_store.markup import Element, child, local_name, value

_OFF = frozenset({"0", "false", "off", "none"})
_PLAIN_FILLS = frozenset({None, "auto", "FFFFFF", "ffffff"})


def look_of(properties: Element | None) -> Look:
    """From a w:rPr, as far as it says."""
    if properties is None:
        return Look()
    vanish = child(properties, "vanish")
    colour = value(child(properties, "color"))
    size = value(child(properties, "sz"))
    shade = child(properties, "shd")
    highlight = value(child(properties, "highlight"))
    return Look(
        hidden=None if vanish is None else (value(vanish) or "1").lower() not in _OFF,
        colour=colour,
        points=float(size) / 2 if size and size.isdigit() else None,
        shaded=True if _fills(shade) or highlight not in (None, "none", "white") else None,
    )


class Styles:
    """Looks by style id, inheritance followed."""

    def __init__(self, root: Element | None) -> None:
        self._styles = (
            {} if root is None else {value(each, "styleId"): each for each in root if local_name(each.tag) == "style"}
        )
        defaults = None if root is None else child(root, "docDefaults", "rPrDefault", "rPr")
        self._default = look_of(defaults)
        standard = (
            each
            for each in self._styles.values()
            if value(each, "default") == "1" and value(each, "type") == "paragraph"
        )
        self._standard = value(next(standard, None), "styleId")

    def run_look(self, run: Element) -> Look:
        look = look_of(child(run, "rPr")).over(
            self._style(value(child(run, "rPr", "rStyle")) if child(run, "rPr") is not None else None)
        )
        paragraph = next((each for each in run.iterancestors() if local_name(each.tag) == "p"), None)
        named = value(child(paragraph, "pPr", "pStyle")) if paragraph is not None else None
        look = look.over(self._style(named or self._standard)).over(self._default)
        return look._replace(shaded=True) if look.colour and _on_ground(run) else look

    def _style(self, name: str | None) -> Look:
        look = Look()
        for _ in range(20):  # chains are short; a circle must end
            style = self._styles.get(name) if name else None
            if style is None:
                break
            look = look.over(look_of(child(style, "rPr")))
            name = value(child(style, "basedOn"))
        return look


def _fills(shade: Element | None) -> bool:
    return shade is not None and value(shade, "fill") not in _PLAIN_FILLS


def _on_ground(run: Element) -> bool:
    """Whether something behind the run may be dark: a filled paragraph, cell or shape, a table style, a page colour."""
    for each in run.iterancestors():
        name = local_name(each.tag)
        if name == "p" and _fills(child(each, "pPr", "shd")):
            return True
        if name == "tc" and _fills(child(each, "tcPr", "shd")):
            return True
        if name == "txbxContent" or (name == "tbl" and child(each, "tblPr", "tblStyle") is not None):
            return True
        if name == "document" and child(each, "background") is not None:
            return True
    return False
