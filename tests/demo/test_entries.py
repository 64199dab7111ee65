import pickle
import unicodedata
from collections import Counter
from importlib.resources import files

import pytest

from judging.contests.contest_file import read
from judging.contests.rules import ContestRules
from judging.demo import entries as module
from judging.demo.entries import DemoEntry, make_entries
from judging.submissions.enums import NameMode
from judging.submissions.rules import NewEntry, check_entry, tidy
from judging.typed import clean


@pytest.fixture(scope="module")
def entries() -> list[DemoEntry]:
    return make_entries(7)


@pytest.fixture(scope="module")
def rules() -> ContestRules:
    return read(files("judging.demo").joinpath("contest.toml").read_bytes())


def test_the_numbers_of_the_reference_competition(entries: list[DemoEntry]) -> None:
    counts = Counter(entry.category for entry in entries)
    assert counts == {"songs": 8, "paintings": 179, "poems": 62, "initiatives": 41}
    assert len({entry.key for entry in entries}) == 290
    assert len({(entry.category, entry.title_vi) for entry in entries}) == 290


def test_the_same_seed_gives_the_same_entries_and_another_seed_others(entries: list[DemoEntry]) -> None:
    assert make_entries(7) == entries
    assert [entry.author.name for entry in make_entries(8)] != [entry.author.name for entry in entries]


def test_every_entry_is_accepted_by_the_rules(entries: list[DemoEntry], rules: ContestRules) -> None:
    for entry in entries:
        new = NewEntry(
            category_key=entry.category,
            title=entry.title_vi,
            title_en=entry.title_en,
            name=entry.typed_name,
            unit=entry.author.unit,
            birth_year=entry.author.birth_year,
            guardian=entry.author.guardian or None,
            language=entry.language,
            details=entry.details,
            name_mode=NameMode(entry.name_mode),
            consents=frozenset(consent.key for consent in rules.consents_for(entry.author.birth_year)),
        )
        category = rules.category(entry.category)
        assert list(check_entry(rules, category, tidy(new))) == [], entry.key


def test_typed_names_come_back_clean(entries: list[DemoEntry]) -> None:
    odd = [entry for entry in entries if entry.typed_name != entry.author.name]
    assert len(odd) >= 8
    assert any("\u200b" in entry.typed_name for entry in odd)
    assert any(not unicodedata.is_normalized("NFC", entry.typed_name) for entry in odd)
    assert all(clean(entry.typed_name) == entry.author.name for entry in entries)


def test_markers_are_unique_and_channels_many(entries: list[DemoEntry]) -> None:
    technical = [
        (channel, marker)
        for entry in entries
        for channel, marker in entry.planted
        if not channel.startswith(("field.", "file."))
    ]
    assert len({marker for _, marker in technical}) == len(technical)
    assert len({channel for channel, _ in technical}) >= 60
    assert all(dict(entry.planted)["field.name"] == entry.author.name for entry in entries)


def test_somebody_stands_to_win_twice(entries: list[DemoEntry]) -> None:
    """The cap of one prize for an entrant has work to do."""
    poems = sorted((entry for entry in entries if entry.category == "poems"), key=lambda entry: -entry.quality)[:9]
    paintings = sorted((entry for entry in entries if entry.category == "paintings"), key=lambda entry: -entry.quality)
    assert {poem.author.key for poem in poems} & {painting.author.key for painting in paintings[:12]}


def test_nobody_has_more_than_two_entries_in_a_category(entries: list[DemoEntry]) -> None:
    counts = Counter((entry.category, entry.author.key) for entry in entries)
    assert set(counts.values()) == {1, 2}


def test_prefixes_are_those_of_the_contest_file(rules: ContestRules) -> None:
    assert {category.key: category.code for category in rules.categories} == module.PREFIXES


def test_entries_travel_between_processes(entries: list[DemoEntry]) -> None:
    assert pickle.loads(pickle.dumps(entries[200])) == entries[200]
