"""Plain text: composed, readable, without characters that hide or turn what is read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_store.limits import Limits
from media_store.outcome import Outcome
from media_store.reasons import Quarantine, Reason
from media_store.texts import clean_text, decode_text

Judge = Callable[[bytes, str], Outcome]


def read(outcome: Outcome) -> str:
    return outcome.renditions[0].path.read_text()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_in_every_coat(judge: Judge, encoding: str) -> None:
    outcome = judge("Mường La\r\nquê tôi".encode(encoding), "poem.txt")
    assert outcome.accepted, outcome.reason
    assert read(outcome) == "Mường La\nquê tôi\n"
    assert outcome.facts.characters == len("Mường La\nquê tôi")


def test_decomposed_letters_are_composed(judge: Judge) -> None:
    outcome = judge(unicodedata.normalize("NFD", "Những người thầy").encode(), "poem.txt")
    assert read(outcome) == "Những người thầy\n"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("\u2066a\u2069\u200e\u200f", "a"),
        ("zero\u200bwidth\u2060here\ufeff", "zerowidthhere"),
        ("soft\u00adhyphen", "softhyphen"),
        ("tagged" + "".join(chr(0xE0000 + ord(each)) for each in "NAME"), "tagged"),
        ("a\u200db and a\u200cb", "ab and ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("ꪁꪮꪥ ꪎꪴ", "ꪁꪮꪥ ꪎꪴ"),
        ("bell\x07 and\x00 nul", "bell and nul"),
        ("\n\n  indented verse  \r\rnext\u2028last\n", "  indented verse\n\nnext\nlast"),
    ],
)
def test_what_is_unseen_goes_and_what_scripts_need_stays(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_hidden_letters_are_told(judge: Judge) -> None:
    hidden = "".join(chr(0xE0000 + ord(each)) for each in "Huong")
    outcome = judge(f"A poem{hidden}".encode(), "poem.txt")
    assert [(each.channel, each.value) for each in outcome.leaks] == [("text:hidden-characters", "Huong")]


def test_bytes_written_as_variation_selectors_go_and_are_told(judge: Judge) -> None:
    selectors = "".join(chr(0xE00F0 + each) for each in b"Huong")
    outcome = judge(f"A poem\u2764\ufe0f{selectors} goes on".encode(), "poem.txt")
    assert ("text:hidden-characters", "Huong") in {(each.channel, each.value) for each in outcome.leaks}
    assert outcome.renditions[0].path.read_text() == "A poem\u2764\ufe0f goes on\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"  \n \t \n", Reason.NOTHING_INSIDE),
        ("\u200b\u200b".encode(), Reason.NOTHING_INSIDE),
        ("quê hương tôi".encode("cp1258", "ignore") + b" \xea\xfa m\xe8", Reason.LEGACY_ENCODING),
    ],
)
def test_what_cannot_be_read_gets_its_reason(judge: Judge, data: bytes, reason: Reason) -> None:
    outcome = judge(data, "poem.txt")
    assert outcome.reason is not None
    assert outcome.reason.code is reason


def test_a_text_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("x" * 101)
    with pytest.raises(Quarantine) as caught:
        decode_text(path, tmp_path, Limits(max_characters=100))
    assert str(caught.value.refusal).startswith("The text has 101 characters; the limit is 100.")


def test_a_bad_byte_far_into_the_file_is_found(judge: Judge) -> None:
    outcome = judge(b"verse\n" * 20_000 + b"\xff", "poem.txt")
    assert outcome.reason is not None
    assert outcome.reason.code is Reason.LEGACY_ENCODING


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_is_far_too_long_is_counted_and_not_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "novel.txt"
    path.write_bytes(("Mường La\n" * 200).encode(encoding))
    with pytest.raises(Quarantine) as caught:
        decode_text(path, tmp_path, Limits(max_characters=100))
    refusal = caught.value.refusal
    assert (refusal.code, refusal.params["characters"]) == (Reason.TEXT_TOO_LONG, 1800)
    path.write_bytes(b"La\xff" * 2000)
    with pytest.raises(Quarantine) as caught:
        decode_text(path, tmp_path, Limits(max_characters=100))
    assert caught.value.refusal.code == Reason.LEGACY_ENCODING
