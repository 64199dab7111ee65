from __future__ import annotations

from pathlib import Path

import pytest

from judging.errors import Listed, Refused, phrase
from judging.web import i18n
from judging.web.messages import PACKAGES, ROOT, find_messages, made_up, main, missing, unlike_placeholders


def test_every_message_of_the_tree_has_its_vietnamese() -> None:
    found = find_messages(ROOT / package for package in PACKAGES)
    assert len(found) > 50
    assert [f"{message.path}:{message.line} {message.singular}" for message in missing(found)] == []


def test_translations_fill_the_same_placeholders() -> None:
    found = find_messages(ROOT / package for package in PACKAGES)
    assert [f"{message.path}:{message.line} {message.singular}" for message in unlike_placeholders(found)] == []


def test_messages_are_found_in_templates_calls_and_errors(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('{{ _("One") }}{{ ngettext("%(num)s two", "%(num)s twos", n) }}', "utf-8")
    (tmp_path / "b.py").write_text('N_("Three")\nraise Refused("Four %(x)s", x=1)\nx = other("Not this")\n', "utf-8")
    found = find_messages([tmp_path])
    assert {(message.singular, message.plural) for message in found} == {
        ("One", ""),
        ("%(num)s two", "%(num)s twos"),
        ("Three", ""),
        ("Four %(x)s", ""),
    }


def test_what_lacks_vietnamese_is_printed_as_a_skeleton(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.html").write_text('{{ _("Nobody says \\"this\\"") }}', "utf-8")
    assert main([str(tmp_path)]) == 1
    assert 'msgid "Nobody says \\"this\\""\nmsgstr ""' in capsys.readouterr().out


def test_translate_fills_and_counts() -> None:
    assert i18n.translate("%(num)s day", {"num": 2}, "vi") == "2 ngày"
    assert i18n.translate_plural("%(num)s day", "%(num)s days", 1, "en") == "1 day"
    assert i18n.translate_plural("%(num)s day", "%(num)s days", 3, "en") == "3 days"
    assert i18n.translate_plural("%(num)s day", "%(num)s days", 3, "vi") == "3 ngày"
    assert i18n.translate_plural("%(num)s unheard", "%(num)s unheard", 3, "vi") == "3 unheard"


def test_an_error_is_explained_in_the_readers_language() -> None:
    error = Refused("Please give a number from %(low)s to %(high)s.", low=0, high=10)
    assert i18n.explain(error, "vi") == "Bạn hãy ghi một số từ 0 đến 10."
    assert i18n.explain(error, "en") == "Please give a number from 0 to 10."
    assert i18n.explain(Refused("100 % untranslated"), "vi") == "100 % untranslated"


def test_no_message_is_put_together_where_no_translation_can_be_found() -> None:
    assert made_up(ROOT / package for package in PACKAGES) == []


def test_messages_that_are_put_together_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('raise Refused(f"No {x}")\nphrase("No " + x)\nphrase(KNOWN)\nlog(f"{x}")\n', "utf-8")
    assert [place.rpartition(":")[2] for place in made_up([tmp_path])] == ["1", "2"]
    (tmp_path / "a.py").write_text('FileProblem(p, 1, "Six")\ntable.problem("Seven %(x)s")\nphrase("Eight")\n', "utf-8")
    assert {message.singular for message in find_messages([tmp_path])} == {"Six", "Seven %(x)s", "Eight"}
    (tmp_path / "a.py").write_text('shown = f"{translate("Nine")}: {x}"\n'.replace('"Nine"', "'Nine'"), "utf-8")
    assert [message.singular for message in find_messages([tmp_path])] == ["Nine"]


def test_a_phrase_is_said_with_the_phrases_inside_it() -> None:
    one, two = phrase("%(num)s day", num=1), phrase("Please choose a file.")
    whole = phrase("Line %(line)s of the hall: %(problem)s", line=7, problem=Listed((one, two, "Lan"), "; "))
    assert str(whole) == "Line 7 of the hall: 1 day; Please choose a file.; Lan"
    assert i18n.say(whole, "en") == str(whole)
    assert i18n.say(whole, "vi") == "Dòng 7 của phòng trưng bày: 1 ngày; Bạn hãy chọn một tệp.; Lan"
    assert i18n.say(Refused("Please choose a file.").what, "vi") == "Bạn hãy chọn một tệp."


def test_a_letter_is_written_for_its_reader() -> None:
    i18n.use_locale("en")
    with i18n.reading("vi"):
        assert i18n.translate("%(num)s day", {"num": 2}) == "2 ngày"
    assert i18n.translate("%(num)s day", {"num": 2}) == "2 day"
    i18n.use_locale("vi")
