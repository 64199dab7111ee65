"""The entrant's form in its four steps: category, work, author, consents. Answers are kept as they were typed.

Every page carries what the other pages asked in one hidden field, `kept`, so that going on and back loses nothing and
the server remembers nobody who has not sent an entry yet.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from judging.accounts.service import email_key
from judging.contests.rules import CategoryRules, ContestRules
from judging.errors import Invalid
from judging.submissions.enums import NameMode
from judging.submissions.rules import ABOUT_PEOPLE, NewEntry, check_entry, tidy
from judging.web.formats import file_size
from judging.web.i18n import N_

WORK, AUTHOR, CONSENTS = 2, 3, 4
STEPS: Final = 4
CONSENT: Final = "consent-"
AUTHOR_FIELDS: Final = ("name", "birth_year", "unit", "class_name", "teacher", "phone", "email")
WORK_FIELDS: Final = (
    "entry_id", "upload_id", "title", "size", "technique", "form", "lyrics", "credits", "language", "translation",
    "co_authors", "summary",
)  # fmt: skip
#: Languages of works in words, by BCP 47.
LANGUAGES: Final = {
    "vi": N_("Vietnamese"), "blt": N_("Thái"), "hmn": N_("Mông"), "mtq": N_("Mường"), "ium": N_("Dao"),
    "kjg": N_("Khơ Mú"), "puo": N_("Xinh Mun"), "en": N_("English"),
}  # fmt: skip
LONGEST_ANSWER: Final = 30_000  # characters; what is longer was not typed
EMPTY_FILE = N_("This file is empty. Please open it on your device to see whether it is the right one.")
LARGE_FILE = N_("This file has %(size)s; %(limit)s MB are the most in this category. Please send a smaller one.")
NO_FILE = N_("Please choose the file of your work.")
SIZE = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*(?:cm)?\s*[x×*X]\s*(\d+(?:[.,]\d+)?)\s*(?:cm)?\s*")

Answers = Mapping[str, str]


def step_of(field: str) -> int:
    """The page on which a field is asked."""
    if field.startswith(CONSENT) or field in ("guardian", "name_mode"):
        return CONSENTS
    return AUTHOR if field in AUTHOR_FIELDS else WORK


def read_answers(data: Mapping[str, Any]) -> dict[str, str]:
    """The answers of this page and those kept from the others. What was never asked is left out."""
    try:
        kept = msgspec.json.decode(str(data.get("kept", "{}")), type=dict[str, str])
    except msgspec.MsgspecError:
        kept = {}
    typed = {name: value for name, value in data.items() if isinstance(value, str)}
    return {name: value[:LONGEST_ANSWER] for name, value in {**kept, **typed}.items() if _is_asked(name)}


def _is_asked(name: str) -> bool:
    return name in WORK_FIELDS or step_of(name) != WORK


def kept_for(answers: Answers, step: int) -> str:
    """What the page of `step` carries along for the others, as JSON."""
    own = {name: value for name, value in answers.items() if step_of(name) != step}
    return msgspec.json.encode(own).decode()


def identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def entry_from(category: CategoryRules, answers: Answers) -> NewEntry:
    """The entry that the answers make so far; gaps are found by `check_entry`."""
    asked = [key for key in (*category.details, *category.details_optional) if key not in ("size", "language")]
    details = {key: answers.get(key, "") for key in asked if key not in ABOUT_PEOPLE}
    if measured := SIZE.fullmatch(answers.get("size", "")):
        details |= {"width_cm": measured[1], "height_cm": measured[2]}
    birth_year = answers.get("birth_year", "").strip()
    mode = answers.get("name_mode", "")
    return tidy(
        NewEntry(
            category_key=category.key,
            title=answers.get("title", ""),
            language=answers["language"] if answers.get("language") in LANGUAGES else None,
            details=details,
            co_authors=answers.get("co_authors"),
            credits=answers.get("credits"),
            name=answers.get("name", ""),
            unit=answers.get("unit", ""),
            class_name=answers.get("class_name"),
            birth_year=(int(birth_year) if re.fullmatch(r"[0-9]{4}", birth_year) else 0) if birth_year else None,
            teacher=answers.get("teacher"),
            guardian=answers.get("guardian"),
            phone=answers.get("phone"),
            email=answers.get("email"),
            name_mode=NameMode(mode) if mode in list(NameMode) else NameMode.FULL,
            consents=frozenset(name.removeprefix(CONSENT) for name in answers if name.startswith(CONSENT)),
        )
    )


def problems(
    rules: ContestRules, category: CategoryRules, answers: Answers, *, until: int, has_file: bool
) -> dict[str, Invalid]:
    """The first finding on each field of the pages up to `until`, in the order of the form."""
    found: dict[str, Invalid] = {}
    for finding in _findings(rules, category, entry_from(category, answers), has_file=has_file):
        if step_of(finding.field) <= until:
            found.setdefault(finding.field, finding)
    return dict(sorted(found.items(), key=lambda pair: step_of(pair[0])))


def _findings(rules: ContestRules, category: CategoryRules, entry: NewEntry, *, has_file: bool) -> Iterator[Invalid]:
    if not has_file:
        yield Invalid(NO_FILE, field="file")
    yield from check_entry(rules, category, entry)
    if entry.email:
        try:
            email_key(entry.email)
        except Invalid as error:
            yield error


def check_file(category: CategoryRules, size: int) -> None:
    """Refused at the form: what cannot be a work. Everything else is received first and looked at afterwards."""
    if size == 0:
        raise Invalid(EMPTY_FILE, field="file")
    if size > category.max_mb * 1_000_000:
        raise Invalid(LARGE_FILE, field="file", size=file_size(size), limit=category.max_mb)
