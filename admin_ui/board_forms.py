"""What the board's room sends."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from judging.awards.deliberation.enums import Kind, Vote
from judging.awards.deliberation.proposals import Wish
from judging.awards.deliberation.queries import Member
from judging.awards.deliberation.service import Sitting
from judging.awards.queries import ContestResult
from judging.web.forms import FormReader
from judging.web.i18n import N_

NOT_A_TIME = N_("Please give date and time, for example 2024-10-02 14:00.")
NO_SUCH_WORK = N_("There is no work with this blind code in the result.")
OTHER_CATEGORY = N_("Both works must be of the same category.")


class Proposal(msgspec.Struct, frozen=True):
    wish: Wish
    reason: str
    confirmed: bool


def sitting_from_form(data: Mapping[str, Any], members: Sequence[Member], zone: str) -> Sitting:
    """Raises FormProblems."""
    form = FormReader(data)
    chair = form.choice("chair", [str(one.id) for one in members])
    began = _moment(form, "began", zone)
    sitting = Sitting(
        chair=uuid.UUID(chair) if chair else uuid.UUID(int=0),
        present=tuple(one.id for one in members if form.flag(f"present-{one.id}")),
        began_at=began,
        place=form.text("place", required=False),
        guests=form.text("guests", limit=2000, required=False),
        minute_taker=form.text("minute_taker", required=False),
    )
    form.finish()
    return sitting


def proposal_from_form(data: Mapping[str, Any], result: ContestResult) -> Proposal:
    """Raises FormProblems. A work's category is found by its code; that of a prize stands before its key."""
    form = FormReader(data)
    kind = Kind(form.choice("kind", [one.value for one in Kind]) or Kind.PRIZE)
    reason = form.text("reason", limit=2000)
    if kind == Kind.UNDO:
        undoes = form.number("undoes", low=1, high=9999)
        wish = Wish(kind, "", undoes=int(undoes or 0))
    elif kind == Kind.NOT_AWARDED:
        category, _, tier = form.text("prize").partition(":")
        wish = Wish(kind, category, tier=tier, instead=form.text("instead", required=False))
    else:
        code = form.text("code", limit=40).upper()
        other = form.text("other", limit=40).upper() if kind == Kind.EXCHANGE else ""
        category = _category(form, "code", code, result)
        if other and _category(form, "other", other, result) != category:
            form.note("other", OTHER_CATEGORY)
        tier = form.text("tier") if kind == Kind.PRIZE else ""
        wish = Wish(kind, category, code=code, other=other, tier="" if tier == "none" else tier)
    form.finish()
    return Proposal(wish, reason, form.flag("confirm"))


def vote_from_form(data: Mapping[str, Any]) -> Vote:
    """Raises FormProblems."""
    form = FormReader(data)
    choice = form.choice("choice", [one.value for one in Vote])
    form.finish()
    return Vote(choice)


def _category(form: FormReader, field: str, code: str, result: ContestResult) -> str:
    found = next(
        (one.key for one in result.categories for entry in one.entries if code and entry.blind_code == code), ""
    )
    if code and not found:
        form.note(field, NO_SUCH_WORK)
    return found


def _moment(form: FormReader, name: str, zone: str) -> datetime:
    """Local time of the contest, as a browser's field or a person writes it."""
    try:
        return datetime.fromisoformat(form.text(name, limit=40)).replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        form.note(name, NOT_A_TIME)
        return datetime.min.replace(tzinfo=ZoneInfo(zone))
