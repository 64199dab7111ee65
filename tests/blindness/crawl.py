"""Fetches everything that a session can reach, and looks for texts in every byte of it, however they are wrapped."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import httpx

HOST = "http://testserver.local"
_ADDRESSES = re.compile(
    r"""(?:href|src|action|data-[a-z-]+)\s*=\s*["']([^"']+)["']|url\(["']?([^"')]+)|["'](/[^"'\s<>]+)["']"""
)
_SRCSETS = re.compile(r"""srcset\s*=\s*["']([^"']+)["']""")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_READABLE = ("text/", "application/json", "application/javascript", "image/svg")
#: Every planted text holds plain letters only and looks like one of these: one pass over the bytes finds them all.
_TELLING = re.compile(rb"bv[0-9a-f]{10}|zq[a-z0-9]+|09[0-9]{8}|bv-[a-z0-9]{4,12}|c[0-9]+-[a-z0-9]{4,12}")


@dataclass
class Crawl:
    """Pages, media and files by address. Fetches no address twice."""

    client: httpx.AsyncClient
    wanted: Callable[[str], bool] = lambda _: True
    answers: dict[str, httpx.Response] = field(default_factory=dict)

    async def all_from(self, *starts: str) -> None:
        """Follows every address in what is fetched, from these on."""
        todo = list(starts)
        while todo:
            path = todo.pop()
            if path in self.answers or not self.wanted(path):
                continue
            answer = await self.client.get(path, headers={"Accept": "text/html,*/*"})
            self.answers[path] = answer
            todo += addresses(path, answer)

    async def keep(self, name: str, request: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
        """Other requests: (method, path, options)."""
        for method, path, options in request:
            self.answers[f"{name} {method} {path}"] = await self.client.request(method, path, **options)

    def good(self) -> list[str]:
        return [path for path, answer in self.answers.items() if answer.status_code == 200]

    def found(self, texts: Collection[str]) -> list[tuple[str, str]]:
        """(address, text) of every text that is in an answer's headers or body."""
        return [(path, text) for path, answer in self.answers.items() for text in within(texts, answer)
                if text.lower() not in unquote(path).lower()]  # fmt: skip


def addresses(path: str, answer: httpx.Response) -> Iterator[str]:
    """What an answer points to on this site."""
    candidates = [answer.headers.get("location", ""), *re.findall(r"<([^>]+)>", answer.headers.get("link", ""))]
    if answer.headers.get("content-type", "").startswith(_READABLE):
        candidates += [next(filter(None, found)) for found in _ADDRESSES.findall(answer.text) if any(found)]
        for sources in _SRCSETS.findall(answer.text):
            candidates += [source.split()[0] for source in sources.split(",") if source.strip()]
    for candidate in filter(None, candidates):
        target = urlsplit(urljoin(HOST + path, html.unescape(candidate)))
        if target.netloc == urlsplit(HOST).netloc and "{" not in target.path:
            yield target.path + (f"?{target.query}" if target.query else "")


def within(texts: Collection[str], answer: httpx.Response) -> set[str]:
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return texts_in(unquote(headers).encode(), texts) | texts_in(answer.content, texts)


def texts_in(data: bytes, texts: Collection[str]) -> set[str]:
    """Which of the texts a file or an answer holds."""
    seen = b" ".join(
        piece for part in _unpacked(data) for reading in _readings(part) for piece in _TELLING.findall(reading)
    )
    return {text for text in texts if text.lower().encode() in seen}


def _readings(data: bytes) -> Iterator[bytes]:
    """Small letters, as they are and out of UTF-16, which puts a NUL beside every plain letter."""
    small = data.lower()
    yield small
    if b"\0" in small:
        yield small.replace(b"\0", b"")


def _unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _unpacked(archive.read(name))
        return
    if data.startswith((b"\x89PNG", b"%PDF-")):
        yield from _streams(data)
    if data.startswith(b"%PDF-"):
        yield _pdf_text(data).encode()


def _streams(data: bytes) -> Iterator[bytes]:
    """Deflated pieces: of a PDF, and PNG's compressed texts and profiles."""
    for match in _ZLIB.finditer(data):
        try:
            piece = zlib.decompressobj().decompress(memoryview(data)[match.start() :], 8_000_000)
        except zlib.error:
            continue
        if len(piece) > 8:
            yield piece


def _pdf_text(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        texts = [repr(document.get_metadata_dict())]
        texts += [page.get_textpage().get_text_range() for page in document]
        return "\n".join(texts)
    finally:
        document.close()
