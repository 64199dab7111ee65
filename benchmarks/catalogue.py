"""The catalogue in pages a second, against a bare Typst compile of as many pages; and a book of thousands of entries.

    python benchmarks/catalogue.py [ENTRIES [LARGE]]

"Bare" is what one would write first: the same pictures at the same sizes and the same texts, one after the other,
without tags, contents, index or page links. Each run is a fresh process, so that nothing is remembered from the last;
its memory is that of the process at its largest, the finished PDF in it. LARGE (10,000; 0 for none) is set once.
Its paintings are the same few dozen files, so that making them does not take longer than setting them.
"""

import io
import multiprocessing
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
import typst
from PIL import Image

from judging.exhibition.printing.catalogue import catalogue_pdf
from judging.exhibition.printing.values import (
    CatalogueCategory,
    CatalogueData,
    CatalogueEntry,
    IndexName,
    Kind,
    Prize,
    Song,
    Verse,
)
from judging.typesetting.fonts import house_fonts
from judging.typesetting.values import Bilingual

SHARES: tuple[tuple[Kind, int, int], ...] = (
    ("song", 8, 3),
    ("painting", 179, 18),
    ("poem", 62, 9),
    ("initiative", 41, 8),
)
"""Of 290 entries: how many of each kind, and how many of them with a prize."""
POEM = "\n\n".join(
    ["Bà thổi lửa cho sáng trang vần\nChữ đậu lên tay rồi cứ tần ngần\nSuối gầy đi, rừng xa thêm bước\nBà vẫn gieo"] * 3
)
PROSE = "Mỗi bản đặt một tủ sách nhỏ chạy bằng pin mặt trời, có đèn đọc. " * 8
FAMILIES = ("Lò", "Quàng", "Vì", "Giàng", "Tòng", "Lường", "Cà", "Đèo")
GIVEN = ("Hương", "Minh", "Dung", "Páo", "Ánh", "Ân", "Đức", "Ổn", "Ưng", "Yến")
ROUNDS = 3
LARGE = 10_000
DIFFERENT = 60
"""Pictures that a large book repeats under new names."""
DAY = date(2024, 10, 7)


def picture(folder: Path, number: int, long_side: int) -> tuple[Path, float, float]:
    """A JPEG of coloured noise, as heavy as a scanned painting, under a name of its own; its size in cm."""
    path, width_cm, height_cm = noise(folder / "noise", number % DIFFERENT, long_side)
    own = folder / f"{number}.jpg"
    own.hardlink_to(path)
    return own, width_cm, height_cm


@cache
def noise(folder: Path, number: int, long_side: int) -> tuple[Path, float, float]:
    """The JPEG and its size in cm: that of A4, A3 or A2 paper."""
    folder.mkdir(exist_ok=True)
    rng = np.random.default_rng(number)
    height_cm = (21.0, 29.7, 42.0)[number % 3]
    width_cm = round(height_cm * 2**0.5, 1)
    if number % 2:
        width_cm, height_cm = height_cm, width_cm
    scale = long_side / max(width_cm, height_cm)
    size = round(width_cm * scale), round(height_cm * scale)
    coarse = Image.fromarray(rng.integers(0, 255, (24, 24, 3), dtype=np.uint8))
    grain = rng.integers(-12, 12, (size[1], size[0], 3), dtype=np.int16)
    pixels = np.asarray(coarse.resize(size, Image.Resampling.BICUBIC), dtype=np.int16) + grain
    path = folder / f"{number}-{long_side}.jpg"
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(path, quality=82)
    return path, width_cm, height_cm


def show(folder: Path, total: int) -> CatalogueData:
    """The reference competition's proportions at any size."""
    entries: list[CatalogueEntry] = []
    for kind, share, prizes in SHARES:
        count, won = max(1, round(total * share / 290)), max(1, round(total * prizes / 290))
        for place in range(count):
            entries.append(entry(folder, kind, len(entries) + 1, place < won))
    return CatalogueData(
        name=Bilingual("Sơn La – Thành phố học tập", "Son La – Learning City"),
        theme=Bilingual("Học tập suốt đời", "Lifelong learning"),
        organiser=Bilingual("Ban tổ chức", "Organising committee"),
        place=Bilingual("Sơn La", "Sơn La"),
        published=DAY,
        categories=tuple(CatalogueCategory(kind, Bilingual(kind, kind)) for kind, _, _ in SHARES),
        entries=tuple(entries),
    )


def entry(folder: Path, kind: Kind, number: int, won: bool) -> CatalogueEntry:
    family, given = FAMILIES[number % 8], GIVEN[number % 10]
    path, width, height = picture(folder, number, 1200 if won else 600) if kind == "painting" else (None, None, None)
    return CatalogueEntry(
        number=number,
        code=f"X-{number}",
        category=kind,
        kind=kind,
        title=Bilingual(f"Con suối kể chuyện {number}", f"The stream tells stories {number}"),
        author=f"{family} Thị {given}",
        unit="lớp 8, phường Chiềng Lề",
        indexed=(IndexName(family, f"Thị {number}", given),),
        prize=Prize(1, Bilingual("Giải Nhất", "First prize")) if won else None,
        picture=path,
        width_cm=width,
        height_cm=height,
        verses=(Verse(POEM),) if kind == "poem" else (),
        song=Song(f"https://example.org/{number}", POEM, 245) if kind == "song" else None,
        summary=Bilingual(PROSE if kind == "initiative" else ""),
    )


def bare(data: CatalogueData) -> bytes:
    """Pictures and texts one after the other, one winner a page, by the shortest template that does it."""
    lines = ['#set page(width: 210mm, height: 240mm, margin: 20mm)\n#set text(font: "Source Serif 4", size: 9pt)']
    for item in data.entries:
        if item.prize:
            lines.append("#pagebreak(weak: true)")
        if item.picture:
            width = "170mm" if item.prize else f"{item.width_cm or 40}mm"
            lines.append(f'#box(image("{item.picture.name}", width: {width}))')
        text = POEM.replace("\n", " \\\n") if item.prize and item.kind in ("poem", "song") else ""
        lines.append(f"{item.number} *{item.title.vi}* _{item.title.en}_ {item.author} {item.unit}\n\n{text}")
    folder = next(item.picture for item in data.entries if item.picture).parent
    (folder / "bare.typ").write_text("\n".join(lines), encoding="utf-8")
    return typst.compile(
        folder / "bare.typ", font_paths=house_fonts(), ignore_system_fonts=True, timestamp=0, pdf_tags=False
    )


Run = tuple[float, float, int, int, float]
"""Seconds, seconds of processor time, pages, bytes, MiB of the process at its largest."""


def timed(work: Callable[[CatalogueData], bytes], data: CatalogueData) -> Run:
    """One run, in a process of its own."""
    start, busy = time.perf_counter(), time.process_time()
    pdf = work(data)
    seconds, processor = time.perf_counter() - start, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds, processor, len(pypdfium2.PdfDocument(io.BytesIO(pdf))), len(pdf), peak


def best(work: Callable[[CatalogueData], bytes], data: CatalogueData, rounds: int = ROUNDS) -> Run:
    context = multiprocessing.get_context("spawn")
    runs = []
    for _ in range(rounds):
        with context.Pool(1) as pool:
            runs.append(pool.apply(timed, (work, data)))
    return min(runs)


def main() -> None:
    total, large = (int(given) for given in (*sys.argv[1:3], *("290", str(LARGE))[len(sys.argv[1:3]) :]))
    print(f"{platform.machine()}, Python {platform.python_version()}, Typst {typst.__version__}; best of {ROUNDS}")
    with tempfile.TemporaryDirectory() as folder:
        data = show(Path(folder), total)
        ours, base = best(catalogue_pdf, data), best(bare, data)
    tell("catalogue", len(data.entries), ours)
    tell("bare Typst", len(data.entries), base)
    print(f"ratio of pages/s to bare Typst: {ours[2] / ours[0] / (base[2] / base[0]):.2f}")
    if large:
        with tempfile.TemporaryDirectory() as folder:
            data = show(Path(folder), large)
            tell("large book", len(data.entries), best(catalogue_pdf, data, rounds=1))


def tell(name: str, entries: int, run: Run) -> None:
    seconds, processor, pages, size, peak = run
    print(
        f"{name:<11} {entries} entries, {pages} pages: {seconds:.2f} s, {pages / seconds:.0f} pages/s, "
        f"processor {processor:.2f} s, {size / 2**20:.1f} MiB, process {peak:.0f} MiB"
    )


if __name__ == "__main__":
    main()
