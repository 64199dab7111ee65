"""What a PDF written by Typst is made of: its objects in the open, its roots, its pages in order."""

from __future__ import annotations

import re
from dataclasses import dataclass

_START = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_STREAM = b"\nstream\n"


@dataclass(frozen=True)
class ParsedPdf:
    """`objects[n - 1]` is object n from its dictionary to before `endobj`; numbers in the other fields are theirs."""

    objects: tuple[bytes, ...]
    catalog: int
    pages_root: int
    pages: tuple[int, ...]
    structure: int
    outlines: int
    bookmarks: tuple[int, int, int]
    """First, last, and how many there are when all are open; zeros where there are none."""
    marked: int
    """How many places of the parent tree are taken."""

    def reference(self, number: int, key: bytes) -> int:
        """The object to which `key` of object `number` points; 0 where it does not."""
        found = re.search(rb"/%b (\d+) 0 R" % key, head_of(self.objects[number - 1])) if number else None
        return int(found[1]) if found else 0


def head_of(thing: bytes) -> bytes:
    """An object without the bytes of its stream."""
    return thing.partition(_STREAM)[0]


def parsed(pdf: bytes) -> ParsedPdf:
    """Raises ValueError for a file of another make."""
    objects = _objects(pdf)
    trailer = re.search(rb"trailer\n<<.*?/Root (\d+) 0 R", pdf[pdf.rindex(b"trailer") :], re.DOTALL)
    if trailer is None:
        raise ValueError("this PDF has no root")
    catalog = int(trailer[1])
    bare = ParsedPdf(objects, catalog, 0, (), 0, 0, (0, 0, 0), 0)
    root, structure = bare.reference(catalog, b"Pages"), bare.reference(catalog, b"StructTreeRoot")
    outlines = bare.reference(catalog, b"Outlines")
    kids = re.search(rb"/Kids\[([^\]]*)\]", objects[root - 1])
    marked = re.search(rb"/ParentTreeNextKey (\d+)", objects[structure - 1]) if structure else None
    count = re.search(rb"/Count (-?\d+)", objects[outlines - 1]) if outlines else None
    first, last = bare.reference(outlines, b"First"), bare.reference(outlines, b"Last")
    return ParsedPdf(
        objects=objects,
        catalog=catalog,
        pages_root=root,
        pages=tuple(int(number) for number in re.findall(rb"(\d+) 0 R", kids[1] if kids else b"")),
        structure=structure,
        outlines=outlines,
        bookmarks=(first, last, int(count[1]) if count else 0),
        marked=int(marked[1]) if marked else 0,
    )


def _objects(pdf: bytes) -> tuple[bytes, ...]:
    where = _START.search(pdf, len(pdf) - 64)
    table = re.compile(rb"xref\n0 (\d+)\n").match(pdf, int(where[1])) if where else None
    if table is None:
        raise ValueError("this PDF has no table of offsets at its end")
    lines = (pdf[table.end() + 20 * place : table.end() + 20 * place + 20] for place in range(1, int(table[1])))
    offsets = [int(line[:10]) if line[17:18] == b"n" else -1 for line in lines]
    follows = dict(zip(sorted(offsets), [*sorted(offsets)[1:], table.start()], strict=True))
    return tuple(_body(pdf[offset : follows[offset]]) if offset >= 0 else b"null" for offset in offsets)


def _body(text: bytes) -> bytes:
    return text[text.index(b"obj\n") + 4 : text.rindex(b"\nendobj")]
