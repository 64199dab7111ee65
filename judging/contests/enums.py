"""Stages of a contest and the kinds of media that a category takes."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a contest stands. Each stage is entered by an organiser's recorded act, in this order."""

    DRAFT = "draft"  # rules may still change
    OPEN = "open"  # rules are frozen, entries are taken
    CHECKING = "checking"  # intake is closed; the secretary checks
    JUDGING = "judging"  # jurors score, scores are sealed
    BOARD = "board"  # scores are closed; the result is computed and approved by code alone
    APPROVED = "approved"  # the board has signed; names are open to the organisers
    ANNOUNCED = "announced"  # names and prizes are public


ORDER = tuple(Stage)


class Media(StrEnum):
    IMAGE = "image"
    AUDIO = "audio"
    TEXT = "text"
    DOCUMENT = "document"
