"""A work that came in a school envelope is as blind as any other: neither pupil nor teacher, school or slip is told."""

from __future__ import annotations

import httpx

from judging.contests.enums import Stage
from judging.submissions import processing
from judging.submissions.envelopes import queries, sending, service
from judging.submissions.envelopes.rules import Given
from tests.blindness.crawl import Crawl
from tests.cast import make_contest, make_entry, sign_in, step
from tests.submissions.envelopes.making import MAI, PAO, add, changed, make_teacher, xlsx

MARKERS = ("zqpupil", "zqguardian", "zqclass", "zqschool", "zqteacher", "zqfile", "0912345678")


async def test_a_juror_learns_nothing_of_an_envelope(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    given = Given(unit="Trường zqschool", class_name="zqclass", teacher="Cô zqteacher", phone="0912345678")
    envelope_id = await service.begin(actor=teacher, contest_id=play.id, given=given)
    lines = [changed(MAI, name="Lò zqpupil", guardian="Lò zqguardian"), PAO]
    await service.put_roster(actor=teacher, envelope_id=envelope_id, file_name="zqfile.xlsx", data=xlsx(lines))
    file_id = await add(play, teacher, envelope_id, "Lò zqpupil.png")
    await add(play, teacher, envelope_id, "zqfile.png")
    await sending.send(actor=teacher, envelope_id=envelope_id)
    await processing.process_file(file_id)
    for _ in range(2):
        await make_entry(play, "paintings")
    row = (await queries.contents(envelope_id)).rows[0]
    assert row.entry_code == row.code
    for stage in (Stage.CHECKING, Stage.JUDGING):
        await step(play, stage)
    own, reached = f"/c/{play.view.slug}", 0

    def wanted(path: str) -> bool:  # the front page leads to the contests of all other tests, too
        return not path.startswith("/static") and (not path.startswith("/c/") or path.startswith(own))

    for juror in play.jurors.values():
        browser_client.cookies.clear()
        await sign_in(browser_client, juror)
        crawl = Crawl(browser_client, wanted=wanted)
        await crawl.all_from("/jury", "/", own, "/envelopes", f"/envelopes/{envelope_id}")
        reached += sum("/media/" in path for path in crawl.good())
        assert f"/envelopes/{envelope_id}" not in crawl.good()
        assert crawl.found([*MARKERS, row.code]) == []
    assert reached > 0
