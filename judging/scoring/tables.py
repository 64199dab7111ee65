"""Panels, conflicts and ballots. A ballot exists from the assignment on: one row for each (juror, entry)."""

from __future__ import annotations

from piccolo.columns import UUID
from piccolo.constraints import Unique
from piccolo.table import Table

from judging.accounts.tables import Person
from judging.columns import belongs_to, document, flag, moment, text, whole, words
from judging.contests.tables import Category, Contest
from judging.submissions.tables import Entry


class Panel(Table, tablename="panel"):
    id = UUID(primary_key=True)
    contest = belongs_to(Contest)
    category = belongs_to(Category)
    round_key = words(40)
    assigned_at = moment(null=True)
    report = document(null=True)  # loads, connectedness, expected variance of the assignment
    panel_once = Unique([category, round_key])


class PanelJuror(Table, tablename="panel_juror"):
    id = UUID(primary_key=True)
    panel = belongs_to(Panel)
    person = belongs_to(Person)
    juror_key = words(60)
    number = whole()  # "Juror 3": jurors are numbered where they are not named
    unit = words(200, null=True)
    assigned = whole()  # kept with the ballots, so that no page counts twenty thousand rows
    answered = whole()
    finished_at = moment(null=True)
    panel_juror_once = Unique([panel, person])


class Conflict(Table, tablename="conflict"):
    id = UUID(primary_key=True)
    panel_juror = belongs_to(PanelJuror)
    entry = belongs_to(Entry)
    source = words(12)  # declared, unit
    reason = words(300)
    at = moment()
    conflict_once = Unique([panel_juror, entry])


class Ballot(Table, tablename="ballot"):
    id = UUID(primary_key=True)
    panel_juror = belongs_to(PanelJuror)
    entry = belongs_to(Entry)
    position = whole()  # in this juror's own random order, from 1
    anchor = flag()
    state = words(12)
    scores = document()  # {criterion key: mark}
    note = text(null=True)  # private to the juror
    flagged = flag()
    version = whole()  # counts saves: an older page never overwrites a newer one
    saved_at = moment(null=True)
    submitted_at = moment(null=True)
    ballot_once = Unique([panel_juror, entry])
    ballot_order = Unique([panel_juror, position])
