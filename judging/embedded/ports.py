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


def choose(names: Iterable[str], known: dict[str, int]) -> dict[str, int]:
    """A free port for each name, no two alike; the port that a name had last time where it is still free."""
    chosen: dict[str, int] = {}
    for name in names:
        port = known.get(name, 0)
        while port in chosen.values() or port not in _RANGE or not is_free(port):
            port = random.choice(_RANGE)  # noqa: S311 - a port is no secret
        chosen[name] = port
    return chosen
