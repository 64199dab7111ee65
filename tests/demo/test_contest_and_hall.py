from importlib.resources import files
from pathlib import Path

import pytest

from judging.contests.contest_file import read
from judging.demo.entries import make_entries
from judging.exhibition.hall import Hall, Work
from judging.exhibition.hanging import hang
from judging.exhibition.walls import read_hall

_PLAN = {"songs": [1, 1, 1, 0], "paintings": [1, 2, 3, 12], "poems": [1, 1, 2, 5], "initiatives": [1, 1, 2, 4]}


@pytest.fixture(scope="module")
def hall() -> Hall:
    return read_hall(Path(str(files("judging.demo").joinpath("hall.toml"))))


def test_the_contest_file_holds_the_plan_of_38_prizes() -> None:
    rules = read(files("judging.demo").joinpath("contest.toml").read_bytes())
    plan = {category.key: [tier.quota for tier in category.tiers] for category in rules.categories}
    assert plan == _PLAN
    assert sum(map(sum, plan.values())) == 38
    assert all(sum(criterion.weight for criterion in category.criteria) == 100 for category in rules.categories)


def test_openings_lie_on_their_walls(hall: Hall) -> None:
    for wall in hall.walls:
        for opening in wall.openings:
            assert 0 <= opening.x <= opening.x + opening.width <= wall.width, wall.name
            assert 0 <= opening.y <= opening.y + opening.height <= wall.height, wall.name


@pytest.mark.parametrize("seed", [1, 7, 2024])
def test_all_179_paintings_hang_in_the_central_building(seed: int, hall: Hall) -> None:
    paintings = [entry for entry in make_entries(seed) if entry.category == "paintings"]
    works = [
        Work(entry.key, float(entry.details["width_cm"]), float(entry.details["height_cm"])) for entry in paintings
    ]
    plan = hang(works, hall)
    assert len(plan.placed) == 179
