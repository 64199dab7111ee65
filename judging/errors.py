"""What can go wrong in the domain. Knows neither HTTP nor languages: messages are English msgids with named places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(message: str) -> str:  # noqa: N802 - the name by which gettext tools find messages
    """Marks a message id for translation where it is written; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for a person: a msgid and what fills its %(name)s places, phrases among them. `str()` says it in English;
    judging.web.i18n.say says it in the reader's language.
    """

    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


@dataclass(frozen=True, slots=True)
class Listed:
    """Several phrases (or names) in a row, with a sign between them."""

    parts: tuple[object, ...]
    separator: str = ", "

    def __str__(self) -> str:
        return self.separator.join(map(str, self.parts))


def phrase(message: str, /, **params: object) -> Phrase:
    """`phrase("“%(key)s” stands twice", key=key)`: the name by which messages are found for translation."""
    return Phrase(message, params)


class DomainError(Exception):
    """A refusal that a person can act on. `message` is a msgid; `params` fill its %(name)s placeholders."""

    def __init__(self, message: str, /, **params: object) -> None:
        self.message = message
        self.params = params
        super().__init__(message)

    @property
    def what(self) -> Phrase:
        """The refusal as a phrase, to be told inside another one."""
        return Phrase(self.message, self.params)

    def __str__(self) -> str:
        return str(self.what)


class NotFound(DomainError):
    """There is no such thing, or this person may not know of it."""


class NotAllowed(DomainError):
    """The person is known and the thing exists, but the table of rights says no."""


class Invalid(DomainError):
    """Input that must be corrected; `field` names the form field it belongs to ("" for the whole form)."""

    def __init__(self, message: str, /, *, field: str = "", **params: object) -> None:
        super().__init__(message, **params)
        self.field = field


class Refused(DomainError):
    """A rule of the contest or of the house forbids it now (deadline passed, round sealed, quota used up)."""


class TooMany(Refused):
    """Too often in a short time; waiting helps."""
