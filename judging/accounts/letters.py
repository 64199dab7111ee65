"""The letters that people are sent, and the post: a real mail server by the job queue, or the mailbox table."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
import uuid
from email.message import EmailMessage
from typing import Final
from urllib.parse import unquote, urlsplit

import msgspec

from judging import clock, outbox
from judging.db import UnitOfWork, fetch
from judging.settings import settings
from judging.web.actor import Role
from judging.web.i18n import N_, Locale, is_locale, translate

PATIENCE: Final = 30  # seconds
ROLE_NAMES: Final = {
    Role.ORGANISER: N_("organiser"),
    Role.SECRETARY: N_("secretary"),
    Role.JUROR: N_("juror"),
    Role.BOARD: N_("member of the advisory board"),
    Role.ENTRANT: N_("entrant"),
    Role.TEACHER: N_("teacher"),
}


class LetterText(msgspec.Struct, frozen=True):
    subject: str
    body: str


def sign_in_letter(*, name: str, token: str, locale: str) -> LetterText:
    language = _language(locale)
    text = N_(
        "Dear %(name)s,\n\nopen this link to sign in to Bảng Vàng. It is good once, for one hour:\n\n%(link)s\n\n"
        "If you did not ask for it, leave it be: nobody can come in without it."
    )
    body = translate(text, {"name": name, "link": link_of(token)}, language)
    return LetterText(translate(N_("Sign in to Bảng Vàng"), None, language), body)


def invitation_letter(*, name: str, role: Role, token: str, locale: str) -> LetterText:
    language = _language(locale)
    post_name = translate(ROLE_NAMES[role], None, language)
    text = N_(
        "Dear %(name)s,\n\nyou are invited to take part as %(role)s. Open this link to come in; no password is needed. "
        "It is good once, for 30 days:\n\n%(link)s\n\nLater you can ask for a new link on the sign-in page at any time."
    )
    body = translate(text, {"name": name, "role": post_name, "link": link_of(token)}, language)
    return LetterText(translate(N_("You are invited as %(role)s"), {"role": post_name}, language), body)


def _language(locale: str) -> Locale:
    return locale if is_locale(locale) else "vi"


def link_of(token: str) -> str:
    return f"{settings().public_url}/sign-in/{token}"


async def post(work: UnitOfWork, *, to: str, letter: LetterText) -> None:
    """Puts a letter in the mailbox; where there is a mail server, a job sends it after the commit."""
    letter_id = uuid.uuid4()
    await fetch(
        'INSERT INTO mail (id, "to", subject, body, created_at) VALUES ($1, $2, $3, $4, $5)',
        letter_id, to, letter.subject, letter.body, clock.system_now(),
    )  # fmt: skip
    if settings().smtp_url:
        await outbox.enqueue(work, "send_mail", key=str(letter_id), letter_id=str(letter_id))


async def send(letter_id: str) -> None:
    """Hands a letter to the mail server once. Its text, which may hold a link, is forgotten when it has gone."""
    rows = await fetch('SELECT "to", subject, body FROM mail WHERE id = $1 AND sent_at IS NULL', uuid.UUID(letter_id))
    if not rows:
        return
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings().mail_from, rows[0]["to"], rows[0]["subject"]
    message["Message-ID"] = f"<{letter_id}@{urlsplit(settings().public_url).hostname or 'localhost'}>"
    message.set_content(rows[0]["body"])
    await asyncio.to_thread(deliver, settings().smtp_url, message)
    await fetch("UPDATE mail SET sent_at = $2, body = '' WHERE id = $1", uuid.UUID(letter_id), clock.system_now())


def deliver(smtp_url: str, message: EmailMessage) -> None:
    """`smtp://user:password@host:port` (TLS where the server offers it) or `smtps://…`. Raises smtplib's errors, also
    rather than send a password in the clear."""
    parts = urlsplit(smtp_url)
    host, secure = parts.hostname or "127.0.0.1", parts.scheme == "smtps"
    context = ssl.create_default_context()
    if secure:
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=PATIENCE, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=PATIENCE)
    with server:
        server.ehlo_or_helo_if_needed()  # before it, no extension is known
        if not secure and server.has_extn("starttls"):
            server.starttls(context=context)
        elif not secure and parts.username:
            raise smtplib.SMTPNotSupportedError("the mail server offers no TLS; give smtps://, or no password")
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


async def note_failure(letter_id: str) -> None:
    """After the last attempt: the letter stays, marked, for the organiser to see."""
    await fetch("UPDATE mail SET error = 'not delivered' WHERE id = $1", uuid.UUID(letter_id))
