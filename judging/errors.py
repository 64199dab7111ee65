"""What can go wrong in the domain. Knows neither HTTP nor languages: messages are English msgids with named places."""

from __future__ import annotations


class DomainError(Exception):
    """A refusal that a person can act on. `message` is a msgid; `params` fill its %(name)s placeholders."""

    def __init__(self, message: str, /, **params: object) -> None:
        self.message = message
        self.params = params
        super().__init__(message)

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


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
