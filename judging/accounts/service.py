"""Verbs about people. Those that take `work` write inside the caller's unit of work; the others open their own."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Final
from unicodedata import normalize

import msgspec

from judging import audit, clock
from judging.accounts.attempts import count_attempt
from judging.accounts.letters import invitation_letter, post, sign_in_letter
from judging.db import UnitOfWork, fetch, unit_of_work
from judging.errors import Invalid, Refused
from judging.web.actor import Actor, Role
from judging.web.i18n import DEFAULT_LOCALE, N_, is_locale
from judging.web.tokens import new_token, token_digest

LINK_LIFETIME: Final = {"sign-in": timedelta(hours=1), "invitation": timedelta(days=30)}
DESK_LIFETIME: Final = timedelta(hours=12)
HOME_LIFETIME: Final = timedelta(days=14)
DESK_ROLES: Final = frozenset({Role.ORGANISER, Role.SECRETARY, Role.BOARD})
#: With these one line could name several addresses, or something else altogether.
NOT_IN_ADDRESSES: Final = frozenset(' ,;:<>()[]"\\')
LINK_USED = N_("This link has been used or has run out. Please ask for a new one below.")


class SignedIn(msgspec.Struct, frozen=True):
    """`token` goes into the cookie and nowhere else; `lifetime` in seconds."""

    token: str
    lifetime: int
    roles: frozenset[Role]


def email_key(email: str) -> str:
    """What makes two addresses the same. Raises Invalid (field email)."""
    key = normalize("NFC", email).strip().casefold()
    name, at, domain = key.rpartition("@")
    odd = not key.isprintable() or any(sign in NOT_IN_ADDRESSES for sign in key) or "@" in name
    if not at or not name or "." not in domain.strip(".") or len(key) > 254 or odd:
        raise Invalid(N_("Please write a whole e-mail address, for example lan@example.org."), field="email")
    return key


async def ensure_person(
    _work: UnitOfWork, *, name: str, email: str | None = None, locale: str = DEFAULT_LOCALE
) -> uuid.UUID:
    """The person with this e-mail address, made if there is none; without an address, always a new one."""
    known_locale = locale if is_locale(locale) else DEFAULT_LOCALE
    key = email_key(email) if email else None
    rows = await fetch(
        "INSERT INTO person (id, name, email, email_key, locale, created_at) VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT (email_key) DO NOTHING RETURNING id",
        uuid.uuid4(), name, email.strip() if email else None, key, known_locale, clock.now(),
    )  # fmt: skip
    if not rows:
        rows = await fetch("SELECT id FROM person WHERE email_key = $1", key)
    return uuid.UUID(str(rows[0]["id"]))


async def grant(
    work: UnitOfWork, *, person_id: uuid.UUID, role: Role, contest_id: uuid.UUID | None, by: str = "system"
) -> None:
    """Gives a role; giving it twice changes nothing."""
    rows = await fetch(
        "INSERT INTO membership (id, person, contest_id, role, granted_at) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT DO NOTHING RETURNING id",
        uuid.uuid4(), person_id, contest_id, role.value, clock.now(),
    )  # fmt: skip
    if rows and role not in (Role.ENTRANT, Role.TEACHER):
        audit.record(work, actor=by, action=f"grant {role}", subject=str(person_id), contest_id=contest_id)


async def invite(
    work: UnitOfWork, *, by: Actor | None, contest_id: uuid.UUID | None, role: Role, name: str, email: str, locale: str
) -> uuid.UUID:
    """Makes someone a juror (or another role) and writes them a letter with a link. `by` None is the system."""
    person_id = await ensure_person(work, name=name, email=email, locale=locale)
    await grant(work, person_id=person_id, role=role, contest_id=contest_id, by=str(by.person_id) if by else "system")
    token = await make_link(work, person_id=person_id, purpose="invitation")
    await post(work, to=email.strip(), letter=invitation_letter(name=name, role=role, token=token, locale=locale))
    return person_id


async def invite_juror(*, actor: Actor, contest_id: uuid.UUID, name: str, email: str, locale: str) -> uuid.UUID:
    """By an organiser of that contest; else NotAllowed."""
    actor.must_be(contest_id, Role.ORGANISER)
    async with unit_of_work() as work:
        return await invite(
            work, by=actor, contest_id=contest_id, role=Role.JUROR, name=name, email=email, locale=locale
        )


async def make_link(_work: UnitOfWork, *, person_id: uuid.UUID, purpose: str) -> str:
    """The token of a new link, good once."""
    token, now = new_token(), clock.system_now()
    await fetch(
        "INSERT INTO sign_in_link (token_hash, person, purpose, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        token_digest(token), person_id, purpose, now, now + LINK_LIFETIME[purpose],
    )  # fmt: skip
    return token


async def ask_for_link(*, email: str, address: str) -> None:
    """Whether a link may be asked for; the same for known and unknown addresses. Raises Invalid, TooMany."""
    await count_attempt(account=email_key(email), address=address)


async def write_link(*, email: str) -> None:
    """Writes to a known address; for an unknown one nothing happens, and nobody is told the difference."""
    key = email_key(email)
    async with unit_of_work() as work:
        rows = await fetch(
            "SELECT id, name, email, locale FROM person WHERE email_key = $1 AND disabled_at IS NULL", key
        )
        if rows:
            token = await make_link(work, person_id=rows[0]["id"], purpose="sign-in")
            letter = sign_in_letter(name=rows[0]["name"], token=token, locale=rows[0]["locale"])
            await post(work, to=rows[0]["email"], letter=letter)


async def sign_in_with_token(*, token: str, address: str, replaces: str | None = None) -> SignedIn:
    """Uses a link up and opens a session. Raises Refused when it is used or old."""
    digest, now = token_digest(token), clock.system_now()
    await count_attempt(account=digest, address=address)
    async with unit_of_work() as work:
        rows = await fetch(
            "UPDATE sign_in_link SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2"
            " RETURNING person",
            digest, now,
        )  # fmt: skip
        if not rows:
            raise Refused(LINK_USED)
        return await open_session(work, person_id=rows[0]["person"], replaces=replaces)


async def open_session(
    work: UnitOfWork, *, person_id: uuid.UUID, entry_id: uuid.UUID | None = None, replaces: str | None = None
) -> SignedIn:
    """A new session; the one it `replaces` (a token) ends. With `entry_id`, for that entry alone."""
    now, token = clock.system_now(), new_token()
    people = await fetch("SELECT id FROM person WHERE id = $1 AND disabled_at IS NULL", person_id)
    if not people:
        raise Refused(N_("This account has been closed. Please ask the organisers."))
    held = await fetch("SELECT DISTINCT role FROM membership WHERE person = $1", person_id)
    roles = frozenset(Role(row["role"]) for row in held)
    if entry_id is not None:
        roles &= {Role.ENTRANT}
    lifetime = int((DESK_LIFETIME if roles & DESK_ROLES else HOME_LIFETIME).total_seconds())
    await fetch("DELETE FROM session WHERE expires_at < $1 OR token_hash = $2", now, token_digest(replaces or ""))
    await fetch(
        "INSERT INTO session (token_hash, person, entry_id, created_at, expires_at, lifetime)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        token_digest(token), person_id, entry_id, now, now + timedelta(seconds=lifetime), lifetime,
    )  # fmt: skip
    audit.record(work, actor=str(person_id), action="sign in", subject=str(person_id))
    return SignedIn(token=token, lifetime=lifetime, roles=roles)


async def end_sessions_of_entry(_work: UnitOfWork, *, entry_id: uuid.UUID) -> None:
    """Ends every session that came in by this entry's code and PIN."""
    await fetch("DELETE FROM session WHERE entry_id = $1", entry_id)


async def sign_out(*, token: str) -> None:
    """Ends a session on the server; the cookie is then worth nothing."""
    async with unit_of_work():
        await fetch("DELETE FROM session WHERE token_hash = $1", token_digest(token))


async def appoint(*, name: str, email: str, role: Role, contest_id: uuid.UUID | None, locale: str = "vi") -> str:
    """Gives a role without a letter and returns the path of a sign-in link: how the first organiser comes in."""
    async with unit_of_work() as work:
        person_id = await ensure_person(work, name=name, email=email, locale=locale)
        await grant(work, person_id=person_id, role=role, contest_id=contest_id)
        return f"/sign-in/{await make_link(work, person_id=person_id, purpose='invitation')}"
