"""Copies that come in are found when they are checked, and a person decides."""

from __future__ import annotations

import uuid

import pytest

from judging import audit
from judging.errors import Invalid, NotAllowed, NotFound
from judging.submissions import desk_service, processing, service
from judging.submissions.likeness import queries
from judging.submissions.likeness.service import decide
from tests.cast import Made, Play, entrant_of, make_contest, make_entry, upload
from tests.submissions.likeness.painting import COPIES, painting, saved
from tests.submissions.likeness.test_texts import OTHER, POEM

pytestmark = pytest.mark.usefixtures("pool")


async def found(play: Play, *, settled: bool = False) -> list[tuple[str, str, str]]:
    page = await queries.pairs(play.id, settled=settled)
    return [(pair.kind, pair.sides[0].code, pair.sides[1].code) for pair in page.pairs]


async def paint(play: Play, seed: int, how: str = "") -> Made:
    picture = COPIES[how](painting(seed)) if how else painting(seed)
    return await make_entry(play, "paintings", data=saved(picture, 75), file_name="tranh.jpg")


async def test_planted_copies_are_found_and_works_of_the_same_hand_are_not() -> None:
    play = await make_contest()
    originals = [await paint(play, seed) for seed in range(4)]
    assert await found(play) == []
    turned, cut = await paint(play, 1, "turned"), await paint(play, 3, "cropped")
    assert await found(play) == [
        ("picture", originals[3].receipt.code, cut.receipt.code),
        ("picture", originals[1].receipt.code, turned.receipt.code),
    ]


async def test_a_poem_with_the_same_lines_and_a_file_sent_twice() -> None:
    play, elsewhere = await make_contest(), await make_contest()
    first = await make_entry(play, data=POEM.encode())
    await make_entry(play, data=OTHER.encode())
    await make_entry(elsewhere, data=POEM.encode())
    assert await found(play) == []
    changed = await make_entry(play, data=POEM.replace("bà", "mẹ").encode())
    assert await found(play) == [("text", first.receipt.code, changed.receipt.code)]
    again = await make_entry(play, data=OTHER.encode())
    assert ("file", play.entries[1].receipt.code, again.receipt.code) in await found(play)
    assert await found(elsewhere) == []


async def test_an_entry_is_not_like_itself_and_a_replaced_file_like_nothing() -> None:
    play = await make_contest()
    await paint(play, 1)
    copy = await paint(play, 1, "mirrored")
    assert len(await found(play)) == 1
    for seed in (1, 2):
        upload_id = await upload(play, saved(painting(seed), 88), "moi.jpg")
        await service.replace_file(actor=await entrant_of(copy), entry_id=copy.id, upload_id=upload_id)
        await processing.process_file(upload_id)
        assert len(await found(play)) == (1 if seed == 1 else 0)


async def test_a_decision_settles_a_pair_and_can_be_taken_back() -> None:
    play = await make_contest()
    await paint(play, 1)
    await paint(play, 1, "darker")
    pair = (await queries.pairs(play.id)).pairs[0]
    assert await queries.open_pairs(play.id) == 1
    await decide(actor=play.secretary, contest_id=play.id, pair_id=pair.id, decision="different")
    assert await queries.open_pairs(play.id) == 0
    settled = (await queries.pairs(play.id, settled=True)).pairs[0]
    assert (settled.decision, settled.decided_by) == ("different", "Thư ký")
    lines = await audit.recent(contest_id=play.id, limit=2)
    assert {line.subject for line in lines} == {side.code for side in pair.sides}
    await decide(actor=play.secretary, contest_id=play.id, pair_id=pair.id, decision="")
    assert await queries.open_pairs(play.id) == 1


async def test_nothing_is_decided_by_itself_and_one_that_left_settles_its_pairs() -> None:
    play = await make_contest()
    await paint(play, 1)
    copy = await paint(play, 1, "upside down")
    assert {made.category for made in play.entries} == {"paintings"}
    assert await queries.open_pairs(play.id) == 1
    await desk_service.disqualify(
        actor=play.secretary, contest_id=play.id, code=copy.receipt.code, reason="Gửi hai lần."
    )
    assert await queries.open_pairs(play.id) == 0
    assert len(await found(play, settled=True)) == 1


async def test_only_the_desk_decides_and_only_about_its_pairs() -> None:
    play, elsewhere = await make_contest(), await make_contest()
    await paint(play, 1)
    await paint(play, 1, "smaller")
    pair_id = (await queries.pairs(play.id)).pairs[0].id
    with pytest.raises(NotAllowed):
        await decide(actor=play.board, contest_id=play.id, pair_id=pair_id, decision="same")
    with pytest.raises(NotFound):
        await decide(actor=elsewhere.secretary, contest_id=elsewhere.id, pair_id=pair_id, decision="same")
    with pytest.raises(NotFound):
        await decide(actor=play.secretary, contest_id=play.id, pair_id=uuid.uuid4(), decision="same")
    with pytest.raises(Invalid):
        await decide(actor=play.secretary, contest_id=play.id, pair_id=pair_id, decision="maybe")
    assert await queries.open_pairs(play.id) == 1


async def test_pairs_come_page_by_page() -> None:
    play = await make_contest()
    for _ in range(3):
        await make_entry(play, data=POEM.encode())
    assert await queries.open_pairs(play.id) == 3
    page = await queries.pairs(play.id)
    rest = await queries.pairs(play.id, after=page.pairs[0].id)
    assert [pair.id for pair in rest.pairs] == [pair.id for pair in page.pairs[1:]]
