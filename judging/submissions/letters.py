"""What an entrant is written."""

from __future__ import annotations

from datetime import datetime

from judging.accounts.letters import LetterText
from judging.contests.rules import ContestTexts
from judging.settings import settings
from judging.submissions.rules import NewEntry
from judging.web.formats import file_size, format_datetime
from judging.web.i18n import N_, Locale, reading, translate

RECEIPT = N_(
    "Dear %(name)s,\n\nyour work “%(title)s” has arrived and lies safe with us.\n\nEntry code: %(code)s\n"
    "Received: %(at)s\nSize: %(size)s\nSHA-256: %(sha256)s\n\n"
    "See how it goes on, or send another file until the deadline:\n%(link)s\n\n"
    "The receipt as a sheet to keep or print:\n%(sheet)s\n\n%(contest)s"
)

NEW_PIN = N_(
    "Dear %(name)s,\n\nthe organisers' office has given a new PIN for your work “%(title)s” (%(code)s), because it was"
    " asked for. The earlier PIN no longer opens it.\n\nIf it was not you who asked, please tell the organisers at"
    " once: %(contact)s\n\n%(contest)s"
)


def receipt_letter(
    *, contest: ContestTexts, entry: NewEntry, code: str, sha256: str, size: int, at: datetime
) -> LetterText:
    locale: Locale = "en" if contest.languages[0] == "en" else "vi"
    with reading(locale):
        params = {
            "name": entry.name,
            "title": entry.title,
            "code": code,
            "at": format_datetime(at, contest.time_zone, seconds=True),
            "size": file_size(size),
            "sha256": sha256,
            "link": f"{settings().public_url}/entry/{code}",
            "sheet": f"{settings().public_url}/entry/{code}/receipt.pdf",
            "contest": contest.name.in_language(locale),
        }
        subject = translate(N_("We have received your work: %(code)s"), {"code": code})
        return LetterText(subject, translate(RECEIPT, params))


def new_pin_letter(*, contest: ContestTexts, name: str, title: str, code: str) -> LetterText:
    """Tells that there is a new PIN; the PIN itself is told at the desk alone."""
    locale: Locale = "en" if contest.languages[0] == "en" else "vi"
    params = {
        "name": name,
        "title": title,
        "code": code,
        "contact": ", ".join(filter(None, (contest.email, contest.phone))) or settings().public_url,
    }
    with reading(locale):
        params["contest"] = contest.name.in_language(locale)
        subject = translate(N_("A new PIN for your work: %(code)s"), {"code": code})
        return LetterText(subject, translate(NEW_PIN, params))
