"""Static files, held in memory under addresses that contain the digest of the whole tree: cached for ever, never stale.

One digest for all of them, so that relative addresses inside style sheets and script modules hold.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import msgspec
from litestar import Request, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, HeaderParameter
from litestar.response import Response

from judging.web.access import STATIC

TEXT = {".css", ".js", ".mjs", ".svg", ".json", ".webmanifest", ".txt", ".html"}
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2", ".css": "text/css"}
#: Kept for the printer and for licences; no page asks for them.
UNSERVED = {".ttf", ".woff", ".map", ".md"}
#: One request instead of five on a slow link; in the order of the cascade.
SHEETS = [f"css/{name}.css" for name in ("fonts", "tokens", "base", "layout", "components")]
JOINED = "css/shell.css"


class Asset(msgspec.Struct, frozen=True):
    body: bytes
    packed: bytes | None
    media_type: str


class StaticTree(msgspec.Struct, frozen=True):
    """Files by their path below a root, and the digest of all of them."""

    digest: str
    files: dict[str, Asset]

    def url(self, path: str) -> str:
        """The address of a file. KeyError: there is no such file; better found by a test than by a visitor."""
        if path not in self.files:
            raise KeyError(f"no static file {path!r}")
        return f"/static/{self.digest}/{path}"


def load_tree(roots: Iterable[Path]) -> StaticTree:
    """Reads the files below the roots; where two roots have the same path, the first wins."""
    files: dict[str, Asset] = {}
    for root in roots:
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and path.suffix not in UNSERVED and name not in files:
                files[name] = _asset(path.read_bytes(), path.suffix)
    if all(name in files for name in SHEETS):
        files[JOINED] = _asset(b"\n".join(files[name].body for name in SHEETS), ".css")
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + hashlib.sha256(files[name].body).digest())
    return StaticTree(digest=digest.hexdigest()[:12], files=files)


def _asset(body: bytes, suffix: str) -> Asset:
    is_text = suffix in TEXT
    kind = TYPES.get(suffix) or mimetypes.guess_type(f"x{suffix}")[0] or "application/octet-stream"
    packed = gzip.compress(body, 9, mtime=0) if is_text and len(body) > 400 else None
    return Asset(body=body, packed=packed, media_type=kind)


@get("/static/{digest:str}/{path:path}", opt=STATIC, include_in_schema=False)
async def static_file(
    request: Request[object, object, State],
    digest: FromPath[str],
    path: FromPath[str],
    accept_encoding: Annotated[str, HeaderParameter(name="Accept-Encoding")] = "",
) -> Response[bytes]:
    """A file of the tree. Under another tree's digest (a page from before an update) it is served, but not kept."""
    tree: StaticTree = request.app.state.static_tree
    asset = tree.files.get(path.lstrip("/"))
    if asset is None:
        raise NotFoundException
    current = digest == tree.digest
    headers = {"Cache-Control": "public, max-age=31536000, immutable" if current else "no-cache"}
    body = asset.body
    if asset.packed is not None:
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in accept_encoding:
            body = asset.packed
            headers["Content-Encoding"] = "gzip"
    return Response(body, headers=headers, media_type=asset.media_type)
