"""What the desk knows besides the entries themselves: which originals have come on paper."""

from __future__ import annotations

from piccolo.columns import UUID
from piccolo.table import Table

from judging.columns import belongs_to, moment, number, words
from judging.submissions.tables import Entry


class CheckIn(Table, tablename="check_in"):
    """An original that lies at the desk. What was measured there goes into the entry too; undoing gives back what the
    entrant had written."""

    id = UUID(primary_key=True)
    entry = belongs_to(Entry, unique=True)
    person = UUID(null=False, default=None)  # who took it in
    arrived_at = moment(index=True)
    width_cm = number(null=True)  # as measured; none where nobody measured
    height_cm = number(null=True)
    stated_width = words(20, null=True)  # as the entrant had written it
    stated_height = words(20, null=True)
    condition = words(300, null=True)
    shelf = words(60, null=True)
