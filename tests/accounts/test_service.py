from __future__ import annotations

import asyncio
import hashlib
import uuid
from datetime import timedelta

import pytest

from judging import clock
from judging.accounts import hashing, queries, service
from judging.accounts.attempts import LIMITS, count_attempt, network_of
from judging.db import fetch, unit_of_work
from judging.errors import Invalid, NotAllowed, Refused, TooMany
from judging.web.actor import Actor, Role
from judging.web.tokens import token_digest

pytestmark = pytest.mark.usefixtures("pool")


def new_address() -> str:
    return f"{uuid.uuid4().hex}@example.org"


async def person(*roles: tuple[Role, uuid.UUID | None], email: str | None = None) -> uuid.UUID:
    async with unit_of_work() as work:
        found = await service.ensure_person(work, name="Cầm Thị Thanh", email=email)
        for role, contest_id in roles:
            await service.grant(work, person_id=found, role=role, contest_id=contest_id)
        return found


async def session(person_id: uuid.UUID, entry_id: uuid.UUID | None = None) -> str:
    async with unit_of_work() as work:
        return (await service.open_session(work, person_id=person_id, entry_id=entry_id)).token


async def link(person_id: uuid.UUID) -> str:
    async with unit_of_work() as work:
        return await service.make_link(work, person_id=person_id, purpose="sign-in")


async def test_one_person_an_address_even_when_two_ask_at_once() -> None:
    email = new_address()
    found = await asyncio.gather(*(person(email=text) for text in (email, email.upper(), f" {email} ")))
    assert len(set(found)) == 1
    assert await person() != await person()


@pytest.mark.parametrize(
    "email",
    [
        "", "a", "a@b", "@example.org", "a b@example.org", "a@.", "x" * 250 + "@a.vn",
        # More than one address, or more than an address.
        "a@b.vn,c@d.vn", "a@b.vn;c@d.vn", "<a@b.vn>", "a@b@c.vn", 'a"b@c.vn', "a@[10.0.0.1]", "a\r\nBcc: x@y.vn",
        "a@b.vn\x00", "a\u202eb@c.vn", "nhóm: a@b.vn",
    ],
)  # fmt: skip
def test_half_an_address_is_refused(email: str) -> None:
    with pytest.raises(Invalid) as caught:
        service.email_key(email)
    assert caught.value.field == "email"


async def test_a_session_knows_its_person_and_roles() -> None:
    contest = uuid.uuid4()
    found = await person((Role.JUROR, contest), (Role.ORGANISER, None))
    actor = await queries.actor_of_session(token_digest(await session(found)))
    assert actor is not None
    assert actor.person_id == found
    assert actor.roles == {Role.JUROR, Role.ORGANISER}
    assert actor.has(Role.JUROR, contest)
    assert not actor.has(Role.JUROR, uuid.uuid4())
    assert actor.has(Role.ORGANISER, uuid.uuid4())


async def test_a_pin_opens_one_entry_and_no_desk() -> None:
    contest, entry = uuid.uuid4(), uuid.uuid4()
    found = await person((Role.JUROR, contest), (Role.ORGANISER, contest), (Role.ENTRANT, contest))
    actor = await queries.actor_of_session(token_digest(await session(found, entry)))
    assert actor is not None
    assert actor.entry_id == entry
    assert actor.roles == {Role.ENTRANT}


async def test_a_new_session_ends_the_one_it_replaces() -> None:
    found = await person()
    first = await session(found)
    async with unit_of_work() as work:
        second = (await service.open_session(work, person_id=found, replaces=first)).token
    assert first != second
    assert await queries.actor_of_session(token_digest(first)) is None
    assert await queries.actor_of_session(token_digest(second)) is not None


async def test_signing_out_ends_the_session_on_the_server() -> None:
    token = await session(await person())
    await service.sign_out(token=token)
    assert await queries.actor_of_session(token_digest(token)) is None


async def test_sessions_end_when_unused_and_move_on_when_used() -> None:
    found = await person()
    token = token_digest(await session(found))
    now = clock.system_now()
    await fetch("UPDATE session SET expires_at = $2 WHERE token_hash = $1", token, now + timedelta(hours=2))
    assert await queries.actor_of_session(token) is not None
    rows = await fetch("SELECT expires_at FROM session WHERE token_hash = $1", token)
    assert rows[0]["expires_at"] > now + timedelta(days=13)
    await fetch("UPDATE session SET expires_at = $2 WHERE token_hash = $1", token, now)
    assert await queries.actor_of_session(token) is None


async def test_no_session_lives_longer_than_its_limit() -> None:
    token = token_digest(await session(await person()))
    long_ago = clock.system_now() - queries.LONGEST
    await fetch("UPDATE session SET created_at = $2 WHERE token_hash = $1", token, long_ago)
    assert await queries.actor_of_session(token) is None


async def test_a_closed_account_is_out_at_once() -> None:
    found = await person()
    token = token_digest(await session(found))
    await fetch("UPDATE person SET disabled_at = $2 WHERE id = $1", found, clock.system_now())
    assert await queries.actor_of_session(token) is None
    with pytest.raises(Refused):
        await session(found)


async def test_desks_close_sooner_than_homes() -> None:
    async with unit_of_work() as work:
        desk = await service.open_session(work, person_id=await _organiser())
        home = await service.open_session(work, person_id=await _nobody())
    assert (desk.lifetime, home.lifetime) == (12 * 3600, 14 * 86400)


async def _organiser() -> uuid.UUID:
    rows = await fetch("SELECT person FROM membership WHERE role = 'organiser' LIMIT 1")
    return uuid.UUID(str(rows[0]["person"]))


async def _nobody() -> uuid.UUID:
    rows = await fetch("SELECT id FROM person WHERE id NOT IN (SELECT person FROM membership) AND disabled_at IS NULL")
    return uuid.UUID(str(rows[0]["id"]))


async def test_a_link_is_good_once_even_when_two_press_at_once() -> None:
    token = await link(await person())
    results = await asyncio.gather(
        *(service.sign_in_with_token(token=token, address="10.0.0.1") for _ in range(4)), return_exceptions=True
    )
    assert sum(isinstance(result, service.SignedIn) for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == 3


async def test_an_old_or_foreign_link_is_refused() -> None:
    token = await link(await person())
    await fetch(
        "UPDATE sign_in_link SET expires_at = $2 WHERE token_hash = $1", token_digest(token), clock.system_now()
    )
    for wrong in (token, "no-such-token", ""):
        with pytest.raises(Refused):
            await service.sign_in_with_token(token=wrong, address="10.0.0.2")


async def test_only_digests_of_secrets_are_stored() -> None:
    found = await person()
    session_token, link_token = await session(found), await link(found)
    rows = await fetch("SELECT token_hash FROM session UNION ALL SELECT token_hash FROM sign_in_link")
    stored = {row["token_hash"] for row in rows}
    assert {token_digest(session_token), token_digest(link_token)} <= stored
    assert not stored & {session_token, link_token}


async def test_letters_go_to_known_addresses_only_and_nobody_can_tell() -> None:
    known, unknown = new_address(), new_address()
    await person(email=known)
    for email in (known, unknown):
        await service.ask_for_link(email=email, address="10.0.0.3")
        await service.write_link(email=email)
    letters = await queries.letters(1000)
    assert [letter.to for letter in letters if letter.to in (known, unknown)] == [known]
    body = next(letter.body for letter in letters if letter.to == known)
    assert "http://testserver.local/sign-in/" in body
    assert "Cầm Thị Thanh" in body


async def test_guessing_is_slowed_down_by_account_and_says_so() -> None:
    account = new_address()
    for _ in range(LIMITS["account"][0][1]):
        await count_attempt(account=account, address=uuid.uuid4().hex)
    with pytest.raises(TooMany) as caught:
        await count_attempt(account=f" {account.upper()} ", address=uuid.uuid4().hex)
    assert "15" in str(caught.value)
    await count_attempt(account=new_address(), address=uuid.uuid4().hex)


async def test_guesses_sent_at_once_see_each_other() -> None:
    """Else as many more would pass as there are connections to the database."""
    account, limit = new_address(), LIMITS["account"][0][1]
    guesses = [count_attempt(account=account, address=uuid.uuid4().hex) for _ in range(3 * limit)]
    results = await asyncio.gather(*guesses, return_exceptions=True)
    assert sum(result is None for result in results) == limit
    assert sum(isinstance(result, TooMany) for result in results) == 2 * limit


async def test_patient_guessing_is_stopped_by_the_day() -> None:
    account, (_, limit) = new_address(), LIMITS["account"][1]
    subject = hashlib.sha256(f"account:{account}".encode()).hexdigest()
    for hours in range(limit):
        await fetch(
            "INSERT INTO sign_in_attempt (id, subject, at) VALUES ($1, $2, $3)",
            uuid.uuid4(), subject, clock.system_now() - timedelta(minutes=20 + hours * 13),
        )  # fmt: skip
    with pytest.raises(TooMany):
        await count_attempt(account=account, address=uuid.uuid4().hex)


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("unknown", "unknown"),
    ],
)
def test_an_ipv6_network_is_one_address(address: str, counted_as: str) -> None:
    assert network_of(address) == counted_as


async def test_guessing_is_slowed_down_by_address() -> None:
    address = uuid.uuid4().hex
    for _ in range(LIMITS["address"][0][1]):
        await count_attempt(account=uuid.uuid4().hex, address=address)
    with pytest.raises(TooMany):
        await count_attempt(account=uuid.uuid4().hex, address=address)


async def test_an_organiser_invites_a_juror_and_nobody_else_may() -> None:
    contest, email = uuid.uuid4(), new_address()
    organiser = await queries.actor_of_session(token_digest(await session(await person((Role.ORGANISER, contest)))))
    assert organiser is not None
    invited = await service.invite_juror(
        actor=organiser, contest_id=contest, name="Tòng Văn Hặc", email=email, locale="vi"
    )
    assert invited in [one.id for one in await queries.people_with_role(contest_id=contest, role=Role.JUROR)]
    letter = next(letter for letter in await queries.letters(1000) if letter.to == email)
    assert "giám khảo" in letter.subject
    stranger = Actor(
        person_id=uuid.uuid4(), name="", locale="vi", memberships=frozenset({(Role.ORGANISER, uuid.uuid4())})
    )
    with pytest.raises(NotAllowed):
        await service.invite_juror(actor=stranger, contest_id=contest, name="X", email=email, locale="vi")


async def test_a_role_given_twice_is_held_once() -> None:
    contest = uuid.uuid4()
    found = await person((Role.JUROR, contest), (Role.JUROR, contest), (Role.BOARD, None), (Role.BOARD, None))
    rows = await fetch("SELECT role FROM membership WHERE person = $1 ORDER BY role", found)
    assert [row["role"] for row in rows] == ["board", "juror"]


async def test_the_first_organiser_comes_in_by_a_link() -> None:
    path = await service.appoint(name="Ban tổ chức", email=new_address(), role=Role.ORGANISER, contest_id=None)
    result = await service.sign_in_with_token(token=path.rpartition("/")[2], address="10.0.0.4")
    assert result.roles == {Role.ORGANISER}


async def test_people_are_found_by_id() -> None:
    found = await person()
    view = await queries.person(found)
    assert view is not None
    assert view.name == "Cầm Thị Thanh"
    assert await queries.person(uuid.uuid4()) is None


async def test_secrets_are_hashed_with_salt() -> None:
    first, second = await hashing.hash_secret("4071"), await hashing.hash_secret("4071")
    assert first != second
    assert first.startswith("$argon2id$")
    assert not await hashing.verify_secret("", "4071")
    assert not await hashing.verify_secret("", "")
    assert await hashing.verify_secret(first, "4071")
    assert not await hashing.verify_secret(first, "4072")
    assert not await hashing.verify_secret("broken", "4071")
