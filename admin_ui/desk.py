"""What every page of one contest is made from: the contest, who looks, and the figures beside the links."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Request

from judging.contests.enums import Stage
from judging.contests.queries import ContestView, contest
from judging.scoring.queries import PanelProgress, progress
from judging.submissions.queries import EntryCounts, counts
from judging.web.access import actor_of
from judging.web.actor import Actor, Role
from judging.web.i18n import use_zone

AnyRequest = Request[Any, Any, Any]
DESK = (Role.ORGANISER, Role.SECRETARY)
EVERYONE = (*DESK, Role.BOARD)


class Desk(msgspec.Struct, frozen=True):
    """One contest before one person."""

    view: ContestView
    actor: Actor
    counts: Mapping[uuid.UUID, EntryCounts]
    panels: list[PanelProgress]

    @property
    def path(self) -> str:
        return f"/admin/{self.view.slug}"

    @property
    def organises(self) -> bool:
        return self.actor.has(Role.ORGANISER, self.view.id)

    @property
    def sees_entries(self) -> bool:
        return self.organises or self.actor.has(Role.SECRETARY, self.view.id)

    @property
    def signs(self) -> bool:
        return self.organises or self.actor.has(Role.BOARD, self.view.id)

    @property
    def accepted(self) -> int:
        return sum(one.accepted for one in self.counts.values())

    @property
    def quarantined(self) -> int:
        return sum(one.quarantined for one in self.counts.values())

    @property
    def waiting(self) -> int:
        return sum(one.waiting for one in self.counts.values())

    @property
    def jurors(self) -> int:
        """Persons: one who sits on two panels counts once."""
        return len({juror.name for panel in self.panels for juror in panel.jurors})

    @property
    def sealed(self) -> bool:
        return not self.view.reached(Stage.BOARD)

    @property
    def named(self) -> bool:
        """Names are open to the organisers."""
        return self.view.reached(Stage.APPROVED)


async def open_desk(request: AnyRequest, slug: str, *roles: Role) -> Desk:
    """Raises NotFound, NotAllowed. Times are then shown in the contest's zone."""
    view = await contest(slug=slug)
    actor = actor_of(request)
    actor.must_be(view.id, *roles)
    use_zone(view.rules.contest.time_zone)
    return Desk(view=view, actor=actor, counts=await counts(view.id), panels=await progress(view.id))
