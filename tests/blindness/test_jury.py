"""Nothing that a juror can fetch says whose work it is, and nobody else can fetch what jurors see."""

from __future__ import annotations

from itertools import product

import httpx
import pytest

from judging.db import fetch
from judging.web.actor import Actor
from media_store.tiles import ROLE as TILES
from media_store.tiles import Place
from tests.blindness.conftest import Planted, Show
from tests.blindness.crawl import Crawl, texts_in
from tests.cast import entrant_of, make_contest, outsider, sign_in

CHANNELS_AT_LEAST = 60
OTHER_ROLES = ("original", "upload", "text.txt", "peaks.json", "facts.json", "../original", "%2e%2e/original")


def _crawl(client: httpx.AsyncClient, show: Show) -> Crawl:
    """Stays in this contest, for other tests have theirs on the same site; colours of a page are fetched once."""
    own = f"/c/{show.play.view.slug}"
    return Crawl(client, lambda path: "theme=" not in path and (not path.startswith("/c/") or path.startswith(own)))


async def _roles() -> list[str]:
    return [row["role"] for row in await fetch("SELECT DISTINCT role FROM rendition ORDER BY role")]


async def _panels(show: Show) -> list[str]:
    rows = await fetch("SELECT id FROM panel WHERE contest = $1", show.play.id)
    return [str(row["id"]) for row in rows]


async def _ballots(juror: Actor) -> list[tuple[str, str]]:
    """(panel, blind code) of everything assigned to a juror."""
    rows = await fetch(
        "SELECT s.panel, e.blind_code FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror"
        " JOIN entry e ON e.id = b.entry WHERE s.person = $1",
        juror.person_id,
    )
    return [(str(row["panel"]), row["blind_code"]) for row in rows]


async def _media(juror: Actor) -> list[str]:
    """Address of every judging copy, and of every tile, of a juror's works."""
    rows = await fetch(
        "SELECT s.panel, e.blind_code, r.role FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror"
        " JOIN entry e ON e.id = b.entry JOIN work_file f ON f.entry = e.id JOIN rendition r ON r.file = f.id"
        " WHERE s.person = $1 AND f.state = 'accepted'",
        juror.person_id,
    )
    copies = [f"/jury/{row['panel']}/{row['blind_code']}/media/{row['role']}" for row in rows]
    tiles = [
        f"{copy.removesuffix(f'/media/{TILES}')}/tiles/{level}/{column}_{row}.jpeg"
        for copy in copies
        if copy.endswith(TILES)
        for level, column, row in _places()
    ]
    return copies + tiles


def _places() -> list[Place]:
    """Every tile of the one painting that is large enough for any, whose sides are 2600 and 1950."""
    return [
        (level, column, row)
        for level in range(13)
        for column in range(-(-2600 // (512 << 12 - level)))
        for row in range(-(-1950 // (512 << 12 - level)))
    ]


def _elsewhere(entry: Planted, slug: str) -> list[str]:
    """Where other people see this entry, guessed by what a juror knows, and by what a juror might have heard."""
    codes = (entry.made.blind_code, entry.made.receipt.code, str(entry.made.id))
    places = ("/entry/{}", f"/c/{slug}/works/{{}}", f"/admin/{slug}/entries/{{}}")
    copies = ("", "/media/large.webp", "/tiles/0/0_0.jpeg", "/original")
    return [place.format(code) + copy for place, code, copy in product(places, codes, copies)]


def test_the_test_sees_what_is_planted(show: Show) -> None:
    seen = {
        channel
        for entry in show.planted
        for channel, text in entry.channels.items()
        if "." in channel and texts_in(entry.file, {text})
    }
    assert len(seen) >= CHANNELS_AT_LEAST, sorted(seen)
    every = {channel for entry in show.planted for channel in entry.channels}
    assert len(every) > 2 * CHANNELS_AT_LEAST


async def test_every_entry_is_judged(show: Show) -> None:
    rows = await fetch(
        "SELECT count(DISTINCT b.entry) AS n FROM ballot b JOIN entry e ON e.id = b.entry WHERE e.contest = $1",
        show.play.id,
    )
    assert rows[0]["n"] == len(show.planted)


@pytest.mark.parametrize("key", ["cam-thi-ban", "lo-van-muon", "tran-hoai-thu", "mua-a-chu"])  # one of each panel
async def test_juror_meets_no_name_anywhere(show: Show, anyone: httpx.AsyncClient, key: str) -> None:
    juror = show.play.jurors[key]
    slug = show.play.view.slug
    await sign_in(anyone, juror)
    crawl = _crawl(anyone, show)
    await crawl.all_from(
        "/jury", "/", f"/c/{slug}", "/my", "/mailbox", "/api/schema/openapi.json", "/health", "/no-such"
    )
    own = await _ballots(juror)
    await crawl.all_from(*(f"/jury/{panel}/{code}" for panel, code in own), *await _media(juror))
    await crawl.keep("guess", [("GET", place, {}) for entry in show.planted for place in _elsewhere(entry, slug)])
    panel, code = own[0]
    work = f"/jury/{panel}/{code}"
    json = {"headers": {"Accept": "application/json"}}
    await crawl.keep("odd", [
        ("GET", work, json),
        ("GET", f"{work}/media/none.webp", json),
        ("GET", f"{work}?lang=en", {}),
        ("POST", f"{work}/save", {"json": {"scores": {"content": 7}, "note": "", "version": 0}, **json}),
        ("POST", f"{work}/save", {"content": b"{", **json}),
        ("POST", work, {"data": {"mark-content": "99"}}),
        ("POST", f"{work}/abstain", {"data": {"kind": "abstain"}}),
        ("HEAD", work, {}),
        ("OPTIONS", work, {}),
    ])  # fmt: skip
    assert len(own) >= 2
    assert set(await _media(juror)) <= set(crawl.good())
    assert crawl.found(show.texts) == []


async def test_works_of_others_are_not_there_for_a_juror(show: Show, anyone: httpx.AsyncClient) -> None:
    juror = show.play.jurors["cam-thi-ban"]
    await sign_in(anyone, juror)
    own = set(await _ballots(juror))
    roles = (*await _roles(), *OTHER_ROLES)
    reached = [
        path
        for panel, entry in product(await _panels(show), show.planted)
        if (panel, entry.made.blind_code) not in own
        for path in (
            f"/jury/{panel}/{entry.made.blind_code}",
            f"/jury/{panel}/{entry.made.blind_code}/media/{roles[0]}",
        )
        if (await anyone.get(path)).status_code != 404
    ]
    panel, code = next(iter(own))
    reached += [path for role in OTHER_ROLES if "original" in role or role == "upload"
                if (await anyone.get(path := f"/jury/{panel}/{code}/media/{role}")).status_code != 404]  # fmt: skip
    assert reached == []


async def test_judging_copies_are_for_their_jurors_alone(show: Show, anyone: httpx.AsyncClient) -> None:
    media = await _media(show.play.jurors["cam-thi-ban"])
    strange = (await make_contest()).jurors["lan"]
    people = (
        None, await outsider(), await entrant_of(show.planted[0].made), strange, show.play.jurors["pham-ngoc-lan"],
    )  # fmt: skip
    for person in people:
        anyone.cookies.clear()
        if person is not None:
            await sign_in(anyone, person)
        for path in media:
            answer = await anyone.get(path)
            assert answer.status_code in (303, 403, 404), (person, path)
            assert answer.status_code != 303 or answer.headers["location"].startswith("/sign-in")
