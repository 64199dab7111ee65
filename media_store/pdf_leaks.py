"""What a PDF tells besides its pages: document information, XMP, annotations, attached files."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from media_store.leaks import as_leaks, xmp_leaks
from media_store.outcome import Leak

_DATES = ("CreationDate", "ModDate")
_PACKET = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)


def pdf_leaks(document: Any, path: Path) -> tuple[Leak, ...]:
    return as_leaks([*_information(document), *_packets(path), *_attachments(document), *_annotations(document)])


def _information(document: Any) -> Iterator[tuple[str, object]]:
    for name, value in document.get_metadata_dict(skip_empty=True).items():
        if name not in _DATES:
            yield f"pdf:{name}", value


def _packets(path: Path) -> Iterator[tuple[str, object]]:
    """Packets that lie open in the file, as the standard asks; packed ones are seen by nobody."""
    for packet in _PACKET.findall(path.read_bytes()):
        for channel, value in xmp_leaks(packet):
            if "Date" not in channel:
                yield channel, value


def _attachments(document: Any) -> Iterator[tuple[str, object]]:
    for number in range(document.count_attachments()):
        yield "pdf:attachment", document.get_attachment(number).get_name()


def _annotations(document: Any) -> Iterator[tuple[str, object]]:
    for page in document:
        for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
            note = pdfium.FPDFPage_GetAnnot(page, number)
            for key in ("Contents", "T", "Subj", "RC"):
                if pdfium.FPDFAnnot_GetSubtype(note) != pdfium.FPDF_ANNOT_WIDGET:
                    yield f"pdf:annotation-{key}", _string(note, key)
            pdfium.FPDFPage_CloseAnnot(note)
        page.close()


def _string(note: Any, key: str) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(note, key.encode(), None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAnnot_GetStringValue(note, key.encode(), ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
