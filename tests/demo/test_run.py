"""The demo's play, as far as it shows without playing it: every entry is one that the contest's own rules take."""

from __future__ import annotations

import uuid
from pathlib import Path

from judging.contests.calendar import moment
from judging.contests.contest_file import read
from judging.contests.enums import Stage
from judging.contests.queries import ContestView
from judging.demo import cast, intake
from judging.demo.entries import make_entries
from judging.demo.jurors import JURORS
from judging.submissions.rules import check_entry, check_open, tidy
from judging.web.actor import Role
from tests.cast import make_contest

RULES = read((Path(intake.__file__).with_name("contest.toml")).read_bytes())
VIEW = ContestView(
    id=uuid.UUID(int=1),
    slug=RULES.contest.slug,
    stage=Stage.OPEN,
    rules=RULES,
    rules_sha256="",
    category_ids={category.key: uuid.uuid4() for category in RULES.categories},
    opened_at=None,
    announced_at=None,
)
SEED = 1


def test_every_entry_keeps_the_rules_and_comes_in_time() -> None:
    entries = make_entries(SEED)
    moments = intake._moments(VIEW, len(entries))
    for entry, at in zip(entries, moments, strict=True):
        form = tidy(intake._form(VIEW, entry))
        assert list(check_entry(RULES, RULES.category(entry.category), form)) == [], entry.key
        check_open(RULES, Stage.OPEN, at, begun_at=at)
    assert moments == sorted(moments)
    assert moment(RULES, RULES.timeline.opens) < moments[0]
    late = [at for at in moments if (moments[-1] - at).days < 14]
    assert len(late) > len(moments) / 4


def test_the_same_seed_gives_the_same_ids_and_another_seed_others() -> None:
    keys = [entry.key for entry in make_entries(SEED)]
    ids = {intake.entry_id(SEED, key) for key in keys}
    assert len(ids) == len(keys) == 290
    assert ids.isdisjoint(intake.entry_id(SEED + 1, key) for key in keys)


def test_every_juror_of_the_contest_knows_how_to_mark() -> None:
    assert {juror.key for juror in RULES.jurors} == set(JURORS)


async def test_the_cast_is_appointed_once(pool: None) -> None:
    first, second = await cast.organiser(), await cast.organiser()
    assert first == second
    assert first.has(Role.ORGANISER, uuid.uuid4())
    play = await make_contest(Stage.DRAFT)
    board = await cast.board(play.id)
    assert [one.has(Role.BOARD, play.id) for one in board] == [True] * 3
    assert [one.person_id for one in await cast.board(play.id)] == [one.person_id for one in board]
    assert await cast.jurors(uuid.uuid4()) == {}
