"""The pure parts: what to relax, walls, an entry's words."""

from __future__ import annotations

import re
import uuid

from admin_ui.entry_words import CHANNELS, PLACES, channel_words
from admin_ui.jury_words import relaxation_words
from admin_ui.log_words import WORDS, line_views
from admin_ui.walls import elevations
from judging import clock
from judging.audit import Line
from judging.contests.enums import Stage
from judging.exhibition.hall import Hall, Opening, Wall
from judging.exhibition.show import Hung
from judging.scoring.assignment import Infeasible
from judging.scoring.assignment.values import Lower, Raise, Short, Waive
from judging.web.i18n import use_locale
from judging.web.messages import ROOT
from media_store.reasons import MESSAGES, Reason
from tests.media_store.test_channels import CASES
from tests.web.foreign_words import english_among


def test_every_relaxation_is_a_sentence_in_the_readers_language() -> None:
    error = Infeasible(
        (Raise("lan", 10, 2), Lower("nga", 5, 1), Waive("TH-7Q4K", "muon"), Short("TH-2222", "poems", 1, 3))
    )
    use_locale("vi")
    words = relaxation_words(error)
    assert words[0] == "Cho lan chấm thêm 2 bài ngoài mức 10."
    assert "TH-7Q4K" in words[2]
    assert "1 trong 3" in words[3]
    use_locale("en")
    assert relaxation_words(error)[1] == "Let nga judge 1 fewer than 5."
    use_locale("vi")


def test_many_relaxations_end_in_a_count() -> None:
    words = relaxation_words(Infeasible(tuple(Waive(f"TH-{n}", "muon") for n in range(9))))
    assert len(words) == 7
    assert "3" in words[-1]


def test_walls_are_drawn_from_the_upper_left_corner() -> None:
    hall = Hall(145, 10, (Wall("Bắc", 400, 300, (Opening("door", 10, 0, 90, 210),)), Wall("Nam", 200, 300)))
    painting = uuid.uuid4()
    hung = {painting: Hung(3, "Bắc", 150, 125, 60, 40)}
    north, south = elevations(hall, hung, {painting: "DB-7Q4K/media/thumb.webp"})
    assert (north.openings[0].y, north.works[0].y, north.centre) == (90, 135, 155)
    assert north.works[0].middle == (180, 155)
    assert (north.works[0].label, north.works[0].picture) == ("3", "DB-7Q4K/media/thumb.webp")
    assert south.works == []


def test_a_trace_names_its_place_in_words() -> None:
    use_locale("vi")
    assert channel_words("exif:Artist") == "dữ liệu ảnh (EXIF): Artist"
    assert channel_words("author") == "người soạn tài liệu"
    assert channel_words("id3v1:artist") == channel_words("bext:Originator").replace("Originator", "artist")
    assert channel_words("docx:markup-comment") == "dữ liệu tài liệu (Word): nhận xét trong tài liệu"
    assert channel_words("pdf:annotation-Contents") == "dữ liệu tài liệu (PDF): nhận xét trong tài liệu"
    assert channel_words("docx:Manager") == "dữ liệu tài liệu (Word): Manager"
    assert channel_words("something:new") == "chỗ khác trong tệp: something:new"


def test_no_family_of_traces_is_without_words() -> None:
    families = {
        family for _, places in CASES.values() for family in (re.match(r"[a-z0-9]+", each) for each in places.values())
    }
    assert {family[0] for family in families if family} - CHANNELS.keys() - PLACES.keys() == set()


def test_every_act_in_the_log_has_its_words() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "judging").rglob("*.py") if "demo" not in path.parts]
    acts = {act for text in sources for act in re.findall(r'action="([a-z_]+\.[a-z_]+)"', text)}
    assert len(acts) > 10
    assert acts - WORDS.keys() == set()
    assert {f"contest.{stage}" for stage in Stage if stage != Stage.DRAFT} <= WORDS.keys()


def test_the_log_tells_why_a_file_was_refused_in_the_readers_language() -> None:
    use_locale("vi")
    detail = {
        "reason": MESSAGES[Reason.UNSUPPORTED],
        "params": {"found": "a GIF picture", "advice": "Save the picture as JPEG or PNG."},
    }
    line = Line(1, clock.now(), "system", "file.quarantined", "TH-7Q4K", detail)
    (shown,) = line_views([line], {})
    assert english_among([shown.detail]) == []
    assert "%(" not in shown.detail
