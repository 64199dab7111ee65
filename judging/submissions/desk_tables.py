"""What the desk knows besides the entries themselves: which originals have come, and which works are alike."""

from __future__ import annotations

from piccolo.columns import UUID, Array, BigInt, Bytea
from piccolo.constraints import Unique
from piccolo.table import Table

from judging.columns import belongs_to, moment, number, real, words
from judging.contests.tables import Contest
from judging.submissions.tables import Entry, WorkFile


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


class WorkPrint(Table, tablename="work_print"):
    """The fingerprint of a file that was accepted, for finding works that are alike."""

    id = UUID(primary_key=True)
    file = belongs_to(WorkFile, unique=True)
    contest = belongs_to(Contest)
    kind = words(10)  # picture, text
    hashes = Bytea(null=True, default=None)
    grey = Bytea(null=True, default=None)
    marks = Array(base_column=BigInt(), null=True, default=None)


class Likeness(Table, tablename="likeness"):
    """Two files that are alike, and what the secretary has decided about their works. `first` came first."""

    id = UUID(primary_key=True)
    contest = belongs_to(Contest)
    first = belongs_to(WorkFile)
    second = belongs_to(WorkFile)
    kind = words(10)  # file, picture, text
    score = real()
    found_at = moment(index=True)
    decision = words(10, null=True)  # different, same
    decided_by = UUID(null=True, default=None)
    decided_at = moment(null=True)
    likeness_once = Unique([first, second])
