"""A juror's whole way in a real browser: by keyboard alone, and with scripts switched off."""

from __future__ import annotations

import re

from playwright.async_api import Page, expect

from judging.contests.enums import Stage
from judging.db import fetch
from tests.cast import Play, make_contest
from tests.e2e.conftest import PHONE, Site, first_mark, sign_in_by_letter

SAVED = re.compile(r"Saved on the server at \d\d:\d\d")


async def _states(play: Play, juror: str) -> list[tuple[str, str]]:
    rows = await fetch(
        "SELECT b.state, b.scores::text AS scores FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror"
        " JOIN panel p ON p.id = s.panel WHERE p.contest = $1 AND s.juror_key = $2 ORDER BY b.position",
        play.id, juror,
    )  # fmt: skip
    return [(row["state"], row["scores"]) for row in rows]


async def _tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the element, once it is there, has the focus."""
    await page.locator(selector).first.wait_for()
    for _ in range(80):
        if await page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector} on {page.url}")


async def test_juror_scores_abstains_and_hands_in_by_keyboard(site: Site) -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 3})
    async with site.visitor() as page:
        await sign_in_by_letter(page, play.jurors["lan"].email or "")
        await expect(page).to_have_url(re.compile("/jury$"))
        await _tab_to(page, "section a.button.main")
        await page.keyboard.press("Enter")
        for _ in range(2):
            await expect(page.locator("[data-saved]")).to_have_text("Nothing marked yet")
            await first_mark(page)
            await page.keyboard.press("8")
            await expect(page.locator("[data-saved]")).to_have_text(SAVED)
            await page.keyboard.press("Tab")
            await page.keyboard.type("10")
            await expect(page.locator("[data-total]")).to_have_text("9.00")
            await page.keyboard.press("Enter")
        await expect(page.get_by_text("Work 3 of 3")).to_be_visible()
        await _tab_to(page, "a[href$='/abstain']")
        await page.keyboard.press("Enter")
        await _tab_to(page, "textarea[name=reason]")
        await page.keyboard.type("I do not read this language.")
        await _tab_to(page, "form .button.main")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="All works are answered")).to_be_visible()
        await _tab_to(page, "input[name=confirm]")
        await page.keyboard.type("hand in")
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("You have handed in all your ballots. Thank you.")).to_be_visible()
    scored = ("submitted", '{"content": 8, "language": 10}')
    assert await _states(play, "lan") == [scored, scored, ("abstained", "{}")]
    assert site.told == []


async def test_marks_that_were_given_are_there_after_a_crash_of_the_browser(site: Site) -> None:
    play = await make_contest(Stage.JUDGING, entries={"paintings": 2})
    for attempt in ("first", "second"):
        async with site.visitor() as page:
            await sign_in_by_letter(page, play.jurors["lan"].email or "")
            await page.locator("section a.button.main").click()
            if attempt == "first":
                await first_mark(page)
                await page.keyboard.press("7")
                await expect(page.locator("[data-saved]")).to_have_text(SAVED)
            else:
                await expect(page.locator("input[name=mark-content][value='7']")).to_be_checked()
    assert site.told == []


async def test_juror_works_without_scripts(site: Site) -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 2})
    async with site.visitor(java_script_enabled=False, viewport=PHONE) as page:
        await sign_in_by_letter(page, play.jurors["muon"].email or "")
        await page.locator("section a.button.main").click()
        await page.locator("form[data-ballot] button[type=submit]").click()
        await expect(page.locator(".criterion .error").first).to_be_visible()
        for name in ("mark-content", "mark-language"):
            await page.locator(f"label:has(input[name={name}][value='6'])").click()
        await page.locator("form[data-ballot] button[type=submit]").click()
        await page.get_by_role("link", name="Do not score").click()
        await page.get_by_role("radio", name="I know whose work it is").check()
        await page.get_by_label("In a few words").fill("My pupil wrote it.")
        await page.get_by_role("button", name="Do not score").click()
        await page.get_by_label("Type").fill("hand in")
        await page.get_by_role("button", name="Hand in all ballots").click()
        await expect(page.get_by_text("You have handed in all your ballots. Thank you.")).to_be_visible()
    assert await _states(play, "muon") == [("submitted", '{"content": 6, "language": 6}'), ("recused", "{}")]


async def test_marks_outlive_a_lost_connection_and_a_lost_session(site: Site) -> None:
    play = await make_contest(Stage.JUDGING, entries={"paintings": 1})
    async with site.visitor() as page:
        saved = page.locator("[data-saved]")
        await sign_in_by_letter(page, play.jurors["lan"].email or "")
        await page.locator("section a.button.main").click()
        await first_mark(page)
        await page.context.set_offline(True)
        await page.keyboard.press("7")
        await page.get_by_label("Private note").fill("Màu rất lạ")
        await expect(saved).to_contain_text("Kept on this device, not on the server yet")
        await page.get_by_role("button", name="Done").click()
        await expect(saved).to_contain_text("Kept on this device")  # and the page is still there
        await page.context.set_offline(False)
        await expect(saved).to_have_text(SAVED)
        session = await page.context.cookies()
        await page.context.clear_cookies(name="bv_session")
        await page.locator("label:has(input[name=mark-colour][value='6'])").click()
        await expect(saved).to_contain_text("You are signed out. Your marks are kept on this device.")
        await expect(saved.get_by_role("link", name="Sign in again")).to_be_visible()
        await page.context.add_cookies([{**one} for one in session])  # type: ignore[typeddict-item]
        await page.reload()
        await expect(page.locator("input[name=mark-colour][value='6']")).to_be_checked()
        await expect(saved).to_have_text(SAVED)
        await page.reload()
        assert await page.get_by_label("Private note").input_value() == "Màu rất lạ"
    assert await _states(play, "lan") == [("draft", '{"colour": 6, "content": 7}')]
    site.told[:] = [one for one in site.told if "DISCONNECTED" not in one]


async def test_the_last_mark_is_taken_back_and_a_work_is_flagged(site: Site) -> None:
    play = await make_contest(Stage.JUDGING, entries={"paintings": 1})
    async with site.visitor() as page:
        await sign_in_by_letter(page, play.jurors["lan"].email or "")
        await page.locator("section a.button.main").click()
        await expect(page.locator("[data-keys]")).to_be_visible()
        await first_mark(page)
        await page.keyboard.press("7")
        await page.keyboard.type("10")
        await expect(page.locator("[data-total]")).to_have_text("6.00")
        await page.get_by_role("button", name="Undo").click()
        await expect(page.locator("[data-total]")).to_have_text("4.20")
        await page.keyboard.press("Control+z")
        await expect(page.locator("[data-total]")).to_have_text("–")
        async with page.expect_response(lambda one: '"flagged":true' in (one.request.post_data or "")) as kept:
            await page.get_by_label("I want to look at it again").check()
        assert (await kept.value).ok
        await expect(page.locator("[data-saved]")).to_have_text(SAVED)
        await page.reload()
        await expect(page.get_by_label("I want to look at it again")).to_be_checked()
        await expect(page.locator("[data-keys]")).to_be_hidden()  # told once
        await page.goto(page.url.rpartition("/")[0])
        await expect(page.get_by_text("to look at again")).to_be_visible()
    assert await _states(play, "lan") == [("draft", "{}")]
    assert site.told == []
