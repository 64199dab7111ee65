"""A 12-megapixel JPEG to all its judging copies: our decoder against the fastest pyvips pipeline for the same sizes.

Run: python benchmarks/renditions.py [--rounds N] [--json OUT]. Both write the same eight files (four sizes, JPEG and
WebP) from the same file, alternately, in one run; what counts is the ratio of the medians.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyvips

sys.path.insert(0, str(Path(__file__).parents[1]))

from media_store.helper_process import TUNING

os.environ.update(TUNING)  # as in the decoding process, and before the library reads it

from PIL import Image

from media_store.decoder import Decoder
from media_store.images import SIZES, decode_image
from media_store.limits import Limits
from media_store.outcome import Format


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


def by_vips(source: Path, out: Path) -> None:
    """One shrinking decode, each size from the last kept in memory, lowest WebP effort, no metadata."""
    image = pyvips.Image.thumbnail(str(source), SIZES["large"], height=SIZES["large"], size="down").copy_memory()
    for name, edge in SIZES.items():
        if max(image.width, image.height) > edge:
            image = image.thumbnail_image(edge, height=edge, size="down").copy_memory()
        image.write_to_file(str(out / f"{name}.jpg"), Q=86, keep="none")
        image.write_to_file(str(out / f"{name}.webp"), Q=80, effort=0, keep="none")


def by_vips_in_threads(source: Path, out: Path) -> None:
    """The same, with two files encoded at once."""
    image = pyvips.Image.thumbnail(str(source), SIZES["large"], height=SIZES["large"], size="down").copy_memory()
    with ThreadPoolExecutor(2) as pool:
        pending = []
        for name, edge in SIZES.items():
            if max(image.width, image.height) > edge:
                image = image.thumbnail_image(edge, height=edge, size="down").copy_memory()
            pending.append(pool.submit(image.write_to_file, str(out / f"{name}.webp"), Q=80, effort=0, keep="none"))
            pending.append(pool.submit(image.write_to_file, str(out / f"{name}.jpg"), Q=86, keep="none"))
        for each in pending:
            each.result()


def by_us(source: Path, out: Path) -> None:
    decode_image(source, Format.JPEG, out, Limits())


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Wall and processor milliseconds."""
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    work()
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    return wall * 1000, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def compare(source: Path, folder: Path, rounds: int) -> dict[str, tuple[float, float]]:
    ways = {"ours": by_us, "vips": by_vips, "vips, threads": by_vips_in_threads}
    seen: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, work in ways.items():
            taken = timed(lambda work=work: work(source, folder))  # type: ignore[misc]
            if number:  # the first round warms up
                seen[name].append(taken)
    return {
        name: (statistics.median(wall for wall, _ in each), statistics.median(cpu for _, cpu in each))
        for name, each in seen.items()
    }


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
        taken = compare(large, folder, arguments.rounds)
        usual = {name: size for name, size in compare(typical, folder, arguments.rounds).items() if name == "ours"}
        child = through_the_child(typical, folder, arguments.rounds)
        sizes = [round(each.stat().st_size / 1e6, 1) for each in (large, typical)]
    best = min((taken["vips"], taken["vips, threads"]), key=lambda each: each[0])
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, median of {arguments.rounds} rounds")
    for name, (wall, cpu) in taken.items():
        print(f"12 megapixels ({sizes[0]} MB), {name:14} {wall:6.0f} ms wall {cpu:6.0f} ms processor")
    ratio_wall = taken["ours"][0] / best[0]
    ratio_cpu = taken["ours"][1] / min(taken["vips"][1], taken["vips, threads"][1])
    print(f"ours / best vips: {ratio_wall:.2f} wall, {ratio_cpu:.2f} processor (goal: at most 1)")
    wall, cpu = usual["ours"]
    print(f"3200 × 2400 ({sizes[1]} MB): {wall:.0f} ms wall, {cpu:.0f} ms processor; {child:.0f} ms by the child")
    if arguments.json:
        figures = {"ratio_wall": ratio_wall, "ratio_cpu": ratio_cpu, "painting_cpu_ms": cpu, "painting_child_ms": child}
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
