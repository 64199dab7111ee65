"""What a browser's script says when it sends a file by tus 1.0.0, and what tests ask of the upload."""

from __future__ import annotations

import base64
import itertools
import uuid

import httpx

from judging.submissions import uploads
from judging.web.tokens import token_digest
from tests.cast import Play

V = {"Tus-Resumable": "1.0.0"}
OCTETS = {**V, "Content-Type": "application/offset+octet-stream"}


def address(play: Play, category: str = "poems") -> str:
    return f"/c/{play.view.slug}/enter/{category}/uploads"


async def create(client: httpx.AsyncClient, play: Play, size: int, name: str = "tho.txt") -> str:
    metadata = f"filename {base64.b64encode(name.encode()).decode()},kind {base64.b64encode(b'x').decode()}"
    answer = await client.post(address(play), headers={"Upload-Length": str(size), "Upload-Metadata": metadata})
    assert answer.status_code == 201, answer.text
    assert answer.headers["upload-offset"] == "0"
    location: str = answer.headers["location"]
    return location


async def patch(client: httpx.AsyncClient, path: str, offset: int, data: bytes) -> httpx.Response:
    return await client.patch(path, headers={**OCTETS, "Upload-Offset": str(offset)}, content=data)


def id_of(path: str) -> uuid.UUID:
    return uuid.UUID(path.rpartition("/")[2])


def owner_of(client: httpx.AsyncClient) -> str:
    return token_digest(client.cookies["bv_upload"])


async def sealed(play: Play, path: str) -> uploads.Upload:
    await uploads.seal(id_of(path))
    return await uploads.find(play.id, id_of(path))


class Cuts:
    """A body as a server hands it over: some bytes at a time, and perhaps an end that is that of the connection."""

    def __init__(self, data: bytes, cuts: list[int], *, broken: bool) -> None:
        edges = [0, *sorted({cut for cut in cuts if cut < len(data)}), len(data)]
        self.messages = [
            {"type": "http.request", "body": data[begins:ends], "more_body": True}
            for begins, ends in itertools.pairwise(edges)
        ]
        self.messages.append(
            {"type": "http.disconnect"} if broken else {"type": "http.request", "body": b"", "more_body": False}
        )

    async def __call__(self) -> dict[str, object]:
        return self.messages.pop(0)
