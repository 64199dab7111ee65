"""A contest with a song and an initiative, by the reference competition's own file."""

from __future__ import annotations

import io
import math
import struct
import wave
from pathlib import Path

from docx import Document

import judging.demo
from judging.contests.enums import Stage
from tests.cast import Play, make_contest, make_entry, step

SOURCE = Path(judging.demo.__file__).with_name("contest.toml").read_text("utf-8")
AFTER_OPEN = (Stage.CHECKING, Stage.JUDGING, Stage.BOARD, Stage.APPROVED, Stage.ANNOUNCED)
LYRICS = "Nước về từ núi xa\nqua bao mùa lúa chín\n\nlớp học đêm bên suối"
SUMMARY = "Học sinh lập lịch hoa, trồng bù tháng thiếu hoa để ong không đói."


def song(seconds: float = 2.0, rate: int = 16_000) -> bytes:
    """A WAV file of one tone that swells and fades."""
    count = int(seconds * rate)
    tone = (math.sin(at * 440 * 2 * math.pi / rate) * math.sin(at * math.pi / count) for at in range(count))
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(struct.pack("<h", int(20_000 * one)) for one in tone))
    return buffer.getvalue()


def proposal() -> bytes:
    document = Document()
    document.add_heading("Ong và vườn", 1)
    document.add_paragraph(SUMMARY)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


async def four_kinds(stage: Stage) -> Play:
    """The contest at a stage after OPEN, with one song and one initiative."""
    play = await make_contest(Stage.OPEN, source=SOURCE)
    await make_entry(play, "songs", data=song(), file_name="suoi.wav", details={"lyrics": LYRICS})
    await make_entry(play, "initiatives", data=proposal(), file_name="ong.docx", details={"summary": SUMMARY})
    for to in AFTER_OPEN[: AFTER_OPEN.index(stage) + 1]:
        await step(play, to)
    return play
