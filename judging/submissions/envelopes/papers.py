"""The texts of an envelope's printed sheets, in the active language."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from judging.contests.queries import ContestView
from judging.settings import settings
from judging.submissions.envelopes.printing.sheets import Head, Slip, receipts_pdf, roster_pdf, slips_pdf
from judging.submissions.envelopes.queries import EnvelopeView, Row
from judging.web.formats import bilingual, format_datetime
from judging.web.i18n import active_locale, translate


def slips(view: ContestView, found: EnvelopeView, rows: list[Row]) -> bytes:
    words = {
        "title": translate("Slips for the works"),
        "fold": translate(
            "Cut along the lines and fold along the dots. Photograph the work with the side of the QR code beside"
            " it, or glue the slip on the back of the work. The side with the name must not be in the photo: the jury"
            " judges blind."
        ),
        "code": translate("Entry code"),
        "qr": translate("QR code of"),
    }
    return slips_pdf(_head(view, found), [_slip(view, row) for row in rows], words)


def roster(view: ContestView, found: EnvelopeView, rows: list[Row]) -> bytes:
    words = {
        "title": translate("Roster of works"),
        **_columns(),
        "unit": translate("School"),
        "teacher": translate("Teacher"),
        "phone": translate("Telephone"),
        "pupil_signs": translate("Pupil's signature"),
        "guardian_signs": translate("Guardian's signature"),
        "consent": translate(
            "By signing, pupil and guardian agree to the rules of the contest, as they were told to the school. The"
            " signed sheet stays with the school."
        ),
        "place_and_day": translate("……………, day …… month …… year ………"),
    }
    return roster_pdf(_head(view, found), [_slip(view, row) for row in rows], words)


def receipts(view: ContestView, found: EnvelopeView, rows: list[Row], pins: Mapping[uuid.UUID, str]) -> bytes:
    words = {
        "title": translate("Receipts of the class"),
        **_columns(),
        "received": translate("Received"),
        "list_note": translate(
            "Each work is an entry of its own. Below each time stand the first figures of the file's SHA-256."
        ),
        "qr": translate("QR code of"),
        "pin": translate("PIN"),
        "other_pin": translate("a new one was given at the desk"),
        "home_note": translate("Keep this slip. With code and PIN you can see your work and its result:"),
    }
    return receipts_pdf(_head(view, found), [_slip(view, row, pins.get(row.id, "")) for row in rows], words)


def _columns() -> dict[str, str]:
    return {
        "number": translate("No."),
        "name": translate("Full name"),
        "class_name": translate("Class"),
        "work": translate("Title of the work"),
        "code": translate("Entry code"),
    }


def _head(view: ContestView, found: EnvelopeView) -> Head:
    return Head(
        lang=active_locale(),
        contest=bilingual(view.rules.contest, "name"),
        unit=found.unit,
        class_name=found.class_name,
        teacher=found.teacher,
        phone=found.phone,
    )


def _slip(view: ContestView, row: Row, pin: str = "") -> Slip:
    code = row.entry_code or row.code
    return Slip(
        number=row.answers.get("number", ""),
        code=code,
        address=f"{settings().public_url}/entry/{code}",
        name=row.name,
        class_name=row.class_name,
        title=row.title,
        category=bilingual(view.rules.category(view.category_key(row.category_id)), "name"),
        received=format_datetime(row.received_at) if row.received_at else "",
        digest=(row.sha256 or "")[:16],
        pin=pin,
    )
