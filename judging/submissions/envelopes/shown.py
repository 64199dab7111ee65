"""The page of one envelope, which several verbs come back to."""

from __future__ import annotations

import uuid
from typing import Any

from litestar import Request
from litestar.response import Template

from judging.contests.queries import contest
from judging.errors import DomainError
from judging.submissions.envelopes import queries
from judging.submissions.envelopes.enums import RowState
from judging.submissions.envelopes.page import EnvelopePage
from judging.submissions.envelopes.queries import envelope
from judging.web.access import actor_of
from judging.web.forms import FormView

AnyRequest = Request[Any, Any, Any]


async def envelope_page(
    request: AnyRequest, envelope_id: uuid.UUID, *, page: str = "1", done: str = "", left: str = "",
    errors: dict[str, DomainError] | None = None,
) -> Template:  # fmt: skip
    """The envelope as it stands, with what was just done, or why it could not be."""
    found = await envelope(actor_of(request), envelope_id)
    view = await contest(id=found.contest_id)
    held, refusal = await queries.contents(envelope_id), await queries.refusal(envelope_id)
    shown = EnvelopePage.of(view, found, held, refusal, page=page, done=done, left=left)
    context = {"page": shown, "form": FormView(errors=errors or {}), "states": RowState}
    return Template("envelopes/envelope.html", context=context, status_code=422 if errors else 200)
