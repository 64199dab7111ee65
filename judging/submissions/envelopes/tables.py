"""Envelopes, their pupils' rows and the files that wait in them.

A row's id becomes its entry's id, so its code can be printed on a slip before the work is sent. Files lie here and not
among the uploads, which are cleared away after two days: a class may take weeks.
"""

from __future__ import annotations

from piccolo.columns import UUID
from piccolo.table import Table

from judging.accounts.tables import Person
from judging.columns import belongs_to, big, document, moment, whole, words
from judging.contests.tables import Category, Contest
from judging.submissions.tables import Entry


class Envelope(Table, tablename="envelope"):
    id = UUID(primary_key=True)
    contest = belongs_to(Contest)
    owner = belongs_to(Person)
    unit = words(200)
    class_name = words(60, null=True)
    teacher = words(200)
    phone = words(40)
    checked = document(null=True)  # the last roster that was refused: its cells and what is to be corrected
    created_at = moment()
    updated_at = moment()


class EnvelopeRow(Table, tablename="envelope_row"):
    id = UUID(primary_key=True)
    envelope = belongs_to(Envelope)
    position = whole()
    code = words(20, unique=True)  # of the entry that it becomes
    pupil = belongs_to(Person, null=True)  # once a work is sent: one person for all works of a pupil
    name = words(200)
    class_name = words(60, null=True)
    birth_year = whole(null=True)
    category = belongs_to(Category)
    title = words(300)
    answers = document()  # as the entrant's form would have them
    entry = belongs_to(Entry, null=True, unique=True)
    refusal = document(null=True)  # why it could not be sent: {"message", "params"}


class EnvelopeFile(Table, tablename="envelope_file"):
    """A file that waits; its id is that of its upload, and will be that of the entry's file."""

    id = UUID(primary_key=True)
    envelope = belongs_to(Envelope)
    row_id = belongs_to(EnvelopeRow, null=True)
    storage_key = words(200, index=True)
    file_name = words(300)
    size = big()
    sha256 = words(64)
    begun_at = moment()
    added_at = moment()
    matched_by = words(10, null=True)
    doubt = document(null=True)  # why nobody was found for it: {"message", "params"}
    looked_at = moment(null=True)  # when its picture was searched for a slip
    slip = words(20, null=True)  # the code that was read there
    thumbnail_key = words(200, null=True)
