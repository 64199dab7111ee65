"""The slip in a photo says whose work it is; where name and slip disagree, nobody is believed."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator

import pytest
import segno
from PIL import Image

from judging.contests.enums import Stage
from judging.db import fetch
from judging.submissions.envelopes import files, queries, sending, slips
from judging.submissions.envelopes.enums import MatchedBy, RowState
from judging.submissions.envelopes.queries import Contents
from media_store.decoder import Decoder
from tests.cast import Play, make_contest
from tests.submissions.envelopes.making import add, make_envelope, make_teacher

pytestmark = pytest.mark.usefixtures("pool")


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as made:
        yield made


def photo(*texts: str) -> bytes:
    picture = Image.new("RGB", (900, 600), "#8a7b5c")
    for place, text in enumerate(texts):
        out = io.BytesIO()
        segno.make(text, error="m").save(out, kind="png", scale=6, border=4)
        picture.paste(Image.open(out).convert("RGB"), (20 + 420 * place, 40))
    picture.putpixel((0, 0), (uuid.uuid4().int % 256, uuid.uuid4().int % 256, 0))
    whole = io.BytesIO()
    picture.save(whole, "PNG")
    return whole.getvalue()


async def _looked(play: Play, decoder: Decoder, name: str, *, says: list[int | str]) -> tuple[Contents, list[str]]:
    """An envelope with one photo, in which lie slips (of rows by their place, or any text)."""
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher)
    codes = [row.code for row in (await queries.contents(envelope_id)).rows]
    texts = [f"http://thi.example.org/entry/{codes[one]}" if isinstance(one, int) else one for one in says]
    file_id = await add(play, teacher, envelope_id, name, photo(*texts))
    await slips.look(file_id, decoder)
    return await queries.contents(envelope_id), codes


async def test_a_slip_matches_what_the_name_does_not_tell(decoder: Decoder) -> None:
    held, _ = await _looked(await make_contest(Stage.OPEN), decoder, "IMG_2031.png", says=[1])
    assert held.rows[1].files[0].matched_by == MatchedBy.SLIP
    assert held.rows[1].files[0].has_thumbnail


async def test_slip_and_name_together_are_one_pupil_or_a_doubt(decoder: Decoder) -> None:
    play = await make_contest(Stage.OPEN)
    same, _ = await _looked(play, decoder, "Lò Thị Mai.png", says=[0])
    assert same.rows[0].state == RowState.READY
    other, _ = await _looked(play, decoder, "Lò Thị Mai.png", says=[1])
    assert [row.state for row in other.rows] == [RowState.NO_FILE] * 3
    assert other.loose[0].doubt is not None
    assert other.loose[0].doubt["params"] == {"slip": "Giàng A Páo", "name": "Lò Thị Mai"}


async def test_two_slips_in_one_photo_are_a_doubt(decoder: Decoder) -> None:
    held, _ = await _looked(await make_contest(Stage.OPEN), decoder, "Lò Thị Mai.png", says=[0, 1])
    assert held.loose[0].doubt is not None
    assert held.loose[0].doubt["message"] == "Several slips lie in this photo."


async def test_a_foreign_code_says_nothing(decoder: Decoder) -> None:
    play = await make_contest(Stage.OPEN)
    held, _ = await _looked(play, decoder, "Lò Thị Mai.png", says=["https://example.org/entry/ZZ99-ABCD"])
    assert held.rows[0].files[0].matched_by == MatchedBy.NAME


async def test_a_hand_is_not_overruled_and_a_gone_file_let_be(decoder: Decoder) -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher)
    rows = (await queries.contents(envelope_id)).rows
    file_id = await add(play, teacher, envelope_id, "x.png", photo(f"http://a/entry/{rows[0].code}"))
    await files.match_by_hand(actor=teacher, envelope_id=envelope_id, file_id=file_id, row_id=rows[2].id)
    await slips.look(file_id, decoder)
    assert (await queries.contents(envelope_id)).rows[2].files[0].matched_by == MatchedBy.HAND
    await slips.look(uuid.uuid4(), decoder)
    await slips.give_up(file_id)
    assert (await fetch("SELECT looked_at FROM envelope_file WHERE id = $1", file_id))[0]["looked_at"]


async def test_a_file_of_a_work_that_is_sent_is_told(decoder: Decoder) -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher)
    await add(play, teacher, envelope_id, "Lò Thị Mai.png")
    await sending.send(actor=teacher, envelope_id=envelope_id)
    await add(play, teacher, envelope_id, "Lò Thị Mai (2).png")
    doubt = (await queries.contents(envelope_id)).loose[0].doubt
    assert doubt is not None
    assert "is sent already" in doubt["message"]
