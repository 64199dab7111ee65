"""DOCX and ODT: cleaned, turned into Typst by pandoc in its sandbox, set anew, and drawn page by page."""

from __future__ import annotations

import signal
import subprocess
from functools import lru_cache
from pathlib import Path

import pypandoc
import typst

from media_store.clean_document import CleanDocument
from media_store.document_leaks import document_leaks
from media_store.docx_clean import clean_docx
from media_store.limits import MIB, Limits
from media_store.odt_clean import clean_odt
from media_store.outcome import Decoded, Facts, Format
from media_store.packages import Members, read_members, write_members
from media_store.pages import open_pdf, page_pictures
from media_store.reasons import Quarantine, Reason
from media_store.renditions import save_bytes
from media_store.texts import joined, save_text

# Links lead out of the blind copy and name people; only their words are kept.
_PREAMBLE = """#set document(date: none)
#set page(paper: "a4", margin: 22mm)
#set text(size: 11pt, lang: "vi"{fonts})
#set par(justify: false, leading: 0.75em)
#set table(stroke: 0.5pt + luma(160))
#show heading: set block(above: 1.4em, below: 0.9em)
#show link: it => it.body
#show figure: set block(breakable: true)
#let horizontalrule = line(length: 100%, stroke: 0.5pt)
"""


def decode_document(path: Path, found: Format, work: Path, limits: Limits) -> Decoded:
    """`copy.pdf`, `page-N.webp`, thumbs and `text.txt`."""
    members = read_members(path, found, limits)
    if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
        raise Quarantine(Reason.ENCRYPTED)
    try:
        document = clean_docx(members) if found is Format.DOCX else clean_odt(members)
    except (KeyError, ValueError, StopIteration) as error:
        raise Quarantine(Reason.DAMAGED, format=found.upper()) from error
    text = joined(document.paragraphs)
    if not text.strip() and not document.pictures:
        raise Quarantine(Reason.NOTHING_INSIDE, format=found.upper())
    pdf = _set_anew(document, found, work, limits)
    pages = open_pdf(pdf)
    if len(pages) > limits.max_pages:
        raise Quarantine(Reason.TOO_MANY_PAGES, pages=len(pages), limit=limits.max_pages)
    renditions = [
        save_bytes(pdf, "copy.pdf", Format.PDF.content_type, work),
        *page_pictures(pages, work),
    ]
    if text.strip():
        renditions.append(save_text(text, found, work, limits))
    leaks = document_leaks(path, found, members)
    return Decoded(Facts(pages=len(pages), characters=len(text)), leaks, tuple(renditions))


def _set_anew(document: CleanDocument, found: Format, work: Path, limits: Limits) -> bytes:
    folder = work / "setting"
    source = _typst_source(document.package, found, folder, limits)
    for name, data in document.pictures.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    families = ", ".join(f'"{name}"' for name in limits.font_families)
    preamble = _PREAMBLE.format(fonts=f", font: ({families},)" if families else "")
    try:
        compiler = typst.Compiler((preamble + source).encode(), root=folder, font_paths=_fonts(limits.font_folders))
        pdf = compiler.compile(format="pdf")
    except typst.TypstError as error:
        raise Quarantine(Reason.DAMAGED, format=found.upper()) from error
    assert isinstance(pdf, bytes)
    return pdf


@lru_cache(maxsize=1)
def _fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    """Looked up once a child: reading the folders costs more than setting a page."""
    return typst.Fonts(font_paths=list(folders))


def _typst_source(package: Members, found: Format, folder: Path, limits: Limits) -> str:
    folder.mkdir()
    source = folder / f"clean.{found}"
    source.write_bytes(write_members(package))
    memory = f"-M{limits.memory * 3 // 4 // MIB}m"
    command = [
        pypandoc.get_pandoc_path(),
        "+RTS",
        memory,
        "-RTS",
        "--sandbox",
        "-f",
        str(found),
        "-t",
        "typst",
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, check=False)  # it inherits this process's processor time
    if done.returncode == -signal.SIGXCPU:
        raise Quarantine(Reason.TOO_SLOW, format=found.upper())
    if done.returncode:
        raise Quarantine(Reason.DAMAGED, format=found.upper())
    return done.stdout.decode()
