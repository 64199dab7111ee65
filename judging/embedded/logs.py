"""Passes the services' logs on, each line with its service's name. The files stay the record: nothing is lost here."""

from __future__ import annotations

import re
import sys
import threading
from pathlib import Path

_PAUSE = 0.25  # seconds
# SeaweedFS writes a page of reports about itself at every start; they stay in its file.
_CHATTER = re.compile(rb"^I\d{4} ")


class Follower:
    """A thread that prints what is added to the log files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, int] = {path: path.stat().st_size for path in folder.glob("*.log")}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="logs", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Prints what is left, then ends."""
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _follow(self) -> None:
        while not self._stop.wait(_PAUSE):
            self._pass_on()
        self._pass_on()

    def _pass_on(self) -> None:
        for path in sorted(self._folder.glob("*.log")):
            if path.name.endswith(".old.log"):
                continue
            position = self._read.get(path, 0)
            if path.stat().st_size < position:  # begun anew
                position = 0
            with path.open("rb") as log:
                log.seek(position)
                added = log.read()
            whole = added[: added.rfind(b"\n") + 1]
            self._read[path] = position + len(whole)
            for line in whole.splitlines():
                if line.strip() and not _CHATTER.match(line):
                    sys.stdout.write(f"{path.stem:>8} | {line.decode(errors='replace')}\n")
        sys.stdout.flush()
