"""Forms as they come over the wire, within bounds: files go to disk, texts stay small, and only UTF-8 is read.

The framework's own reader decodes a field by whatever codec its sender names (some take quadratic time) and holds
texts of any length that the route allows for files. This one is the application's request class, so that no route can
forget it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any, Final
from urllib.parse import parse_qsl

from litestar import Request
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException, HTTPException
from litestar.status_codes import HTTP_413_REQUEST_ENTITY_TOO_LARGE
from litestar.types import Empty
from multipart import MultipartError, MultipartSegment, PushMultipartParser

TEXT_LIMIT: Final = 1_000_000  # bytes of all texts of a form together
FIELDS: Final = 1000
NAME_LIMIT: Final = 200

Fields = list[tuple[str, str | UploadFile]]


class TooLarge(HTTPException):
    status_code = HTTP_413_REQUEST_ENTITY_TOO_LARGE


class FormRequest(Request[Any, Any, Any]):
    """A request whose form is read by this module."""

    async def form(self) -> FormMultiDict:
        """The fields; files as UploadFile. Raises HTTPException 400 for what is no form in UTF-8, 413 for too much."""
        if self._form is Empty:
            fields = await self._read()
            kept: defaultdict[str, list[Any]] = defaultdict(list)
            for name, value in fields:
                kept[name].append(value)
            self._connection_state.form = dict(kept)  # there the framework closes its files after the answer
            self._form = FormMultiDict(fields)
        return self._form

    async def _read(self) -> Fields:
        kind, options = self.content_type
        if kind == RequestEncodingType.MULTI_PART:
            limit = self.app.multipart_form_part_limit
            return await read_multipart(self.stream(), options.get("boundary", ""), parts=limit)
        if kind == RequestEncodingType.URL_ENCODED:
            return await read_urlencoded(self.stream())
        return []


async def read_urlencoded(stream: AsyncIterator[bytes]) -> Fields:
    body = bytearray()
    async for chunk in stream:
        body += chunk
        if len(body) > TEXT_LIMIT:
            raise TooLarge
    try:
        return list(parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=FIELDS))
    except ValueError as error:
        raise ClientException("this form cannot be read") from error


async def read_multipart(stream: AsyncIterator[bytes], boundary: str, *, parts: int) -> Fields:
    """On any failure, a client that goes away among them, the files read so far are closed, and so deleted."""
    reader = _Reader()
    try:
        with PushMultipartParser(boundary.encode(), max_segment_count=parts) as parser:
            async for chunk in stream:
                for event in () if parser.closed else parser.parse(chunk):
                    await reader.take(event)
    except (MultipartError, UnicodeError) as error:
        await reader.close()
        raise ClientException("this form cannot be read") from error
    except BaseException:
        await reader.close()
        raise
    return reader.fields


class _Reader:
    """The parts so far, and the one that is being read."""

    def __init__(self) -> None:
        self.fields: Fields = []
        self._segment: MultipartSegment | None = None
        self._file: UploadFile | None = None
        self._text = bytearray()
        self._texts = 0

    async def take(self, event: Any) -> None:
        if isinstance(event, MultipartSegment):
            self._begin(event)
        elif event:
            await self._add(event)
        else:
            await self._end()

    def _begin(self, segment: MultipartSegment) -> None:
        if len(segment.name) > NAME_LIMIT or (segment.charset or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
            raise ClientException("this form cannot be read")
        self._segment, self._text = segment, bytearray()
        if segment.filename:
            self._file = UploadFile(segment.content_type or "text/plain", segment.filename)

    async def _add(self, data: bytes | bytearray) -> None:
        if self._file is not None:
            await self._file.write(bytes(data))
            return
        self._texts += len(data)
        if self._texts > TEXT_LIMIT:
            raise TooLarge
        self._text += data

    async def _end(self) -> None:
        if self._segment is None:
            return
        if self._file is not None:
            await self._file.seek(0)
            self.fields.append((self._segment.name, self._file))
        else:
            self.fields.append((self._segment.name, self._text.decode("utf-8")))
        self._segment = self._file = None

    async def close(self) -> None:
        for value in (self._file, *(value for _, value in self.fields)):
            if isinstance(value, UploadFile):
                await value.close()
