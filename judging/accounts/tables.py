"""People, their roles, sessions, sign-in links, attempts and letters. Secrets are stored as digests only."""

from __future__ import annotations

import uuid

from piccolo.columns import UUID, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from judging.columns import belongs_to, moment, text, whole, words


class Person(Table, tablename="person"):
    id = UUID(primary_key=True, default=uuid.uuid4)
    name = words(200)
    email = words(254, null=True)
    email_key = words(254, null=True, unique=True)  # trimmed and case-folded: one person an address
    locale = words(2)
    created_at = moment()
    disabled_at = moment(null=True)


class Membership(Table, tablename="membership"):
    """A role in a contest; with no contest, in all of them. The contest lies in a higher room, so it is a plain id."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    person = belongs_to(Person)
    contest_id = UUID(null=True, default=None, index=True)
    role = words(20)
    granted_at = moment()
    membership_once = Unique([person, contest_id, role], nulls_distinct=False)


class Session(Table, tablename="session"):
    """A browser that is signed in. The cookie holds the token, the database its SHA-256."""

    token_hash = Varchar(length=64, primary_key=True, default=None, null=False)
    person = belongs_to(Person)
    entry_id = UUID(null=True, default=None)  # set: came in by an entry's code and PIN, and acts for it alone
    created_at = moment()
    expires_at = moment(index=True)
    lifetime = whole()  # seconds without use after which it ends


class SignInLink(Table, tablename="sign_in_link"):
    """A link in a letter. Good once."""

    token_hash = Varchar(length=64, primary_key=True, default=None, null=False)
    person = belongs_to(Person)
    purpose = words(20)
    created_at = moment()
    expires_at = moment(index=True)
    used_at = moment(null=True)


class SignInAttempt(Table, tablename="sign_in_attempt"):
    """Counted against guessing, by address and by account; `subject` is a digest, never the name or address itself."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    subject = Varchar(length=64, null=False, default=None, index=True)
    at = moment(index=True)


class Mail(Table, tablename="mail"):
    """A letter that is owed or sent. Without a mail server it is read at /mailbox."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    to = words(254, index=True)
    subject = words(300)
    body = text()
    created_at = moment(index=True)
    sent_at = moment(null=True)
    error = text(null=True)
