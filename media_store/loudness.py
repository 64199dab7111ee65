"""Even loudness by EBU R 128: measured over the whole recording, then moved by one gain, so that its dynamics stay."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

import av

TARGET = -16.0  # LUFS, the usual level for listening on phones and in browsers
HEADROOM = -2.0  # dBFS of the highest sample: half a decibel more than the true peak may have
_QUIETEST = -70.0


class Loudness(NamedTuple):
    """`integrated` in LUFS, `range` in LU, `highest` sample 0…1, `seconds` decoded."""

    integrated: float
    range: float
    threshold: float
    highest: float
    seconds: float


def measure(frames: Iterator[Any], source: Any) -> Loudness:
    """Listen to all frames. A recording without a frame has length 0 and no sound."""
    values: dict[str, str] = {}
    samples, highest = 0, 0.0
    for frame in _filtered(frames, source, [("ebur128", "metadata=1"), ("aformat", "sample_fmts=flt")]):
        values = frame.metadata or values  # the last frame may carry none
        samples += frame.samples
        highest = max(highest, float(abs(frame.to_ndarray()).max()))
    integrated = float(values.get("lavfi.r128.I", _QUIETEST))
    rate = source.rate or 1
    return Loudness(
        integrated=max(integrated, _QUIETEST),
        range=float(values.get("lavfi.r128.LRA", 0.0)),
        threshold=max(integrated - 10.0, _QUIETEST),
        highest=highest,
        seconds=samples / rate,
    )


def even_out(frames: Iterator[Any], source: Any, loudness: Loudness, *, rate: int, layout: str) -> Iterator[Any]:
    """Frames of 1024 samples at the target loudness, or as near to it as the highest peak allows."""
    # Below this target the filter needs no limiter and works with one gain (its linear mode).
    peak = 20 * math.log10(loudness.highest)
    target = min(TARGET, loudness.integrated + HEADROOM - peak)
    measurable = loudness.integrated > _QUIETEST and target > _QUIETEST  # too short or too quiet otherwise
    measured = {
        "I": target, "TP": HEADROOM, "LRA": 50, "linear": "true",
        "measured_I": loudness.integrated, "measured_LRA": loudness.range,
        "measured_TP": peak, "measured_thresh": loudness.threshold,
    }  # fmt: skip
    steps = [
        ("loudnorm", ":".join(f"{key}={value}" for key, value in measured.items())),
        ("aresample", f"{rate}"),
        ("aformat", f"sample_fmts=fltp:channel_layouts={layout}"),
        ("asetnsamples", "n=1024:p=0"),
    ]
    yield from _filtered(frames, source, steps if measurable else steps[1:])


def _filtered(frames: Iterator[Any], source: Any, steps: list[tuple[str, str]]) -> Iterator[Any]:
    graph = av.filter.Graph()
    start = graph.add_abuffer(template=source, time_base=Fraction(1, source.rate))
    nodes = [start, *(graph.add(*each) for each in steps), graph.add("abuffersink")]
    graph.link_nodes(*nodes).configure()
    for frame in frames:
        graph.push(frame)
        yield from _pulled(graph)
    graph.push(None)
    yield from _pulled(graph)


def _pulled(graph: Any) -> Iterator[Any]:
    while True:
        try:
            yield graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
