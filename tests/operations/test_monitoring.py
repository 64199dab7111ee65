"""What load balancers and monitoring see, and that it tells of nobody."""

from __future__ import annotations

import httpx
import pytest

from judging.contests.enums import Stage
from judging.settings import settings
from tests.cast import make_contest, sign_in


async def figures(client: httpx.AsyncClient) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every figure by its name and labels."""
    answer = await client.get("/metrics", headers={"Authorization": f"Bearer {settings().metrics_token}"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    # After the program's own import: the library asks the environment once, when it is imported.
    from prometheus_client.parser import text_string_to_metric_families

    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


async def test_a_process_that_answers_is_alive(browser_client: httpx.AsyncClient) -> None:
    answer = await browser_client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"process": "ok"})


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}])
async def test_figures_are_for_who_brings_the_token(browser_client: httpx.AsyncClient, header: dict[str, str]) -> None:
    answer = await browser_client.get("/metrics", headers=header)
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_an_organiser_without_the_token_is_refused_too(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    await sign_in(browser_client, play.organiser)
    assert (await browser_client.get("/metrics")).status_code == 401


async def test_answers_are_counted_by_route_and_never_by_address(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    before = await figures(browser_client)
    for path in (f"/c/{play.view.slug}", "/c/no-such-contest", f"/c/{play.view.slug}?code=SL24-0000", "/no/such/page"):
        await browser_client.get(path)
    after = await figures(browser_client)

    def came(route: str, status: str) -> float:
        key = ("bangvang_request_seconds_count", (("method", "GET"), ("route", route), ("status", status)))
        return after[key] - before.get(key, 0)

    assert came("/c/{slug}", "200") == 2
    assert came("/c/{slug}", "404") == 1
    assert came("none", "404") == 1
    assert play.view.slug not in str(after)


async def test_parts_jobs_and_room_are_told(browser_client: httpx.AsyncClient) -> None:
    found = {name: value for (name, labels), value in (await figures(browser_client)).items() if not labels}
    assert found["bangvang_database_up"] == found["bangvang_store_up"] == 1
    assert found["bangvang_disk_free_bytes"] > 0
    for name in ("jobs_waiting", "jobs_running", "jobs_retrying", "jobs_given_up", "jobs_oldest_seconds",
                 "uploads_under_way", "store_broken_objects", "database_seconds", "store_seconds"):  # fmt: skip
        assert found[f"bangvang_{name}"] >= 0
