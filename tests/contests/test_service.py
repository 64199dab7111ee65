"""A contest is created from its file and goes from stage to stage, in order, by those who may."""

from __future__ import annotations

import asyncio
import uuid

import pytest

from judging import audit
from judging.contests import queries, service
from judging.contests.contest_file import WrongContestFile
from judging.contests.enums import ORDER, Stage
from judging.db import fetch
from judging.errors import NotAllowed, NotFound, Refused
from judging.web.actor import Role
from tests.cast import CONTEST, make_actor, make_contest, outsider

pytestmark = pytest.mark.usefixtures("pool")


def source(slug: str) -> bytes:
    return CONTEST.replace('slug = "cuoc-thi-nho"', f'slug = "{slug}"').encode()


async def test_a_contest_is_what_its_file_says() -> None:
    founder, slug = await make_actor("Hoa", Role.ORGANISER), f"s-{uuid.uuid4().hex[:8]}"
    contest_id = await service.create_contest(organiser=founder, source=source(slug))
    view = await queries.contest(slug=slug)
    assert (view.id, view.stage, list(view.category_ids)) == (contest_id, Stage.DRAFT, ["paintings", "poems"])
    assert view.category_key(view.category_ids["poems"]) == "poems"
    assert await queries.source(contest_id) == source(slug).decode()
    assert await queries.contest(id=contest_id) == view
    assert view in await queries.contests()


async def test_an_address_is_given_once_even_when_two_ask_at_once() -> None:
    founder, slug = await make_actor("Hoa", Role.ORGANISER), f"s-{uuid.uuid4().hex[:8]}"
    asked = (service.create_contest(organiser=founder, source=source(slug)) for _ in range(3))
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refused", "Refused", "UUID"]
    assert len(await fetch("SELECT 1 FROM contest WHERE slug = $1", slug)) == 1


async def test_a_wrong_file_makes_no_contest() -> None:
    founder = await make_actor("Hoa", Role.ORGANISER)
    before = await fetch("SELECT count(*) AS n FROM contest")
    with pytest.raises(WrongContestFile):
        await service.create_contest(organiser=founder, source=b"[contest]\n")
    assert await fetch("SELECT count(*) AS n FROM contest") == before


async def test_only_organisers_create_and_advance() -> None:
    play = await make_contest(Stage.DRAFT)
    for actor in (await outsider(), play.secretary, play.board, play.teacher):
        with pytest.raises(NotAllowed):
            await service.create_contest(organiser=actor, source=source("never"))
        with pytest.raises(NotAllowed):
            await service.advance(organiser=actor, contest_id=play.id, to=Stage.OPEN)
    other = await make_contest(Stage.DRAFT)
    with pytest.raises(NotAllowed):
        await service.advance(organiser=other.organiser, contest_id=play.id, to=Stage.OPEN)
    assert (await play.refresh()).stage == Stage.DRAFT


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.OPEN, Stage.CHECKING, Stage.JUDGING, Stage.BOARD])
async def test_no_stage_is_left_out_or_gone_back_to(stage: Stage) -> None:
    play = await make_contest(stage)
    following = ORDER.index(stage) + 1
    for to in ORDER:
        if to not in (stage, ORDER[following]):
            with pytest.raises(Refused):
                await service.advance(organiser=play.organiser, contest_id=play.id, to=to)
    await service.advance(organiser=play.organiser, contest_id=play.id, to=stage)
    assert (await play.refresh()).stage == stage


async def test_a_step_is_recorded_once_however_often_it_is_asked_for() -> None:
    play = await make_contest(Stage.DRAFT)
    asked = (service.advance(organiser=play.organiser, contest_id=play.id, to=Stage.OPEN) for _ in range(3))
    await asyncio.gather(*asked)
    lines = await audit.recent(contest_id=play.id)
    assert [line.action for line in lines if line.action.startswith("contest.")] == ["contest.open", "contest.created"]
    assert (await play.refresh()).opened_at is not None


async def test_a_contest_that_is_not_there() -> None:
    founder = await make_actor("Hoa", Role.ORGANISER)
    with pytest.raises(NotFound):
        await service.advance(organiser=founder, contest_id=uuid.uuid4(), to=Stage.OPEN)
    with pytest.raises(NotFound):
        await queries.contest(slug="no-such")
    with pytest.raises(NotFound):
        await queries.source(uuid.uuid4())
    assert await queries.find_contest("no-such") is None


async def test_another_file_takes_a_drafts_place_and_its_categories_follow() -> None:
    founder, slug = await make_actor("Hoa", Role.ORGANISER), f"s-{uuid.uuid4().hex[:8]}"
    contest_id = await service.create_contest(organiser=founder, source=source(slug))
    before = await queries.contest(id=contest_id)
    changed = source(slug).replace(b'key = "paintings"', b'key = "pictures"').replace(b'"paintings"', b'"pictures"')
    await service.replace_draft(organiser=founder, contest_id=contest_id, source=changed)
    view = await queries.contest(id=contest_id)
    assert (view.slug, list(view.category_ids)) == (slug, ["pictures", "poems"])
    assert view.category_ids["poems"] == before.category_ids["poems"]
    assert view.rules_sha256 != before.rules_sha256
    assert await queries.source(contest_id) == changed.decode()
    line = (await audit.recent(contest_id=contest_id, limit=1))[0]
    assert (line.action, line.detail["rules_sha256"]) == ("contest.replaced", view.rules_sha256)


async def test_a_replaced_file_may_bring_another_address_but_none_that_is_taken() -> None:
    founder, slug = await make_actor("Hoa", Role.ORGANISER), f"s-{uuid.uuid4().hex[:8]}"
    contest_id = await service.create_contest(organiser=founder, source=source(slug))
    await service.create_contest(organiser=founder, source=source(f"{slug}-taken"))
    with pytest.raises(Refused, match="already a contest"):
        await service.replace_draft(organiser=founder, contest_id=contest_id, source=source(f"{slug}-taken"))
    assert (await queries.contest(id=contest_id)).slug == slug
    await service.replace_draft(organiser=founder, contest_id=contest_id, source=source(f"{slug}-b"))
    assert (await queries.contest(slug=f"{slug}-b")).id == contest_id


async def test_a_draft_that_was_moved_stays_where_it_is() -> None:
    play = await make_contest(Stage.DRAFT)
    kept = await queries.source(play.id)
    await service.replace_draft(
        organiser=play.organiser,
        contest_id=play.id,
        source=kept.replace("grace_minutes = 30", "grace_minutes = 45").encode(),
    )
    view = await queries.contest(id=play.id)
    assert (view.slug, view.rules.timeline.opens) == (play.view.slug, play.view.rules.timeline.opens)
    assert view.rules.timeline.grace_minutes == 45
    later = kept.replace("opens = 2024-01-0", "opens = 2024-01-1", 1)
    assert later != kept
    await service.replace_draft(organiser=play.organiser, contest_id=play.id, source=later.encode())
    assert (await queries.contest(id=play.id)).rules.timeline.opens.year == 2024


async def test_frozen_rules_and_strangers_replace_nothing() -> None:
    play, opened = await make_contest(Stage.DRAFT), await make_contest(Stage.OPEN)
    with pytest.raises(Refused, match="frozen"):
        await service.replace_draft(organiser=opened.organiser, contest_id=opened.id, source=source("frozen"))
    for actor in (await outsider(), play.secretary, play.board, opened.organiser):
        with pytest.raises(NotAllowed):
            await service.replace_draft(organiser=actor, contest_id=play.id, source=source("never"))
    with pytest.raises(WrongContestFile):
        await service.replace_draft(organiser=play.organiser, contest_id=play.id, source=b"[contest]\n")
    assert await queries.contest(id=play.id) == play.view
