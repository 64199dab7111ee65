"""The painter of the reference competition: the same numbers give the same picture, and no two pictures are alike."""

import hashlib
import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from judging.demo.paintings import COUNT, Painting, describe, paint
from judging.demo.paintings.hands import HANDS
from judging.demo.paintings.subjects import SUBJECTS, WEIGHTS
from judging.demo.paintings.titles import all_titles

SAMPLE = range(8)


@pytest.fixture(scope="module")
def collection() -> list[Painting]:
    return [paint(7, index) for index in SAMPLE]


def digest(image: Image.Image) -> str:
    return hashlib.sha256(image.tobytes()).hexdigest()


def small(image: Image.Image) -> np.ndarray:
    tiny = image.resize((24, 24), Image.Resampling.BOX, reducing_gap=2.0)
    return np.asarray(tiny, dtype=np.float64)


def test_same_numbers_give_the_same_picture(collection):
    again = paint(7, 3)
    assert digest(again.image) == digest(collection[3].image)
    assert (again.hand, again.title_vi, again.width_cm) == (
        collection[3].hand,
        collection[3].title_vi,
        collection[3].width_cm,
    )


def test_a_picture_is_described_without_painting_it(collection):
    for index, work in enumerate(collection):
        told = describe(7, index)
        assert (told.title_vi, told.hand, told.subject) == (work.title_vi, work.hand, work.subject)
        assert (told.width_cm, told.height_cm) == (work.width_cm, work.height_cm)


def test_another_process_paints_the_same(collection):
    code = (
        "import hashlib; from judging.demo.paintings import paint;"
        "print(hashlib.sha256(paint(7, 1).image.tobytes()).hexdigest())"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == digest(collection[1].image)


def test_another_seed_paints_another_picture(collection):
    assert digest(paint(8, 0).image) != digest(collection[0].image)


def test_no_two_look_alike(collection):
    for one, other in combinations(collection, 2):
        assert np.abs(small(one.image) - small(other.image)).mean() > 8, (one.title_vi, other.title_vi)


def test_sizes_and_orientations(collection):
    for work in collection:
        assert 1700 <= max(work.image.size) <= 3000
        assert work.image.mode == "RGB"
        assert 21 <= work.width_cm <= 60
        assert work.image.width / work.image.height == pytest.approx(work.width_cm / work.height_cm, abs=0.01)
    assert any(work.width_cm > work.height_cm for work in collection)
    assert any(work.width_cm < work.height_cm for work in collection)


def test_several_hands_are_at_work(collection):
    assert len({work.hand for work in collection}) >= 4
    assert set(HANDS) == set(WEIGHTS)
    assert len(HANDS) >= 6


def test_pictures_have_light_and_dark(collection):
    for work in collection:
        low, high = np.percentile(np.asarray(work.image.convert("L").reduce(8)), [2, 98])
        assert high - low > 60, work.title_vi


def test_every_title_is_used_once_whatever_the_seed():
    titles = all_titles()
    assert COUNT == len(titles) == 179
    assert len({title.vi for title in titles}) == COUNT
    assert len({title.en for title in titles}) == COUNT
    assert {title.subject for title in titles} == set(SUBJECTS)


def test_every_subject_knows_its_hands():
    for subject in SUBJECTS.values():
        assert set(subject.hands) <= set(HANDS)


@pytest.mark.parametrize("index", [-1, COUNT])
def test_there_is_no_painting_outside_the_collection(index):
    with pytest.raises(IndexError, match="outside the collection"):
        paint(7, index)
