import random
import unicodedata

import pytest

from judging.demo.initiatives import load_initiatives, sections
from judging.demo.people import draw_adult, draw_pupil, juror_names, plain_letters
from judging.demo.poems import FORMS, Poem, load_poems

_MARKS_OF_SHARP_TONES = set("\u0301\u0303\u0309\u0323")


def _lines(poem: Poem) -> list[list[str]]:
    words = poem.text.replace("-", " ").replace("–", " ")
    return [[w for w in line.split() if any(map(str.isalpha, w))] for line in words.splitlines() if line.strip()]


def _is_sharp(syllable: str) -> bool:
    return bool(_MARKS_OF_SHARP_TONES & set(unicodedata.normalize("NFD", syllable)))


def _poems(form: str) -> list[Poem]:
    return [poem for poem in load_poems() if poem.form == form]


def test_there_are_62_different_poems() -> None:
    poems = load_poems()
    assert len(poems) == 62
    assert len({poem.title_vi for poem in poems}) == 62
    assert len({poem.text for poem in poems}) == 62
    assert all(poem.form in FORMS and 4 <= len(_lines(poem)) <= 20 for poem in poems)


@pytest.mark.parametrize(("form", "syllables"), [("seven", 7), ("five", 5), ("four", 4)])
def test_lines_have_the_syllables_of_their_form(form: str, syllables: int) -> None:
    assert {len(line) for poem in _poems(form) for line in _lines(poem)} == {syllables}


def test_luc_bat_keeps_its_syllables_and_tones() -> None:
    for poem in _poems("luc_bat"):
        for number, line in enumerate(_lines(poem)):
            assert len(line) == (6, 8)[number % 2], poem.title_vi
            sharp = [_is_sharp(syllable) for syllable in line]
            assert (sharp[1], sharp[3], sharp[5]) == (False, True, False), line
            assert number % 2 == 0 or not sharp[7], line


def test_one_poem_is_in_tai_viet_script_and_has_a_translation() -> None:
    (poem,) = [poem for poem in load_poems() if poem.language == "blt"]
    letters = {letter for letter in poem.text if not letter.isspace()}
    assert all("\uaa80" <= letter <= "\uaadf" for letter in letters)
    assert len(poem.translation.strip().splitlines()) == len(poem.text.strip().splitlines())


def test_initiatives_are_41_different_whole_proposals() -> None:
    initiatives = load_initiatives()
    assert len({initiative.title_vi for initiative in initiatives}) == len(initiatives) == 41
    assert len({initiative.problem for initiative in initiatives}) == 41
    for initiative in initiatives:
        assert len(initiative.steps) == 5
        assert initiative.total_cost > 0
        assert len(" ".join(text for _, texts in sections(initiative) for text in texts)) > 900


def test_costs_are_written_with_vietnamese_thousands() -> None:
    costs = dict(sections(load_initiatives()[0]))["4. Chi phí"]
    assert costs[0] == "Xi măng, cát, gạch bổ sung: 4.200.000 đồng"
    assert costs[-1] == "Tổng cộng: 8.200.000 đồng"


def test_texts_are_composed() -> None:
    texts = [poem.text for poem in load_poems()] + [initiative.idea for initiative in load_initiatives()]
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)


def test_people_fit_their_class_and_nobody_is_named_twice() -> None:
    rng, taken = random.Random(5), set(juror_names())
    pupils = [draw_pupil(rng, seed=5, key=f"p{n}", taken=taken, ages=(6, 17)) for n in range(200)]
    adults = [draw_adult(rng, key=f"a{n}", taken=taken, ages=(19, 84)) for n in range(60)]
    people = pupils + adults
    assert len({person.name for person in people}) == len(people)
    assert not {person.name for person in people} & juror_names()
    assert all(6 <= pupil.age <= 17 and pupil.guardian and pupil.teacher and not pupil.email for pupil in pupils)
    assert all(pupil.age == int("".join(filter(str.isdigit, pupil.class_name))) + 5 for pupil in pupils)
    assert all(adult.email.endswith("@example.org") and adult.phone.startswith("0000 ") for adult in adults)
    assert all(" A " in p.name for p in people if p.people == "H'Mông" and not p.female)
    assert all(" Thị " not in person.name for person in people if not person.female)


def test_a_class_has_one_teacher() -> None:
    rng, taken = random.Random(6), set()
    pupils = [draw_pupil(rng, seed=6, key=str(n), taken=taken, ages=(6, 17)) for n in range(150)]
    teachers: dict[tuple[str, str], set[str]] = {}
    for pupil in pupils:
        teachers.setdefault((pupil.unit, pupil.class_name), set()).add(pupil.teacher)
    assert {len(names) for names in teachers.values()} == {1}


def test_one_people_may_be_asked_for() -> None:
    rng = random.Random(7)
    assert {draw_adult(rng, key="k", taken=set(), ages=(60, 84), people_name="Thái").people for _ in range(9)} == {
        "Thái"
    }


def test_plain_letters() -> None:
    assert plain_letters("Đỗ Thị Ọ") == "do.thi.o"
