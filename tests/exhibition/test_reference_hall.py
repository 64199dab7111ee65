"""The demo's hall takes the 179 paintings of the reference competition, A4 to A2, whatever their order."""

import random
from importlib.resources import files
from pathlib import Path

import pytest

from judging.exhibition.hanging import Work, hang
from judging.exhibition.walls import read_hall

SIZES = [(29.7, 21.0), (21.0, 29.7), (42.0, 29.7), (29.7, 42.0), (59.4, 42.0), (42.0, 59.4)]


@pytest.mark.parametrize("seed", range(5))
def test_all_paintings_fit(seed):
    hall = read_hall(Path(str(files("judging.demo") / "hall.toml")))
    drawn = random.Random(seed)
    works = [Work(f"P{i}", *drawn.choice(SIZES)) for i in range(179)]
    plan = hang(works, hall)
    assert len(plan.placed) == 179
    assert plan.margin == hall.gap
    assert all(plan.on_wall(wall.name) for wall in hall.walls)
