"""Everything that is printed: complete, the same each time, and with the names that may be told."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from judging.db import fetch
from judging.errors import NotFound, Refused
from judging.exhibition import service
from judging.exhibition.sheets import SHEETS
from tests.exhibition.showing import CO_AUTHOR, FULL, HIDDEN, INITIALS, UNIT, Cast


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.fixture(scope="session")
async def printed(shown: Cast, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("sheets")
    return {path.name: path.read_bytes() for path in await service.print_all(shown.play.id, folder)}


async def test_everything_is_printed_and_a_second_time_the_same(
    shown: Cast, printed: dict[str, bytes], tmp_path: Path
) -> None:
    told: list[str] = []
    again = await service.print_all(shown.play.id, tmp_path / "new" / "folder", progress=told.append)
    assert list(printed) == told == list(SHEETS)
    assert {path.name: path.read_bytes() for path in again} == printed


async def test_one_sheet_is_the_same_as_in_the_whole_set(shown: Cast, printed: dict[str, bytes]) -> None:
    assert await service.sheet(shown.play.id, "result.json") == printed["result.json"]
    assert await service.sheet(shown.play.id, "labels.pdf") == printed["labels.pdf"]
    with pytest.raises(NotFound):
        await service.sheet(shown.play.id, "../secrets.json")


@pytest.mark.parametrize("name", ["catalogue.pdf", "catalogue-print.pdf", "labels.pdf", "hanging-plan.pdf"])
async def test_names_are_printed_as_their_owners_allow(printed: dict[str, bytes], name: str) -> None:
    text = text_of(printed[name])
    assert [word for word in HIDDEN if word in text] == []
    if name != "hanging-plan.pdf":
        assert FULL in text
        assert "Q. V. V. T., T. T. C. V." in text
        assert "Trường Hua La" in text


async def test_award_list_and_certificates_obey_the_name_mode_on_every_sheet(printed: dict[str, bytes]) -> None:
    text = text_of(printed["award-list.pdf"])
    book = openpyxl.load_workbook(io.BytesIO(printed["award-list.xlsx"]))
    cells = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    for found in (text, cells, text_of(printed["certificates.pdf"])):
        assert [word for word in (INITIALS, UNIT, CO_AUTHOR) if word in found] == []
        assert FULL in found
    raw = printed["award-list.pdf"]
    assert not any(word.encode() in raw for word in (INITIALS, UNIT, CO_AUTHOR))


async def test_a_work_without_consent_stands_in_the_catalogue_by_its_title_alone(printed: dict[str, bytes]) -> None:
    assert "Tranh giữ lại" in text_of(printed["catalogue.pdf"])
    assert "Tranh giữ lại" not in text_of(printed["labels.pdf"])


async def test_a_poem_that_won_is_set_as_it_was_written(printed: dict[str, bytes]) -> None:
    assert "Suối chảy" in text_of(printed["catalogue.pdf"])


async def test_the_result_has_every_entry_with_its_prize_and_reason(shown: Cast, printed: dict[str, bytes]) -> None:
    records = {record["code"]: record for record in json.loads(printed["result.json"])}
    assert set(records) == {made.receipt.code for made in shown.play.entries}
    first = records[shown.full.receipt.code]
    assert (first["title"], first["category"], first["prize"]) == ("Tranh đủ tên", "paintings", "first")
    assert first["reason"].startswith("Rank 1 of 4")
    assert all(record["reason"] and record["reason_vi"] for record in records.values())
    assert records[shown.unit.receipt.code]["prize"] == ""


async def test_the_hanging_table_names_works_by_their_codes(shown: Cast, printed: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(printed["hanging-plan.csv"].decode("utf-8-sig"))))
    assert list(rows[0]) == ["work", "wall", "x", "y", "width", "height"]
    assert {row["work"] for row in rows} == {made.receipt.code for made in (shown.full, shown.initials, shown.unit)}
    assert {(row["width"], row["height"]) for row in rows} == {("40", "30")}


async def test_a_title_changed_after_hanging_reaches_every_sheet(shown: Cast, printed: dict[str, bytes]) -> None:
    new, before = "Tên mới sau khi treo", "Tranh đủ tên"
    code = shown.full.receipt.code
    await fetch("UPDATE entry SET title = $1 WHERE code = $2", new, code)
    try:
        made = {name: await service.sheet(shown.play.id, name) for name in printed}
    finally:
        await fetch("UPDATE entry SET title = $1 WHERE code = $2", before, code)
    for name in ("catalogue.pdf", "labels.pdf", "hanging-plan.pdf", "award-list.pdf", "certificates.pdf"):
        text = text_of(made[name])
        assert new in text, name
        assert before not in text, name
    assert new in made["result.json"].decode()
    table = openpyxl.load_workbook(io.BytesIO(made["award-list.xlsx"]))
    assert new in {row[4] for row in table.worksheets[0].iter_rows(values_only=True)}
    assert made["hanging-plan.csv"] == printed["hanging-plan.csv"], "nothing was hung anew"


async def test_nothing_with_a_name_is_printed_before_the_result_is_signed(judged: Cast, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Names stay closed"):
        await service.print_all(judged.play.id, tmp_path)
    for name in SHEETS:
        with pytest.raises(Refused):
            await service.sheet(judged.play.id, name)
    assert not [name for name in SHEETS if (tmp_path / name).exists()]
