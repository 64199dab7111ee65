"""Generated paintings for the reference competition: Sơn La as children and amateurs might paint it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from PIL import Image

from judging.demo.paintings.hands import HANDS
from judging.demo.paintings.palettes import choose
from judging.demo.paintings.stage import Stage, mirrored
from judging.demo.paintings.subjects import SUBJECTS, WEIGHTS
from judging.demo.paintings.titles import Title, all_titles

COUNT = len(all_titles())
_WORK_EDGE = 1200
# Sheets in cm, long edge first, with the long edge of their reproduction in pixels.
_SHEETS = (
    (29.7, 21.0, 1754),
    (40.0, 30.0, 2000),
    (42.0, 29.7, 2080),
    (50.0, 35.0, 2300),
    (59.4, 42.0, 2600),
    (60.0, 42.0, 2600),
    (60.0, 45.0, 2600),
)
_NAIVE = {"crayon": 0.85, "poster": 0.7, "pencil": 0.5, "gouache": 0.3, "watercolour": 0.3, "brocade": 0.3}


@dataclass(frozen=True)
class Description:
    """What is known of a painting before it is painted. `subject` names what is seen; sizes are of the sheet, in cm."""

    hand: str
    technique_vi: str
    technique_en: str
    width_cm: float
    height_cm: float
    subject: str
    title_vi: str
    title_en: str


@dataclass(frozen=True)
class Painting(Description):
    """A painting as an entrant would hand it in."""

    image: Image.Image


def describe(seed: int, index: int) -> Description:
    """Title, technique and size of `paint(seed, index)`, without painting it. Raises `IndexError` as `paint` does."""
    return _plan(seed, index)[0]


def paint(seed: int, index: int) -> Painting:
    """Painting `index` (0 … `COUNT` - 1) of the collection `seed`: the same two numbers give the same picture.

    Raises `IndexError` outside the collection.
    """
    plan, pixels, rng = _plan(seed, index)
    subject, name, short, long = SUBJECTS[plan.subject], plan.hand, *sorted((plan.width_cm, plan.height_cm))
    upright = plan.height_cm > plan.width_cm
    edges = (_WORK_EDGE, round(_WORK_EDGE * short / long))
    night = subject.night if subject.night is not None else bool(rng.random() < 0.12)
    palette = choose(name, night, rng)
    naive = bool(rng.random() < _NAIVE.get(name, 0.12))
    stage = Stage(*(edges[::-1] if upright else edges), rng, palette, naive=naive)
    subject.build(stage)
    if rng.random() < 0.5:
        stage.marks = mirrored(stage.marks, stage.w)
    size = (pixels, round(pixels * short / long))
    image = HANDS[name].render(stage, size[::-1] if upright else size)
    return Painting(**asdict(plan), image=image)


def _plan(seed: int, index: int) -> tuple[Description, int, np.random.Generator]:
    """The description, the long edge in pixels, and the generator from which the picture is drawn on."""
    title = _title(seed, index)
    rng = np.random.default_rng([seed, index])
    name = _hand(SUBJECTS[title.subject].hands, rng)
    long, short, pixels = _SHEETS[int(rng.integers(len(_SHEETS)))]
    wide, high = (short, long) if rng.random() < 0.38 else (long, short)
    hand = HANDS[name]
    plan = Description(name, hand.technique_vi, hand.technique_en, wide, high, title.subject, title.vi, title.en)
    return plan, pixels, rng


def _title(seed: int, index: int) -> Title:
    if not 0 <= index < COUNT:
        raise IndexError(f"painting {index} is outside the collection 0 … {COUNT - 1}")
    order = np.random.default_rng([seed, COUNT]).permutation(COUNT)
    return all_titles()[int(order[index])]


def _hand(options: Sequence[str], rng: np.random.Generator) -> str:
    weights = np.array([WEIGHTS[name] for name in options], dtype=np.float64)
    return options[int(rng.choice(len(options), p=weights / weights.sum()))]
