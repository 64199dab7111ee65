from pathlib import Path

import pypdfium2
import pytest

from judging.demo.bad_files import BadFile, bad_files
from media_store.identify import identify
from media_store.limits import Limits
from media_store.reasons import Quarantine, Reason
from media_store.truncation import is_cut_off


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BadFile]:
    return {bad.expected: bad for bad in bad_files(tmp_path_factory.mktemp("bad"))}


def test_eight_files_each_with_a_reason_of_its_own(made: dict[str, BadFile]) -> None:
    assert len(made) == 8
    assert set(made) <= set(Reason)
    assert all(bad.path.stat().st_size < 2_000_000 for bad in made.values())
    assert {bad.category for bad in made.values()} == {"songs", "paintings", "poems", "initiatives"}


@pytest.mark.parametrize("reason", ["empty", "unsupported", "expands_too_much", "legacy_encoding"])
def test_content_that_is_refused_at_first_sight(reason: str, made: dict[str, BadFile]) -> None:
    with pytest.raises(Quarantine) as refused:
        identify(made[reason].path, Limits())
    assert refused.value.refusal.code == reason


def test_the_cut_off_picture_is_a_jpeg_without_its_end(made: dict[str, BadFile]) -> None:
    path = made["truncated"].path
    found = identify(path, Limits())
    assert found == "jpeg"
    assert is_cut_off(path, found)


def test_the_bomb_promises_900_million_pixels(made: dict[str, BadFile]) -> None:
    head = made["too_many_pixels"].path.read_bytes()[16:24]
    assert int.from_bytes(head[:4], "big") * int.from_bytes(head[4:], "big") == 900_000_000


def test_the_locked_pdf_needs_a_password(made: dict[str, BadFile]) -> None:
    with pytest.raises(pypdfium2.PdfiumError, match=r"(?i)password"):
        pypdfium2.PdfDocument(made["encrypted"].path)


def test_the_same_bytes_every_time(made: dict[str, BadFile], tmp_path: Path) -> None:
    again = {bad.expected: bad.path.read_bytes() for bad in bad_files(tmp_path)}
    assert again == {reason: bad.path.read_bytes() for reason, bad in made.items()}
