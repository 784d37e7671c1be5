"""Ends a process when its parent ends. As a script it starts a program on that leash; needs no Django.

`leash.py PARENT PROGRAM ARGUMENT...` becomes PROGRAM, which gets SIGTERM when PARENT dies,
however that happens.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(ending: signal.Signals) -> None:
    """Asks the kernel for `ending` at the parent's death; does nothing outside Linux."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(ending))


def main() -> None:
    _, parent, *command = sys.argv
    die_with_parent(signal.SIGTERM)
    if os.getppid() != int(parent):
        sys.exit(1)  # it died before the leash was on
    os.execv(command[0], command)  # noqa: S606 - the supervisor's own command line


if __name__ == "__main__":
    main()
