"""The form that begins an envelope."""

from __future__ import annotations

from typing import Any

from judging.submissions.envelopes.rules import Given
from judging.web.forms import FormReader


def read_envelope(data: Any) -> Given:
    """Raises FormProblems."""
    reader = FormReader(data)
    found = Given(
        unit=reader.text("unit", limit=200),
        class_name=reader.text("class_name", limit=60, required=False),
        teacher=reader.text("teacher", limit=200),
        phone=reader.text("phone", limit=40),
    )
    reader.finish()
    return found
