"""Becomes a service's process: `python -I -S launch.py PARENT SIGNAL UID GID PROGRAM ARGUMENT…`.

A file of its own, run by its path with the standard library only, so that it starts in a few milliseconds. It drops
privileges first, because the kernel forgets the death signal when the user changes; then it asks to get SIGNAL when the
thread that started it dies, so that no service outlives a supervisor that was killed.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    parent, death_signal, uid, gid = (int(argument) for argument in sys.argv[1:5])
    program = sys.argv[5:]
    os.setsid()
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the supervisor is gone")
    os.execv(program[0], program)  # noqa: S606 - no shell is the point


if __name__ == "__main__":
    main()
