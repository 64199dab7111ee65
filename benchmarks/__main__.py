"""All benchmarks, one after the other, each in a process of its own: `python -m benchmarks [NAME…]`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

from benchmarks.machine import measured_on

PROGRAMS = {
    "jury": ("the juror's pages under load", "benchmarks.jury_pages"),
    "assignment": ("assignment of works against bare OR-Tools", "benchmarks.assignment"),
    "ranking": ("adjusted ranking of a million ballots", "benchmarks.ranking"),
    "renditions": ("judging copies against libvips", "benchmarks.renditions"),
    "upload": ("uploads against the bare SDK, and pages beside slow senders", "benchmarks.upload"),
    "deadline": ("the last minute before a deadline", "benchmarks.deadline"),
    "catalogue": ("the catalogue against bare Typst", "benchmarks.catalogue"),
}
LONGEST = 180  # seconds that one of them may take


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(PROGRAMS)}; all when none is given")
    names = parser.parse_args().names or list(PROGRAMS)
    for name in names:
        if name not in PROGRAMS:
            parser.error(f"there is no benchmark “{name}”; there are {', '.join(PROGRAMS)}")
    print("\n".join(measured_on()), flush=True)
    failed = []
    for name in names:
        title, module = PROGRAMS[name]
        print(f"\n{title} ({name})", flush=True)
        start = time.perf_counter()
        try:
            subprocess.run([sys.executable, "-m", module], timeout=LONGEST, check=True)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            failed.append(f"{name}: {error}")
        print(f"took {time.perf_counter() - start:.0f} s", flush=True)
    if failed:
        print("\nfailed: " + ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
