"""One announced contest with every name mode, a work without consent to publication, and a hall."""

from __future__ import annotations

from dataclasses import dataclass

from judging.contests.enums import ORDER, Stage
from judging.exhibition import service
from judging.submissions.enums import NameMode
from tests import cast
from tests.cast import Made, Play

HALL = """
centre_line = 145
gap = 15

[[wall]]
name = "Tường bắc"
name_en = "North wall"
width = 300
height = 300

[[wall]]
name = "Tường nam"
name_en = "South wall"
width = 300
height = 300
"""
FULL, INITIALS, UNIT, SILENT = "Lò Thị Đầy Đủ", "Quàng Văn Viết Tắt", "Giàng A Giấu Tên", "Cà Thị Không Đăng"
CO_AUTHOR = "Tòng Thị Cùng Vẽ"
HIDDEN = (INITIALS, UNIT, SILENT, CO_AUTHOR, "Cùng Vẽ", "Viết Tắt", "Giấu Tên", "Không Đăng")
"""What no page and no catalogue may hold."""
TO_OPEN = ORDER.index(Stage.OPEN)


@dataclass
class Cast:
    play: Play
    full: Made
    initials: Made
    unit: Made
    silent: Made
    poem: Made

    @property
    def slug(self) -> str:
        return self.play.view.slug


async def make_cast(stage: Stage) -> Cast:
    """The contest at a stage; from APPROVED on its pictures hang."""
    play = await cast.make_contest()
    keep = frozenset({"rules", "publication"})
    full = await cast.make_entry(play, "paintings", title="Tranh đủ tên", name=FULL, consents=keep)
    initials = await cast.make_entry(
        play, "paintings", title="Tranh viết tắt", name=INITIALS, name_mode=NameMode.INITIALS, co_authors=CO_AUTHOR,
        credits=f"Vẽ: {INITIALS}", consents=keep,
    )  # fmt: skip
    unit = await cast.make_entry(
        play, "paintings", title="Tranh của trường", name=UNIT, name_mode=NameMode.UNIT, unit="Trường Hua La",
        consents=keep,
    )  # fmt: skip
    silent = await cast.make_entry(play, "paintings", title="Tranh giữ lại", name=SILENT, consents=frozenset({"rules"}))
    poem = await cast.make_entry(play, "poems", title="Bài thơ", data="Suối chảy\nqua bản\n".encode(), consents=keep)
    for to in ORDER[TO_OPEN + 1 : ORDER.index(stage) + 1]:
        await cast.step(play, to)
        if to == Stage.APPROVED:
            await service.set_hall(organiser=play.organiser, contest_id=play.id, source=HALL)
            await service.hang(organiser=play.organiser, contest_id=play.id)
    return Cast(play, full, initials, unit, silent, poem)
