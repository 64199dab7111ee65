"""Which system a command speaks of: the servers that the environment names, or those of a data folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from judging.embedded.home import Home
from judging.embedded.supervisor import Plan, Supervisor
from judging.errors import Refused
from judging.settings import Settings, read

SERVERS = ("DATABASE_URL", "S3_ENDPOINT")


def on_servers() -> bool:
    """Whether the environment names both a database and a store. Raises Refused where it names one of them."""
    given = [name for name in SERVERS if os.environ.get(name)]
    if len(given) == 1:
        [other] = set(SERVERS) - set(given)
        raise Refused(
            "%(given)s is set and %(other)s is not; set both for real servers, or neither for a data folder.",
            given=given[0],
            other=other,
        )
    return bool(given)


@contextmanager
def opened(home: Path) -> Iterator[Settings]:
    """A system while it runs; one that is stopped has its database and its store started for as long as the block runs.

    os.environ names it afterwards, so that everything of this program can be used. Raises Refused, ServiceFailed.
    """
    if on_servers():
        yield read(os.environ)
        return
    if not (home / "secrets.json").exists():
        raise Refused("There is no system in %(home)s; name its data folder with --home.", home=home)
    if Home(home).is_held():
        yield _joined(Home(home).state().environment)
        return
    with Supervisor(Plan(home=home, given=own_environment())) as supervisor:
        yield _joined(supervisor.environment)


def own_environment() -> dict[str, str]:
    """Ours, without a data folder that `--home` has overruled."""
    return {name: value for name, value in os.environ.items() if name != "BANGVANG_HOME"}


def _joined(environment: dict[str, str]) -> Settings:
    os.environ.update(environment)
    return read(os.environ)
