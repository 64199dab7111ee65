"""Entries, who made them, and their files.

What tells who somebody is stands in `authorship` alone: no query of the jury's pages joins that table.
"""

from __future__ import annotations

from piccolo.columns import UUID, BigInt, BigSerial, Integer
from piccolo.constraints import Unique
from piccolo.table import Table

from judging.accounts.tables import Person
from judging.columns import belongs_to, big, document, moment, text, whole, words
from judging.contests.tables import Category, Contest


class Entry(Table, tablename="entry"):
    id = UUID(primary_key=True)
    contest = belongs_to(Contest)
    category = belongs_to(Category)
    code = words(20, unique=True)  # the entrant's: SL24-H7K2
    blind_code = words(20, unique=True)  # the jury's: HV-7Q4K; tells nothing of `code`
    state = words(14, index=True)
    title = words(300)
    title_en = words(300, null=True)
    language = words(10, null=True)
    age_group = words(40, null=True)
    details = document()  # technique, width_cm, height_cm, lyrics, summary …: nothing that names a person
    reason = document(null=True)  # {"message": msgid, "params": {…}} of a quarantine or disqualification
    received_at = moment(null=True, index=True)
    created_at = moment()
    updated_at = moment()


class Authorship(Table, tablename="authorship"):
    id = UUID(primary_key=True)
    entry = belongs_to(Entry, unique=True)
    person = belongs_to(Person)
    name = words(200)
    sort_key = words(400, index=True)  # Vietnamese order by given name
    search_key = words(600, index=True)  # name, unit and title without diacritics, small letters
    unit = words(200)
    class_name = words(60, null=True)
    birth_year = whole(null=True)
    teacher = words(200, null=True)
    guardian = words(200, null=True)
    phone = words(40, null=True)
    email = words(200, null=True)
    co_authors = text(null=True)
    credits = text(null=True)
    name_mode = words(10)
    pin_hash = text()
    consents = document()  # {key: moment of consent}


class Upload(Table, tablename="upload"):
    """A file on its way in, or waiting in the store for its entry. It waits when `sealed_at` is set."""

    id = UUID(primary_key=True)
    contest = belongs_to(Contest)
    storage_key = words(200, null=True, index=True)  # named before the bytes are put there: see `uploads`
    file_name = words(300)
    size = big()  # what the sender has announced
    sha256 = words(64, null=True)
    begun_at = moment()  # when its sending began: this is what the deadline asks
    created_at = moment(index=True)  # by the machine's own time: this is what cleaning up asks
    received = BigInt(null=False, default=0)  # bytes that lie in parts, or in the one object
    epoch = Integer(null=False, default=0)  # counts the requests that bring bytes: only the last one may
    owner = words(64, null=True, index=True)  # digest of the sending browser's token; none for plain forms
    source = words(64, null=True, index=True)  # keyed digest of the address it comes from
    sealed_at = moment(null=True)


class UploadPart(Table, tablename="upload_part"):
    """A stretch of an upload. Without a foreign key: parts are cleared away after their upload has become a file."""

    id = BigSerial(primary_key=True)
    upload = UUID(null=False, default=None)
    begins = big()
    size = big()
    storage_key = words(200)
    upload_part_once = Unique([upload, begins])


class WorkFile(Table, tablename="work_file"):
    id = UUID(primary_key=True)
    entry = belongs_to(Entry)
    state = words(14, index=True)
    storage_key = words(200, index=True)
    file_name = words(300)
    size = big()
    sha256 = words(64)
    received_at = moment()
    kind = words(14, null=True)
    format = words(14, null=True)
    reason = document(null=True)
    leaks = document(null=True)  # what of a person was found in the original, for the secretary
    facts = document(null=True)  # width, height, duration, pages, lines


class Rendition(Table, tablename="rendition"):
    id = UUID(primary_key=True)
    file = belongs_to(WorkFile)
    role = words(40)
    storage_key = words(200)
    content_type = words(60)
    width = whole(null=True)
    height = whole(null=True)
    size = big()
    sha256 = words(64)
    rendition_once = Unique([file, role])
