"""A browser's way to the site, which can be cut. A browser's own switch misses service workers that start anew."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from urllib.parse import urlsplit


class Line:
    """Bytes go through as they are while the line is whole."""

    def __init__(self, address: str) -> None:
        self.there = urlsplit(address)
        self.whole = True
        self.address = ""
        self._ends: set[asyncio.StreamWriter] = set()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.whole:
            writer.transport.abort()
            return
        answers, onward = await asyncio.open_connection(self.there.hostname, self.there.port)
        self._ends |= {writer, onward}
        await asyncio.gather(_pass_on(reader, onward), _pass_on(answers, writer))
        self._ends -= {writer, onward}

    def cut(self) -> None:
        self.whole = False
        for end in self._ends:
            end.transport.abort()

    def mend(self) -> None:
        self.whole = True


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


@contextlib.asynccontextmanager
async def line_to(address: str) -> AsyncIterator[Line]:
    line = Line(address)
    server = await asyncio.start_server(line.take, "127.0.0.1", 0)
    line.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield line
    finally:
        server.close()
        line.cut()
