"""Turns one entry of the demo into the file that its author would send. May run in any process: `entry` says it all."""

import random
from pathlib import Path

from judging.demo.colour_profiles import SPACES
from judging.demo.entries import DemoEntry, make_entries
from judging.demo.initiatives import load_initiatives, sections
from judging.demo.poems import load_poems
from judging.demo.songs import load_songs

__all__ = ["DemoEntry", "make_entries", "write_file"]

_ORIENTATIONS = (1, 1, 1, 1, 1, 6, 8, 3)


def _write_song(entry: DemoEntry, path: Path) -> None:
    from judging.demo.audio_files import write_audio
    from judging.demo.songs.compose import render

    song = load_songs()[entry.index]
    write_audio(render(song.tune, entry.seed + entry.index), path, song.title_vi, entry.marks)


def _write_painting(entry: DemoEntry, path: Path) -> None:
    from judging.demo.image_files import write_image
    from judging.demo.paintings import paint

    rng = random.Random(f"{entry.seed}/{entry.key}/camera")
    orientation = rng.choice(_ORIENTATIONS)
    space = rng.choices(SPACES, weights=(80, 14, 6))[0]
    write_image(paint(entry.seed, entry.index).image, path, entry.marks, orientation=orientation, space=space)


def _write_poem(entry: DemoEntry, path: Path) -> None:
    from judging.demo.docx_files import write_poem_docx

    poem = load_poems()[entry.index]
    if entry.format == "docx":
        write_poem_docx(path, poem.text, entry.marks)
    else:
        path.write_bytes(_as_typed(poem.text, entry.index))


def _as_typed(text: str, number: int) -> bytes:
    """Texts come from many programs: UTF-8 plain, with a mark at the start, with Windows' line ends, or UTF-16."""
    if number % 11 == 4:
        return text.encode("utf-16")
    if number % 7 == 5:
        return text.replace("\n", "\r\n").encode("utf-8-sig")
    return text.encode()


def _write_initiative(entry: DemoEntry, path: Path) -> None:
    from judging.demo.docx_files import write_proposal_docx
    from judging.demo.pdf_files import write_proposal_pdf

    idea = load_initiatives()[entry.index]
    write = write_proposal_docx if entry.format == "docx" else write_proposal_pdf
    write(path, idea.title_vi, sections(idea), [amount for _, amount in idea.costs], entry.marks)


_WRITERS = {
    "songs": _write_song,
    "paintings": _write_painting,
    "poems": _write_poem,
    "initiatives": _write_initiative,
}


def write_file(entry: DemoEntry, folder: Path) -> Path:
    """Makes the file of one entry in `folder`, named by the entry's key, and returns its path.

    `entry.file_name` is what the author calls it. The same entry gives the same bytes.
    """
    path = folder / f"{entry.key}.{entry.format}"
    _WRITERS[entry.category](entry, path)
    return path
