"""What an entry must have, by the contest's rules. Pure: values in, findings out; time is an argument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

import msgspec

from judging.contests.calendar import last_byte, moment
from judging.contests.enums import Stage
from judging.contests.rules import CategoryRules, ContestRules
from judging.errors import Invalid, Refused
from judging.submissions.enums import NameMode
from judging.typed import clean, clean_text
from judging.web.i18n import N_

OLDEST = 110  # years
TOO_LONG = N_("Please keep to %(limit)s characters at most; there are %(length)s now.")
LONG_TEXT = 20_000  # characters
#: Characters that a line may have; what is written here fits its column.
LIMITS = {
    "title": 300, "title_en": 300, "name": 200, "unit": 200, "class_name": 60, "teacher": 200, "guardian": 200,
    "phone": 40, "email": 200,
}  # fmt: skip
#: Questions of a category whose answers may name people: kept with the author, never with what jurors see.
ABOUT_PEOPLE = ("co_authors", "credits")


class NewEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What an entrant tells of a work. `details` answers the category's questions; sizes are width_cm, height_cm."""

    category_key: str
    title: str
    title_en: str | None = None
    name: str
    unit: str
    class_name: str | None = None
    birth_year: int | None = None
    teacher: str | None = None
    guardian: str | None = None
    phone: str | None = None
    email: str | None = None
    language: str | None = None
    details: Mapping[str, str] = {}
    co_authors: str | None = None
    credits: str | None = None
    name_mode: NameMode = NameMode.FULL
    consents: frozenset[str] = frozenset()


def tidy(entry: NewEntry) -> NewEntry:
    """The same entry with every text composed and free of hidden characters."""

    def line(text: str | None) -> str | None:
        return (clean(text) or None) if text is not None else None

    return msgspec.structs.replace(
        entry,
        title=clean(entry.title),
        title_en=line(entry.title_en),
        name=clean(entry.name),
        unit=clean(entry.unit),
        class_name=line(entry.class_name),
        teacher=line(entry.teacher),
        guardian=line(entry.guardian),
        phone=line(entry.phone),
        email=line(entry.email),
        language=line(entry.language),
        details={key: value for key, given in entry.details.items() if (value := _tidy_detail(key, given))},
        co_authors=clean_text(entry.co_authors) or None if entry.co_authors else None,
        credits=clean_text(entry.credits) or None if entry.credits else None,
    )


def _tidy_detail(key: str, given: str) -> str:
    return clean(given).replace(",", ".") if key in ("width_cm", "height_cm") else clean_text(given)


def check_open(rules: ContestRules, stage: Stage, now: datetime, *, begun_at: datetime) -> None:
    """Raises Refused unless an upload that began at `begun_at` may still be taken at `now` (both aware)."""
    if stage == Stage.DRAFT or now < moment(rules, rules.timeline.opens):
        raise Refused("This contest is not open yet. Please come back when it opens.")
    if stage != Stage.OPEN or begun_at > moment(rules, rules.timeline.deadline) or now > last_byte(rules):
        raise Refused("The deadline has passed; entries can no longer be sent.")


def check_entry(rules: ContestRules, category: CategoryRules, entry: NewEntry) -> Iterator[Invalid]:
    """Every finding on a tidied entry, in the order of the form."""
    if not entry.title:
        yield Invalid("Please give the work a title.", field="title")
    for field, limit in LIMITS.items():
        length = len(getattr(entry, field) or "")
        if length > limit:
            yield Invalid(TOO_LONG, field=field, limit=limit, length=length)
    if not entry.name:
        yield Invalid("Please write the author's full name.", field="name")
    if not entry.unit:
        yield Invalid("Please write the school, ward or commune.", field="unit")
    yield from _age(rules, category, entry)
    yield from _details(category, entry)
    for consent in rules.consents_for(entry.birth_year) if entry.birth_year else rules.consents:
        if consent.required and consent.key not in entry.consents:
            yield Invalid("This consent is needed to take part.", field=f"consent-{consent.key}")
        if consent.by == "guardian" and consent.key in entry.consents and not entry.guardian:
            yield Invalid("Please write the name of the parent or guardian who agrees.", field="guardian")


def _age(rules: ContestRules, category: CategoryRules, entry: NewEntry) -> Iterator[Invalid]:
    if entry.birth_year is None:
        if rules.age_groups:
            yield Invalid("Please write the year of birth.", field="birth_year")
        return
    if not 0 <= rules.age(entry.birth_year) <= OLDEST:
        yield Invalid("Please write the year of birth in four figures, for example 2012.", field="birth_year")
        return
    group = rules.age_group(entry.birth_year)
    if rules.age_groups and (group is None or (category.age_groups and group.key not in category.age_groups)):
        yield Invalid("This category is not open to this age.", field="birth_year")


def _details(category: CategoryRules, entry: NewEntry) -> Iterator[Invalid]:
    for key in category.details:
        if key == "size":
            yield from _size(entry.details)
        elif key == "language":
            if not entry.language:
                yield Invalid("Please choose the language.", field="language")
        elif not (getattr(entry, key) if key in ABOUT_PEOPLE else entry.details.get(key)):
            yield Invalid("Please fill this in.", field=key)
    about_people = {key: getattr(entry, key) or "" for key in ABOUT_PEOPLE}
    for key, value in {**entry.details, **about_people}.items():
        if len(value) > LONG_TEXT:
            yield Invalid(TOO_LONG, field=key, limit=LONG_TEXT, length=len(value))


def _size(details: Mapping[str, str]) -> Iterator[Invalid]:
    for side in ("width_cm", "height_cm"):
        value = decimal(details.get(side, ""))
        if value is None or not 1 <= value <= 1000:
            yield Invalid("Please give width and height in centimetres, for example 40 × 30.", field="size")
            return


def decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
