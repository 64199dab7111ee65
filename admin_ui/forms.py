"""What the organiser's pages send."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from judging.errors import Invalid
from judging.web.forms import NOT_TYPED, FormReader
from judging.web.i18n import N_

DIGITS = 6  # of a SHA-256, typed by whoever signs
NO_TEXT = N_("Please choose a file, or paste its text.")
NOT_UTF8 = N_("This is not a text in UTF-8. Save the file as UTF-8 and try again.")
NOT_AN_ORDER = N_("Please give every work a place of its own, from 1 on.")


class Signature(msgspec.Struct, frozen=True):
    list_sha256: str
    statement: str


class TieOrder(msgspec.Struct, frozen=True):
    """`order` are the tied entries, the best first."""

    order: list[uuid.UUID]
    statement: str


async def text_from_form(data: Mapping[str, Any]) -> str:
    """The uploaded file `file`, else what stands in the field `source`. Raises Invalid (field source)."""
    form = FormReader(data)
    upload = form.file("file", required=False)
    if upload is None:
        source = form.values.get("source", "").replace("\r\n", "\n")
        if not source.strip():
            raise Invalid(NO_TEXT, field="source")
        return source
    try:
        return (await upload.read()).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Invalid(NOT_UTF8, field="source") from None


def signature_from_form(data: Mapping[str, Any]) -> Signature:
    """Raises FormProblems; the first digits of the list's SHA-256 are typed, so that the right list is signed."""
    form = FormReader(data)
    sha256 = form.text("list_sha256", limit=64)
    statement = form.text("statement", limit=2000, required=False)
    if form.text("confirm", limit=64).casefold() != sha256[:DIGITS]:
        form.note("confirm", NOT_TYPED, word=sha256[:DIGITS])
    form.finish()
    return Signature(sha256, statement)


def tie_from_form(data: Mapping[str, Any], tied: Sequence[uuid.UUID]) -> TieOrder:
    """Fields `place-<entry id>` with 1, 2, …; raises FormProblems."""
    form = FormReader(data)
    places = {entry: form.number(f"place-{entry}", low=1, high=len(tied)) for entry in tied}
    statement = form.text("statement", limit=2000)
    if not form.errors and sorted(int(place or 0) for place in places.values()) != list(range(1, len(tied) + 1)):
        form.note("order", NOT_AN_ORDER)
    form.finish()
    return TieOrder(sorted(tied, key=lambda entry: places[entry] or 0), statement)
