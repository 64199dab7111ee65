"""Texts in two languages. Message ids are English; Vietnamese comes from the rooms' messages.po, read once into memory.

The language and time zone of the page being made are context variables: a middleware sets them, templates and filters
read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeGuard

from judging.errors import N_ as N_
from judging.errors import DomainError, Listed, Phrase

Locale = Literal["vi", "en"]
LOCALES: Final[tuple[Locale, ...]] = ("vi", "en")
DEFAULT_LOCALE: Final[Locale] = "vi"
DEFAULT_ZONE: Final = "Asia/Ho_Chi_Minh"

_locale: ContextVar[Locale] = ContextVar("locale", default=DEFAULT_LOCALE)
_zone: ContextVar[str] = ContextVar("zone", default=DEFAULT_ZONE)
_ROOT = Path(__file__).resolve().parents[2]


def is_locale(value: object) -> TypeGuard[Locale]:
    return value in LOCALES


def use_locale(locale: Locale) -> None:
    _locale.set(locale)


@contextmanager
def reading(locale: Locale) -> Iterator[None]:
    """What is written inside is for a reader of this language, whoever has asked for the page: a letter."""
    token = _locale.set(locale)
    try:
        yield
    finally:
        _locale.reset(token)


def active_locale() -> Locale:
    return _locale.get()


def use_zone(name: str) -> None:
    """The IANA time zone in which this request's times are shown: the contest's."""
    _zone.set(name)


def active_zone() -> str:
    return _zone.get()


def catalogue_files() -> Iterable[Path]:
    """Every room's Vietnamese texts, in a fixed order."""
    for package in ("judging", "admin_ui", "media_store"):
        yield from sorted((_ROOT / package).glob("**/locale/vi/LC_MESSAGES/messages.po"))


@cache
def vietnamese() -> Mapping[str, tuple[str, ...]]:
    """msgid → its translations (one, or one for each plural form). Vietnamese has a single plural form."""
    from babel.messages.pofile import read_po

    texts: dict[str, tuple[str, ...]] = {}
    for path in catalogue_files():
        with path.open("rb") as file:
            for message in read_po(file, locale="vi"):
                key = message.id if isinstance(message.id, str) else message.id[0]
                strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
                if key and strings and all(strings):
                    texts.setdefault(key, strings)
    return texts


def lookup(message: str, locale: Locale | None = None) -> str:
    """The text for a message id, its placeholders not yet filled. What has no translation stays English."""
    if (locale or _locale.get()) == "vi":
        return vietnamese().get(message, (message,))[0]
    return message


def lookup_plural(singular: str, plural: str, count: int, locale: Locale | None = None) -> str:
    if (locale or _locale.get()) == "vi":
        found = vietnamese().get(singular)
        if found:
            return found[-1]
    return singular if count == 1 else plural


def translate(message: str, params: Mapping[str, object] | None = None, locale: Locale | None = None) -> str:
    """A message in a language (the active one if none is given), its %(name)s placeholders filled."""
    text = lookup(message, locale)
    return text % {name: _fill(value, locale) for name, value in params.items()} if params else text


def say(words: object, locale: Locale | None = None) -> str:
    """A phrase, or several, in a language; anything else as it stands."""
    return str(_fill(words, locale))


def _fill(value: object, locale: Locale | None) -> object:
    if isinstance(value, Phrase):
        return translate(value.message, value.params, locale)
    if isinstance(value, Listed):
        return value.separator.join(say(part, locale) for part in value.parts)
    return value


def translate_plural(singular: str, plural: str, count: int, locale: Locale | None = None) -> str:
    """Both forms may use %(num)s."""
    return lookup_plural(singular, plural, count, locale) % {"num": count}


def explain(error: DomainError, locale: Locale | None = None) -> str:
    """A refusal in the reader's language."""
    return translate(error.message, error.params, locale)
