"""Invented people of Sơn La: names of its peoples, schools, wards, teachers and guardians, drawn by a seed.

No address or number leads anywhere: mail goes to example.org, telephone numbers begin with four zeros.
"""

import random
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

CONTEST_YEAR = 2024
_FIRST_GRADE_BORN = CONTEST_YEAR - 6
_OLD_NAMES_BEFORE = 1985


@dataclass(frozen=True)
class Person:
    """An entrant. `class_name`, `teacher` and `guardian` are empty where they do not apply; a pupil has no `email`."""

    key: str
    name: str
    female: bool
    people: str
    birth_year: int
    unit: str
    class_name: str
    teacher: str
    guardian: str
    email: str
    phone: str

    @property
    def age(self) -> int:
        """Years at the end of the contest's year."""
        return CONTEST_YEAR - self.birth_year


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("judging.demo").joinpath("people.toml").read_text("utf-8"))


@cache
def juror_names() -> frozenset[str]:
    """Names of the jurors in the contest file; no entrant, teacher or guardian is called the same."""
    contest = tomllib.loads(files("judging.demo").joinpath("contest.toml").read_text("utf-8"))
    return frozenset(juror["name"] for juror in contest["juror"])


def _shared(rng: random.Random, records: list[dict[str, Any]]) -> dict[str, Any]:
    return rng.choices(records, weights=[record["share"] for record in records])[0]


def _name(
    rng: random.Random, taken: set[str], people: dict[str, Any], female: bool, old: bool, family: str = ""
) -> str:
    """A full name that nobody in `taken` has; it is added there."""
    side = "female" if female else "male"
    while True:
        given = rng.choice(people[f"{side}_old" if old else side])
        middle = rng.choice(people[f"{side}_middle"])
        if old:
            middle = people[f"{side}_middle"][0]
        name = f"{family or rng.choice(people['family'])} {middle} {given}"
        if name not in taken:
            taken.add(name)
            return name
        if rng.random() < 0.25:
            family, old = "", False


@cache
def _teacher(seed: int, school: str, class_name: str) -> str:
    """The class's teacher: the same for every pupil of the class."""
    rng = random.Random(f"teacher/{seed}/{school}/{class_name}")
    people = _shared(rng, _data()["people"])
    title, female = ("Cô", True) if rng.random() < 0.7 else ("Thầy", False)
    side = "female" if female else "male"
    given = rng.choice(people[side] + people[f"{side}_old"])
    return f"{title} {rng.choice(people['family'])} {rng.choice(people[f'{side}_middle'])} {given}"


def plain_letters(text: str) -> str:
    """Small ASCII letters and dots for addresses and file names: "Đỗ Thị Ọ" becomes "do.thi.o"."""
    folded = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    kept = "".join(c if c.isalnum() and c.isascii() else " " for c in folded if not unicodedata.combining(c))
    return ".".join(kept.lower().split())


def _phone(rng: random.Random) -> str:
    return f"0000 {rng.randrange(1000):03d} {rng.randrange(1000):03d}"


def draw_pupil(rng: random.Random, *, seed: int, key: str, taken: set[str], ages: tuple[int, int]) -> Person:
    """A pupil of an age within `ages`, both ends included, in a school and class that fit."""
    low, high = ages[0] - 5, ages[1] - 5
    schools = [s for s in _data()["school"] if s["grades"][0] <= high and s["grades"][1] >= low]
    school = _shared(rng, schools)
    grade = rng.randint(max(low, school["grades"][0]), min(high, school["grades"][1]))
    class_name = f"{grade}{rng.choice('AABBC')}"
    people = _shared(rng, _data()["people"])
    female = rng.random() < 0.55
    name = _name(rng, taken, people, female, old=False)
    guardian_female = rng.random() < 0.5
    family = "" if guardian_female else name.split()[0]
    return Person(
        key=key,
        name=name,
        female=female,
        people=people["name"],
        birth_year=_FIRST_GRADE_BORN - (grade - 1),
        unit=school["name"],
        class_name=class_name,
        teacher=_teacher(seed, school["name"], class_name),
        guardian=_name(rng, taken, people, guardian_female, old=True, family=family),
        email="",
        phone=_phone(rng),
    )


def draw_adult(
    rng: random.Random, *, key: str, taken: set[str], ages: tuple[int, int], people_name: str = ""
) -> Person:
    """A grown-up of an age within `ages`; of one people where `people_name` is given."""
    records = [p for p in _data()["people"] if people_name in ("", p["name"])]
    people = _shared(rng, records)
    female = rng.random() < 0.5
    birth_year = CONTEST_YEAR - rng.randint(*ages)
    name = _name(rng, taken, people, female, old=birth_year < _OLD_NAMES_BEFORE)
    return Person(
        key=key,
        name=name,
        female=female,
        people=people["name"],
        birth_year=birth_year,
        unit=rng.choice(_data()["adults"]["units"]),
        class_name="",
        teacher="",
        guardian="",
        email=f"{plain_letters(name)}.{birth_year}@example.org",
        phone=_phone(rng),
    )
