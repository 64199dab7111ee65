"""Starts the services in order, keeps them alive, and stops them in the opposite order.

One thread starts every process and stays until the last is stopped, because the kernel ends a service when the thread
that started it ends (see `launch`). Callers wait for it; nothing here needs the main thread or an event loop.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from judging.embedded import ports, programs
from judging.embedded.home import Home, State
from judging.embedded.objects import BUCKET, Objects, port_names
from judging.embedded.postgres import Postgres
from judging.embedded.processes import PAUSE, Running, Service, ServiceFailed, end_leftovers

_PATIENCE = 5  # restarts of one service …
_WITHIN = 120.0  # … within these seconds
_LOOK = 0.2  # seconds between two looks at the services, and before the first restart


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to start. What `given` names as a real server (DATABASE_URL, S3_ENDPOINT) is not started."""

    home: Path
    postgres: bool = True
    s3: bool = True
    worker: bool = False
    web: bool = False
    port: int = 8000  # the web server's; another one is taken when it is not free
    strict_port: bool = False  # refuse instead
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    given: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)
    say: Callable[[str], None] = lambda _: None


class Supervisor:
    """All services of one data folder. `with Supervisor(plan) as running:` starts and stops them."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.home = plan, Home(plan.home)
        self.environment: dict[str, str] = {}
        self.postgres: Postgres | None = None
        self.failure: BaseException | None = None
        self._state, self._claims = State(), ports.Claims()
        self._up: list[Running] = []
        self._restarts: dict[str, list[float]] = defaultdict(list)
        # A plain flag, because a signal handler sets it: it may interrupt a thread that holds an event's lock.
        self._asked_to_stop = False
        self._started, self.ended = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._live, name="supervisor", daemon=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Returns when every service answers. Raises AlreadyRunning, Refused, ServiceFailed."""
        self._thread.start()
        try:
            while not self._started.wait(_LOOK):
                pass
        except BaseException:
            self.stop()
            raise
        if self.failure is not None:
            self.stop()
            raise self.failure

    def ask_to_stop(self) -> None:
        """Begins the stop and returns at once; for signal handlers."""
        self._asked_to_stop = True

    def wait(self) -> None:
        """Returns when everything is stopped, for whatever reason; `failure` tells it when it was not asked for."""
        while not self.ended.wait(_LOOK):
            pass

    def stop(self) -> None:
        """Stops everything in order and waits for it. May be called twice."""
        self.ask_to_stop()
        if self._thread.ident is not None:
            self._thread.join()
        self._claims.release()

    def reserve(self) -> dict[str, str]:
        """The variables that a start will give, with ports that are ours from now on; nothing is started yet."""
        with self.home.held():
            self._state = self.home.state()
            self._prepare_environment()
        return self.environment

    @property
    def superuser_url(self) -> str:
        """For making more databases; only after the start or `reserve`, and only where PostgreSQL is embedded."""
        if self.postgres is None:
            raise RuntimeError("PostgreSQL is not embedded here")
        return self.postgres.url("postgres", "postgres")

    def pids(self) -> dict[str, int]:
        """The running services' processes."""
        return {running.service.name: running.known.pid for running in self._up}

    def _live(self) -> None:
        try:
            with ExitStack() as held:
                held.enter_context(self.home.held())
                held.callback(self._take_down)
                self._bring_up()
                self._started.set()
                while self._pause(_LOOK):
                    self._mend()
        except BaseException as failure:  # handed to the thread that waits
            self.failure = failure
        finally:
            self.ended.set()
            self._started.set()

    def _bring_up(self) -> None:
        self._state = self.home.state()
        end_leftovers(self._state.processes.values())
        self._state.processes = {}
        self._prepare_environment()
        data = list(self._data_services())
        for service in data:
            self._start(service)
        for running in self._up:
            running.wait_ready(lambda: self._asked_to_stop)
            self.plan.say(f"{running.service.name} is ready")
        if self.plan.worker or self.plan.web:
            self.migrate()
        for service in self._own_services():
            self._start(service)
        for running in self._up[len(data) :]:
            running.wait_ready(lambda: self._asked_to_stop)
            self.plan.say(f"{running.service.name} is ready")

    def _prepare_environment(self) -> None:
        secrets, given = self.home.secrets(), self.plan.given
        names = ["postgres", *port_names()]
        known = self._state.ports
        self._objects = Objects(self.home, secrets, {name: known.get(name, 0) for name in port_names()})
        self._objects.clean()
        self._state.ports = ports.choose(names, known, self._claims)
        environment = {"SECRET_KEY": secrets.secret_key, **given, "BANGVANG_HOME": str(self.home.path)}
        if self._wants_postgres():
            self.postgres = Postgres(self.home, secrets, self._state.ports["postgres"], self._state.postgres_folder)
            self._state.postgres_folder = str(self.postgres.folder)
            environment["DATABASE_URL"] = self.postgres.url()
        if self._wants_s3():
            self._objects = Objects(self.home, secrets, {name: self._state.ports[name] for name in port_names()})
            environment |= {
                "S3_ENDPOINT": self._objects.endpoint,
                "S3_ACCESS_KEY": secrets.s3_access_key,
                "S3_SECRET_KEY": secrets.s3_secret_key,
                "S3_BUCKET": BUCKET,
                "S3_SECURE": "false",
            }
        environment.setdefault("BROKER_URL", "filesystem://")
        if self.plan.web:
            self._state.ports["web"] = self._web_port()
            environment.setdefault("PUBLIC_URL", f"http://{ports.HOST}:{self._state.ports['web']}")
        self.environment = environment
        ours = ("DATABASE_URL", "S3_", "BROKER_URL", "SECRET_KEY", "PUBLIC_URL", "BANGVANG_HOME")
        self._state.environment = {name: value for name, value in environment.items() if name.startswith(ours)}
        self.home.save(self._state)

    def _wants_postgres(self) -> bool:
        return self.plan.postgres and not self.plan.given.get("DATABASE_URL")

    def _wants_s3(self) -> bool:
        return self.plan.s3 and not self.plan.given.get("S3_ENDPOINT")

    def _web_port(self) -> int:
        if self._claims.take(self.plan.port):
            return self.plan.port
        if self.plan.strict_port:
            raise ports.PortTaken("Port %(port)s is taken; give another one with --port.", port=self.plan.port)
        return ports.choose(["web"], self._state.ports, self._claims)["web"]

    def _data_services(self) -> Iterator[Service]:
        if self._wants_s3():
            self._objects.prepare()
            yield self._objects.service()
        if self.postgres is not None:
            self.postgres.prepare()
            yield self.postgres.service()

    def _own_services(self) -> Iterator[Service]:
        if self.plan.worker:
            yield programs.worker(self.home.path, self.environment, concurrency=self.plan.workers)
        if self.plan.web:
            port = self._state.ports["web"]
            yield programs.web(self.home.path, self.environment, port=port, workers=self.plan.workers)

    def migrate(self) -> None:
        """Makes the tables, in a process of its own: this one may have read other settings already."""
        program = "import asyncio; from judging.db import migrate; asyncio.run(migrate())"
        log = self.home.path / "logs" / "migrate.log"
        log.parent.mkdir(exist_ok=True)
        with log.open("wb") as out:
            done = subprocess.run(
                [sys.executable, "-c", program], env=self.environment, stdout=out, stderr=out, check=False
            )
        if done.returncode:
            last = log.read_text(errors="replace").strip().splitlines()[-1:]
            raise ServiceFailed(
                "The tables could not be brought up to date (%(why)s); the whole story is in %(log)s.",
                why="".join(last),
                log=log,
            )
        self.plan.say("tables are up to date")

    def _start(self, service: Service) -> None:
        running = Running(service)
        self._up.append(running)
        self._record()

    def _record(self) -> None:
        self._state.processes = {each.service.name: each.known for each in self._up}
        self.home.save(self._state)

    def _mend(self) -> None:
        """Restarts what died, a little later each time. Raises ServiceFailed when it keeps dying."""
        for place, dead in enumerate(self._up):
            if dead.alive:
                continue
            name, now = dead.service.name, time.monotonic()
            recent = [moment for moment in self._restarts[name] if now - moment < _WITHIN]
            if len(recent) >= _PATIENCE:
                raise ServiceFailed(f"{name} keeps ending; everything is stopped. Its last words:\n{dead.last_lines()}")
            self.plan.say(f"{name} ended; it is started again")
            dead.stop()
            if not self._pause(_LOOK * 2 ** len(recent)):
                return
            self._restarts[name] = [*recent, now]
            self._up[place] = Running(dead.service)
            self._record()

    def _pause(self, seconds: float) -> bool:
        """Waits; returns False, at once, when everything is to be stopped."""
        until = time.monotonic() + seconds
        while not self._asked_to_stop and time.monotonic() < until:
            time.sleep(PAUSE)
        return not self._asked_to_stop

    def _take_down(self) -> None:
        while self._up:
            running = self._up[-1]
            running.stop()
            self._up.pop()
            self.plan.say(f"{running.service.name} is stopped")
        self._record()


def erase(folder: Path) -> None:
    """Deletes a data folder and what root keeps for it elsewhere. Raises AlreadyRunning."""
    home = Home(folder)
    with home.held():
        state = home.state()
        end_leftovers(state.processes.values())
        if state.postgres_folder:
            shutil.rmtree(state.postgres_folder, ignore_errors=True)
        shutil.rmtree(folder)


@contextmanager
def running(
    home: Path,
    *,
    worker: bool = False,
    web: bool = False,
    postgres: bool = True,
    s3: bool = True,
    given: Mapping[str, str] | None = None,
) -> Iterator[dict[str, str]]:
    """The services of a data folder while the block runs; gives the variables with which a process uses them.

    Raises AlreadyRunning, Refused, ServiceFailed.
    """
    plan = Plan(
        home=home, worker=worker, web=web, postgres=postgres, s3=s3, given=os.environ if given is None else given
    )
    with Supervisor(plan) as supervisor:
        yield dict(supervisor.environment)
