"""Run by the tests as a process of its own: holds a data folder's services until its standard input ends.

`python holder.py HOME [--no-s3]` prints one JSON line {"environment": …, "pids": …} when everything answers.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from judging import embedded

if __name__ == "__main__":
    with embedded.Supervisor(
        embedded.Plan(home=Path(sys.argv[1]), s3="--no-s3" not in sys.argv, given={})
    ) as supervisor:
        told = {"environment": supervisor.environment, "pids": supervisor.pids()}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        sys.stdin.read()
