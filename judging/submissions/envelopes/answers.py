"""What a cell says, as the entrant's form would have it. Pure: texts in, texts or a finding out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from judging.contests.rules import CategoryRules, ContestRules
from judging.errors import Invalid
from judging.submissions.enums import NameMode
from judging.submissions.envelopes.columns import MEANS_NO, MEANS_YES, NAME_MODES, plain
from judging.typed import clean, unaccented
from judging.web.i18n import LOCALES, N_, lookup

NOT_A_DAY = N_("Please write the date of birth as day/month/year, for example 05/09/2014, or the year alone.")
NOT_YES_OR_NO = N_("Please write “có” or “không”.")
NO_CATEGORY = N_("There is no such category. Please write one of: %(choices)s.")
NO_MODE = N_("Please write one of: %(choices)s.")
NO_LANGUAGE = N_("Please write one of these languages: %(choices)s.")
FORMULA = N_("This looks like a formula. Please type the text itself.")
_DAY = re.compile(r"(?:ngay )?(\d{1,2})\s*(?:[/.\-\s]|thang)\s*(\d{1,2})\s*(?:[/.\-\s]|nam)\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_AGE = re.compile(r"(\d{1,2})\s*(?:tuoi|years?(?: old)?)?")
#: Days since 1900 as spreadsheets count them; 10,000 lies in 1927, years in four figures lie far below.
_SERIAL = range(10_000, 60_000)


def line_of(text: str) -> str:
    """A cell's text on one line. Raises Invalid for what a program could take for a formula."""
    tidy = clean(text)
    if tidy.startswith("="):
        raise Invalid(FORMULA)
    return tidy


def birth_year(rules: ContestRules, text: str) -> str:
    """The year in four figures out of a day, a year, an age or a spreadsheet's count of days. Raises Invalid."""
    bare = " ".join(re.sub(r"[^\w\s/.\-:]", " ", unaccented(text)).split())
    if not bare:
        return ""
    if re.fullmatch(r"(?:nam )?\d{4}", bare):
        return bare[-4:]
    if bare.isdigit() and int(bare) in _SERIAL:
        return str((date(1899, 12, 30) + timedelta(days=int(bare))).year)
    if found := _AGE.fullmatch(bare):
        return str((rules.contest.age_year or rules.timeline.deadline.year) - int(found[1]))
    for pattern, order in ((_DAY, (3, 2, 1)), (_ISO, (1, 2, 3))):
        if found := pattern.fullmatch(bare):
            year, month, day = (int(found[place]) for place in order)
            try:
                return str(date(year, month, day).year)
            except ValueError:
                break
    raise Invalid(NOT_A_DAY)


def is_yes(text: str) -> bool:
    """Raises Invalid for what is neither yes nor no."""
    said = plain(text) or text.strip()
    if said in MEANS_YES:
        return True
    if said in MEANS_NO:
        return False
    raise Invalid(NOT_YES_OR_NO)


def category_of(rules: ContestRules, text: str) -> CategoryRules:
    """By its name in either language, or its key; without a text the only one. Raises Invalid."""
    said = plain(text)
    if not said and len(rules.categories) == 1:
        return rules.categories[0]
    for category in rules.categories:
        if said and said in (plain(category.name.vi), plain(category.name.en), plain(category.key)):
            return category
    raise Invalid(NO_CATEGORY, choices=", ".join(category.name.vi for category in rules.categories))


def name_mode(text: str, *, guarded: bool) -> NameMode:
    """Without a text: initials for those who have a guardian, the full name for others. Raises Invalid."""
    said = plain(text)
    if not said:
        return NameMode.INITIALS if guarded else NameMode.FULL
    for mode, words in NAME_MODES.items():
        if said in (mode.value, *(plain(lookup(words, locale)) for locale in LOCALES)):
            return mode
    raise Invalid(NO_MODE, choices=", ".join(lookup(words, "vi") for words in NAME_MODES.values()))


def one_of(text: str, choices: Iterable[tuple[str, str]]) -> str:
    """The key of a choice (key, msgid), by its name in either language. Raises Invalid."""
    said, listed = plain(text), list(choices)
    for key, words in listed:
        if said in (plain(key), *(plain(lookup(words, locale)) for locale in LOCALES)):
            return key
    raise Invalid(NO_LANGUAGE, choices=", ".join(lookup(words, "vi") for _, words in listed))
