"""A 12-megapixel JPEG to all its judging copies: our decoder against the fastest pyvips pipelines for the same ones.

Run: python benchmarks/renditions.py [--rounds N] [--json OUT]. Both write the same eight files (four sizes, JPEG and
WebP), then the same with the tiles for looking close, from the same file, alternately, in one run; what counts is the
ratio of the medians.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyvips

sys.path.insert(0, str(Path(__file__).parents[1]))

from media_store.helper_process import TUNING

if not os.environ.items() >= TUNING.items():  # as in the decoding process, for all alike, and before libraries read it
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, **TUNING})

from PIL import Image

from benchmarks.machine import processor
from media_store.decoder import Decoder
from media_store.images import SIZES, decode_image
from media_store.limits import Limits
from media_store.outcome import Format
from media_store.tiles import EDGE, ROLE


def painting(path: Path, width: int, height: int, *, grain: float = 5.0, seed: int = 1) -> None:
    """Soft colours of many scales with the grain of a camera: some 4 MB at 12 megapixels."""
    random = np.random.default_rng(seed)
    canvas = np.full((height, width, 3), 40, dtype=np.float32)
    for cells, strength in ((8, 60), (32, 40), (128, 25), (512, 14)):
        patch = (random.random((cells * height // width + 1, cells, 3)) * 255).astype(np.uint8)
        layer = Image.fromarray(patch).resize((width, height), Image.Resampling.BICUBIC)
        canvas += np.asarray(layer, dtype=np.float32) * (strength / 255)
    canvas += random.normal(0, grain, (height, width, 1)).astype(np.float32)
    Image.fromarray(np.clip(canvas, 0, 255).astype(np.uint8)).save(path, quality=92)


def by_vips(source: Path, out: Path, *, tiled: bool = False) -> None:
    """One decode, each size from the last kept in memory, lowest WebP effort, no metadata, one file after the other."""
    image, pending = begun(source, out, tiled)
    for save in (*pending, *sizes_by_vips(image, out)):
        save()


def by_vips_in_threads(source: Path, out: Path, *, tiled: bool = False) -> None:
    """The same, with two files encoded at once."""
    image, pending = begun(source, out, tiled)
    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(save) for save in (*sizes_by_vips(image, out), *pending)]:
            each.result()


def begun(source: Path, out: Path, tiled: bool) -> tuple[pyvips.Image, list[Callable[[], None]]]:
    """The large size, from a shrinking decode unless tiles want all the pixels, and what will save the tiles."""
    edge = SIZES["large"]
    if not tiled:
        return pyvips.Image.thumbnail(str(source), edge, height=edge, size="down").copy_memory(), []
    image = pyvips.Image.new_from_file(str(source), access="sequential").copy_memory()
    large = image.thumbnail_image(edge, height=edge, size="down").copy_memory()

    def save_tiles() -> None:
        image.dzsave(
            str(out / "vips"),
            container="szi",
            tile_size=EDGE,
            overlap=0,
            suffix=".jpeg[Q=85]",
            compression=0,
            keep="none",
        )

    return large, [save_tiles]


def sizes_by_vips(image: pyvips.Image, out: Path) -> Iterator[Callable[[], None]]:
    """What saves each file; the next size is made while the last one is being encoded."""
    for name, edge in SIZES.items():
        if max(image.width, image.height) > edge:
            image = image.thumbnail_image(edge, height=edge, size="down").copy_memory()
        yield partial(image.write_to_file, str(out / f"{name}.webp"), Q=80, effort=0, keep="none")
        yield partial(image.write_to_file, str(out / f"{name}.jpg"), Q=86, keep="none")


def by_us(source: Path, out: Path, *, tiled: bool = False) -> None:
    decode_image(source, Format.JPEG, out, Limits(), tiled=tiled)


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Wall and processor milliseconds."""
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    work()
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    return wall * 1000, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def compare(source: Path, folder: Path, rounds: int, *, tiled: bool) -> dict[str, tuple[float, float]]:
    """Median milliseconds of wall and processor by way."""
    ways = {"ours": by_us, "vips": by_vips, "vips, threads": by_vips_in_threads}
    seen: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, work in ways.items():
            (folder / "vips").unlink(missing_ok=True)  # its archive: it would not be written over
            taken = timed(lambda work=work: work(source, folder, tiled=tiled))  # type: ignore[misc]
            if number:  # the first round warms up
                seen[name].append(taken)
    return {
        name: (statistics.median(wall for wall, _ in each), statistics.median(cpu for _, cpu in each))
        for name, each in seen.items()
    }


def report(what: str, taken: dict[str, tuple[float, float]]) -> tuple[float, float]:
    """Prints the times; returns our wall and processor time as parts of the best that libvips took."""
    for name, (wall, cpu) in taken.items():
        print(f"{what}, {name:14} {wall:6.0f} ms wall {cpu:6.0f} ms processor")
    theirs = [taken["vips"], taken["vips, threads"]]
    ratios = taken["ours"][0] / min(theirs)[0], taken["ours"][1] / min(cpu for _, cpu in theirs)
    print(f"{what}, ours / best vips: {ratios[0]:.2f} wall, {ratios[1]:.2f} processor (goal: at most 1)")
    return ratios


def through_the_child(source: Path, folder: Path, rounds: int) -> float:
    """Wall milliseconds of a whole verdict: identified, hashed, decoded in the limited process, renditions moved."""
    with Decoder() as decoder:
        decoder.process(source, out_dir=folder)
        return statistics.median(decoder.process(source, out_dir=folder).seconds * 1000 for _ in range(rounds))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path, metavar="OUT")
    arguments = parser.parse_args()
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        large, typical = folder / "12mp.jpg", folder / "typical.jpg"
        painting(large, 4000, 3000)
        painting(typical, 3200, 2400, grain=6.5)
        print(f"{processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {arguments.rounds} rounds")
        sizes = report("12 megapixels to sizes", compare(large, folder, arguments.rounds, tiled=False))
        whole = report("12 megapixels to sizes and tiles", compare(large, folder, arguments.rounds, tiled=True))
        tiles = (folder / ROLE).stat().st_size / (folder / "vips").stat().st_size
        child = through_the_child(typical, folder, arguments.rounds)
    print(f"our archive of tiles has {tiles:.2f} × the bytes of theirs")
    print(f"3200 × 2400, a whole verdict by the child, tiles included: {child:.0f} ms")
    if arguments.json:
        figures = {"sizes": sizes, "sizes_and_tiles": whole, "verdict_ms": child}
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
