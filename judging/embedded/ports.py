"""Free local ports, below the range from which the system takes its own."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterable
from pathlib import Path

from judging.errors import Refused

HOST = "127.0.0.1"
_RANGE = range(20000, 32000)


class PortTaken(Refused):
    """Somebody else listens on the port that was asked for."""


def is_free(port: int) -> bool:
    """Whether a server could listen here now. SeaweedFS also makes a socket file by this number, which must be ours."""
    with socket.socket() as probe:
        # As servers do: a port in TIME_WAIT counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return not any(Path("/tmp").glob(f"seaweedfs-*-{port}.sock"))  # noqa: S108 - the path is SeaweedFS's own choice


class Claims:
    """Ports that no other supervisor of this machine chooses while we hold them: a server that has been told its port
    takes seconds until it listens there. The kernel lets go when the process ends, however it ends."""

    def __init__(self) -> None:
        self._held: dict[int, socket.socket] = {}

    def take(self, port: int) -> bool:
        """Whether the port is free and now ours, or was already."""
        if not is_free(port):
            return False
        if port in self._held:
            return True
        mark = socket.socket(socket.AF_UNIX)
        try:
            mark.bind(f"\0bangvang-port-{port}")  # a name without a file, known to this machine alone
        except OSError:
            mark.close()
            return False
        self._held[port] = mark
        return True

    def release(self) -> None:
        while self._held:
            self._held.popitem()[1].close()


def choose(names: Iterable[str], known: dict[str, int], claims: Claims) -> dict[str, int]:
    """A port for each name, no two alike, claimed; the one that a name had last time where it can still be had."""
    chosen: dict[str, int] = {}
    for name in names:
        port = known.get(name, 0)
        while port in chosen.values() or port not in _RANGE or not claims.take(port):
            port = random.choice(_RANGE)  # noqa: S311 - a port is no secret
        chosen[name] = port
    return chosen
