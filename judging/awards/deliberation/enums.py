"""What a motion may ask for, how one votes, what becomes of it."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    PRIZE = "prize"  # one work gets a prize, another prize, or none
    EXCHANGE = "exchange"  # two works exchange their prizes
    NOT_AWARDED = "not_awarded"  # a prize is not awarded; its works get another one or none
    UNDO = "undo"  # an earlier decision is taken back


class Vote(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Outcome(StrEnum):
    CARRIED = "carried"
    LOST = "lost"
    NO_QUORUM = "no_quorum"
    LAPSED = "lapsed"  # the result had changed since it was proposed
    WITHDRAWN = "withdrawn"
