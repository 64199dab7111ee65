"""PDF files joined into one book with its tags, bookmarks, links and table heads, part after part, in little memory.

Other tools drop the tags when they take pages over. Here every object of every part is kept under a new number; only
what there is once in a book is made anew: the page tree, the structure tree with its parent tree, the bookmarks.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from judging.typesetting.parsed_pdf import ParsedPdf, head_of, parsed

PAGE_LINK = "page:"
"""A link to "page:12" leads to the twelfth page of the book."""

_PLAIN = rb"[^()\\]|\\."
_ONE = rb"\((?:" + _PLAIN + rb")*\)"
_TWO = rb"\((?:" + _PLAIN + rb"|" + _ONE + rb")*\)"
_TEXT = rb"\((?:" + _PLAIN + rb"|" + _TWO + rb")*\)"
_TOKEN = re.compile(
    rb"/A<<[^<>()]*/URI\(page:(?P<page>\d+)\)>>|/Contents\(page:(?P<told>\d+)\)|(?P<text>" + _TEXT + rb")"
    rb"|<[0-9A-Fa-f]*>|(?P<ref>\b\d+) 0 R|/(?P<mark>StructParents?) (?P<key>\d+)",
    re.DOTALL,
)
_CELL = re.compile(rb"\(U\d+x\d+y\d+\)")
_PAGES, _STRUCTURE, _OUTLINES, _PARENTS = 1, 2, 3, 4
_OWN = 4


class _Book:
    """What is known of all parts before the first is written."""

    def __init__(self, parts: Sequence[ParsedPdf]) -> None:
        self.shifts, self.keys, self.pages = [], [], list[int]()
        shift, key = _OWN, 0
        for part in parts:
            self.shifts.append(shift)
            self.keys.append(key)
            self.pages += [page + shift for page in part.pages]
            shift, key = shift + len(part.objects), key + part.marked
        self.size, self.key = shift + 1, key


def join(parts: Sequence[Path], out: BinaryIO) -> None:
    """Writes the parts, in order, as one PDF. The first gives title, language and standard."""
    read = [_light(parsed(part.read_bytes())) for part in parts]
    book = _Book(read)
    writer = _Writer(out, book.size)
    digest = hashlib.sha256()
    roots = _Roots()
    for number, path in enumerate(parts):
        content = path.read_bytes()
        digest.update(content)
        _part(number, parsed(content), read, book, writer, roots)
    writer.write(_PAGES, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(book.pages), _refs(roots.pages)))
    writer.write(_STRUCTURE, roots.structure(book.key))
    writer.write(_PARENTS, b"<</Nums[%b]>>" % b" ".join(roots.parents))
    writer.write(_OUTLINES, _outlines(read, book))
    writer.end(read[0].catalog + book.shifts[0], digest.hexdigest()[:32].encode())


def _light(part: ParsedPdf) -> ParsedPdf:
    """Without its objects, of which only the numbers are needed now."""
    return ParsedPdf(
        (b"",) * len(part.objects), part.catalog, part.pages_root, part.pages, part.structure, part.outlines,
        part.bookmarks, part.marked,
    )  # fmt: skip


class _Roots:
    """What the parts hand over to the roots of the book."""

    def __init__(self) -> None:
        self.pages: list[int] = []
        self.kids: list[bytes] = []
        self.parents: list[bytes] = []
        self.cells: list[bytes] = []
        self.roles = b""

    def structure(self, following: int) -> bytes:
        cells = b"/IDTree<</Names[%b]>>" % b"".join(sorted(self.cells)) if self.cells else b""
        return b"<</Type/StructTreeRoot%b/K[%b]/ParentTree %d 0 R%b/ParentTreeNextKey %d>>" % (
            self.roles, b" ".join(self.kids), _PARENTS, cells, following,
        )  # fmt: skip


def _part(
    number: int, part: ParsedPdf, parts: Sequence[ParsedPdf], book: _Book, writer: _Writer, roots: _Roots
) -> None:
    shift = book.shifts[number]
    once = {part.structure: _STRUCTURE, part.outlines: _OUTLINES}

    def changed(found: re.Match[bytes]) -> bytes:
        if found["ref"]:
            own = int(found["ref"])
            return b"%d 0 R" % (once.get(own) or own + shift)
        if found["mark"]:
            return b"/%b %d" % (found["mark"], int(found["key"]) + book.keys[number])
        if found["page"]:
            return b"/Dest[%d 0 R/XYZ 0 10000 0]" % book.pages[int(found["page"]) - 1]
        if found["told"]:
            return b"/Contents(%b)" % found["told"]
        text = found[0]
        return b"(P%d%b" % (number, text[1:]) if found["text"] and _CELL.fullmatch(text) else text

    for own, thing in enumerate(part.objects, 1):
        head = _TOKEN.sub(changed, head_of(thing))
        rest = thing[len(head_of(thing)) :]
        if own == part.structure:
            _collect(head, book.keys[number], roots)
        elif own == part.pages_root:
            roots.pages.append(own + shift)
            writer.write(own + shift, head[:2] + b"/Parent %d 0 R" % _PAGES + head[2:])
        elif own == part.catalog:
            if number == 0:
                writer.write(own + shift, _catalog(head))
        elif own != part.outlines:
            chained = head[:2] + _chain(own, number, parts, book) + head[2:]
            writer.write(own + shift, *_counted(chained, rest, len(book.pages)))


def _collect(head: bytes, first_key: int, roots: _Roots) -> None:
    """Kids, parent tree and table heads of a part's structure tree, its references already renumbered."""
    kids = re.search(rb"/K\[([^\]]*)\]|/K (\d+ 0 R)", head)
    roots.kids.append((kids[1] or kids[2]) if kids else b"")
    nums = re.search(rb"/ParentTree<</Nums\[([^\]]*)\]", head)
    for key, target in re.findall(rb"(\d+) (\d+ 0 R)", nums[1] if nums else b""):
        roots.parents.append(b"%d %b" % (int(key) + first_key, target))
    cells = re.search(rb"/IDTree<</Names\[([^\]]*)\]", head)
    roots.cells += re.findall(rb"\([^)]*\)\d+ 0 R", cells[1] if cells else b"")
    role = re.search(rb"/RoleMap<<[^>]*>>", head)
    roots.roles = roots.roles or (role[0] if role else b"")


def _catalog(head: bytes) -> bytes:
    """The first part's, leading to the book's pages; names within parts are not kept."""
    head = re.sub(rb"/Pages \d+ 0 R", b"/Pages %d 0 R" % _PAGES, head)
    return re.sub(rb"/Names<<.*?>>>>(?=>>|/)", b"", head, flags=re.DOTALL)


def _chain(own: int, number: int, parts: Sequence[ParsedPdf], book: _Book) -> bytes:
    """How a part's first and last bookmarks hang together with those of its neighbours that have any."""
    first, last, _ = parts[number].bookmarks
    links = b""
    if own == first and (before := [place for place in range(number) if parts[place].bookmarks[0]]):
        links += b"/Prev %d 0 R" % (parts[before[-1]].bookmarks[1] + book.shifts[before[-1]])
    later = range(number + 1, len(parts))
    if own == last and (after := [place for place in later if parts[place].bookmarks[0]]):
        links += b"/Next %d 0 R" % (parts[after[0]].bookmarks[0] + book.shifts[after[0]])
    return links


def _counted(head: bytes, rest: bytes, pages: int) -> tuple[bytes, bytes]:
    """An object as it is; in metadata the number of pages is put right."""
    if b"/Type/Metadata" not in head:
        return head, rest
    told = re.sub(rb"(<xmpTPg:NPages>)\d+", rb"\g<1>%d" % pages, rest)
    length = len(told) - len(b"\nstream\n") - len(b"\nendstream")
    return re.sub(rb"/Length \d+", b"/Length %d" % length, head), told


def _outlines(parts: Sequence[ParsedPdf], book: _Book) -> bytes:
    having = [(part.bookmarks, shift) for part, shift in zip(parts, book.shifts, strict=True) if part.bookmarks[0]]
    if not having:
        return b"<</Type/Outlines>>"
    (first, _, _), low = having[0]
    (_, last, _), high = having[-1]
    total = sum(count for (_, _, count), _ in having)
    return b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first + low, last + high, total)


def _refs(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


class _Writer:
    """Objects one after the other, and the table of where they are."""

    def __init__(self, out: BinaryIO, size: int) -> None:
        self.out = out
        self.offsets = [0] * size
        self.at = 0
        self._put(b"%PDF-1.7\n%\x80\x80\x80\x80\n\n")

    def _put(self, content: bytes) -> None:
        self.at += self.out.write(content)

    def write(self, number: int, *content: bytes) -> None:
        self.offsets[number] = self.at
        self._put(b"%d 0 obj\n" % number)
        for piece in content:
            self._put(piece)
        self._put(b"\nendobj\n")

    def end(self, catalog: int, digest: bytes) -> None:
        start = self.at
        self._put(b"xref\n0 %d\n0000000000 65535 f\r\n" % len(self.offsets))
        for offset in self.offsets[1:]:
            self._put(b"%010d 00000 n\r\n" % offset if offset else b"0000000000 00000 f\r\n")
        ids = b"<%b><%b>" % (digest, digest)
        trailer = b"trailer\n<</Size %d/Root %d 0 R/ID[%b]>>\nstartxref\n%d\n%%%%EOF"
        self._put(trailer % (len(self.offsets), catalog, ids, start))
