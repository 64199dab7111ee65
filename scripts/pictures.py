"""Makes the pictures in docs/pictures from a played demo: `python scripts/pictures.py HOME OUT`.

HOME is the data folder of a finished `bangvang demo`, OUT its printed matter. Pages are photographed in the tests'
browser, as the people see them to whom they belong.
"""

from __future__ import annotations

import asyncio
import io
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from judging.embedded.supervisor import Plan, Supervisor  # noqa: E402
from tests.browser import launch_options  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
DESK, PHONE = (1440, 900), (360, 760)
QUALITY = 82


@dataclass(frozen=True)
class Shot:
    """One picture; `who` is the e-mail address of whoever sees the page, "" a visitor."""

    name: str
    path: str
    who: str = ""
    size: tuple[int, int] = DESK
    theme: str = "light"
    lang: str = "vi"
    press: str = ""  # what is pressed before the picture is taken


async def main(home: Path, out: Path) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    sheets(out)
    with Supervisor(Plan(home=home, worker=True, web=True)) as services:
        os.environ.update(services.environment)
        from judging import db

        await db.start_pool()
        shots = await all_shots()
        keys = {who: await session(who) for who in {shot.who for shot in shots} if who}
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(**launch_options())
            for shot in shots:
                await photograph(browser, services.environment["PUBLIC_URL"], shot, keys.get(shot.who, ""))
            await entrants_way(
                browser, services.environment["PUBLIC_URL"], next((out / "judging").glob("HV-*/large.jpg"))
            )
            await browser.close()
        await db.stop_pool()


async def all_shots() -> list[Shot]:
    """Every page type once; some in English, in the dark and on a phone."""
    from judging.db import fetch

    rows = await fetch(
        "SELECT DISTINCT ON (c.key) c.key, p.id, e.blind_code, n.email FROM ballot b JOIN panel_juror s"
        " ON s.id = b.panel_juror JOIN panel p ON p.id = s.panel JOIN category c ON c.id = p.category JOIN entry e"
        " ON e.id = b.entry JOIN person n ON n.id = s.person JOIN entry_result r ON r.entry = e.id"
        " ORDER BY c.key, r.rank, s.number"
    )
    jury = {row["key"]: (f"/jury/{row['id']}/{row['blind_code']}", row["email"]) for row in rows}
    best = {
        row["key"]: row["code"]
        for row in await fetch(
            "SELECT c.key, e.code FROM entry_result r JOIN entry e ON e.id = r.entry"
            " JOIN category c ON c.id = e.category WHERE r.rank = 1"
        )
    }
    entry = (await fetch("SELECT code FROM entry WHERE state = 'quarantined' ORDER BY code LIMIT 1"))[0]["code"]
    return [*jury_shots(jury), *desk_shots(entry), *public_shots(best), *await practice_shots()]


def jury_shots(works: dict[str, tuple[str, str]]) -> list[Shot]:
    """`works`: a work's page and its juror's address, by category."""
    return [
        Shot("juror-painting", *works["paintings"], size=(1280, 800)),
        Shot("juror-painting-dark", *works["paintings"], size=(1280, 800), theme="dark", lang="en"),
        Shot("juror-painting-phone", *works["paintings"], size=PHONE),
        Shot("juror-poem", *works["poems"], size=(1280, 800)),
        Shot("juror-song", *works["songs"], size=(1280, 800)),
        Shot("juror-initiative", *works["initiatives"], size=(1280, 800), lang="en"),
        Shot("juror-close", *works["paintings"], size=(1280, 800), press="a.closer"),
        Shot("juror-abstain", works["poems"][0] + "/abstain", works["poems"][1], size=PHONE),
        Shot("juror-works", works["paintings"][0].rpartition("/")[0], works["paintings"][1]),
        Shot("juror-home", "/jury", works["paintings"][1]),
    ]


def desk_shots(quarantined: str) -> list[Shot]:
    desk, who = "/admin/son-la-2024", "ban-to-chuc@example.org"
    return [
        Shot("organiser", desk, who),
        Shot("organiser-dark-phone", desk, who, size=PHONE, theme="dark"),
        Shot("organiser-entries", f"{desk}/entries", who),
        Shot("organiser-entry", f"{desk}/entries/{quarantined}", who, lang="en"),
        Shot("organiser-desk", f"{desk}/entries?status=quarantined", who),
        Shot("organiser-new", "/admin/new", who, size=PHONE),
        Shot("organiser-jury", f"{desk}/jury", who),
        Shot("organiser-result", f"{desk}/result", who, lang="en"),
        Shot("organiser-exhibition", f"{desk}/exhibition", who),
        Shot("organiser-print", f"{desk}/print", who, theme="dark"),
        Shot("organiser-rules", f"{desk}/rules", who),
        Shot("organiser-log", f"{desk}/log", who, lang="en"),
        Shot("organiser-board", f"{desk}/board", who),
        Shot("organiser-quality", f"{desk}/quality", who),
        Shot("organiser-check-in", f"{desk}/checkin", who),
        Shot("organiser-alike", f"{desk}/alike", who, size=PHONE),
    ]


def public_shots(best: dict[str, str]) -> list[Shot]:
    """`best`: the first work's code, by category."""
    contest = "/c/son-la-2024"
    return [
        Shot("exhibition", contest, size=(1440, 1180)),
        Shot("exhibition-phone", contest, size=PHONE, theme="dark"),
        Shot("exhibition-winners", f"{contest}/winners", lang="en"),
        Shot("exhibition-check", f"{contest}/check"),
        Shot("exhibition-wall", f"{contest}/wall"),
        Shot("exhibition-works", f"{contest}/works", theme="dark"),
        Shot("exhibition-poem", f"{contest}/works/{best['poems']}"),
        Shot("exhibition-song", f"{contest}/works/{best['songs']}", lang="en"),
        Shot("exhibition-painting", f"{contest}/works/{best['paintings']}"),
        Shot("exhibition-close", f"{contest}/works/{best['paintings']}", theme="dark", press="a.closer"),
        Shot("exhibition-initiative", f"{contest}/works/{best['initiatives']}", size=PHONE),
        Shot("contests", "/"),
        Shot("sign-in", "/sign-in", size=PHONE),
        Shot("entry-sign-in", "/entry/sign-in", size=PHONE),
        Shot("mailbox", "/mailbox"),
        Shot("not-found", "/no-such-page", size=PHONE),
    ]


async def practice_shots() -> list[Shot]:
    """The call for entries and the entrant's pages, of a contest that is open now."""
    from judging.contests.queries import contests
    from judging.demo.practice import prepare

    await prepare(practice=True)
    slug = next(view.slug for view in await contests() if view.slug.startswith("son-la-thu"))
    return [
        Shot("call", f"/c/{slug}"),
        Shot("call-phone", f"/c/{slug}", size=PHONE, lang="en"),
        Shot("entrant-category", f"/c/{slug}/enter", size=PHONE),
        Shot("entrant-painting", f"/c/{slug}/enter/paintings", size=PHONE),
        Shot("entrant-painting-dark", f"/c/{slug}/enter/paintings", size=PHONE, theme="dark", lang="en"),
    ]


async def session(email: str) -> str:
    """The token of a session of this person's own."""
    from judging.accounts.service import open_session
    from judging.db import fetch, unit_of_work

    person = (await fetch("SELECT id FROM person WHERE email_key = $1", email))[0]["id"]
    async with unit_of_work() as work:
        return (await open_session(work, person_id=person)).token


async def photograph(browser: Browser, address: str, shot: Shot, token: str) -> None:
    async with visitor(browser, address, shot, token) as page:
        answer = await page.goto(shot.path, wait_until="networkidle")
        if answer is None or answer.status >= 500:
            raise RuntimeError(f"{shot.name}: {shot.path} answered {answer.status if answer else 'nothing'}")
        if shot.press:
            await page.locator(shot.press).first.click()
            await page.wait_for_load_state("networkidle")
        await keep(page, shot.name)


async def entrants_way(browser: Browser, address: str, picture: Path) -> None:
    """A painting is sent by phone to the contest that is open: every step, the receipt, the page after it."""
    from judging.contests.queries import contests

    slug = next(view.slug for view in await contests() if view.slug.startswith("son-la-thu"))
    async with visitor(browser, address, Shot("", "", size=PHONE), "") as page:
        await page.goto(f"/c/{slug}/enter/paintings")
        await page.locator("[name=file]").set_input_files(picture)
        for name, value in (("title", "Bến sông sáng sớm"), ("technique", "màu bột trên giấy"), ("size", "40 × 30")):
            await page.locator(f"[name={name}]").fill(value)
        await page.wait_for_load_state("networkidle")
        await keep(page, "entrant-sent")
        await onward(page)
        for name, value in (("name", "Lò Thị Hương"), ("birth_year", "1990"), ("unit", "Phường Tô Hiệu")):
            await page.locator(f"[name={name}]").fill(value)
        await keep(page, "entrant-author")
        await onward(page)
        for box in await page.get_by_role("checkbox").all():
            await box.check()
        await keep(page, "entrant-consents")
        await onward(page)
        await keep(page, "entrant-receipt")
        await page.goto("/my", wait_until="networkidle")
        await keep(page, "entrant-status")


async def onward(page: Page) -> None:
    await page.locator("main form button.main").click()
    await page.wait_for_load_state("networkidle")


@asynccontextmanager
async def visitor(browser: Browser, address: str, shot: Shot, token: str) -> AsyncIterator[Page]:
    width, height = shot.size
    context = await browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, reduced_motion="reduce",
        color_scheme="dark" if shot.theme == "dark" else "light", device_scale_factor=2 if width == PHONE[0] else 1,
    )  # fmt: skip
    cookies = {"lang": shot.lang, **({"bv_session": token} if token else {})}
    await context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    yield await context.new_page()
    await context.close()


async def keep(page: Page, name: str) -> None:
    """What the browser shows now, at the top of the page."""
    await page.evaluate("scrollTo(0, 0)")
    save(Image.open(io.BytesIO(await page.screenshot())), name)


def sheets(out: Path) -> None:
    """Pages of the printed matter, some beside each other."""
    catalogue = pypdfium2.PdfDocument(out / "catalogue.pdf")
    save(beside(pages(catalogue, (0, 9))), "catalogue")
    save(beside(pages(catalogue, (8, 28, 60, len(catalogue) - 4))), "catalogue-pages")
    save(beside(pages(pypdfium2.PdfDocument(out / "catalogue-print.pdf"), (0, 10))), "catalogue-print")
    for name in ("award-list", "certificates", "labels", "wall-texts", "hanging-plan"):
        save(next(pages(pypdfium2.PdfDocument(out / f"{name}.pdf"), (0,))), name)


def pages(document: pypdfium2.PdfDocument, numbers: tuple[int, ...]) -> Iterator[Image.Image]:
    for number in numbers:
        yield document[number].render(scale=1.3).to_pil()


def beside(images: Iterator[Image.Image]) -> Image.Image:
    found = list(images)
    sheet = Image.new("RGB", (sum(image.width for image in found) + 12 * (len(found) - 1), found[0].height), "#8c8c8c")
    x = 0
    for image in found:
        sheet.paste(image, (x, 0))
        x += image.width + 12
    return sheet


def save(image: Image.Image, name: str) -> None:
    image = image.convert("RGB")
    image.thumbnail((1440, 1440))
    image.save(FOLDER / f"{name}.jpg", quality=QUALITY, optimize=True, progressive=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
