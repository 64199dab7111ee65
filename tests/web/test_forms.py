from __future__ import annotations

from decimal import Decimal

import pytest

from judging.errors import Invalid, Refused
from judging.web.forms import FormProblems, FormReader, FormView, form_page
from judging.web.i18n import use_locale


def test_every_wrong_field_is_noted_at_once_and_what_was_typed_is_kept() -> None:
    use_locale("en")
    reader = FormReader({"title": "  ", "width": "abc", "kind": "x", "note": "n" * 11})
    reader.text("title")
    reader.number("width", low=1, high=500)
    reader.choice("kind", ["a", "b"])
    reader.text("note", limit=10)
    reader.file("work")
    with pytest.raises(FormProblems) as caught:
        reader.finish()
    view = caught.value.view
    assert caught.value.field == view.first_error == "title"
    assert view.error("title") == "Please fill this in."
    assert view.error("width") == "Please write a number, for example 1."
    assert view.error("kind") == "Please choose one of the answers."
    assert view.error("note") == "Please keep to 10 characters at most; there are 11 now."
    assert view.error("work") == "Please choose a file."
    assert view.value("width") == "abc"
    assert view.error("unknown") == view.value("unknown") == ""


def test_right_fields_are_read() -> None:
    reader = FormReader({"title": "Mẹ\u0300 học chữ", "width": "40,5", "kind": "a", "agree": "yes"})
    assert reader.text("title") == "Mẹ̀ học chữ"
    assert reader.number("width", low=1, high=500) == Decimal("40.5")
    assert reader.number("height", low=1, high=500, required=False) is None
    assert reader.choice("kind", ("a", "b")) == "a"
    assert reader.choice("other", ("a", "b"), required=False) == ""
    assert reader.flag("agree")
    assert not reader.flag("other")
    assert reader.file("work", required=False) is None
    reader.finish()
    assert reader.view.first_error == ""


@pytest.mark.parametrize("typed", ["0,5", "501", "1_0", "NaN", "inf", "1e999999", "４０x"])
def test_numbers_out_of_reach_are_refused(typed: str) -> None:
    reader = FormReader({"width": typed})
    assert reader.number("width", low=1, high=500) is None
    assert reader.view.error("width")


def test_invisible_signs_are_cleaned_away() -> None:
    reader = FormReader({"note": "  a\u202eb\u200bc\x00d\r\ne ", "name": "Lo\u0300 Thi\u0323"})
    assert (reader.text("note"), reader.text("name")) == ("abcd\ne", "Lò Thị")


def test_the_page_is_shown_again_with_the_error_beside_its_field() -> None:
    page = form_page("x.html", {"title": "T", "file": object()}, Invalid("No.", field="title"), context={"more": 1})
    assert page.status_code == 422
    assert page.context["more"] == 1
    view = page.context["form"]
    assert isinstance(view, FormView)
    assert view.values == {"title": "T"}
    assert view.error("title") == "No."


def test_an_error_of_no_field_belongs_to_the_form() -> None:
    reader = FormReader({"title": "T"})
    view = form_page("x.html", reader, Refused("Too late.")).context["form"]
    assert view.error("") == "Too late."
    assert view.value("title") == "T"
