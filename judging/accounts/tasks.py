"""Jobs of this room."""

from __future__ import annotations

from judging import outbox
from judging.accounts import letters

outbox.handler("send_mail", on_dead=letters.note_failure)(letters.send)
