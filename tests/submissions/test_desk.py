"""What the secretary's desk reads and does, without its pages."""

from __future__ import annotations

import pytest

from judging.contests.enums import Stage
from judging.db import fetch
from judging.errors import Invalid, NotAllowed, NotFound, Refused
from judging.submissions import desk, desk_service
from judging.submissions.enums import EntryState
from judging.submissions.queries import judgeable
from tests.cast import make_contest, make_entry


async def test_the_newest_entries_come_first_page_by_page(pool: None) -> None:
    play = await make_contest(Stage.OPEN, entries={"poems": 5})
    seen: list[str] = []
    after: str | None = None
    while True:
        page = await desk.entries(play.id, after=after, limit=2)
        seen += [entry.code for entry in page.entries]
        after = page.next
        if after is None:
            break
    assert seen == [made.receipt.code for made in reversed(play.entries)]


async def test_signs_that_mean_something_to_the_database_are_letters_here(pool: None) -> None:
    play = await make_contest(Stage.OPEN)
    made = await make_entry(play, title="Mưa 50%_\\ rơi")
    await make_entry(play, title="Mưa 50 rơi")
    for search in ("50%", "%_", "_\\"):
        assert [entry.code for entry in (await desk.entries(play.id, search=search)).entries] == [made.receipt.code]


async def test_no_read_of_the_desk_tells_a_blind_code(pool: None) -> None:
    play = await make_contest(Stage.OPEN)
    made = await make_entry(play, "paintings")
    told = repr([await desk.entries(play.id), await desk.entry(play.id, made.receipt.code), await desk.newest(play.id)])
    assert made.receipt.code in told
    assert made.blind_code not in told


async def test_attention_counts_states(pool: None) -> None:
    play = await make_contest(Stage.OPEN, entries={"poems": 2})
    await make_entry(play, "paintings", data=b"broken")
    await make_entry(play, checked=False)
    out = await make_entry(play)
    await desk_service.disqualify(actor=play.secretary, contest_id=play.id, code=out.receipt.code, reason="Chép lại.")
    found = await desk.attention(play.id)
    assert (found.quarantined, found.waiting, found.disqualified) == (1, 1, 1)


async def test_a_disqualified_entry_is_judged_by_nobody(pool: None) -> None:
    play = await make_contest(Stage.CHECKING, entries={"poems": 2})
    made = play.entries[0]
    await desk_service.disqualify(actor=play.secretary, contest_id=play.id, code=made.receipt.code, reason="Quá hạn.")
    assert (await desk.entry(play.id, made.receipt.code)).state == EntryState.DISQUALIFIED
    left = await judgeable(play.id, play.view.category_ids["poems"])
    assert [entry.blind_code for entry in left] == [play.entries[1].blind_code]


async def test_letting_in_again_gives_back_what_the_file_says(pool: None) -> None:
    play = await make_contest(Stage.OPEN)
    for made, state in (
        (await make_entry(play), "accepted"),
        (await make_entry(play, "paintings", data=b"broken"), "quarantined"),
        (await make_entry(play, checked=False), "received"),
    ):
        before = (await fetch("SELECT state, reason FROM entry WHERE id = $1", made.id))[0]
        code = made.receipt.code
        await desk_service.disqualify(actor=play.organiser, contest_id=play.id, code=code, reason="Nhầm.")
        await desk_service.reinstate(actor=play.organiser, contest_id=play.id, code=code)
        assert (await fetch("SELECT state, reason FROM entry WHERE id = $1", made.id))[0] == before
        assert before["state"] == state


async def test_what_may_not_be_done_changes_nothing(pool: None) -> None:
    play = await make_contest(Stage.OPEN, entries={"poems": 1})
    code = play.entries[0].receipt.code
    with pytest.raises(NotAllowed):
        await desk_service.disqualify(actor=play.board, contest_id=play.id, code=code, reason="x")
    with pytest.raises(NotAllowed):
        await desk_service.look(actor=play.board, contest_id=play.id, code=code)
    with pytest.raises(NotFound):
        await desk_service.disqualify(actor=play.secretary, contest_id=play.id, code="XX-0000", reason="x")
    for reason in ("", "x" * 501):
        with pytest.raises(Invalid):
            await desk_service.disqualify(actor=play.secretary, contest_id=play.id, code=code, reason=reason)
    with pytest.raises(Refused):
        await desk_service.reinstate(actor=play.secretary, contest_id=play.id, code=code)
    assert (await desk.entry(play.id, code)).state == EntryState.ACCEPTED
