"""Typst, called so that people's texts stay data: they travel as JSON, never as markup, and no other file is read."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import typst

from judging.errors import DomainError
from judging.typesetting.fonts import SUBSTITUTE, house_fonts, undrawable
from judging.typesetting.stand_ins import exchange, stand_in

THEME = Path(__file__).with_name("theme.typ")

log = logging.getLogger(__name__)


class PrintError(DomainError):
    """A sheet could not be set, e.g. because a picture is broken."""


def compile_typst(
    template: Path,
    data: Mapping[str, object],
    *,
    day: date | None = None,
    assets: Mapping[str, Path | bytes] | None = None,
    standards: Sequence[typst.PDFStandard] = ("ua-1",),
) -> bytes:
    """PDF bytes of `template`, which reads `data` as json("data.json") and `assets` by their keys as relative paths.

    The templates beside it and theme.typ can be imported. `day` is the document's date and no clock is read, so equal
    input gives equal bytes (a template without a date says `date: none`). Characters that no font has become □.
    JPEG files are set by stand-ins (see stand_ins.py): templates give them width, height and `fit: "stretch"`.
    Raises PrintError, naming the sheet and the reason.
    """
    photographs: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="sheet-") as folder:
        root = Path(folder)
        for source in (*template.parent.glob("*.typ"), THEME):
            shutil.copyfile(source, root / source.name)
        (root / "data.json").write_bytes(_encode(data))
        for name, content in (assets or {}).items():
            _lay(root / name, content, photographs)
        return exchange(_compile(root / template.name, root, day, standards), photographs)


def _compile(main: Path, root: Path, day: date | None, standards: Sequence[typst.PDFStandard]) -> bytes:
    try:
        pdf, warnings = typst.compile_with_warnings(
            main,
            root=root,
            font_paths=house_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=list(standards),
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC) if day else 0,
        )
    except typst.TypstError as error:
        raise PrintError(
            "The sheet “%(sheet)s” could not be set: %(reason)s",
            sheet=main.stem,
            reason=error.diagnostic or error.message,
        ) from error
    for warning in warnings:
        log.warning("setting %s: %s", main.stem, warning.message)
    return pdf


def _encode(data: Mapping[str, object]) -> bytes:
    text = msgspec.json.encode(data).decode()
    letters = set(text)
    if any("\uaa80" <= letter <= "\uaadf" for letter in letters):
        text = msgspec.json.encode({**data, "tai_viet": True}).decode()
    return text.translate({ord(char): SUBSTITUTE for char in undrawable(letters)}).encode()


def _lay(target: Path, content: Path | bytes, photographs: list[Path]) -> None:
    """Bytes are written, JPEGs stood in for and noted, other files linked: a book may hold hundreds of megabytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        target.write_bytes(content)
        return
    if not content.is_file():
        raise PrintError("The picture %(file)s is missing.", file=content.name)
    if (small := stand_in(content, len(photographs))) is not None:
        target.write_bytes(small)
        photographs.append(content)
    else:
        target.symlink_to(content.resolve())
