"""Letters over a real SMTP conversation, and in the reader's language."""

from __future__ import annotations

import asyncio
import smtplib
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from judging.accounts import letters
from judging.web.actor import Role


class PostOffice:
    """Speaks just enough SMTP to take letters; `refuses` answers every recipient with 550, `offers` is an extension."""

    def __init__(self, *, refuses: bool = False, offers: bytes = b"") -> None:
        self.refuses, self.offers = refuses, offers
        self.taken: list[bytes] = []
        self.heard: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 post\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            self.heard.append(verb)
            if verb == b"EHLO" and self.offers:
                writer.write(b"250-post\r\n250 " + self.offers + b"\r\n")
            elif verb == b"STAR":
                writer.write(b"220 go on\r\n")
                await writer.drain()
                break
            elif verb == b"DATA":
                writer.write(b"354 go on\r\n")
                self.taken.append(await reader.readuntil(b"\r\n.\r\n"))
                writer.write(b"250 taken\r\n")
            elif verb == b"RCPT" and self.refuses:
                writer.write(b"550 nobody here\r\n")
            elif verb == b"QUIT":
                writer.write(b"221 bye\r\n")
                break
            else:
                writer.write(b"250 ok\r\n")
        writer.close()
        await writer.wait_closed()


def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "thi@example.org", "lan@example.org", "Vào Bảng Vàng"
    message.set_content("Chào Lò Thị Hương,\n\nhttps://example.org/sign-in/abc\n")
    return message


async def deliver_to(office: PostOffice, *, account: str = "") -> None:
    server = await asyncio.start_server(office.serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        await asyncio.to_thread(letters.deliver, f"smtp://{account}127.0.0.1:{port}", letter())


async def test_a_letter_arrives_with_its_diacritics() -> None:
    office = PostOffice()
    await deliver_to(office)
    arrived = message_from_bytes(office.taken[0].removesuffix(b".\r\n"), policy=policy.default)
    assert arrived["Subject"] == "Vào Bảng Vàng"
    assert arrived["To"] == "lan@example.org"
    assert "Chào Lò Thị Hương" in arrived.get_content()


async def test_a_refused_letter_is_an_error_so_that_the_job_is_tried_again() -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        await deliver_to(PostOffice(refuses=True))


async def test_where_tls_is_offered_nothing_is_said_without_it() -> None:
    """This office cannot really do it, so the letter, which holds a key to somebody's account, is not sent at all."""
    office = PostOffice(offers=b"STARTTLS")
    with pytest.raises(OSError):  # noqa: PT011 - a closed line or a failed handshake, as the system calls it
        await deliver_to(office, account="thi:secret@")
    assert office.heard == [b"EHLO", b"STAR"]


async def test_a_password_is_never_sent_in_the_clear() -> None:
    office = PostOffice(offers=b"AUTH PLAIN LOGIN")
    with pytest.raises(smtplib.SMTPNotSupportedError):
        await deliver_to(office, account="thi:secret@")
    assert set(office.heard) <= {b"EHLO", b"QUIT"}
    assert office.taken == []


@pytest.mark.usefixtures("services")
@pytest.mark.parametrize(
    ("locale", "subject", "word"),
    [("vi", "Thư mời tham gia với vai trò giám khảo", "Kính gửi"), ("en", "You are invited as juror", "Dear")],
)
async def test_invitations_speak_the_readers_language(locale: str, subject: str, word: str) -> None:
    text = letters.invitation_letter(name="Quàng Thị Inh", role=Role.JUROR, token="tok", locale=locale)
    assert text.subject == subject
    assert text.body.startswith(f"{word} Quàng Thị Inh,")
    assert "http://testserver.local/sign-in/tok" in text.body


@pytest.mark.usefixtures("services")
@pytest.mark.parametrize("locale", ["vi", "en", "th"])
async def test_a_sign_in_letter_holds_its_link(locale: str) -> None:
    text = letters.sign_in_letter(name="Hà", token="tok", locale=locale)
    assert "http://testserver.local/sign-in/tok" in text.body
    assert "Bảng Vàng" in text.subject


@pytest.mark.usefixtures("pool")
async def test_without_a_mail_server_a_letter_waits_in_the_mailbox() -> None:
    from judging.accounts import queries
    from judging.db import fetch, unit_of_work

    async with unit_of_work() as work:
        await letters.post(work, to="post@example.org", letter=letters.LetterText("S", "B"))
    found = next(one for one in await queries.letters() if one.to == "post@example.org")
    assert (found.subject, found.body, found.sent_at) == ("S", "B", None)
    assert await fetch("SELECT id FROM job WHERE key = $1", str(found.id)) == []
    await letters.note_failure(str(found.id))
    rows = await fetch("SELECT error FROM mail WHERE id = $1", found.id)
    assert rows[0]["error"] == "not delivered"
