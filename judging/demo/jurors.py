"""Simulated jurors of known severity, spread and noise, so that what the ranking finds can be compared with it."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass

SCALE = (0, 10)
_MIDDLE = 6.0


@dataclass(frozen=True)
class DemoJuror:
    """How one juror marks. `key` is the key in the contest file.

    severity: marks taken off on average (negative: a generous juror). spread: how far apart this juror puts good and
    bad works (1 is the truth). noise: standard deviation of a mark. abstains: share of works left without a score.
    """

    key: str
    severity: float
    spread: float
    noise: float
    abstains: float = 0.0


_JURORS = (
    DemoJuror("cam-thi-ban", -0.3, 1.05, 0.6),
    DemoJuror("nguyen-duc-thai", 0.9, 1.15, 0.6),
    DemoJuror("giang-a-su", -0.8, 0.85, 0.7),
    DemoJuror("quang-van-la", 0.2, 1.0, 0.7),
    DemoJuror("tran-hoai-thu", 0.5, 1.2, 0.6),
    DemoJuror("lo-van-muon", 0.1, 1.1, 0.6),
    DemoJuror("pham-ngoc-lan", 1.2, 1.1, 0.7, 0.006),
    DemoJuror("vi-van-thong", -0.4, 0.95, 0.8),
    DemoJuror("dinh-thi-nga", -1.1, 0.8, 0.7, 0.006),
    DemoJuror("song-a-phua", 0.3, 1.0, 0.9),
    DemoJuror("hoang-bich-dao", -0.6, 1.0, 0.6),
    DemoJuror("bui-quang-huy", 0.5, 1.2, 0.8, 0.012),
    DemoJuror("luong-thi-xuan", -0.5, 0.9, 0.6),
    DemoJuror("do-minh-khoa", 0.8, 1.1, 0.7, 0.01),
    DemoJuror("tong-thi-ly", -0.2, 0.9, 0.7),
    DemoJuror("vu-dinh-son", 0.6, 1.1, 0.6),
    DemoJuror("ha-thi-thom", -0.7, 0.95, 0.7, 0.01),
    DemoJuror("mua-a-chu", -0.4, 0.9, 0.8),
    DemoJuror("ca-van-hung", -0.1, 1.0, 0.9),
)
JURORS: dict[str, DemoJuror] = {juror.key: juror for juror in _JURORS}


def simulate_score(quality: float, juror: DemoJuror, leaning: float, rng: random.Random) -> int:
    """One mark, 0 to 10, of a work of true `quality`; `leaning`: how far above its own average the work stands here."""
    mark = _MIDDLE + juror.spread * (quality + leaning - _MIDDLE) - juror.severity + rng.gauss(0.0, juror.noise)
    return max(SCALE[0], min(SCALE[1], round(mark)))


def _rng(*parts: object) -> random.Random:
    digest = hashlib.blake2b("/".join(map(str, parts)).encode(), digest_size=8).digest()
    return random.Random(int.from_bytes(digest, "big"))


def simulate_ballot(
    *, seed: int, entry_key: str, quality: float, juror: DemoJuror, criteria: Sequence[str]
) -> dict[str, int] | None:
    """Marks by criterion of one juror for one entry, or None where the juror abstains.

    The same seed, entry and juror give the same ballot, whatever was asked before.
    """
    rng = _rng("ballot", seed, juror.key, entry_key)
    if rng.random() < juror.abstains:
        return None
    # What a work is strong in belongs to the work: every juror sees the same leanings.
    leanings = {criterion: _rng("leaning", seed, entry_key, criterion).gauss(0.0, 0.5) for criterion in criteria}
    return {criterion: simulate_score(quality, juror, leanings[criterion], rng) for criterion in criteria}
