"""A catalogue of thousands of works, cut into parts of a few dozen pages that are set one after the other. Pure.

Typst keeps every page of a document in memory, so a large book is set in parts of bounded size and joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

View = dict[str, Any]

WINNERS = 50
ROWS = 60
"""Rows of plates, two or three a page."""
LINES = 500


class Part(msgspec.Struct, frozen=True):
    """What the template gets besides the words of the book. `name` is under which the contents find its first page.

    `marks` are the labels that stand in it, `names` those whose pages it tells; `early` says that these come after it.
    """

    view: View
    name: str = ""
    marks: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    early: bool = False


def parts_of(view: View) -> Iterator[Part]:
    """The book in its order."""
    words, categories = view["words"], view["categories"]
    contents = [
        *([{"name": "part-preface", "words": words["preface"]}] if any(view["preface"].values()) else []),
        *({"name": f"part-{one['key']}", "words": one["name"]} for one in categories),
        {"name": "part-register", "words": words["register"]},
        {"name": "part-index", "words": words["index"]},
    ]
    names = tuple(line["name"] for line in contents)
    yield Part({"parts": ["front"], "contents": contents}, names=names, early=True)
    for one in categories:
        bare = {**one, "rows": [], "lines": []}
        winners = _marks("winner", one["winners"])
        yield Part({"parts": ["opener"], "categories": [bare]}, f"part-{one['key']}", names=winners, early=True)
        for group in _chunks(one["winners"], WINNERS):
            view_of = {"parts": ["winners"], "categories": [{**bare, "winners": group}]}
            yield Part(view_of, marks=_marks("winner", group))
    for place, part in enumerate(_register(categories)):
        works = list(_works(part))
        yield Part(
            {"parts": ["register"], "categories": [part], "starts": place == 0},
            "part-register" if place == 0 else "",
            marks=_marks("entry", works),
            names=_marks("winner", [work for work in works if work["prize"]]),
        )
    told = tuple(name for group in view["index"] for line in group["lines"] for name in line["places"])
    yield Part({"parts": ["index"], "index": view["index"]}, "part-index", names=told)
    yield Part({"parts": ["back"]})


def pictures_of(part: Part) -> set[str]:
    """The names of the assets that a part shows."""
    shown = set(part.view["parts"])
    works = [
        work
        for category in part.view.get("categories", ())
        for work in (
            *(category["winners"] if "winners" in shown else ()),
            *(_works(category) if "register" in shown else ()),
        )
    ]
    return {work["picture"] for work in works if work["picture"]}


def _register(categories: Sequence[View]) -> Iterator[View]:
    for whole in categories:
        category = {**whole, "winners": []}
        rows = [{**category, "rows": group, "lines": []} for group in _chunks(category["rows"], ROWS)]
        lines = [{**category, "rows": [], "lines": group} for group in _chunks(category["lines"], LINES)]
        for place, part in enumerate((*rows, *lines)):
            yield {**part, "starts": place == 0}


def _works(category: View) -> Iterator[View]:
    for row in category["rows"]:
        yield from row["works"]
    yield from category["lines"]


def _marks(kind: str, works: Sequence[View]) -> tuple[str, ...]:
    return tuple(f"{kind}-{work['number']}" for work in works)


def _chunks(items: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
