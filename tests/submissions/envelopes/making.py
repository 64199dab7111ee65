"""Rosters and envelopes for the tests."""

from __future__ import annotations

import io
import tempfile
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from judging import clock
from judging.contests.contest_file import read
from judging.contests.rules import ContestRules
from judging.db import fetch
from judging.submissions import processing, uploads
from judging.submissions.envelopes import files, queries, sending, service
from judging.submissions.envelopes.rules import Given
from judging.submissions.envelopes.service import Taken
from judging.submissions.service import Receipt
from judging.web.actor import Actor, Role
from tests.cast import CONTEST, Made, Play, make_actor, png

GIVEN = Given(unit="Trường THCS Chiềng Lề", class_name="5A", teacher="Cà Thị Hà", phone="0912 345 678")
HEADS = (
    "STT", "Họ và tên", "Ngày sinh", "Lớp", "Thể loại", "Tên tác phẩm", "Chất liệu", "Ngang", "Cao", "Phụ huynh",
    "Đồng ý thể lệ", "Đồng ý công bố", "Phụ huynh đồng ý", "Mã phiếu",
)  # fmt: skip
MAI = (
    "1",
    "Lò Thị Mai",
    "05/09/2014",
    "",
    "Hội họa",
    "Ruộng bậc thang",
    "Màu bột",
    "42",
    "29,7",
    "Lò Văn Hặc",
    "có",
    "có",
    "có",
    "",
)
PAO = (
    "2",
    "Giàng A Páo",
    "2013",
    "5B",
    "Hội họa",
    "Trường em",
    "Sáp màu",
    "29,7",
    "42",
    "Giàng A Sình",
    "x",
    "",
    "x",
    "",
)
TUYET = (
    "3",
    "Nguyễn Thị Ánh Tuyết",
    "11 tuổi",
    "",
    "Hội họa",
    "Bà em học chữ",
    "Màu nước",
    "42",
    "29,7",
    "Trần Thị Hoa",
    "yes",
    "no",
    "yes",
    "",
)
CLASS = (MAI, PAO, TUYET)


def rules_of(source: str = CONTEST) -> ContestRules:
    return read(source)


def xlsx(lines: Sequence[Sequence[str]], *, heads: Sequence[str] = HEADS, sheet: str = "Danh sách") -> bytes:
    """A workbook whose cells are all texts."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet(sheet)
    for number, line in enumerate((heads, *lines)):
        for column, text in enumerate(line):
            page.write_string(number, column, text)
    book.close()
    return out.getvalue()


def changed(line: Sequence[str], **cells: str) -> tuple[str, ...]:
    """A line with other cells: name=…, title=…."""
    heads = "number name birth class_name category title technique width height guardian rules public agrees code"
    places = {key: place for place, key in enumerate(heads.split())}
    found = list(line)
    for key, text in cells.items():
        found[places[key]] = text
    return tuple(found)


async def make_teacher(play: Play) -> Actor:
    return await make_actor("Cà Thị Hà", Role.TEACHER, contest_id=play.id)


async def make_envelope(play: Play, teacher: Actor, lines: Sequence[Sequence[str]] = CLASS) -> tuple[uuid.UUID, Taken]:
    """An envelope whose roster is in."""
    envelope_id = await service.begin(actor=teacher, contest_id=play.id, given=GIVEN)
    taken = await service.put_roster(actor=teacher, envelope_id=envelope_id, file_name="lop.xlsx", data=xlsx(lines))
    assert isinstance(taken, Taken)
    return envelope_id, taken


async def add(play: Play, teacher: Actor, envelope_id: uuid.UUID, name: str, data: bytes | None = None) -> uuid.UUID:
    """A file that has arrived in the envelope; every call without `data` is another picture."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data or png(colour=f"#{uuid.uuid4().hex[:6]}"))
        file.flush()
        upload = await uploads.receive(contest_id=play.id, path=Path(file.name), name=name)
    return await files.add_file(actor=teacher, envelope_id=envelope_id, upload_id=upload.id)


class Full(NamedTuple):
    """An envelope with everything on its page: a work sent, one without a file, a loose file, a refused roster."""

    id: uuid.UUID
    row_id: uuid.UUID
    file_id: uuid.UUID


async def make_full(play: Play, teacher: Actor) -> Full:
    envelope_id, _ = await make_envelope(play, teacher, [MAI, PAO])
    sent = await add(play, teacher, envelope_id, "Lò Thị Mai.png")
    await sending.send(actor=teacher, envelope_id=envelope_id)
    await processing.process_file(sent)
    loose = await add(play, teacher, envelope_id, "Giàng A Páo hay Lò Thị Mai.png")
    await service.put_roster(
        actor=teacher, envelope_id=envelope_id, file_name="sai.xlsx", data=xlsx([changed(PAO, birth="tháng ba")])
    )
    row = (await queries.contents(envelope_id)).rows[0]
    found = await fetch("SELECT blind_code FROM entry WHERE id = $1", row.id)
    receipt = Receipt(row.id, row.code, None, row.title, row.sha256 or "", 0, row.received_at or clock.now())
    play.entries.append(Made(receipt, found[0]["blind_code"], "paintings"))
    return Full(envelope_id, row.id, loose)
