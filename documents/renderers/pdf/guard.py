"""Runs a program that may hang, alone and without a network; a process of its own, without Django.

`python -m documents.renderers.pdf.guard FOLDER SECONDS PROGRAM ARGUMENT...` ends as PROGRAM
ends, or with TIMED_OUT. Nothing that PROGRAM started lives on. FOLDER goes too when the
guard is stopped or its parent dies, however that happens.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from types import FrameType
from typing import NoReturn

from jobs.processes.leash import die_with_parent

TIMED_OUT = 124
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # of unshare(2)


class Stopped(BaseException):
    """Somebody asked for the end, or the parent is dead."""


def main() -> int:
    _, folder, seconds, *command = sys.argv
    parent = os.getppid()
    signal.signal(signal.SIGTERM, _stop)
    _leave_network()
    die_with_parent(signal.SIGTERM)  # after the change of user, which would undo it
    try:
        if os.getppid() != parent:
            raise Stopped
        return _run(command, int(seconds))
    except (Stopped, KeyboardInterrupt):
        shutil.rmtree(folder, ignore_errors=True)
        return 1


def _run(command: list[str], seconds: int) -> int:
    program = None
    try:
        program = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - given by convert.py
        return program.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return TIMED_OUT
    finally:
        if program:
            _kill(program)


def _kill(program: subprocess.Popen[bytes]) -> None:
    """The program with all below it, for the one that was started may be a starter only."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError):  # all of the group have ended
            os.killpg(program.pid, signal.SIGKILL)
    program.kill()
    program.wait()


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise Stopped


def _leave_network() -> None:
    """Into a network of nobody, where the kernel allows it: root may, others need a user too."""
    if sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None)
        if libc.unshare(NEW_NETWORK):
            libc.unshare(NEW_USER | NEW_NETWORK)


if __name__ == "__main__":
    sys.exit(main())
