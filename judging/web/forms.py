"""Forms: read every field, collect every error, keep what was typed; and the page that shows them again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec
from litestar.datastructures import UploadFile
from litestar.response import Template

from judging.errors import DomainError, Invalid
from judging.typed import clean, clean_text, unaccented
from judging.web.i18n import N_, explain

REQUIRED = N_("Please fill this in.")
TOO_LONG = N_("Please keep to %(limit)s characters at most; there are %(length)s now.")
NOT_A_NUMBER = N_("Please write a number, for example %(example)s.")
OUT_OF_RANGE = N_("Please give a number from %(low)s to %(high)s.")
NOT_A_CHOICE = N_("Please choose one of the answers.")
NO_FILE = N_("Please choose a file.")
NOT_TYPED = N_("Please type “%(word)s” to confirm.")


def check_typed(data: Mapping[str, Any], word: str) -> None:
    """What cannot be undone is typed. Raises Invalid (field confirm) unless the word was; marks, capitals and blanks do
    not matter, as the page's script has it: not every keyboard writes them."""
    if unaccented(clean(str(data.get("confirm", "")))) != unaccented(word):
        raise Invalid(NOT_TYPED, field="confirm", word=word)


class FormView(msgspec.Struct, frozen=True):
    """What a template needs to show a form: values as typed, and errors in words, by field ("" is the whole form)."""

    values: Mapping[str, str] = {}
    errors: Mapping[str, DomainError] = {}

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def error(self, name: str) -> str:
        found = self.errors.get(name)
        return explain(found) if found else ""

    @property
    def first_error(self) -> str:
        """The field that takes the focus."""
        return next(iter(self.errors), "")


class FormProblems(Invalid):
    """Several fields must be corrected. Its own message is the first one's."""

    def __init__(self, view: FormView) -> None:
        first_field, first = next(iter(view.errors.items()))
        super().__init__(first.message, field=first_field, **first.params)
        self.view = view


class FormReader:
    """Reads one submitted form. Every getter notes an error and gives an empty value; only `finish` raises."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self.values = {name: value for name, value in data.items() if isinstance(value, str)}
        self.errors: dict[str, DomainError] = {}

    def note(self, name: str, message: str, **params: object) -> None:
        """Adds an error to a field; the first one stays."""
        self.errors.setdefault(name, Invalid(message, field=name, **params))

    def text(self, name: str, *, limit: int = 200, required: bool = True) -> str:
        value = clean_text(self.values.get(name, "")).strip()
        if required and not value:
            self.note(name, REQUIRED)
        if len(value) > limit:
            self.note(name, TOO_LONG, limit=limit, length=len(value))
        return value

    def number(self, name: str, *, low: Decimal | int, high: Decimal | int, required: bool = True) -> Decimal | None:
        """Takes a decimal comma or point."""
        value = self.text(name, limit=20, required=required)
        if not value:
            return None
        try:
            found = Decimal(value.replace(",", "."))
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite() or "_" in value:
            self.note(name, NOT_A_NUMBER, example=low)
            return None
        if not low <= found <= high:
            self.note(name, OUT_OF_RANGE, low=low, high=high)
            return None
        return found

    def choice(self, name: str, choices: tuple[str, ...] | list[str], *, required: bool = True) -> str:
        value = self.values.get(name, "")
        if value not in choices:
            if value or required:
                self.note(name, NOT_A_CHOICE)
            return ""
        return value

    def flag(self, name: str) -> bool:
        return name in self.values

    def file(self, name: str, *, required: bool = True) -> UploadFile | None:
        found = self._data.get(name)
        if isinstance(found, UploadFile) and found.filename:
            return found
        if required:
            self.note(name, NO_FILE)
        return None

    @property
    def view(self) -> FormView:
        return FormView(values=self.values, errors=self.errors)

    def finish(self) -> None:
        """Raises FormProblems when any field was wrong."""
        if self.errors:
            raise FormProblems(self.view)


def form_page(
    template: str, values: Mapping[str, Any] | FormReader, error: DomainError, *, context: dict[str, Any] | None = None
) -> Template:
    """The form again, with what was typed and the error beside its field (context name: `form`). Status 422."""
    if isinstance(error, FormProblems):
        view = error.view
    else:
        kept = values.values if isinstance(values, FormReader) else values
        field = error.field if isinstance(error, Invalid) else ""
        typed = {name: value for name, value in kept.items() if isinstance(value, str)}
        view = FormView(values=typed, errors={field: error})
    return Template(template, context={**(context or {}), "form": view}, status_code=422)
