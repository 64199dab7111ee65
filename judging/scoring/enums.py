"""States of a ballot."""

from __future__ import annotations

from enum import StrEnum


class BallotState(StrEnum):
    """`ABSTAINED` and `RECUSED` are answers, but no scores."""

    OPEN = "open"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ABSTAINED = "abstained"
    RECUSED = "recused"


ANSWERED = (BallotState.SUBMITTED, BallotState.ABSTAINED, BallotState.RECUSED)
