"""A contest file: every mistake is told with its line and what to do; no file brings a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.contests.contest_file import WrongContestFile, read
from judging.contests.rules import ContestRules, decode, encode
from judging.web.i18n import say
from tests.cast import CONTEST
from tests.web.foreign_words import english_among

DEMO = Path(__file__).parents[2] / "judging" / "demo" / "contest.toml"


def mistakes(source: bytes | str) -> list[str]:
    with pytest.raises(WrongContestFile) as caught:
        read(source)
    assert caught.value.mistakes
    return [str(mistake) for mistake in caught.value.mistakes]


def test_the_demo_is_right() -> None:
    rules = read(DEMO.read_bytes())
    assert rules.places == 38
    assert [category.key for category in rules.categories] == ["songs", "paintings", "poems", "initiatives"]


def test_rules_are_one_canonical_text() -> None:
    rules = read(CONTEST)
    assert decode(encode(rules)) == rules
    assert encode(decode(encode(rules))) == encode(rules)


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_other_editors_write_it_otherwise(change) -> None:
    assert read(change(CONTEST).encode()) == read(CONTEST)


WRONG = [
    ('slug = "cuoc-thi-nho"', 'slug = "Cuộc thi"', "cannot be an address"),
    ('slug = "cuoc-thi-nho"', f'slug = "{"x" * 61}"', "at most 60"),
    ('time_zone = "Asia/Ho_Chi_Minh"', 'time_zone = "Sơn La"', "no time zone"),
    ('email = "ban-to-chuc@example.org"', 'emal = "x"', "did you mean “email”?"),
    ("deadline = 2024-01-31T17:00:00", "deadline = 2023-01-31T17:00:00", "deadline is not after the opening"),
    ("deadline = 2024-01-31T17:00:00", "deadline = 2024-01-31T17:00:00Z", "local times"),
    ("deadline = 2024-01-31T17:00:00", 'deadline = "soon"', "RFC3339"),
    ("grace_minutes = 30", "grace_minutes = -1", "cannot be negative"),
    ("announcement = 2024-03-01T09:00:00", "announcement = 2024-02-01T09:00:00", "before the last round closes"),
    ("opens = 2024-02-01T08:00:00", "opens = 2024-01-15T08:00:00", "before what precedes it is over"),
    ("opens = 2024-02-01T08:00:00", "opens = 2024-02-01T08:00:00+07:00", "local times"),
    ("closes = 2024-02-15T17:00:00", "closes = 2024-02-01T07:00:00", "closes before it opens"),
    ("entrant = 1", "entrants = 1", "did you mean “entrant”?"),
    ("weight = 60", "weight = 70", "sum to 110"),
    ("weight = 60", "weight = nan", "decimal"),
    ("weight = 60", "weight = 1e999", "decimal"),
    ("weight = 60", "weight = 0", "sum to 40"),
    ("quota = 1\nthreshold = 7", "quota = -1\nthreshold = 7", "cannot be given"),
    ("threshold = 6", "threshold = 8", "falling order"),
    ('formats = ["txt", "docx"]', 'formats = ["txt", "mp3"]', "“mp3” is no format of text"),
    ('details_optional = ["form"]', 'details_optional = ["colour"]', "is no detail"),
    ('code = "TH"', 'code = "Th"', "two capital letters"),
    ('code = "TH"', 'code = "HV"', "“HV” stands twice"),
    ('key = "poems"', 'key = "Thơ"', "cannot be a key"),
    ('media = "text"', 'media = "film"', "invalid enum value"),
    ('email = "lan@example.org"', 'email = "lan@example"', "no e-mail address"),
    ('email = "lan@example.org"', 'email = "MUON@example.org"', "stands twice"),
    ('name = "Phạm Ngọc Lan"', 'name = "Phạm\\u0000Lan"', "cannot be written on a letter"),
    ('name = "Phạm Ngọc Lan"', 'name = " "', "cannot be written on a letter"),
    ('jurors = ["muon", "lan"]', 'jurors = ["muon", "hung"]', "there is no juror “hung”"),
    ('jurors = ["muon", "lan"]', 'jurors = ["muon", "muon"]', "twice"),
    ('chair = "muon"', 'chair = "hung"', "does not sit on this panel"),
    ('category = "poems"\njurors', 'category = "songs"\njurors', "there is no category “songs”"),
    ("highest = 10", "highest = 0", "the scale must rise"),
    ("ballots = 2", "ballots = 5", "5 ballots from 3 jurors"),
    ("ballots = 2", "ballots = 0", "at least one ballot"),
    ("ballots = 2", 'ballots = "many"', "no number of ballots"),
    ('ballots = 2\nmethod = "mean"', 'ballots = 2\nmethod = "best"', "“best” is no method"),
    ('ballots = 2\nmethod = "mean"', 'ballots = 2\nmethod = "trimmed"', "add trim = 1"),
    ('ballots = 2\nmethod = "mean"', 'ballots = 2\nmethod = "clamp"', "add clamp = 2"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "told"), WRONG, ids=[f"{wrong} {told}" for _, wrong, told in WRONG])
def test_a_mistake_is_told_with_its_line(right: str, wrong: str, told: str) -> None:
    assert right in CONTEST
    source = CONTEST.replace(right, wrong, 1)
    found = mistakes(source)
    about = next((mistake for mistake in found if told in mistake), None)
    assert about is not None, found
    line = int(about.removeprefix("line ").split(":")[0])
    place = CONTEST.index(right)
    table = CONTEST[: CONTEST.rindex("\n[", 0, place + 1)].count("\n") + 2
    assert table <= line <= CONTEST[:place].count("\n") + 1 + wrong.count("\n"), about
    assert about.endswith(")"), "says what to do"


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ('[[panel]]\ncategory = "poems"\njurors = ["muon", "lan"]\n', "nobody judges “poems”"),
        ('[[round.judging]]\ncategory = "poems"\nballots = "all"\nmethod = "mean"\n', "how “poems” is judged"),
        ('code = "TH"\n', "“code” is missing in this table"),
        ('theme.vi = "Học tập suốt đời"\n', "“vi” is missing in this table"),
    ],
)
def test_what_is_missing_is_told(part: str, told: str) -> None:
    assert part in CONTEST
    assert any(told in mistake for mistake in mistakes(CONTEST.replace(part, "", 1)))


def test_whole_tables_missing_or_single() -> None:
    assert any("[timeline] is missing" in one for one in mistakes('[contest]\nslug = "x"\n'))
    single = CONTEST.replace("[[consent]]", "[consent]", 1).replace("[[consent]]", "[[consents]]")
    assert any("write [[consent]] with double brackets" in one for one in mistakes(single))


def test_all_mistakes_are_told_at_once_in_order() -> None:
    source = CONTEST.replace("weight = 60", "weight = 70").replace('code = "TH"', 'code = "th"')
    found = [int(one.removeprefix("line ").split(":")[0]) for one in mistakes(source)]
    assert len(found) == 2
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (b"", "empty"),
        (b"# nothing\n", "empty"),
        (CONTEST.encode("utf-16"), "line 1: this is not UTF-8"),
        (b'[contest]\nslug = "x"\nname.vi = "\xff"\n', "line 3: this is not UTF-8"),
        (b"x" * 1_000_001, "larger than 1 MB"),
        (b"[contest]\nslug = \n", "line 2: this is not TOML"),
        (b"[contest\n", "line 1: this is not TOML"),
        (b"a = 1\na = 2\n", "not TOML"),
        (b"x = " + b"[" * 5000, "cannot be read"),
        (b"x = " + b"9" * 5000, "cannot be read"),
        (b"x = 1e" + b"9" * 30, "“x” is not known here"),
        (b"\x00\x01\x02", "not TOML"),
    ],
)
def test_what_is_no_contest_file_at_all(source: bytes, told: str) -> None:
    assert any(told in one for one in mistakes(source))


@given(st.data())
def test_no_change_brings_a_traceback(data: st.DataObject) -> None:
    """A line lost, doubled, or spoilt: rules without a mistake, or mistakes with their lines."""
    lines = CONTEST.split("\n")
    place = data.draw(st.integers(0, len(lines) - 1))
    value = st.sampled_from(["0", "-1", "nan", "1e99", '""', "true", "[]", "{}", "2024-01-01", "12:00:00", '["x"]'])
    key, sign, _ = lines[place].partition(" = ")
    spoilt = st.one_of(st.just([]), st.just([lines[place]] * 2), value.map(lambda new: [f"{key}{sign}{new}"]))
    lines[place : place + 1] = data.draw(spoilt)
    outcome = outcome_of("\n".join(lines))
    if isinstance(outcome, WrongContestFile):
        assert all(1 <= mistake.line <= len(lines) and mistake.message for mistake in outcome.mistakes)
    else:
        assert decode(encode(outcome)) == outcome


def outcome_of(source: str) -> ContestRules | WrongContestFile:
    try:
        return read(source)
    except WrongContestFile as wrong:
        return wrong


SOURCES = [
    *(CONTEST.replace(right, wrong, 1) for right, wrong, _ in WRONG),
    *("", "[contest\n", "a = 1\na = 2\n", "x = " + "[" * 5000, '[contest]\nslug = "x"\n'),
    CONTEST.replace("[[consent]]", "[consent]", 1),
    CONTEST.replace("max_mb = 10", 'max_mb = "ten"'),
    CONTEST.replace("ballots = 2", "ballots = []"),
]


@pytest.mark.parametrize("source", SOURCES, ids=range(len(SOURCES)))
def test_every_mistake_is_told_in_vietnamese_too(source: str) -> None:
    with pytest.raises(WrongContestFile) as caught:
        read(source)
    phrases = [words for one in caught.value.mistakes for words in (one.message, one.hint)]
    said = [say(words, "vi") for words in phrases]
    assert english_among(said) == []
    assert not any("%(" in words for words in said)
    assert [say(words, "en") for words in phrases] == [str(words) for words in phrases]
