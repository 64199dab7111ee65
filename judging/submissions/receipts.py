"""The texts of a printed receipt, in the active language: from what the receipt's page shows."""

from __future__ import annotations

from datetime import datetime

from judging.contests.enums import Media
from judging.submissions.enums import EntryState
from judging.submissions.page import ReceiptPage
from judging.submissions.printing.receipt import NextStep, ReceiptSheet, Row, SlipSheet
from judging.web.formats import bilingual, clock_time, file_size, format_date, local
from judging.web.i18n import N_, active_locale, lookup, translate

GONE = (EntryState.WITHDRAWN, EntryState.DISQUALIFIED)
STATE_WORDS = {"done": N_("Done:"), "now": N_("Now:"), "later": N_("Later:")}


def receipt_sheet(page: ReceiptPage) -> ReceiptSheet:
    """With the PIN only where the page has one to show: in the minutes after it was given."""
    entry, contest = page.entry, page.view.rules.contest
    steps = page.timeline
    return ReceiptSheet(
        lang=active_locale(),
        contest=bilingual(contest, "name"),
        heading=translate("Receipt"),
        lede=_lede(page),
        code_label=translate("Entry code"),
        code=entry.code,
        pin_label=translate("PIN"),
        pin=page.pin,
        pin_note=_pin_note(page.pin),
        rows=_rows(page),
        digest_label=translate("SHA-256 of the file"),
        digest=entry.sha256,
        digest_note=translate(
            "The fingerprint of every byte that was received. Whoever computes it from the file that was sent gets"
            " the same one; after the smallest change, another."
        ),
        address=page.address,
        qr_alt=translate("QR code of %(address)s", {"address": page.address}),
        next_heading=translate("How it goes on"),
        steps=tuple(_step(step) for step in steps),
        contact=", ".join(filter(None, (bilingual(contest, "organiser"), contest.email, contest.phone))),
        slip=_slip(page),
    )


def _step(step: dict[str, str]) -> NextStep:
    state = step["state"]
    return NextStep(step["text"], step["when"], state, lookup(STATE_WORDS[state]))


def _lede(page: ReceiptPage) -> str:
    if page.entry.state == EntryState.WITHDRAWN:
        return translate("This work was received as told here, and has been taken back since.")
    if page.entry.state == EntryState.DISQUALIFIED:
        return translate("This work was received as told here. It no longer takes part: see its page for the reason.")
    return translate("This work has been received and lies safe on the server of the contest.")


def _pin_note(pin: str) -> str:
    if pin:
        return translate("For the author alone: whoever has code and PIN can change the entry.")
    return translate("The PIN stands only on the copy that is made right after sending.")


def zone_offset(moment: datetime) -> str:
    """`UTC+7` of a moment in the contest's zone."""
    minutes = int((local(moment).utcoffset() or moment.utcoffset() or moment - moment).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")


def _rows(page: ReceiptPage) -> tuple[Row, ...]:
    entry = page.entry
    received = f"{format_date(entry.received_at)}, {clock_time(entry.received_at)} ({zone_offset(entry.received_at)})"
    return (
        Row(translate("Work"), entry.title),
        Row(translate("Author"), entry.name),
        Row(translate("Unit"), entry.unit),
        Row(translate("Category"), bilingual(page.category, "name")),
        Row(translate("Received"), received),
        Row(translate("File"), f"{entry.file_name} · {file_size(entry.size)}"),
    )


def _slip(page: ReceiptPage) -> SlipSheet | None:
    """A painting is handed in on paper too; its slip says whose it is, and never a PIN."""
    if page.category.media != Media.IMAGE or page.entry.state in GONE:
        return None
    entry = page.entry
    rows = (
        Row(translate("Work"), entry.title),
        Row(translate("Author"), entry.name),
        Row(translate("Unit"), entry.unit),
        Row(translate("Category"), bilingual(page.category, "name")),
        Row(translate("Contest"), bilingual(page.view.rules.contest, "name")),
    )
    return SlipSheet(translate("For the back of the original: cut here"), rows)
