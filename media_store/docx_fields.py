"""Fields of a DOCX: their result stays, unless it repeats who wrote the document or another property."""

from __future__ import annotations

from dataclasses import dataclass

from media_store.markup import Element, drop, local_name, unwrap, value

_PERSONAL = frozenset({
    "AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "DOCPROPERTY", "DOCVARIABLE", "FILENAME",
    "TITLE", "SUBJECT", "KEYWORDS", "COMMENTS", "INFO", "TEMPLATE", "MERGEFIELD", "SAVEDATE", "CREATEDATE",
})  # fmt: skip
_CONTENT = frozenset({"t", "tab", "br", "cr", "sym", "drawing", "pict", "noBreakHyphen"})


@dataclass(slots=True)
class _Open:
    instruction: str = ""
    in_result: bool = False

    @property
    def swallows(self) -> bool:
        return not self.in_result or _is_personal(self.instruction)


def drop_fields(root: Element) -> list[str]:
    """Take personal fields out, and return what they said.

    Fields may span runs and paragraphs and stand in one another: a stack follows them in the order of the text.
    """
    stack: list[_Open] = []
    dropped: list[str] = []
    for each in list(root.iter()):
        name = local_name(each.tag)
        if name == "fldChar":
            _follow(stack, value(each, "fldCharType"))
            drop(each)
        elif name == "instrText":
            if stack:
                stack[-1].instruction += each.text or ""
            drop(each)
        elif name in _CONTENT and any(field.swallows for field in stack):
            dropped.append(each.text or "")
            drop(each)
    for each in [each for each in root.iter() if local_name(each.tag) == "fldSimple"]:
        if _is_personal(value(each, "instr") or ""):
            dropped.append("".join(each.itertext()))
            drop(each)
        else:
            unwrap(each)
    return dropped


def _follow(stack: list[_Open], mark: str | None) -> None:
    if mark == "begin":
        stack.append(_Open())
    elif mark == "separate" and stack:
        stack[-1].in_result = True
    elif mark == "end" and stack:
        stack.pop()


def _is_personal(instruction: str) -> bool:
    words = instruction.split()
    return bool(words) and words[0].upper() in _PERSONAL
